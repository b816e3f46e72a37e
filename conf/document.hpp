// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conf/name_index.hpp"
#include "conf/problem.hpp"
#include "conf/sections.hpp"
#include "conf/spot.hpp"

namespace aio::conf {

/// One configuration file with every byte kept: what it says, and edits that touch nothing but what
/// they are about. A value; its copies share what they hold, and the views last until the last of
/// them goes. Mistakes in the text are Problems; a document with Problems still holds its text and
/// what could be read of it, but cannot be edited.
class Document {
 public:
  static Document parse(std::string name, std::string text, Problems& problems);

  /// The same of another text of that file: only what of it differs is read, and nothing when
  /// nothing does.
  Document reread(std::string text, Problems& problems) const;

  const std::string& name() const { return name_; }
  const std::string& text() const { return contents_->text; }
  std::span<const SectionText> sections() const { return contents_->sections; }
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
  /// Never changed once it is read.
  struct Contents {
    std::string text;
    std::vector<SectionText> sections;  // whose views are into the text
    NameIndex index;
    bool reopened = false;  // [DEFAULT] has more than one place
    std::optional<Problem> first_problem;

    void take(Sections read);
  };

  /// Takes the edited text if it says what is wanted of that section, and nothing else.
  std::optional<Problem> adopt(std::string text, const SectionText& wanted, const Place& place);
  Spot find_spot(std::string_view section, std::string_view option) const;

  std::string name_;
  std::shared_ptr<const Contents> contents_ = std::make_shared<const Contents>();
};

}  // namespace aio::conf
