// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "conf/outside.hpp"

namespace aio::conf {

/// A value that its `${}` keep from being read. Only this value is concerned: others of the section
/// read well.
class InterpolationError : public std::runtime_error {
 public:
  enum class Kind {
    missing,
    depth,
    syntax,
    size,        ///< ours: an explosion of references
    outside,     ///< ours: what is not there outside, or no text
    unknown,     ///< ours: what only aiod can know
    credential,  ///< ours: one in a value that is shown
  };

  InterpolationError(Kind kind,
                     std::string_view section,
                     std::string_view option,
                     const std::string& what)
      : std::runtime_error(what), kind(kind), section(section), option(option) {}

  const Kind kind;
  const std::string section;  ///< where it happened, which may be behind a reference
  const std::string option;
};

/// What the references of a value can name. It outlives the interpolation; what it gives outlives
/// it too.
class References {
 public:
  virtual ~References() = default;

  /// The raw value of an option as a section sees it; the option's name is folded.
  virtual std::optional<std::string_view> option(std::string_view section,
                                                 std::string_view option) const = 0;

  virtual bool has_section(std::string_view section) const = 0;
  virtual const OutsideValue& outside(OutsideKind kind, std::string_view name) const = 0;
};

/// One reference that was followed, in the order in which they stand.
struct Step {
  enum class Source { option, environment, credential, fallback };

  std::size_t depth = 0;  ///< 0: in the value itself, 1: in what such a one has led to
  std::string reference;  ///< "${shop:folder}"
  Source source = Source::option;
  std::string section;  ///< where it has led; nothing when that is no option
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

/// What becomes of ${cred:NAME}: its value, or, for eyes, what is written there.
enum class Credentials { expanded, as_written };

struct Interpolated {
  std::string text;
  bool holds_credential = false;  ///< itself, or an option that it refers to
};

/// The value with its references resolved, as Python's ExtendedInterpolation does; beyond that,
/// ${env:NAME} and ${cred:NAME} are values from outside where the configuration has no section of
/// that name. Throws InterpolationError, whose text never has a credential in it. The trace, if
/// there is one, gets each step, also those up to a mistake.
Interpolated interpolated(std::string_view section,
                          std::string_view option,
                          std::string_view value,
                          const References& references,
                          Credentials credentials = Credentials::expanded,
                          Trace* trace = nullptr);

/// Whether every $ of a value is written well, whatever it refers to: what Python's set() asks.
bool has_sound_references(std::string_view value);

/// Tells of each reference to the outside in a raw value, up to the first $ that is written ill.
void find_outside_references(std::string_view value,
                             const std::function<void(const OutsideReference&)>& found);

}  // namespace aio::conf
