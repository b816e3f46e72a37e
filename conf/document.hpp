// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conf/problem.hpp"

namespace aio::conf {

inline constexpr std::string_view default_section = "DEFAULT";

/// An option as one file gives it.
struct OptionText {
  std::string name;     ///< folded
  std::string written;  ///< as the user spelled it
  std::string value;    ///< raw, its lines joined by \n
  std::size_t line = 0;
};

/// A section as one file gives it. [DEFAULT] may be opened again: it is one section here, at its
/// first line.
struct SectionText {
  std::string name;
  std::size_t line = 0;
  std::vector<OptionText> options;
};

/// One configuration file with every byte kept: what it says, and edits that touch nothing but what
/// they are about. A value: whoever holds it owns it. Mistakes in the text are Problems; a document
/// with Problems still holds its text and what could be read of it, but cannot be edited.
class Document {
 public:
  static Document parse(std::string name, std::string text, Problems& problems);

  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  std::span<const SectionText> sections() const { return sections_; }
  const SectionText* find_section(std::string_view section) const;
  const OptionText* find_option(std::string_view section, std::string_view option) const;

  /// Gives an option a value, whose lines are parted by \n: in its place if it is there, else as
  /// the section's last one. Answers why it cannot be done, with the text left alone: what is set
  /// is always read back as the very same value. What has that value already is left as it is.
  [[nodiscard]] std::optional<Problem> set(std::string_view section,
                                           std::string_view option,
                                           std::string_view value);

  /// Takes an option out; its section and the comments around stay.
  [[nodiscard]] std::optional<Problem> unset(std::string_view section, std::string_view option);

 private:
  /// Takes the edited text if it says what is wanted, and nothing else.
  std::optional<Problem> adopt(std::string text,
                               const std::vector<SectionText>& wanted,
                               const Place& place);

  std::string name_;
  std::string text_;
  std::vector<SectionText> sections_;
  std::optional<Problem> first_problem_;
};

}  // namespace aio::conf
