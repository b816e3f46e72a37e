// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "conf/problem.hpp"
#include "daemon/plan/catalog.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/plan/parse_handler.hpp"
#include "daemon/plan/parse_program.hpp"
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
template <>
inline constexpr std::string_view expected_kind<CommandFunction> = "a command";

// The role in which a program is a function of this type.
template <class Function>
constexpr ProgramRole program_role = ProgramRole::schedule;
template <>
inline constexpr ProgramRole program_role<ListenerFunction> = ProgramRole::listener;
template <>
inline constexpr ProgramRole program_role<ProtocolFunction> = ProgramRole::connection;
template <>
inline constexpr ProgramRole program_role<ResultFunction> = ProgramRole::result;
template <>
inline constexpr ProgramRole program_role<FailureFunction> = ProgramRole::failure;

/// Turns the text of handlers into functions, with a Finding for each that cannot be. A view for
/// the time of one parse_specs().
class Functions {
 public:
  Functions(Catalog& catalog, Findings& findings) : catalog_(catalog), findings_(findings) {}

  /// The function lives as long as its module does, that of a program as long as this. `settings`
  /// is the section whose keys hold for a program.
  template <class Function>
  const Function* find(std::string_view text, const conf::Place& place, Keys& settings) {
    HandlerText handler = parse_handler(text);
    if (!handler.mistake.empty()) return mistake<Function>(place, handler.mistake);
    if (!handler.program.empty())
      return program<Function>(text, std::move(handler.program), place, settings);
    return find_dotted<Function>(handler.dotted, place);
  }

  /// The same of `module.function` alone.
  template <class Function>
  const Function* find_dotted(const std::string& dotted, const conf::Place& place) {
    try {
      const Catalog::Found found = catalog_.find(dotted);
      if (const auto* function = std::get_if<Function>(found.definition)) return function;
      return mistake<Function>(place, "'" + dotted + "' is a " + found.kind + ", expected " +
                                          std::string(expected_kind<Function>));
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
  const Function* program(std::string_view text,
                          std::vector<std::string> words,
                          const conf::Place& place,
                          Keys& settings) {
    if constexpr (std::is_same_v<Function, ServerFactory>) {
      return mistake<Function>(place, "'" + std::string(text) +
                                          "' is a program, which cannot be a factory: it answers "
                                          "connections as 'protocol'");
    } else {
      constexpr ProgramRole role = program_role<Function>;
      const ProgramSpec spec = parse_program(text, std::move(words), role, settings);
      return &std::get<Function>(programs_.emplace_back(catalog_.program(spec, role)));
    }
  }

  template <class Function>
  const Function* mistake(const conf::Place& place, std::string what) {
    findings_.mistakes.push_back({place, std::move(what)});
    return nullptr;
  }

  Catalog& catalog_;
  Findings& findings_;
  std::list<Definition> programs_;
};

/// The function of an option that may be absent; the section is unsound when it names a wrong one.
template <class Function>
Function function_of(Keys& keys, std::string_view option, Functions& functions) {
  const std::string text = keys.text(option);
  if (text.empty()) return {};
  const auto* function = functions.find<Function>(text, keys.place(option), keys);
  if (function == nullptr)
    keys.unsound();
  else if (!names_program(text))  // whose text says all
    keys.add_identity(function);
  return function ? *function : Function();
}

}  // namespace aio::plan
