// SPDX-License-Identifier: MIT
// The scenarios' own module: each handler says in the log what it saw, or misbehaves in one known
// way.
#include <aio/module.hpp>

#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using namespace std::chrono_literals;

void beat(aio::ScheduledEvent event) {
  aio::log::info("beat of {}", event.name());
}

void beat_with_parameter(aio::ScheduledEvent event) {
  aio::log::info("beat of {} with {}", event.name(), event.config().get("x-word", "nothing"));
}

// More than anybody reads; each line has its number.
void chatter(aio::ScheduledEvent) {
  static int lines = 0;
  for (int line = 0; line < 100; ++line) aio::log::info("chatter {}", ++lines);
}

void failing_beat(aio::ScheduledEvent) {
  throw std::runtime_error("the beat was missed");
}

aio::task<> endless_beat(aio::ScheduledEvent event) {
  aio::log::info("endless beat of {}", event.name());
  co_await aio::sleep(24h);
}

void hear(aio::Signal signal) {
  aio::log::info("heard {}: {}", signal.name(), signal.data());
}

void hear_too(aio::Signal signal) {
  aio::log::info("heard too {}: {}", signal.name(), signal.data());
}

aio::task<> hear_late(aio::Signal signal) {
  co_await aio::sleep(20ms);
  aio::log::info("heard late {}: {}", signal.name(), signal.data());
}

aio::task<> never_end(aio::Signal) {
  aio::log::info("waiting without end");
  co_await aio::sleep(24h);
}

aio::task<> nap(aio::Signal) {
  co_await aio::sleep(500ms);
}

void rest(aio::ScheduledEvent) {}

// To be heard by export alone, and large.
aio::task<> shout(aio::ScheduledEvent) {
  co_await aio::app::emit("shout", std::string(900'000, 'x'));
}

// A loop that its author did not mean.
aio::task<> emit_again(aio::Signal signal) {
  co_await aio::app::emit(signal.name(), signal.data());
}

// Hold up the loop for as many milliseconds as the data says, at most a minute.
void spin(aio::Signal signal) {
  const auto end = std::chrono::steady_clock::now() +
                   std::min(std::chrono::milliseconds(std::stoi(signal.data())), 60'000ms);
  while (std::chrono::steady_clock::now() < end) {
  }
}

void sleep_soundly(aio::Signal signal) {
  std::this_thread::sleep_for(
      std::min(std::chrono::milliseconds(std::stoi(signal.data())), 60'000ms));
}

void whisper(aio::Signal signal) {
  aio::log::debug("whispered {}", signal.data());
}

void fail(aio::Signal) {
  throw std::runtime_error("the listener threw");
}

// What a handler sees of the app: an option of its configuration, the modules, the servers.
void tell(aio::Signal signal) {
  const auto word = aio::app::config()->get("app", "word").value_or("nothing");
  std::string modules;
  for (const auto& module : aio::app::modules()) modules += " " + module.name;
  std::string servers;
  for (const auto& server : aio::app::servers()) servers += " " + server.name;
  aio::log::info("word {}; modules{}; servers{}; section {}", word, modules, servers,
                 signal.config().name());
}

// Says hello to whoever connects, then answers each line after a while with the same line.
aio::task<> slow_echo(aio::Stream stream) {
  co_await stream.write("hello\n");
  for (;;) {
    const std::string line = co_await stream.read_until('\n');
    if (line.empty()) co_return;
    aio::log::info("received {}", line.substr(0, line.size() - 1));
    co_await aio::sleep(100ms);
    co_await stream.write(line);
  }
}

/// What a connection on a thread of its own reaches of the app, in one line.
aio::task<> ask_the_app(aio::Stream stream) {
  char buffer[16];
  const std::size_t size = co_await stream.read(buffer);
  if (size == 0) co_return;
  const auto outcomes = co_await aio::app::emit("asked", std::string(buffer, size));
  const std::string word = aio::app::config()->get("app", "word").value_or("nothing");
  const std::string servers = std::to_string(aio::app::servers().size());
  const std::string heard = std::to_string(outcomes.size());
  const std::string answer = word + ", " + servers + " server, " + heard + " outcome";
  co_await stream.write(answer);
}

class EchoOfAll final : public aio::Protocol {
  void connection_made(aio::Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override { transport_->write(data); }
  void datagram_received(std::string_view data, const aio::SocketAddress& from) override {
    transport_->send_to(data, from);
  }
  aio::Transport* transport_ = nullptr;
};

aio::task<aio::Server> make_datagrams(std::string,
                                      aio::ProtocolFactory,
                                      std::string address,
                                      std::uint16_t port) {
  co_return co_await aio::create_datagram_server(aio::protocol_factory<EchoOfAll>(),
                                                 std::move(address), port);
}

aio::task<aio::Server> make_unix(std::string,
                                 aio::ProtocolFactory,
                                 std::string path,
                                 std::uint16_t) {
  aio::ServerOptions options;
  options.mode = 0600;
  options.max_connections = 2;
  co_return co_await aio::create_unix_server(aio::protocol_factory<EchoOfAll>(), std::move(path),
                                             options);
}

class Throwing final : public aio::Protocol {
  void data_received(std::string_view) override { throw std::runtime_error("the protocol threw"); }
};

aio::task<aio::ProtocolFactory> never_ready() {
  aio::log::info("preparing without end");
  co_await aio::sleep(std::chrono::hours(1));
  co_return aio::ProtocolFactory();
}

aio::task<aio::Server> fail_to_open(std::string, aio::ProtocolFactory, std::string, std::uint16_t) {
  throw std::runtime_error("the factory threw");
  co_return aio::Server();
}

aio::ProtocolFactory fail_to_prepare() {
  throw std::runtime_error("the protocol's function threw");
}

aio::task<> hold_nothing(aio::Signal) {
  return {};
}

void throw_odd_bytes(aio::Signal) {
  throw std::runtime_error("odd \xFF bytes");
}

void throw_a_number(aio::Signal) {
  throw 42;
}

// Prints what a command sees of its surroundings, a line each.
void show(const aio::Command& command) {
  std::printf("%s", command.name().c_str());
  for (const std::string& word : command.arguments()) std::printf(" <%s>", word.c_str());
  std::printf("\nword %s\n", aio::app::config()->get("app", "word").value_or("nothing").c_str());
  for (const auto& module : aio::app::modules()) std::printf("module %s\n", module.name.c_str());
  std::printf("terminal %d\n", isatty(0) && isatty(1));
}

aio::task<int> end_with(aio::Command command) {
  co_await aio::sleep(1ms);
  co_return std::stoi(command.arguments().at(0));
}

int fail_a_command(const aio::Command&) {
  std::printf("printed\n");
  throw std::runtime_error("the command threw");
}

aio::task<> wait_for_ever(aio::Command) {
  aio::log::info("waiting");
  co_await aio::sleep(24h);
}

// What is emitted here is heard by who listens here, and no server can be had.
aio::task<> try_the_app(aio::Command) {
  aio::app::signals()->listen("said", aio::ListenerFunction([](const aio::Signal& signal) {
                                std::printf("heard %s\n", signal.data().c_str());
                              }));
  const auto outcomes = co_await aio::app::emit("said", "it");
  std::printf("%zu outcome\n", outcomes.size());
  co_await aio::create_server(aio::protocol_factory<EchoOfAll>(), "127.0.0.1", 0);
}

}  // namespace

AIO_MODULE(probe) {
  module.schedule("beat", beat);
  module.schedule("beat_with_parameter", beat_with_parameter);
  module.schedule("chatter", chatter);
  module.schedule("failing_beat", failing_beat);
  module.schedule("endless_beat", endless_beat);
  module.listener("hear", hear);
  module.listener("hear_too", hear_too);
  module.listener("hear_late", hear_late);
  module.listener("never_end", never_end);
  module.listener("emit_again", emit_again);
  module.listener("spin", spin);
  module.listener("sleep_soundly", sleep_soundly);
  module.listener("nap", nap);
  module.schedule("rest", rest);
  module.schedule("shout", shout);
  module.listener("whisper", whisper);
  module.listener("fail", fail);
  module.listener("hold_nothing", hold_nothing);
  module.listener("throw_odd_bytes", throw_odd_bytes);
  module.listener("throw_a_number", throw_a_number);
  module.protocol("never_ready", never_ready);
  module.listener("tell", tell);
  module.protocol("slow_echo", slow_echo);
  module.protocol("ask_the_app", ask_the_app, aio::thread_safe);
  module.factory("make_datagrams", make_datagrams);
  module.factory("make_unix", make_unix);
  module.factory("fail_to_open", fail_to_open);
  module.protocol("fail_to_prepare", fail_to_prepare);
  module.protocol<Throwing>("Throwing");
  module.command("show", show);
  module.command("end_with", end_with);
  module.command("fail_a_command", fail_a_command);
  module.command("wait_for_ever", wait_for_ever);
  module.command("try_the_app", try_the_app);
}
