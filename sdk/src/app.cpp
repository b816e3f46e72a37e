// SPDX-License-Identifier: MIT
#include "sdk/src/current_app.hpp"

#include <aio/app.hpp>
#include <aio/error.hpp>

#include <atomic>

namespace aio {
namespace {

App* current = nullptr;
std::atomic<log::Sink*> sink = nullptr;

}  // namespace

log::Sink* detail::current_sink() noexcept {
  return sink.load(std::memory_order_acquire);
}
App* detail::current_app() noexcept {
  return current;
}

detail::CurrentApp::CurrentApp(App& app, log::Sink& app_sink) {
  if (current != nullptr) throw Error(Fault::refused, "an app runs in this process already");
  current = &app;
  sink = &app_sink;
}

detail::CurrentApp::~CurrentApp() {
  sink = nullptr;
  current = nullptr;
}

namespace app {

std::shared_ptr<const Configuration> config() {
  return current ? current->config() : nullptr;
}
Signals* signals() {
  return current ? &current->signals() : nullptr;
}
std::vector<ModuleInfo> modules() {
  return current ? current->modules() : std::vector<ModuleInfo>();
}
std::vector<ServerInfo> servers() {
  return current ? current->servers() : std::vector<ServerInfo>();
}

task<std::vector<Outcome>> emit(std::string name, std::string data) {
  if (current == nullptr) co_return std::vector<Outcome>();
  co_return co_await current->signals().emit(std::move(name), std::move(data));
}

}  // namespace app

task<Server> create_server(ProtocolFactory protocol, std::string address, std::uint16_t port) {
  if (current == nullptr) throw Error(Fault::refused, "no app runs in this process");
  co_return co_await current->create_server(std::move(protocol), std::move(address), port);
}

}  // namespace aio
