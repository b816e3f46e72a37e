// SPDX-License-Identifier: MIT
// Callers that ask for too much: they are refused by name, and nobody else notices.
#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <vector>

#include "tests/scenarios/bus_scenario.hpp"

namespace aio::scenarios {
namespace {

constexpr const char* too_much = "org.aio.Runner1.Error.LimitsExceeded";
constexpr const char* invalid = "org.freedesktop.DBus.Error.InvalidArgs";

class BusLimits : public BusScenario {
 protected:
  BusLimits() {
    place.write("aio.conf",
                "[aio]\ndrain = 100ms\n[schedule/tick]\nevery = 1h\nfunc = probe.beat\n"
                "[listen/all]\nquick = probe.hear\nnap = probe.nap\nendless = probe.never_end\n");
  }

  /// Errors that came as answers to calls of `peer`, until as many answers have come.
  static std::vector<std::string> answers_to(const test::Peer& peer,
                                             const std::vector<test::Message>& calls,
                                             std::size_t awaited);
};

struct Gathered {
  std::vector<std::string> errors;
};

int gather(sd_bus_message* reply, void* gathered, sd_bus_error*) {
  const sd_bus_error* const error = sd_bus_message_get_error(reply);
  static_cast<Gathered*>(gathered)->errors.emplace_back(error != nullptr ? error->name : "");
  return 0;
}

std::vector<std::string> BusLimits::answers_to(const test::Peer& peer,
                                               const std::vector<test::Message>& calls,
                                               std::size_t awaited) {
  Gathered gathered;
  for (const auto& call : calls)
    test::check_bus(
        sd_bus_call_async(peer.bus(), nullptr, call.get(), &gather, &gathered, UINT64_MAX));
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (gathered.errors.size() < awaited && std::chrono::steady_clock::now() < deadline) {
    const int processed = sd_bus_process(peer.bus(), nullptr);
    test::check_bus(processed);
    if (processed == 0) test::check_bus(sd_bus_wait(peer.bus(), 1'000'000));
  }
  return gathered.errors;
}

TEST_F(BusLimits, AStringOf60MegabytesIsRefused) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  EXPECT_EQ(caller.error(emit(caller, "quick", std::string(60 << 20, 'x'))), too_much);
  EXPECT_EQ(caller.error(status(caller)), "");
}

TEST_F(BusLimits, SignalAndDataTogetherHaveOneMebibyte) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  EXPECT_EQ(caller.error(emit(caller, "quick", std::string((1 << 20) - 5, 'x'))), "");
  EXPECT_EQ(caller.error(emit(caller, "quick", std::string((1 << 20) - 4, 'x'))), too_much);
  EXPECT_TRUE(daemon.logs("heard quick: xxx")) << "the one that was allowed";
}

TEST_F(BusLimits, ASignalHasAName) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  EXPECT_EQ(caller.error(emit(caller, "", "data")), "org.aio.Runner1.Error.Refused");
  EXPECT_EQ(caller.error(emit(caller, "nobody listens to this")), "") << "which is no mistake";
}

// libsystemd sends no string with a NUL in it, so that the bytes of a sound call are changed.
TEST_F(BusLimits, ANulInAStringNeverReachesAListener) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  const auto call = message(caller, "Manager", "Emit");
  test::check_bus(sd_bus_message_append(call.get(), "s", "quick"));
  char* text = nullptr;
  test::check_bus(sd_bus_message_append_string_space(call.get(), 5, &text));
  std::memcpy(text, "a\0b\0c", 5);
  test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 0));
  EXPECT_NE(caller.error(call), "") << "the bus, or we, will not have it";
  const auto other = peer();
  EXPECT_EQ(other.error(status(other)), "");
  EXPECT_EQ(daemon.log().find("heard quick"), std::string::npos);
}

TEST_F(BusLimits, AnArrayOf100000EntriesIsRefused) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  const auto set = message(caller, "Config", "Set");
  test::check_bus(sd_bus_message_open_container(set.get(), 'a', "(sss)"));
  for (int i = 0; i < 100'000; ++i)
    test::check_bus(sd_bus_message_append(set.get(), "(sss)", "app", "a", "1"));
  test::check_bus(sd_bus_message_close_container(set.get()));
  test::check_bus(sd_bus_message_append(set.get(), "a{sv}", 0));
  EXPECT_EQ(caller.error(set), too_much);
  EXPECT_FALSE(place.read("aio.conf").find("[app]") != std::string::npos);
}

TEST_F(BusLimits, DescriptorsThatNobodyAskedForAreClosed) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  ASSERT_EQ(caller.error(status(caller)), "");
  const auto before = descriptors_of(daemon.process().pid());
  for (int i = 0; i < 50; ++i) {
    const auto call = message(caller, "Manager", "Status");
    test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 1, "wait", "h", STDIN_FILENO));
    EXPECT_EQ(caller.error(call), invalid);
  }
  ASSERT_EQ(caller.error(status(caller)), "") << "the last of them is done with";
  EXPECT_EQ(descriptors_of(daemon.process().pid()), before);
}

TEST_F(BusLimits, ASenderHas64CallsUnderWayAndAnotherIsServedMeanwhile) {
  Daemon daemon(place, on_bus());
  const auto greedy = peer();
  std::vector<test::Message> calls;
  for (int i = 0; i < 70; ++i) calls.push_back(emit(greedy, "endless"));
  EXPECT_EQ(answers_to(greedy, calls, 6), std::vector<std::string>(6, too_much));
  EXPECT_EQ(greedy.error(status(greedy)), "") << "what is answered at once is not counted";
  const auto other = peer();
  EXPECT_EQ(other.error(emit(other, "quick")), "");
}

TEST_F(BusLimits, ACallThatHasEndedIsCountedNoMore) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  for (int round = 0; round < 2; ++round) {
    std::vector<test::Message> calls;
    for (int i = 0; i < 64; ++i) calls.push_back(emit(caller, "nap"));
    EXPECT_EQ(answers_to(caller, calls, 64), std::vector<std::string>(64, ""));
  }
}

TEST_F(BusLimits, AllSendersTogetherHave512EmitsUnderWayAndAReloadIsDoneNevertheless) {
  Daemon daemon(place, on_bus());
  std::vector<std::unique_ptr<test::Peer>> senders;
  std::vector<test::Message> calls;
  for (int sender = 0; sender < 8; ++sender) {
    senders.push_back(std::make_unique<test::Peer>(bus.address()));
    for (int i = 0; i < 64; ++i) {
      calls.push_back(emit(*senders.back(), "endless"));
      test::check_bus(sd_bus_send(senders.back()->bus(), calls.back().get(), nullptr));
    }
    senders.back()->flush();
    EXPECT_EQ(senders.back()->error(status(*senders.back())), "") << "those before have been taken";
  }
  const auto last = peer();
  EXPECT_EQ(last.error(emit(last, "quick")), too_much);
  const auto reload = message(last, "Manager", "Reload");
  test::check_bus(sd_bus_message_append(reload.get(), "a{sv}", 0));
  EXPECT_EQ(last.error(reload), "");
}

TEST_F(BusLimits, ASenderThatVanishedIsAnsweredToNobody) {
  Daemon daemon(place, on_bus());
  for (int i = 0; i < 20; ++i) {
    const auto gone = peer();
    for (int call = 0; call < 30; ++call)
      test::check_bus(sd_bus_send(gone.bus(), emit(gone, "nap").get(), nullptr));
    gone.flush();
  }
  const auto caller = peer();
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (caller.error(emit(caller, "quick")) == too_much)
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "their calls end, and free the room";
  EXPECT_EQ(caller.error(emit(caller, "nap")), "");
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(BusLimits, TenThousandCallsWhoseAnswersNobodyReadsAreBounded) {
  Daemon daemon(place, on_bus());
  const auto careful = peer();
  ASSERT_EQ(careful.error(status(careful)), "");
  const auto before = resident_kilobytes(daemon.process().pid());
  const auto careless = peer();
  const auto reading = message(careless, "Config", "Dump");
  for (int i = 0; i < 10'000; ++i) {
    const auto call = message(careless, "Config", "Dump");
    test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 0));
    test::check_bus(sd_bus_send(careless.bus(), call.get(), nullptr));
  }
  careless.flush();
  EXPECT_EQ(careful.error(status(careful)), "");
  EXPECT_LT(resident_kilobytes(daemon.process().pid()), before + 20'000 + kept_by_sanitizers);
}

TEST_F(BusLimits, ErrorsHaveTheNamesOfTheStandard) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  const auto error_of = [&](const char* interface, const char* member, const char* path,
                            const char* types) {
    const auto call = message(caller, interface, member, path);
    if (*types == 's') test::check_bus(sd_bus_message_append(call.get(), "s", "x"));
    return caller.error(call);
  };
  const char* const root = "/org/aio/Runner1";
  EXPECT_EQ(error_of("Manager", "Emit", root, "s"), invalid) << "wrong signature";
  EXPECT_EQ(error_of("Manager", "Emit", root, ""), invalid) << "none";
  EXPECT_EQ(error_of("Manager", "Nothing", root, ""), "org.freedesktop.DBus.Error.UnknownMethod");
  EXPECT_EQ(error_of("Nothing", "Emit", root, ""), "org.freedesktop.DBus.Error.UnknownMethod");
  EXPECT_EQ(error_of("Manager", "Emit", "/nowhere", ""),
            "org.freedesktop.DBus.Error.UnknownObject");
  EXPECT_EQ(error_of("Schedule", "Trigger", "/org/aio/Runner1/schedule/none", ""),
            "org.freedesktop.DBus.Error.UnknownObject");
  EXPECT_EQ(error_of("Server", "Pause", "/org/aio/Runner1/schedule/tick", ""),
            "org.freedesktop.DBus.Error.UnknownMethod");
  auto more = status(caller);
  test::check_bus(sd_bus_message_append(more.get(), "s", "and more"));
  EXPECT_EQ(caller.error(more), invalid) << "extra arguments";
  const auto unknown = message(caller, "Manager", "Reload");
  test::check_bus(sd_bus_message_append(unknown.get(), "a{sv}", 1, "later", "b", 1));
  EXPECT_EQ(caller.error(unknown), invalid) << "an option of a later version";
}

}  // namespace
}  // namespace aio::scenarios
