// SPDX-License-Identifier: MIT
// Calls at random from several connections: methods that are there and not, with arguments that fit
// and do not, of all types, sizes and depths. aiod stays the same process, and each call is
// answered by a reply or an error with a name.
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <system_error>

#include "tests/scenarios/bus_scenario.hpp"
#include "tests/scenarios/fuzz_filling.hpp"
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
    {"org.aio.Runner1.Config", "Where", "ssa{sv}"},
    {"org.aio.Runner1.Config", "Schema", "a{sv}"},
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
