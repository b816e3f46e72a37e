// SPDX-License-Identifier: MIT
#pragma once

#include <gmock/gmock.h>
#include <aio/app.hpp>
#include <aio/stream.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "daemon/runtime/signals/signals.hpp"
#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {

/// The app of these tests: signals and servers, and a log that any thread may write to.
class SmallApp final : public App, public log::Sink {
 public:
  SmallApp(SignalTable& signals, Servers& servers) : signals_(signals), servers_(servers) {}

  std::shared_ptr<const Configuration> config() const override {
    return configuration("app", "word", "hello");
  }
  Signals& signals() override { return signals_; }
  std::vector<ModuleInfo> modules() const override { return {{"a.module", "/a.module.so"}}; }
  std::vector<ServerInfo> servers() const override {
    std::vector<ServerInfo> infos;
    for (const auto& server : servers_.snapshots())
      infos.push_back({server.name, server.address, server.port, server.connections});
    return infos;
  }
  task<Server> create_server(ProtocolFactory protocol, Endpoint at, ServerOptions with) override {
    return servers_.create_server(std::move(protocol), std::move(at), std::move(with));
  }

  log::Level least(std::string_view) const noexcept override { return log::Level::info; }
  void write(log::Record record) noexcept override {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(record.text));
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  SignalTable& signals_;
  Servers& servers_;
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

/// Threads that were seen, by any of them.
class Threads {
 public:
  void add() {
    const std::lock_guard lock(mutex_);
    seen_.insert(std::this_thread::get_id());
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return seen_.size();
  }
  void clear() {
    const std::lock_guard lock(mutex_);
    seen_.clear();
  }
  bool contains(std::thread::id id) const {
    const std::lock_guard lock(mutex_);
    return seen_.contains(id);
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::thread::id> seen_;
};

class WorkersTest : public testing::Test {
 protected:
  ~WorkersTest() override {
    loop.run_until_done(servers.stop(std::chrono::seconds(0)));
    loop.run_until_done(signals.stop(std::chrono::seconds(0)));
  }

  std::uint16_t serve(ProtocolFactory protocol,
                      std::size_t workers,
                      std::chrono::nanoseconds idle_timeout = std::chrono::seconds(0)) {
    plan::ServerSpec spec{.name = "echo",
                          .address = "127.0.0.1",
                          .handler_name = "test.protocol",
                          .protocol = [protocol]() -> task<ProtocolFactory> { co_return protocol; },
                          .max_connections = 1'000,
                          .idle_timeout = idle_timeout,
                          .workers = workers};
    servers.serve(result_of(loop, servers.prepare(std::move(spec), {.running = "echo"})),
                  std::chrono::seconds(10));
    return shown().port;
  }
  /// A coroutine of `work` that answers with what it returns.
  std::uint16_t serve_answers(std::function<task<std::string>()> work) {
    return serve(stream_protocol(
                     [work](Stream stream) -> task<> { co_await stream.write(co_await work()); }),
                 2);
  }
  ServerSnapshot shown() const { return servers.snapshot("echo"); }
  bool until(const std::function<bool()>& done) { return drive(loop, done); }

  EventLoop loop;
  Observer observer;
  Servers servers{loop, observer};
  SignalTable signals{loop, observer, [](std::string_view name) { return std::string(name); }, {}};
  SmallApp app{signals, servers};
  detail::CurrentApp current{app, app};
};

}  // namespace aio::runtime
