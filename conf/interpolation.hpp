// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace aio::conf {

/// A value that its `${}` keep from being read. Only this value is concerned: others of the section
/// read well.
class InterpolationError : public std::runtime_error {
 public:
  enum class Kind { missing, depth, syntax, size };  ///< size is ours: an explosion of references

  InterpolationError(Kind kind,
                     std::string_view section,
                     std::string_view option,
                     const std::string& what)
      : std::runtime_error(what), kind(kind), section(section), option(option) {}

  const Kind kind;
  const std::string section;  ///< where it happened, which may be behind a reference
  const std::string option;
};

/// The raw value of an option as a section sees it; the option's name may be in any case.
using LookUp = std::function<std::optional<std::string_view>(std::string_view section,
                                                             std::string_view option)>;

/// One reference that was followed, in the order in which they stand.
struct Step {
  std::size_t depth = 0;  ///< 0: in the value itself, 1: in what such a one has led to
  std::string reference;  ///< "${shop:folder}"
  std::string section;    ///< where it has led
  std::string option;
  std::string value;  ///< what it was replaced by: 4 KiB of it at most, nothing when it could not be
};

/// How a value came about. There may be 100,000 references in one: so many steps are kept.
struct Trace {
  static constexpr std::size_t most_steps = 1000;
  static constexpr std::size_t most_of_a_value = 4096;

  std::vector<Step> steps;
  std::size_t left_out = 0;
};

/// The value with its references resolved, as Python's ExtendedInterpolation does. Throws
/// InterpolationError. The trace, if there is one, gets each step, also those up to a mistake.
std::string interpolated(std::string_view section,
                         std::string_view option,
                         std::string_view value,
                         const LookUp& look_up,
                         Trace* trace = nullptr);

/// Whether every $ of a value is written well, whatever it refers to: what Python's set() asks.
bool has_sound_references(std::string_view value);

}  // namespace aio::conf
