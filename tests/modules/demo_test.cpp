// SPDX-License-Identifier: MIT
#include <aio/module.hpp>

#include <gmock/gmock.h>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/modules/store.hpp"
#include "tests/sdk/fake_transport.hpp"
#include "tests/sdk/manual_loop.hpp"

// aio.demo as it is built, through the same door as aiod's.
namespace aio::tests {
namespace {

using testing::ElementsAre;

class Demo : public testing::Test {
 protected:
  Demo() { store_.search_in({AIO_MODULES}); }

  template <class Function>
  const Function& defined(const std::string& name) {
    return std::get<Function>(*store_.find("aio.demo." + name).definition);
  }

  /// One connection to the protocol `name`.
  FakeTransport connection(const std::string& name) {
    Started making(defined<ProtocolFunction>(name)());
    return FakeTransport(making.result(), loop_);
  }

  std::string answer_to(const std::string& text) {
    auto transport = connection("Addition");
    transport.receive(text);
    EXPECT_TRUE(transport.closed);
    return transport.sent;
  }

  modules::Store store_;
  ManualLoop loop_;
};

TEST_F(Demo, AddsTheNumbersBetweenThePlusSigns) {
  EXPECT_EQ(answer_to("2 + 2 + 3"), "7");
  EXPECT_EQ(answer_to("17 + 5 + 1\n"), "23");
  EXPECT_EQ(answer_to("-4+1"), "-3");
  EXPECT_EQ(answer_to("5"), "5");
}

TEST_F(Demo, AnswersRubbishWithALineThatSaysSo) {
  EXPECT_EQ(answer_to("2 + two"), "error: 'two' is no number\n");
  EXPECT_EQ(answer_to("2 + "), "error: '' is no number\n");
  EXPECT_EQ(answer_to("\n"), "error: '' is no number\n");
  EXPECT_EQ(answer_to("1.5"), "error: '1.5' is no number\n");
  EXPECT_EQ(answer_to("9223372036854775807 + 1"), "error: the sum is too large\n");
  EXPECT_EQ(answer_to("9223372036854775808"), "error: '9223372036854775808' is no number\n");
}

TEST_F(Demo, AddsByAFunctionThatReturnsTheProtocol) {
  auto transport = connection("addition");
  transport.receive("2 + 2 + 3");
  EXPECT_EQ(transport.sent, "7");
}

TEST_F(Demo, AddsAsACommand) {
  const auto& sum = defined<CommandFunction>("sum");
  testing::internal::CaptureStdout();
  Started two(sum.run({"sum", {"2+2+3", "5"}}));
  EXPECT_EQ(two.result(), 0);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "7\n5\n");

  testing::internal::CaptureStderr();
  Started none(sum.run({"sum", {}}));
  EXPECT_EQ(none.result(), 2);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "Usage: aioctl sum NUMBER+NUMBER...\n");
  Started bad(sum.run({"sum", {"two"}}));
  EXPECT_THROW(bad.result(), std::invalid_argument);
}

TEST_F(Demo, EchoesByCallbacksAndByACoroutine) {
  for (const std::string name : {"Echo", "echo"}) {
    auto transport = connection(name);
    transport.receive("ping");
    transport.receive("pong");
    EXPECT_EQ(transport.sent, "pingpong") << name;
    EXPECT_FALSE(transport.closed);
  }
}

TEST_F(Demo, LogsTheNameOfItsSchedule) {
  testing::internal::CaptureStderr();
  std::string result;
  Started tick(defined<ScheduleFunction>("tick").run(ScheduledEvent("beat", Section()), result));
  EXPECT_TRUE(tick.over());
  EXPECT_EQ(result, "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "Received scheduled: beat\n");
}

TEST_F(Demo, LogsTheDataOfASignal) {
  testing::internal::CaptureStderr();
  defined<ListenerFunction>("hear").call(Signal("example-signal", "BOOM!", Section()));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "BOOM!\n");
}

/// Opens nothing, and remembers what it was asked for.
class OpeningApp final : public App {
 public:
  std::shared_ptr<const Configuration> config() const override { return nullptr; }
  Signals& signals() override { std::abort(); }
  std::vector<ModuleInfo> modules() const override { return {}; }
  std::vector<ServerInfo> servers() const override { return {}; }
  task<Server> create_server(ProtocolFactory protocol, Endpoint endpoint, ServerOptions) override {
    asked_for = text_of(endpoint);
    factory = std::move(protocol);
    co_return Server(std::make_unique<Server::Listener>());
  }

  std::string asked_for;
  ProtocolFactory factory;
};

class Unread final : public log::Sink {
 public:
  log::Level least(std::string_view) const noexcept override { return log::Level::critical; }
  void write(log::Record) noexcept override {}
};

TEST_F(Demo, OpensAServerByItsFactory) {
  OpeningApp app;
  Unread sink;
  const detail::CurrentApp current(app, sink);
  Started opening(defined<ServerFactory>("addition_server_factory")("sums", {}, "127.0.0.1", 8888));
  EXPECT_TRUE(opening.result());
  EXPECT_EQ(app.asked_for, "127.0.0.1:8888");

  FakeTransport transport(app.factory, loop_);
  transport.receive("17 + 5 + 1");
  EXPECT_EQ(transport.sent, "23");
}

TEST_F(Demo, BringsAConfigurationOfItsOwn) {
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(AIO_MODULES) / "aio.demo/aio.conf"));
}

}  // namespace
}  // namespace aio::tests
