// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace aio::conf {

/// What a physical line is by the rules of Python's configparser.
enum class LineKind {
  blank,         ///< nothing but white space
  comment,       ///< begins with # or ;, at any indentation
  header,        ///< [section]
  option,        ///< name = value, name : value
  continuation,  ///< deeper than the line that it continues
  headless,      ///< something before the first header: Python gives up here
  nameless,      ///< = value: an option that has no name
  broken,        ///< neither header nor option: no = and no :
};

/// One physical line as byte offsets into the text that it was found in.
struct Line {
  LineKind kind = LineKind::blank;
  std::size_t number = 0;      ///< from 1
  std::size_t begin = 0;       ///< first byte
  std::size_t end = 0;         ///< behind the last byte, the line end not counted
  std::size_t next = 0;        ///< behind the line end
  std::size_t text_begin = 0;  ///< the stripped text
  std::size_t text_end = 0;
  std::size_t split = 0;   ///< option: the = or :; header: the last ]
  std::size_t indent = 0;  ///< in characters, a tab is one
  bool in_value = false;   ///< an option stands above it that a deeper line would continue
};

/// Walks a text line by line and says what each line is: once, for reading and for editing alike.
/// Refers to the text, which must outlive it. The text is valid UTF-8.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  /// From a section's header on, which begins at `at`.
  Lines(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  /// The next line, or nothing at the end.
  std::optional<Line> next();

 private:
  Line cut();
  void classify(Line& line);
  LineKind outermost(Line& line);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t feed_ = 0;  // the next \n from at_ on: each is looked for once
  std::size_t number_ = 0;
  std::size_t depth_ = 0;  // of the last line that was no continuation
  bool in_section_ = false;
  bool in_option_ = false;
};

/// Whether a configuration can be made of it: UTF-8 without NUL.
bool is_text(std::string_view text);

/// How many lines end in the text.
std::size_t line_ends(std::string_view text);

/// The section's name in a header, the option's name (as written) in an option's line.
std::string_view section_name(std::string_view text, const Line& header);
std::string_view option_name(std::string_view text, const Line& option);

}  // namespace aio::conf
