// SPDX-License-Identifier: MIT
// Calls at random from several connections: methods that are there and not, with arguments that fit
// and do not, of all types, sizes and depths. aiod stays the same process, and each call is
// answered by a reply or an error with a name.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <memory>
#include <random>
#include <system_error>

#include "tests/scenarios/bus_scenario.hpp"
#include "tests/stress.hpp"

namespace aio::scenarios {
namespace {

using std::chrono::steady_clock;

struct Method {
  const char* interface;
  const char* member;
  const char* signature;
};

constexpr Method methods[] = {
    {"org.aio.Runner1.Manager", "Emit", "ssa{sv}"},
    {"org.aio.Runner1.Manager", "Reload", "a{sv}"},
    {"org.aio.Runner1.Manager", "Status", "a{sv}"},
    {"org.aio.Runner1.Manager", "Loggers", "a{sv}"},
    {"org.aio.Runner1.Manager", "SetLogLevel", "ssa{sv}"},
    {"org.aio.Runner1.Config", "Set", "a(sss)a{sv}"},
    {"org.aio.Runner1.Config", "Unset", "a(ss)a{sv}"},
    {"org.aio.Runner1.Config", "Get", "ssa{sv}"},
    {"org.aio.Runner1.Config", "GetSection", "sa{sv}"},
    {"org.aio.Runner1.Config", "Dump", "a{sv}"},
    {"org.aio.Runner1.Schedule", "Trigger", "a{sv}"},
    {"org.aio.Runner1.Schedule", "Pause", "a{sv}"},
    {"org.aio.Runner1.Schedule", "Resume", "a{sv}"},
    {"org.aio.Runner1.Schedule", "Start", "a{sv}"},
    {"org.aio.Runner1.Schedule", "Stop", "a{sv}"},
    {"org.aio.Runner1.Server", "Pause", "a{sv}"},
    {"org.aio.Runner1.Server", "Start", "a{sv}"},
    {"org.aio.Runner1.Server", "Stop", "a{sv}"},
    {"org.freedesktop.DBus.Properties", "Get", "ss"},
    {"org.freedesktop.DBus.Properties", "GetAll", "s"},
    {"org.freedesktop.DBus.Properties", "Set", "ssv"},
    {"org.freedesktop.DBus.Introspectable", "Introspect", ""},
    {"org.freedesktop.DBus.ObjectManager", "GetManagedObjects", ""},
    {"org.freedesktop.DBus.Peer", "Ping", ""},
    {"org.freedesktop.DBus.Peer", "GetMachineId", ""},
};

constexpr const char* paths[] = {"/org/aio/Runner1",
                                 "/org/aio/Runner1/schedule/tick",
                                 "/org/aio/Runner1/server/echo",
                                 "/org/aio/Runner1/listener/quick",
                                 "/org/aio/Runner1/module/probe",
                                 "/org/aio/Runner1/schedule",
                                 "/org/aio/Runner1/schedule/_",
                                 "/org/aio/Runner1/schedule/_2f_00_ff",
                                 "/org/aio/Runner1/nothing/at/all",
                                 "/org/freedesktop/LogControl1",
                                 "/"};

constexpr const char* words[] = {"",
                                 "quick",
                                 "app",
                                 "word",
                                 "wait",
                                 "DEFAULT",
                                 "root",
                                 "LogLevel",
                                 "log_level",
                                 "DEBUG",
                                 "schedule/new",
                                 "${app:word}",
                                 "${a${b}",
                                 "a=b",
                                 "[x]",
                                 "line\nline",
                                 "\xC3\x89",
                                 "Emits",
                                 "State",
                                 "org.aio.Runner1.Schedule",
                                 "%s%n%s",
                                 "org.aio.Runner1.Manager",
                                 "org.freedesktop.LogControl1"};

/// What is said next: all of it follows from the seed.
class Chance {
 public:
  explicit Chance(std::uint32_t seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class List>
  const auto& any(const List& list) {
    return list[below(std::size(list))];
  }

  std::string text() {
    if (!one_in(4)) return any(words);
    const std::size_t size = one_in(200) ? below(3 << 20) : one_in(10) ? below(5000) : below(20);
    std::string text(size, ' ');
    for (char& c : text) c = static_cast<char>(1 + below(127));
    return text;
  }

  /// A complete type.
  std::string type(int depth = 0) {
    constexpr std::string_view basic = "ybnqiuxtdsgoh";
    if (depth > 6 || !one_in(3)) return std::string(1, any(basic));
    switch (below(4)) {
      case 0:
        return "a" + type(depth + 1);
      case 1:
        return "v";
      case 2:
        return "a{s" + type(depth + 1) + "}";
      default:
        return "(" + type(depth + 1) + type(depth + 1) + ")";
    }
  }

 private:
  std::mt19937 engine_;
};

std::size_t length_of_type(std::string_view signature) {
  const char first = signature.front();
  if (first == 'a') return 1 + length_of_type(signature.substr(1));
  if (first != '(' && first != '{') return 1;
  std::size_t at = 1;
  while (signature[at] != ')' && signature[at] != '}') at += length_of_type(signature.substr(at));
  return at + 1;
}

/// Fills a message with values.
class Filling {
 public:
  Filling(sd_bus_message* message, Chance& chance) : message_(message), chance_(chance) {}

  void values(std::string_view signature) {
    while (!signature.empty()) {
      const std::size_t length = length_of_type(signature);
      value(std::string(signature.substr(0, length)));
      signature.remove_prefix(length);
    }
  }

 private:
  void value(const std::string& type) {
    const std::string inner = type.size() > 2 ? type.substr(1, type.size() - 2) : "";
    switch (type.front()) {
      case 'a':
        return array(type.substr(1));
      case '(':
        return container('r', inner);
      case '{':
        return container('e', inner);
      case 'v':
        return variant();
      default:
        return basic(type.front());
    }
  }

  void array(const std::string& element) {
    test::check_bus(sd_bus_message_open_container(message_, 'a', element.c_str()));
    const std::size_t most = depth_ == 0 && chance_.one_in(50) ? 20'000 : 4;
    for (std::size_t count = chance_.below(most); count > 0; --count) deeper(element);
    test::check_bus(sd_bus_message_close_container(message_));
  }

  void variant() {
    const std::string type = depth_ < 30 && chance_.one_in(2) ? "v" : chance_.type();
    test::check_bus(sd_bus_message_open_container(message_, 'v', type.c_str()));
    deeper(type);
    test::check_bus(sd_bus_message_close_container(message_));
  }

  void container(char kind, const std::string& types) {
    test::check_bus(sd_bus_message_open_container(message_, kind, types.c_str()));
    ++depth_;
    values(types);
    --depth_;
    test::check_bus(sd_bus_message_close_container(message_));
  }

  void deeper(const std::string& type) {
    ++depth_;
    value(type);
    --depth_;
  }

  // A bus ends the connection of a sender of more than 16 descriptors in one message.
  void basic(char type) {
    if (type == 'h' && ++descriptors_ > 16) test::check_bus(-EMFILE);
    const std::uint64_t bits = chance_.below(SIZE_MAX);
    const int yes = static_cast<int>(chance_.below(2));
    const int descriptor = STDERR_FILENO;
    const std::string text = chance_.text();
    const void* value = &bits;
    if (type == 'b') value = &yes;
    if (type == 'h') value = &descriptor;
    if (type == 's') value = text.c_str();
    if (type == 'g') value = "a{sv}";
    if (type == 'o') value = chance_.any(paths);
    test::check_bus(sd_bus_message_append_basic(message_, type, value));
  }

  sd_bus_message* message_;
  Chance& chance_;
  int depth_ = 0;
  int descriptors_ = 0;
};

/// One connection, with calls under way.
class Caller {
 public:
  static constexpr std::size_t most_under_way = 40;

  Caller(const std::string& address, Chance& chance) : peer_(address), chance_(chance) {}

  void call() {
    while (under_way_ >= most_under_way) take_answers();
    const auto message = some_call();
    if (!message) return;
    const bool silent = chance_.one_in(20);
    if (silent) test::check_bus(sd_bus_message_set_expect_reply(message.get(), 0));
    const int sent = silent ? sd_bus_send(peer_.bus(), message.get(), nullptr)
                            : sd_bus_call_async(peer_.bus(), nullptr, message.get(), &on_answer,
                                                this, UINT64_MAX);
    if (sent == -EINVAL) return;  // only whole is it seen that its signature is too long
    test::check_bus(sent);
    if (!silent) ++under_way_;
  }

  void end() {
    while (under_way_ > 0) take_answers();
  }

  std::size_t answers() const { return answers_; }

 private:
  /// Null when the dice made one that cannot be sent.
  test::Message some_call() {
    const Method& method = chance_.any(methods);
    auto message =
        peer_.message("org.aio.Runner1", chance_.any(paths),
                      chance_.one_in(10) ? chance_.any(methods).interface : method.interface,
                      chance_.one_in(10) ? "Nothing" : method.member);
    std::string signature = method.signature;
    if (chance_.one_in(3)) {
      signature.clear();
      for (std::size_t count = chance_.below(5); count > 0; --count) signature += chance_.type();
    }
    try {
      Filling(message.get(), chance_).values(signature);
    } catch (const std::system_error&) {
      return nullptr;  // deeper or longer than libsystemd sends
    }
    return message;
  }

  void take_answers() {
    const int processed = sd_bus_process(peer_.bus(), nullptr);
    test::check_bus(processed);
    if (processed > 0) return;
    const int ready = sd_bus_wait(peer_.bus(), std::chrono::microseconds(patience).count());
    test::check_bus(ready);
    ASSERT_GT(ready, 0) << "calls are not answered";
  }

  static int on_answer(sd_bus_message* answer, void* self, sd_bus_error*) {
    auto& caller = *static_cast<Caller*>(self);
    --caller.under_way_;
    ++caller.answers_;
    if (const sd_bus_error* const error = sd_bus_message_get_error(answer)) {
      const std::string_view name = error->name;
      EXPECT_TRUE(name.starts_with("org.freedesktop.DBus.Error.") ||
                  name.starts_with("org.aio.Runner1.Error."))
          << name << ": " << error->message;
      EXPECT_NE(name, "org.freedesktop.DBus.Error.NoReply") << error->message;
    }
    return 0;
  }

  test::Peer peer_;
  Chance& chance_;
  std::size_t under_way_ = 0;
  std::size_t answers_ = 0;
};

std::uint32_t seed() {
  const char* const given = std::getenv("AIO_FUZZ_SEED");
  return given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : 20240229;
}

using BusFuzzStress = BusScenario;

TEST_F(BusFuzzStress, EveryCallIsAnsweredByTheSameProcess) {
  place.write("aio.conf",
              "[aio]\ndrain = 100ms\n[app]\nword = x\n"
              "[schedule/tick]\nevery = 100ms\nfunc = probe.beat\n"
              "[server/echo]\nprotocol = aio.demo.echo\nport = 0\n"
              "[listen/all]\nquick = probe.hear\n");
  Daemon daemon(place, on_bus());
  Chance chance(seed());
  std::cout << "seed " << seed() << " (AIO_FUZZ_SEED)\n";
  std::vector<std::unique_ptr<Caller>> callers(5);
  std::size_t answers = 0;
  const auto end = steady_clock::now() + stress::amount(2s, 60s);
  while (steady_clock::now() < end && !HasFatalFailure()) {
    auto& caller = callers[chance.below(callers.size())];
    if (!caller || chance.one_in(500)) {
      if (caller) answers += caller->answers();
      caller = std::make_unique<Caller>(bus.address(), chance);  // the last one goes as it stands
    }
    for (int calls = 0; calls < 10 && !HasFatalFailure(); ++calls) caller->call();
  }
  for (auto& caller : callers)
    if (caller) {
      caller->end();
      answers += caller->answers();
    }
  std::cout << answers << " calls were answered\n";
  EXPECT_GT(answers, 100U);

  const auto caller = peer();
  EXPECT_EQ(caller.error(status(caller)), "");
  EXPECT_EQ(caller.error(emit(caller, "quick")), "");
  EXPECT_EQ(daemon.stop(), 0) << daemon.log();
}

}  // namespace
}  // namespace aio::scenarios
