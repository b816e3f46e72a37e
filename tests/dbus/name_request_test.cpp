// SPDX-License-Identifier: MIT
#include "dbus/name_request.hpp"

#include <unistd.h>

#include <chrono>

#include <gtest/gtest.h>

#include "dbus/connection.hpp"
#include "dbus/names.hpp"
#include "dbus/pump.hpp"
#include "tests/dbus/test_bus.hpp"

namespace aio::dbus {
namespace {

using namespace std::chrono_literals;

class NameRequestTest : public testing::Test {
 protected:
  std::optional<NameAnswer> answer() {
    answer_.reset();
    while (!answer_ && loop_.run_one_for(10s) > 0) {
    }
    return answer_;
  }

  test::TestBus bus_;
  boost::asio::io_context loop_;
  std::unique_ptr<sdbus::IConnection> connection_ = open({Bus::Kind::address, bus_.address()});
  Pump pump_{loop_, *connection_, [](const std::string&) {}};
  std::optional<NameAnswer> answer_;
  NameRequest request_{*connection_, bus_name, [this](NameAnswer answer) { answer_ = answer; }};
};

TEST_F(NameRequestTest, OwnsANameThatIsFree) {
  request_.send();
  pump_.wake();
  const auto answer = this->answer();
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->owned);
  EXPECT_EQ(answer->failure, "");
}

TEST_F(NameRequestTest, NamesTheProcessThatHasIt) {
  const auto other = open({Bus::Kind::address, bus_.address()});
  other->requestName(bus_name);
  request_.send();
  pump_.wake();
  const auto answer = this->answer();
  ASSERT_TRUE(answer);
  EXPECT_FALSE(answer->owned);
  EXPECT_EQ(answer->owner, ::getpid());
}

TEST_F(NameRequestTest, GetsTheNameOnceItsOwnerHasGone) {
  auto other = open({Bus::Kind::address, bus_.address()});
  other->requestName(bus_name);
  request_.send();
  pump_.wake();
  ASSERT_FALSE(this->answer()->owned);
  other->releaseName(bus_name);
  request_.send();
  pump_.wake();
  EXPECT_TRUE(this->answer()->owned);
}

TEST_F(NameRequestTest, SaysWhyTheBusRefuses) {
  NameRequest odd{*connection_, ":1.7", [this](NameAnswer answer) { answer_ = answer; }};
  odd.send();
  pump_.wake();
  const auto answer = this->answer();
  ASSERT_TRUE(answer);
  EXPECT_FALSE(answer->owned);
  EXPECT_NE(answer->failure.find(":1.7"), std::string::npos) << answer->failure;
}

}  // namespace
}  // namespace aio::dbus
