// SPDX-License-Identifier: MIT
#include <aio/error.hpp>
#include <aio/module.hpp>

namespace aio {

ProtocolFunction ModuleBuilder::ready(ProtocolFactory factory, ProtocolFunction::Traits traits) {
  return {[factory] { return returned_by([factory] { return factory; }); }, traits};
}

void ModuleBuilder::define(const std::string& name, Definition definition) {
  if (!definitions_.emplace(name, std::move(definition)).second)
    throw Error(Fault::broken_module, "'" + name + "' is defined twice");
}

}  // namespace aio
