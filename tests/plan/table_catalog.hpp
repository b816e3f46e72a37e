// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <map>
#include <string>
#include <vector>

#include "daemon/plan/catalog.hpp"

namespace aio::plan {

/// A catalog of one module `m`, with one function of each kind and no file behind it.
class TableCatalog final : public Catalog {
 public:
  TableCatalog() {
    table_["m.beat"] = {ScheduleFunction([](ScheduledEvent) {}), "schedule function"};
    table_["m.beat2"] = {ScheduleFunction([](ScheduledEvent) {}), "schedule function"};
    table_["m.keep"] = {ResultFunction([](const ScheduledResult&) {}), "result handler"};
    table_["m.mourn"] = {FailureFunction([](const ScheduledFailure&) {}), "failure handler"};
    table_["m.hear"] = {ListenerFunction([](Signal) {}), "listener"};
    table_["m.Echo"] = {ProtocolFunction([]() -> task<ProtocolFactory> { co_return nullptr; }),
                        "protocol"};
    table_["m.greet"] = {CommandFunction([](const Command&) { return 0; }), "command"};
    const auto none = []() -> task<ProtocolFactory> { co_return nullptr; };
    table_["m.Safe"] = {ProtocolFunction(none, {.thread_safe = true}), "protocol"};
    table_["m.stream"] = {ProtocolFunction(none, {.connections_only = true}), "protocol"};
    table_["m.make"] = {ServerFactory([](std::string, ProtocolFactory, std::string,
                                         std::uint16_t) -> task<Server> { co_return Server(); }),
                        "server factory"};
  }

  Found find(const std::string& dotted) override {
    if (!dotted.starts_with("m."))
      throw Error(Fault::broken_module, "module of '" + dotted + "' is not there");
    const auto found = table_.find(dotted);
    if (found == table_.end()) throw Error(Fault::not_found, "'m' has no '" + dotted + "'");
    return {&found->second.definition, found->second.kind};
  }

  /// Functions that do nothing; what they were made of is in `programs`.
  Definition program(const ProgramSpec& spec, ProgramRole role) override {
    programs.push_back(spec);
    switch (role) {
      case ProgramRole::listener:
        return table_["m.hear"].definition;
      case ProgramRole::result:
        return table_["m.keep"].definition;
      case ProgramRole::failure:
        return table_["m.mourn"].definition;
      case ProgramRole::connection:
        return table_["m.Echo"].definition;
      case ProgramRole::schedule:
        break;
    }
    return table_["m.beat"].definition;
  }

  std::vector<ProgramSpec> programs;

 private:
  struct Row {
    Definition definition;
    std::string kind;
  };
  std::map<std::string, Row> table_;
};

}  // namespace aio::plan
