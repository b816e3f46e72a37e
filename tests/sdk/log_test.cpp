// SPDX-License-Identifier: MIT
#include <aio/app.hpp>
#include <aio/error.hpp>
#include <aio/item.hpp>
#include <aio/log.hpp>

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

namespace aio::tests {
namespace {

using log::Level;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class NoApp final : public App {
 public:
  std::shared_ptr<const Configuration> config() const override { return nullptr; }
  Signals& signals() override { throw Error(Fault::refused, "no signals"); }
  std::vector<ModuleInfo> modules() const override { return {}; }
  std::vector<ServerInfo> servers() const override { return {}; }
  task<Server> create_server(ProtocolFactory, Endpoint, ServerOptions) override {
    throw Error(Fault::refused, "no servers");
  }
};

class LoggerTest : public testing::Test, public log::Sink {
 protected:
  Level least(std::string_view logger) const noexcept override {
    return logger == "log_test.deep" ? deep : Level::info;
  }
  void write(log::Record record) noexcept override { records.push_back(std::move(record)); }

  std::vector<log::Record> records;
  Level deep = Level::debug;
  NoApp app_;
  detail::CurrentApp current_{app_, *this};
};

TEST_F(LoggerTest, HasALevelOfItsOwn) {
  const log::Logger deep_one("log_test.deep");
  const log::Logger other("log_test.other");
  deep_one.debug("seen {}", 1);
  other.debug("unseen {}", 2);
  ASSERT_EQ(records.size(), 1);
  EXPECT_EQ(records[0].text, "seen 1");
  EXPECT_EQ(records[0].logger, "log_test.deep");
  EXPECT_EQ(records[0].level, Level::debug);
  EXPECT_THAT(records[0].place.file_name(), testing::EndsWith("log_test.cpp"));
  EXPECT_GT(records[0].thread, 0);
  EXPECT_GT(records[0].at.time_since_epoch().count(), 0);
}

TEST_F(LoggerTest, FollowsTheSinkWhenThatChangesItsMind) {
  const log::Logger deep_one("log_test.deep");
  deep = Level::error;
  EXPECT_TRUE(deep_one.wants(Level::debug)) << "it is remembered";
  log::detail::forget_levels();
  EXPECT_FALSE(deep_one.wants(Level::warning));
  EXPECT_TRUE(deep_one.wants(Level::error));
}

TEST_F(LoggerTest, CarriesFieldsBesideTheText) {
  const std::string peer = "::1";
  log::Logger("log_test.fields")
      .warning({{"PEER", peer}, {"BYTES", 12U}, {"LEFT", -3}, {"SHARE", 0.5}, {"LAST", true}},
               "Received {}", "it");
  ASSERT_EQ(records.size(), 1);
  EXPECT_EQ(records[0].text, "Received it");
  EXPECT_THAT(records[0].fields,
              ElementsAre(Pair("PEER", "::1"), Pair("BYTES", "12"), Pair("LEFT", "-3"),
                          Pair("SHARE", "0.5"), Pair("LAST", "true")));
}

TEST_F(LoggerTest, SaysWhoseCodeWroteALine) {
  const Item item{"schedule/beat", "my.beat", 3};
  {
    const detail::ItemScope scope(&item);
    log::info("within");
  }
  log::info("outside");
  ASSERT_EQ(records.size(), 2);
  EXPECT_EQ(records[0].item, "schedule/beat");
  EXPECT_EQ(records[0].run, 3);
  EXPECT_EQ(records[1].item, "");
}

TEST_F(LoggerTest, FreeFunctionsWriteToAioUntilTheirSharedObjectHasAName) {
  log::info("one");
  log::detail::LoggerNode* const before = std::exchange(log::detail::own_node, nullptr);
  {
    const log::detail::OwnName name("log_test.module");
    log::info("two");
  }
  log::detail::own_node = before;
  EXPECT_EQ(records.at(1).logger, "log_test.module");
  EXPECT_EQ(records.at(0).logger, before ? before->name : "aio");
}

TEST_F(LoggerTest, TheEmptyNameIsTheRoot) {
  EXPECT_EQ(log::Logger("").name(), "root");
  EXPECT_EQ(log::Logger("root").name(), "root");
}

}  // namespace
}  // namespace aio::tests
