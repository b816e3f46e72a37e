// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conf/name_index.hpp"
#include "conf/problem.hpp"

namespace aio::conf {

inline constexpr std::string_view default_section = "DEFAULT";

/// An option as one file gives it. The views last as long as its document does.
struct OptionText {
  std::string_view name;     ///< folded
  std::string_view written;  ///< as the user spelled it
  std::string_view value;    ///< raw, its lines joined by \n
  std::size_t line = 0;
};

/// A section as one file gives it. [DEFAULT] may be opened again: it is one section here, at its
/// first line.
struct SectionText {
  std::string_view name;
  std::size_t line = 0;
  std::vector<OptionText> options;
  std::size_t begin = 0;  ///< where the line of its header begins in the text
  /// What the views show that does not stand in the text just so: values of several lines, names
  /// in upper case. Null: nothing.
  std::shared_ptr<const std::list<std::string>> apart{};
};

/// What a text was read as. The views are into the text, or into what lies apart.
struct Sections {
  std::vector<SectionText> all;
  NameIndex index;        ///< of these, by name
  bool reopened = false;  ///< [DEFAULT] has more than one place
};

/// The sections of a part of the text that begins and ends where lines do, of which `first_line` is
/// the first. The text is valid UTF-8. Mistakes are Problems of the file.
Sections read_sections(const std::string& file,
                       std::string_view text,
                       std::size_t begin,
                       std::size_t end,
                       std::size_t first_line,
                       Problems& problems);

}  // namespace aio::conf
