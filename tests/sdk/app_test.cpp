// SPDX-License-Identifier: MIT
#include "tests/sdk/manual_loop.hpp"

#include <aio/app.hpp>
#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <string>
#include <utility>
#include <vector>

namespace aio::tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Hears nothing, and answers each emit with one outcome that names it.
class EchoingSignals final : public Signals {
 public:
  task<std::vector<Outcome>> emit(std::string name, std::string data, Until) override {
    std::vector<Outcome> outcomes{{.handler = std::move(name), .error = std::move(data)}};
    co_return outcomes;
  }
  void send(const std::string&, const std::string&) override {}
  std::shared_ptr<detail::SignalLine> line(std::string_view) override { return nullptr; }
  Subscription listen(std::string, ListenerFunction) override { return 1; }
  void unlisten(Subscription) noexcept override {}
};

class SmallApp final : public App {
 public:
  std::shared_ptr<const Configuration> config() const override { return nullptr; }
  Signals& signals() override { return signals_; }
  std::vector<ModuleInfo> modules() const override { return {{"aio.demo", "/lib/aio.demo.so"}}; }
  std::vector<ServerInfo> servers() const override { return {{"echo", "127.0.0.1", 7001, 2}}; }
  task<Server> create_server(ProtocolFactory, Endpoint, ServerOptions) override {
    co_return Server(std::make_unique<Server::Listener>());
  }

 private:
  EchoingSignals signals_;
};

class Lines final : public log::Sink {
 public:
  log::Level least(std::string_view) const noexcept override { return log::Level::info; }
  void write(log::Record record) noexcept override { lines.push_back(std::move(record)); }

  std::vector<log::Record> lines;
};

TEST(App, IsEmptyWhenNoneRuns) {
  EXPECT_EQ(app::config(), nullptr);
  EXPECT_EQ(app::signals(), nullptr);
  EXPECT_THAT(app::modules(), IsEmpty());
  EXPECT_THAT(app::servers(), IsEmpty());
  Started emit(app::emit("example-signal", "BOOM!"));
  EXPECT_THAT(emit.result(), IsEmpty());
  Started opening(create_server({}, "127.0.0.1", 0));
  EXPECT_THROW(opening.result(), Error);
}

TEST(App, ShowsTheOneThatRunsUntilItIsCleared) {
  SmallApp small;
  Lines sink;
  {
    const detail::CurrentApp current(small, sink);
    EXPECT_EQ(app::signals(), &small.signals());
    EXPECT_EQ(app::modules().at(0).name, "aio.demo");
    EXPECT_EQ(app::servers().at(0).port, 7001);
    Started emit(app::emit("example-signal", "BOOM!"));
    EXPECT_EQ(emit.result().at(0).handler, "example-signal");
    Started opening(create_server({}, "127.0.0.1", 0));
    EXPECT_TRUE(opening.result());
  }
  EXPECT_EQ(app::signals(), nullptr);
}

TEST(App, IsOneAProcess) {
  SmallApp small;
  Lines sink;
  const detail::CurrentApp current(small, sink);
  EXPECT_THROW(detail::CurrentApp(small, sink), Error);
  EXPECT_EQ(app::signals(), &small.signals());
}

TEST(Log, GoesToStandardErrorWithoutAnApp) {
  testing::internal::CaptureStderr();
  log::info("{} and {}", 1, "two");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "1 and two\n");
}

TEST(Log, GoesToTheAppsSinkWithItsLevelAndPlace) {
  SmallApp small;
  Lines sink;
  const detail::CurrentApp current(small, sink);
  log::warning("{} left", 3);
  ASSERT_EQ(sink.lines.size(), 1u);
  EXPECT_EQ(sink.lines[0].text, "3 left");
  EXPECT_EQ(sink.lines[0].level, log::Level::warning);
  EXPECT_THAT(sink.lines[0].place.file_name(), testing::EndsWith("app_test.cpp"));
}

TEST(Log, FormatsNothingThatTheSinkDoesNotWant) {
  SmallApp small;
  Lines sink;
  const detail::CurrentApp current(small, sink);
  log::debug("{}", "unwanted");
  EXPECT_THAT(sink.lines, IsEmpty());
}

}  // namespace
}  // namespace aio::tests
