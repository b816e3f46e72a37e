// SPDX-License-Identifier: MIT
#pragma once

#include <aio/app.hpp>
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

/// Makes the ProtocolFactory of a server, once, before the server opens.
using ProtocolFunction = std::function<task<ProtocolFactory>()>;

/// What a dotted name stands for.
using Definition = std::variant<ScheduleFunction,
                                ListenerFunction,
                                ProtocolFunction,
                                ServerFactory,
                                ResultFunction,
                                FailureFunction>;

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

  /// A protocol class that can be built from nothing: one object a connection.
  template <std::derived_from<Protocol> P>
  void protocol(const std::string& name) {
    define(name, ready(protocol_factory<P>()));
  }

  /// A coroutine protocol, `task<>(Stream)`: one run a connection.
  template <class F>
  requires std::is_invocable_r_v<task<>, F&, Stream> void protocol(const std::string& name,
                                                                   F function) {
    define(name, ready(stream_protocol(std::move(function))));
  }

  /// A function that returns the protocol: a coroutine or a plain function with a ProtocolFactory
  /// as its result.
  template <class F>
  requires std::is_invocable_r_v<task<ProtocolFactory>, F&> void protocol(const std::string& name,
                                                                          F function) {
    define(name, ProtocolFunction(std::move(function)));
  }
  template <class F>
  requires std::is_invocable_r_v<ProtocolFactory, F&>
  void protocol(const std::string& name, F function) {
    define(name, ProtocolFunction([function] { return returned_by(function); }));
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
  static ProtocolFunction ready(ProtocolFactory factory);
  void define(const std::string& name, Definition definition);

  Definitions definitions_;
};

}  // namespace aio

/// Opens the block that names a module's handlers, once a module, with the module's dotted name:
///   AIO_MODULE(my_example) { module.schedule("tick", tick); }
#define AIO_MODULE(NAME)                                  \
  AIO_MODULE_NOTE("name=" #NAME ";" AIO_MODULE_FACTS)     \
  static const aio::log::detail::OwnName aio_module_own_name(#NAME); \
  extern "C" [[gnu::visibility("default")]] void aio_module_define(aio::ModuleBuilder& module)
