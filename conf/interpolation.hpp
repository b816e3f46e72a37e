// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

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

/// The value with its references resolved, as Python's ExtendedInterpolation does. Throws
/// InterpolationError.
std::string interpolated(std::string_view section,
                         std::string_view option,
                         std::string_view value,
                         const LookUp& look_up);

/// Whether every $ of a value is written well, whatever it refers to: what Python's set() asks.
bool has_sound_references(std::string_view value);

}  // namespace aio::conf
