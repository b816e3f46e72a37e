// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>

/// Makes odd configuration texts, the same ones each time for the same seed.
class OddTexts {
 public:
  explicit OddTexts(std::uint32_t seed) : random_(seed) {}

  /// Anything at all behind anything: names, values, line ends, blanks, half of a reference.
  std::string soup();

  /// Lines that look like a configuration's: every depth and kind of indentation (tabs and Unicode
  /// blanks too), comments and blank lines also within values, ; and # in values, [DEFAULT],
  /// option names in several cases, names and sections twice, good and bad references.
  std::string lines();

  std::string border();        ///< parts about as long as what inih takes at once
  std::string long_line();     ///< one part of a text of 1 KiB to 1 MiB
  std::string references();    ///< chains and circles of up to twelve references over some sections
  std::string long_section();  ///< sections with odd names of 1 to 300 characters
  std::string other_line_ends();  ///< \r\n or \r everywhere, or a BOM in front, or both
  std::string octets();           ///< a text in which some bytes were changed, added or cut off
  std::string value();            ///< for an edit
  std::string name();
  std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  std::string repeated(std::size_t size);
  std::string_view one_of(std::span<const std::string_view> all) { return all[below(all.size())]; }
  std::string line();
  std::string text(std::size_t most);

  std::mt19937
      random_;  // its numbers are the same everywhere, which those of distributions are not
};
