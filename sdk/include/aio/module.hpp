// SPDX-License-Identifier: MIT
#pragma once

#include <aio/app.hpp>
#include <aio/command.hpp>
#include <aio/event.hpp>
#include <aio/handler.hpp>
#include <aio/module_note.hpp>
#include <aio/protocol.hpp>
#include <aio/schedule_function.hpp>
#include <aio/server.hpp>
#include <aio/signals.hpp>
#include <aio/sleep.hpp>
#include <aio/stream.hpp>

#include <concepts>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

/// All that a module author needs: include this, write handlers, and name them in AIO_MODULE.
namespace aio {

/// Says of a protocol that its objects may live on several threads at once, each on one of its own:
/// what they share among them is guarded. Only such a one may have `workers` above 1.
struct ThreadSafe {
  explicit constexpr ThreadSafe() = default;
};
inline constexpr ThreadSafe thread_safe{};

/// Makes the ProtocolFactory of a server, once, before the server opens.
class ProtocolFunction {
 public:
  struct Traits {
    bool thread_safe = false;
    bool connections_only = false;  ///< a coroutine of a Stream hears no datagrams
  };

  ProtocolFunction() = default;

  template <class F>
  requires std::is_invocable_r_v<task<ProtocolFactory>, F&> ProtocolFunction(F make, Traits traits)
      : make_(std::move(make)), traits_(traits) {}
  template <class F>
  requires std::is_invocable_r_v<task<ProtocolFactory>, F&> ProtocolFunction(F make)
      : make_(std::move(make)) {}

  task<ProtocolFactory> operator()() const { return make_(); }
  const Traits& traits() const noexcept { return traits_; }
  explicit operator bool() const noexcept { return static_cast<bool>(make_); }

 private:
  std::function<task<ProtocolFactory>()> make_;
  Traits traits_;
};

/// What a dotted name stands for.
using Definition = std::variant<ScheduleFunction,
                                ListenerFunction,
                                ProtocolFunction,
                                ServerFactory,
                                ResultFunction,
                                FailureFunction,
                                CommandFunction>;

/// Collects what a module offers while its AIO_MODULE block runs. A name may be used once; the
/// second use throws aio::Error{broken_module}.
class ModuleBuilder {
 public:
  using Definitions = std::map<std::string, Definition, std::less<>>;

  /// A function of [schedule/NAME] func: a coroutine or a plain function of a ScheduledEvent. It
  /// may return a text, or what a std::string can be made from.
  void schedule(const std::string& name, ScheduleFunction function) {
    define(name, std::move(function));
  }

  /// A function of [schedule/NAME] cb: a coroutine or a plain function of a ScheduledResult.
  void result_handler(const std::string& name, ResultFunction function) {
    define(name, std::move(function));
  }

  /// A function of [schedule/NAME] err: a coroutine or a plain function of a ScheduledFailure.
  void failure_handler(const std::string& name, FailureFunction function) {
    define(name, std::move(function));
  }

  /// A function of [listen/NAME] SIGNAL: a coroutine or a plain function of a Signal.
  void listener(const std::string& name, ListenerFunction function) {
    define(name, std::move(function));
  }

  /// A function of [aio/commands] NAME: a coroutine or a plain function of a Command, which returns
  /// an int, the exit status, or nothing for 0. `aioctl NAME` runs it in a process of its own.
  void command(const std::string& name, CommandFunction function) {
    define(name, std::move(function));
  }

  /// A protocol class that can be built from nothing: one object a connection, or a datagram
  /// server.
  template <std::derived_from<Protocol> P>
  void protocol(const std::string& name) {
    define(name, ready(protocol_factory<P>(), {}));
  }
  template <std::derived_from<Protocol> P>
  void protocol(const std::string& name, ThreadSafe) {
    define(name, ready(protocol_factory<P>(), {.thread_safe = true}));
  }

  /// A coroutine protocol, `task<>(Stream)`: one run a connection. A function that returns the
  /// protocol: a coroutine or a plain function with a ProtocolFactory as its result.
  template <class F>
  void protocol(const std::string& name, F function) {
    add_protocol(name, std::move(function), {});
  }
  template <class F>
  void protocol(const std::string& name, F function, ThreadSafe) {
    add_protocol(name, std::move(function), {.thread_safe = true});
  }

  /// A server factory: a coroutine of name, protocol, address and port that returns a Server.
  void factory(const std::string& name, ServerFactory function) {
    define(name, std::move(function));
  }

  Definitions take() && { return std::move(definitions_); }

 private:
  template <class F>
  static task<ProtocolFactory> returned_by(F function) {
    co_return function();
  }
  template <class F>
  requires std::is_invocable_r_v<task<>, F&, Stream> void add_protocol(
      const std::string& name, F function, ProtocolFunction::Traits traits) {
    traits.connections_only = true;
    define(name, ready(stream_protocol(std::move(function)), traits));
  }
  template <class F>
  requires std::is_invocable_r_v<task<ProtocolFactory>, F&> void add_protocol(
      const std::string& name, F function, ProtocolFunction::Traits traits) {
    define(name, ProtocolFunction(std::move(function), traits));
  }
  template <class F>
  requires std::is_invocable_r_v<ProtocolFactory, F&>
  void add_protocol(const std::string& name, F function, ProtocolFunction::Traits traits) {
    define(name, ProtocolFunction([function] { return returned_by(function); }, traits));
  }
  static ProtocolFunction ready(ProtocolFactory factory, ProtocolFunction::Traits traits);
  void define(const std::string& name, Definition definition);

  Definitions definitions_;
};

}  // namespace aio

/// Opens the block that names a module's handlers, once a module, with the module's dotted name:
///   AIO_MODULE(my_example) { module.schedule("tick", tick); }
#define AIO_MODULE(NAME)                                             \
  AIO_MODULE_NOTE("name=" #NAME ";" AIO_MODULE_FACTS)                \
  static const aio::log::detail::OwnName aio_module_own_name(#NAME); \
  extern "C" [[gnu::visibility("default")]] void aio_module_define(aio::ModuleBuilder& module)
