// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <variant>

#include "conf/load.hpp"
#include "daemon/modules/store.hpp"
#include "daemon/plan/catalog.hpp"
#include "daemon/plan/parse_specs.hpp"
#include "daemon/runtime/programs/programs.hpp"

namespace aio::runner {

/// The modules on disk and the programs, as planning sees them. A view for the time of one change;
/// store and programs, which are the runner's, outlive it.
class ModuleCatalog final : public plan::Catalog {
 public:
  ModuleCatalog(modules::Store& store, runtime::Programs& programs)
      : store_(store), programs_(programs) {}

  Found find(const std::string& dotted) override {
    const Answer& answer = answer_to(dotted);
    if (const auto* error = std::get_if<Error>(&answer)) throw Error(*error);
    return std::get<Found>(answer);
  }

  Definition program(const plan::ProgramSpec& spec, plan::ProgramRole role) override {
    return programs_.function(spec, role);
  }

  /// The functions that were found, by their dotted names.
  using Functions = std::unordered_map<std::string, const Definition*>;
  Functions found() const {
    Functions functions;
    for (const auto& [dotted, answer] : answers_)
      if (const auto* found = std::get_if<Found>(&answer))
        functions.emplace(dotted, found->definition);
    return functions;
  }

  /// Whether each of these names stands for the same function still.
  bool finds_again(const Functions& functions) {
    return std::ranges::all_of(functions, [this](const auto& each) {
      const auto* const found = std::get_if<Found>(&answer_to(each.first));
      return found != nullptr && found->definition == each.second;
    });
  }

 private:
  using Answer = std::variant<Found, Error>;

  // The store looks into folders for each question, and thousands of sections may ask the same one.
  const Answer& answer_to(const std::string& dotted) {
    const auto known = answers_.find(dotted);
    return known != answers_.end() ? known->second
                                   : answers_.emplace(dotted, ask(dotted)).first->second;
  }

  Answer ask(const std::string& dotted) {
    try {
      const Definition* definition = store_.find(dotted).definition;
      return Found{definition, modules::kind_name(*definition)};
    } catch (const Error& error) {
      return error;
    }
  }

  modules::Store& store_;
  runtime::Programs& programs_;
  std::unordered_map<std::string, Answer> answers_;
};

/// Loads the modules that [aio] modules lists, whether a handler of them is named or not.
inline void load_listed(const conf::Reading& reading,
                        modules::Store& store,
                        const std::function<void(const std::string&)>& announce,
                        plan::Findings& findings) {
  for (const std::string& name : reading.modules) {
    try {
      if (announce) announce(name);
      store.load(name);
    } catch (const Error& error) {
      findings.missing.push_back({reading.config->place("aio", "modules"), error.what()});
    }
  }
}

}  // namespace aio::runner
