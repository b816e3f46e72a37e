// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

// What a configuration takes from outside of its files: ${env:NAME} and ${cred:NAME}.
namespace aio::conf {

enum class OutsideKind { environment, credential };

/// One value from outside as a reading found it; a plain value.
struct OutsideValue {
  enum class State {
    there,
    absent,
    unreadable,  ///< it is there and no text
    unknown,     ///< only the process that will use the configuration can tell
  };

  State state = State::absent;
  std::string text;  ///< the value, verbatim; of an unreadable one, why
};

/// Where those values come from. Asked while a configuration is read, once for each name in it, on
/// the thread that reads. Owned by whoever fills a Search, and shared by its copies.
class Outside {
 public:
  virtual ~Outside() = default;
  virtual OutsideValue read(OutsideKind kind, const std::string& name) const = 0;
};

/// Those of a process: its environment as it was when this was made, so that no thread may change
/// it meanwhile, and the files of $CREDENTIALS_DIRECTORY (systemd.exec(5)) as they are when read.
/// The one line end that an editor leaves at the end of a file is not part of a credential.
class ProcessOutside final : public Outside {
 public:
  /// systemd.exec(5): all credentials of a unit have 1 MB at most.
  static constexpr std::size_t largest_credential = 1 << 20;

  /// `of_absent` is what is said of what is not there: `unknown` by a process that is not the one
  /// which runs the configuration.
  explicit ProcessOutside(OutsideValue::State of_absent = OutsideValue::State::absent);

  OutsideValue read(OutsideKind kind, const std::string& name) const override;

 private:
  OutsideValue credential(const std::string& name) const;

  const OutsideValue::State of_absent_;
  std::map<std::string, std::string, std::less<>> environment_;
};

/// A reference to the outside, taken apart; it looks into the text that it was made of.
struct OutsideReference {
  OutsideKind kind = OutsideKind::environment;
  std::string_view name;
  std::optional<std::string_view> fallback;  ///< behind the first ":-", as it is written
};

/// What stands between "${" and "}", if that is env:NAME, cred:NAME or either with :-DEFAULT.
std::optional<OutsideReference> parse_outside_reference(std::string_view path);

/// The section that has the word's place when a configuration has it: "env", "cred".
std::string_view section_of(OutsideKind kind);

/// Why a value without a default cannot be had: "is not in the environment". Not for one that is
/// there.
std::string why_not(OutsideKind kind, const OutsideValue& value);

}  // namespace aio::conf
