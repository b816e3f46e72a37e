// SPDX-License-Identifier: MIT
#pragma once

#include <aio/config.hpp>
#include <aio/log.hpp>
#include <aio/server.hpp>
#include <aio/signals.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace aio {

/// A loaded module, as handlers see it.
struct ModuleInfo {
  std::string name;  ///< "aio.demo"
  std::string path;  ///< of its .so
};

/// A server that is open, as handlers see it.
struct ServerInfo {
  std::string name;
  std::string address;  ///< of a unix socket the path, or @NAME
  std::uint16_t port = 0;
  std::size_t connections = 0;
  ServerType type = ServerType::tcp;
};

/// What the running app shows to its handlers; implemented by the runner. One app a process at a
/// time.
class App {
 public:
  virtual ~App() = default;
  virtual std::shared_ptr<const Configuration> config() const = 0;  ///< on any thread
  virtual Signals& signals() = 0;
  virtual std::vector<ModuleInfo> modules() const = 0;
  virtual std::vector<ServerInfo> servers() const = 0;
  virtual task<Server> create_server(ProtocolFactory protocol,
                                     Endpoint endpoint,
                                     ServerOptions options) = 0;
};

/// The parts of the app that runs in this process. Before it starts and after it was cleared all
/// are empty.
namespace app {

std::shared_ptr<const Configuration> config();  ///< null when no app runs
Signals* signals();                             ///< null when no app runs
std::vector<ModuleInfo> modules();
std::vector<ServerInfo> servers();

/// `co_await aio::app::emit("example-signal", "BOOM!")`; nobody hears it when no app runs.
task<std::vector<Outcome>> emit(std::string name, std::string data = {});

/// `aio::app::send("example-signal", "BOOM!")` in a plain function, or where nobody asks how it
/// ends. What is emitted often has an aio::Emitter.
void send(const std::string& name, const std::string& data = {});

}  // namespace app

namespace detail {

/// Makes `app` and `sink` the process's own while it lives. Throws aio::Error when another app is.
class CurrentApp {
 public:
  CurrentApp(App& app, log::Sink& sink);
  ~CurrentApp();
  CurrentApp(const CurrentApp&) = delete;
  CurrentApp& operator=(const CurrentApp&) = delete;
};

}  // namespace detail
}  // namespace aio
