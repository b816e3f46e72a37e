// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "conf/problem.hpp"
#include "daemon/plan/catalog.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/plan/parse_handler.hpp"
#include "daemon/plan/parse_specs.hpp"

namespace aio::plan {

// What each kind of function is called where a Problem says which one was expected.
template <class Function>
constexpr std::string_view expected_kind = "";
template <>
inline constexpr std::string_view expected_kind<ScheduleFunction> = "a schedule function";
template <>
inline constexpr std::string_view expected_kind<ListenerFunction> = "a listener";
template <>
inline constexpr std::string_view expected_kind<ProtocolFunction> = "a protocol";
template <>
inline constexpr std::string_view expected_kind<ServerFactory> = "a server factory";
template <>
inline constexpr std::string_view expected_kind<ResultFunction> = "a result handler";
template <>
inline constexpr std::string_view expected_kind<FailureFunction> = "a failure handler";

/// Turns the text of handlers into functions, with a Finding for each that cannot be. A view for
/// the time of one parse_specs().
class Functions {
 public:
  Functions(Catalog& catalog, Findings& findings) : catalog_(catalog), findings_(findings) {}

  template <class Function>
  const Function* find(std::string_view text, const conf::Place& place) {
    const HandlerText handler = parse_handler(text);
    if (!handler.mistake.empty()) return mistake<Function>(place, handler.mistake);
    try {
      const Catalog::Found found = catalog_.find(handler.dotted);
      if (const auto* function = std::get_if<Function>(found.definition)) return function;
      return mistake<Function>(place, "'" + handler.dotted + "' is a " + found.kind +
                                          ", expected " + std::string(expected_kind<Function>));
    } catch (const Error& error) {
      auto& list = error.fault() == Fault::not_found ? findings_.mistakes : findings_.missing;
      list.push_back({place, error.what()});
      return nullptr;
    }
  }

  void add_mistake(conf::Place place, std::string what) {
    findings_.mistakes.push_back({std::move(place), std::move(what)});
  }

 private:
  template <class Function>
  const Function* mistake(const conf::Place& place, std::string what) {
    findings_.mistakes.push_back({place, std::move(what)});
    return nullptr;
  }

  Catalog& catalog_;
  Findings& findings_;
};

/// The function of an option that may be absent; the section is unsound when it names a wrong one.
template <class Function>
Function function_of(Keys& keys, std::string_view option, Functions& functions) {
  const std::string text = keys.text(option);
  if (text.empty()) return {};
  const auto* function = functions.find<Function>(text, keys.place(option));
  keys.add_identity(function);
  return function ? *function : Function();
}

}  // namespace aio::plan
