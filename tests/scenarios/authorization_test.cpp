// SPDX-License-Identifier: MIT
// How aiod asks polkit, with a polkit of the test's, which answers when and what the test wants.
// The callers are of another user, which takes root.
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <sstream>

#include "tests/dbus/peer.hpp"
#include "tests/scenarios/broker.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

// Users that every Debian has (base-passwd): the bus lets in nobody whom the system does not know.
constexpr uid_t nobody = 65534;
constexpr uid_t another_user = 1;
constexpr const char* denied = "org.freedesktop.DBus.Error.AccessDenied";

/// What aiod asks, as it comes: each question waits until the test answers it.
class FakePolkit {
 public:
  explicit FakePolkit(const std::string& address) : peer_(address) {
    test::check_bus(sd_bus_add_filter(peer_.bus(), nullptr, &on_message, this));
    test::check_bus(sd_bus_request_name(peer_.bus(), "org.freedesktop.PolicyKit1", 0));
  }

  /// The next question; null when none comes.
  test::Message next(std::chrono::seconds limit = std::chrono::seconds(30)) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (questions_.empty() && std::chrono::steady_clock::now() < deadline) {
      if (sd_bus_process(peer_.bus(), nullptr) == 0) sd_bus_wait(peer_.bus(), 20'000);
    }
    if (questions_.empty()) return nullptr;
    test::Message first = std::move(questions_.front());
    questions_.erase(questions_.begin());
    return first;
  }

  void answer(const test::Message& question, bool yes, bool challenge = false) const {
    test::check_bus(sd_bus_reply_method_return(question.get(), "(bba{ss})", yes, challenge, 0));
    peer_.flush();
  }

  void flush() const { peer_.flush(); }

 private:
  static int on_message(sd_bus_message* message, void* self, sd_bus_error*) {
    if (sd_bus_message_is_method_call(message, nullptr, "CheckAuthorization") <= 0) return 0;
    static_cast<FakePolkit*>(self)->questions_.emplace_back(sd_bus_message_ref(message));
    return 1;
  }

  test::Peer peer_;
  std::vector<test::Message> questions_;
};

// A thread has a user of its own, if one asks the kernel and not the C library.
void be(uid_t user) {
  if (::syscall(SYS_setresuid, -1, user, -1) != 0) throw std::runtime_error("setresuid");
}

class Authorization : public Scenario {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "callers of another user take root";
    place.write("aio.conf",
                "[aio]\ndrain = 100ms\n[listen/all]\nlamp = probe.hear\nsiren = probe.hear\n");
    daemon_ = std::make_unique<Daemon>(place, Words{"--address=" + broker_.address()});
    polkit_ = std::make_unique<FakePolkit>(broker_.address());
  }

  std::unique_ptr<test::Peer> caller(uid_t user = nobody) const {
    be(user);
    auto peer = std::make_unique<test::Peer>(broker_.address());
    be(0);
    return peer;
  }

  static test::Message emit(const test::Peer& peer,
                            const std::string& signal,
                            const std::string& data = {}) {
    auto call =
        peer.message("org.aio.Runner1", "/org/aio/Runner1", "org.aio.Runner1.Manager", "Emit");
    test::check_bus(sd_bus_message_append(call.get(), "ssa{sv}", signal.c_str(), data.c_str(), 0));
    return call;
  }

  static test::Message status(const test::Peer& peer) {
    auto call =
        peer.message("org.aio.Runner1", "/org/aio/Runner1", "org.aio.Runner1.Manager", "Status");
    test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 0));
    return call;
  }

  /// Sends it; the answer's error name, or "", comes to `error` when take() is called.
  static void begin(const test::Peer& peer, const test::Message& call, std::string& error) {
    error = "none yet";
    test::check_bus(sd_bus_call_async(
        peer.bus(), nullptr, call.get(),
        [](sd_bus_message* answer, void* into, sd_bus_error*) {
          const sd_bus_error* const told = sd_bus_message_get_error(answer);
          *static_cast<std::string*>(into) = told != nullptr ? told->name : "";
          return 0;
        },
        &error, UINT64_MAX));
    peer.flush();
  }

  static void take(const test::Peer& peer, const std::string& error) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (error == "none yet" && std::chrono::steady_clock::now() < deadline)
      if (sd_bus_process(peer.bus(), nullptr) == 0) sd_bus_wait(peer.bus(), 20'000);
  }

  FakePolkit& polkit() { return *polkit_; }
  const Daemon& daemon() const { return *daemon_; }
  void end_daemon() { EXPECT_EQ(daemon_->stop(), 0); }
  void end_polkit() { polkit_.reset(); }
  void lose_bus() { broker_.kill(); }

  /// The socket is in the workplace, where others may go.
  static const Workplace& open_to_others(const Workplace& place) {
    std::filesystem::permissions(place.folder(), std::filesystem::perms(0755));
    return place;
  }

  Broker broker_{open_to_others(place), ""};

 private:
  std::unique_ptr<Daemon> daemon_;
  std::unique_ptr<FakePolkit> polkit_;
};

TEST_F(Authorization, AsksAboutTheCallerByItsNameOnTheBus) {
  const auto peer = caller();
  std::string error;
  const auto call = emit(*peer, "lamp");
  begin(*peer, call, error);
  const auto question = polkit().next();
  ASSERT_TRUE(question);
  const char *kind = nullptr, *key = nullptr, *name = nullptr, *action = nullptr;
  test::check_bus(
      sd_bus_message_read(question.get(), "(sa{sv})s", &kind, 1, &key, "s", &name, &action));
  EXPECT_STREQ(kind, "system-bus-name");
  const char* own = nullptr;
  test::check_bus(sd_bus_get_unique_name(peer->bus(), &own));
  EXPECT_STREQ(name, own);
  EXPECT_STREQ(action, "org.aio.Runner1.emit");
  polkit().answer(question, true);
  take(*peer, error);
  EXPECT_EQ(error, "");
  EXPECT_TRUE(daemon().logs("heard lamp"));
}

TEST_F(Authorization, OnlyTheCallInQuestionWaitsAlsoOfOneCaller) {
  const auto peer = caller();
  std::string first;
  std::string second;
  const auto lamp = emit(*peer, "lamp");
  const auto siren = emit(*peer, "siren");
  begin(*peer, lamp, first);
  begin(*peer, siren, second);
  const auto about_lamp = polkit().next();
  const auto about_siren = polkit().next();
  ASSERT_TRUE(about_lamp && about_siren);
  EXPECT_EQ(peer->error(status(*peer)), "") << "which takes no permission";
  const auto root = caller(0);
  EXPECT_EQ(root->error(emit(*root, "siren")), "") << "which root is given unasked";
  polkit().answer(about_siren, true);
  take(*peer, second);
  EXPECT_EQ(second, "");
  EXPECT_EQ(first, "none yet");
  polkit().answer(about_lamp, false);
  take(*peer, first);
  EXPECT_EQ(first, denied);
  EXPECT_THAT(daemon().log(), Not(HasSubstr("heard lamp")));
  EXPECT_TRUE(daemon().logs("denied to user 65534"));
}

TEST_F(Authorization, WhatACallerThatHasLeftHadAskedForIsNotDone) {
  auto leaving = caller();
  std::string error;
  const auto call = emit(*leaving, "lamp");
  begin(*leaving, call, error);
  const auto question = polkit().next();
  ASSERT_TRUE(question);
  leaving.reset();
  polkit().answer(question, true);
  const auto root = caller(0);
  EXPECT_EQ(root->error(emit(*root, "siren")), "");
  EXPECT_TRUE(daemon().logs("heard siren"));
  EXPECT_THAT(daemon().log(), Not(HasSubstr("heard lamp")));
}

TEST_F(Authorization, AUserHas16CallsThatWaitForPolkitWhichIsNoMatterToOthers) {
  const auto peer = caller();
  std::vector<std::string> errors(16);
  std::vector<test::Message> calls;
  for (std::string& error : errors) {
    calls.push_back(emit(*peer, "lamp"));
    begin(*peer, calls.back(), error);
  }
  EXPECT_EQ(peer->error(emit(*peer, "lamp")), "org.aio.Runner1.Error.LimitsExceeded");
  const auto another = caller(another_user);
  std::string error;
  const auto siren = emit(*another, "siren");
  begin(*another, siren, error);
  for (int i = 0; i < 17; ++i) {
    const auto question = polkit().next();
    ASSERT_TRUE(question);
    polkit().answer(question, true);
  }
  take(*another, error);
  EXPECT_EQ(error, "");
  for (const std::string& each : errors) {
    take(*peer, each);
    EXPECT_EQ(each, "");
  }
}

TEST_F(Authorization, ABusThatIsLostMeanwhileTakesTheCallWithIt) {
  const auto peer = caller();
  std::string error;
  const auto call = emit(*peer, "lamp");
  begin(*peer, call, error);
  ASSERT_TRUE(polkit().next());
  lose_bus();
  EXPECT_TRUE(daemon().logs("went away"));
  EXPECT_THAT(daemon().log(), Not(HasSubstr("heard lamp")));
  end_daemon();
}

TEST_F(Authorization, TheFirstCallsOfACallerAreDoneInTheOrderInWhichTheyCome) {
  const auto root = caller(0);
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    const std::string data = std::to_string(i);
    root->send(emit(*root, "lamp", data));
    expected += data + " ";
  }
  EXPECT_EQ(root->error(emit(*root, "lamp", "end")), "");
  ASSERT_TRUE(daemon().logs("heard lamp: end"));
  std::string heard;
  std::istringstream lines(daemon().log());
  constexpr std::string_view mark = "heard lamp: ";
  for (std::string line; std::getline(lines, line);)
    if (const auto at = line.find(mark); at != line.npos)
      heard += line.substr(at + mark.size()) + " ";
  EXPECT_EQ(heard, expected + "end ");
}

TEST_F(Authorization, WhatIsTooLargeIsRefusedBeforeAnybodyIsAsked) {
  const auto peer = caller();
  EXPECT_EQ(peer->error(emit(*peer, "lamp", std::string(2 << 20, 'x'))),
            "org.aio.Runner1.Error.LimitsExceeded");
  EXPECT_FALSE(polkit().next(std::chrono::seconds(0)));
}

TEST_F(Authorization, WithoutAPolkitOrARightAnswerOfItsNothingIsGranted) {
  const auto peer = caller();
  std::string error;
  const auto call = emit(*peer, "lamp");
  begin(*peer, call, error);
  const auto question = polkit().next();
  ASSERT_TRUE(question);
  test::check_bus(sd_bus_reply_method_return(question.get(), "s", "yes"));
  polkit().flush();
  take(*peer, error);
  EXPECT_EQ(error, denied);
  end_polkit();
  EXPECT_EQ(peer->error(emit(*peer, "lamp")), denied);
  EXPECT_TRUE(daemon().logs("polkit does not answer"));
  EXPECT_THAT(daemon().log(), Not(HasSubstr("heard lamp")));
}

}  // namespace
}  // namespace aio::scenarios
