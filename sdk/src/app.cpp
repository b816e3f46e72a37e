// SPDX-License-Identifier: MIT
#include "sdk/src/current_app.hpp"

#include <aio/app.hpp>
#include <aio/error.hpp>
#include <aio/main_loop.hpp>

#include <atomic>
#include <utility>

#include "sdk/src/worker_signals.hpp"

namespace aio {
namespace {

App* current = nullptr;
std::atomic<log::Sink*> sink = nullptr;

bool on_worker() noexcept {
  return detail::main_loop_of_worker() != nullptr;
}

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
  log::detail::forget_levels();
}

detail::CurrentApp::~CurrentApp() {
  sink = nullptr;
  log::detail::forget_levels();  // from here on nobody asks the sink
  current = nullptr;
}

namespace app {

std::shared_ptr<const Configuration> config() {
  return current ? current->config() : nullptr;
}
Signals* signals() {
  if (current == nullptr) return nullptr;
  return on_worker() ? &detail::signals_of_worker() : &current->signals();
}
std::vector<ModuleInfo> modules() {
  if (on_worker()) return detail::asked_of_main<std::vector<ModuleInfo>>(modules, {});
  return current ? current->modules() : std::vector<ModuleInfo>();
}
std::vector<ServerInfo> servers() {
  if (on_worker()) return detail::asked_of_main<std::vector<ServerInfo>>(servers, {});
  return current ? current->servers() : std::vector<ServerInfo>();
}

namespace {

task<std::vector<Outcome>> heard_by_nobody() {
  co_return std::vector<Outcome>();
}

}  // namespace

task<std::vector<Outcome>> emit(std::string name, std::string data) {
  Signals* const all = signals();
  return all != nullptr ? all->emit(std::move(name), std::move(data)) : heard_by_nobody();
}

void send(const std::string& name, const std::string& data) {
  if (Signals* const all = signals()) all->send(name, data);
}

}  // namespace app

void Emitter::look_up() {
  Signals* const all = app::signals();
  line_ = all == nullptr ? nullptr : all->line(name_);
}

void Emitter::send_anew(const std::string& data) {
  look_up();
  if (line_) line_->send(name_, data);
}

task<std::vector<Outcome>> Emitter::emit(std::string data, Until until) {
  if (line_ == nullptr || !line_->open()) look_up();
  return line_ ? line_->emit(name_, std::move(data), until) : app::emit(name_, std::move(data));
}

namespace {

task<Server> open_here(ProtocolFactory protocol, Endpoint endpoint, ServerOptions options) {
  if (current == nullptr) throw Error(Fault::refused, "no app runs in this process");
  co_return co_await current->create_server(std::move(protocol), std::move(endpoint),
                                            std::move(options));
}

task<Server> open(ProtocolFactory protocol, Endpoint endpoint, ServerOptions options) {
  return on_main_loop(open_here(std::move(protocol), std::move(endpoint), std::move(options)));
}

}  // namespace

task<Server> create_server(ProtocolFactory protocol,
                           std::string address,
                           std::uint16_t port,
                           ServerOptions options) {
  return open(std::move(protocol), {std::move(address), port, ServerType::tcp}, std::move(options));
}

task<Server> create_unix_server(ProtocolFactory protocol, std::string path, ServerOptions options) {
  return open(std::move(protocol), {std::move(path), 0, ServerType::unix_stream},
              std::move(options));
}

task<Server> create_datagram_server(ProtocolFactory protocol,
                                    std::string address,
                                    std::uint16_t port,
                                    ServerOptions options) {
  return open(std::move(protocol), {std::move(address), port, ServerType::udp}, std::move(options));
}

task<Server> create_unix_datagram_server(ProtocolFactory protocol,
                                         std::string path,
                                         ServerOptions options) {
  return open(std::move(protocol), {std::move(path), 0, ServerType::unix_datagram},
              std::move(options));
}

}  // namespace aio
