// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "conf/lines.hpp"

namespace aio::conf {

/// Hears what stands in a text, in its order. Views last as long as the call.
class Tokens {
 public:
  virtual ~Tokens() = default;
  virtual void section(std::string_view name, const Line& line) = 0;
  virtual void option(std::string_view name, std::string_view value, const Line& line) = 0;
  /// A further line of the option's value; an empty one is a blank line.
  virtual void continuation(std::string_view value, const Line& line) = 0;
  /// A headless, nameless or broken line.
  virtual void mistake(const Line& line) = 0;
};

/// Reads a text (valid UTF-8 without NUL) through inih and tells `tokens` what is in it.
///
/// Who decides what:
///   - conf/lines says which lines are blank, comments, headers, options, continuations or
///     mistakes: indentation, Unicode blanks, `[a]b]`, `[]` and a missing header are not the same
///     in inih and in Python.
///   - inih splits each line that it is given: the section's name out of a header, name and value
///     of an option at the first = or :, blanks cut off; and it keeps which section and which
///     option a line belongs to.
///   - tokenize() keeps inih's limits out of sight. Bytes F5 to FF never occur in UTF-8, so they
///     are free as marks: long lines travel in pieces, long names have stand-ins, and characters
///     that inih would take for a comment or for a header's end travel as marks.
///   - white space beyond ASCII, lower-casing, duplicates and the joining of lines are Document's.
///
/// Throws what `tokens` throws, and std::runtime_error if inih does not answer as release 55 does.
void tokenize(std::string_view text, Tokens& tokens);

}  // namespace aio::conf
