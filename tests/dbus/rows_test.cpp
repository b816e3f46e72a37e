// SPDX-License-Identifier: MIT
#include "dbus/rows.hpp"

#include <systemd/sd-bus.h>

#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sdbus-c++/Error.h>

#include "dbus/connection.hpp"
#include "dbus/raw.hpp"
#include "tests/dbus/peer.hpp"
#include "tests/dbus/test_bus.hpp"

namespace aio::dbus {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const std::vector<Row> rows = {{"a", {{"b", true}, {"q", std::uint16_t{7}}, {"s", "text"}}},
                               {"nothing", {}},
                               {"c", {{"as", std::vector<std::string>{"x", "y"}}}}};

/// Answers one call that comes to the connection, in a thread of its own.
class Answering {
 public:
  explicit Answering(const std::string& address)
      : connection_(open({Bus::Kind::address, address})), name_(connection_->getUniqueName()) {
    thread_ = std::thread([this] { serve(); });
  }
  ~Answering() { thread_.join(); }

  const std::string& name() const { return name_; }

 private:
  void serve() {
    sd_bus* const bus = raw(*connection_);
    sd_bus_slot* slot = nullptr;
    test::check_bus(sd_bus_add_filter(bus, &slot, &on_message, this));
    const Slot filter(slot);
    while (!answered_) {
      test::check_bus(sd_bus_process(bus, nullptr));
      test::check_bus(sd_bus_wait(bus, 100'000));
    }
    test::check_bus(sd_bus_flush(bus));
  }

  static int on_message(sd_bus_message* call, void* self, sd_bus_error*) {
    auto& answering = *static_cast<Answering*>(self);
    if (sd_bus_message_is_method_call(call, "org.example.Rows", nullptr) <= 0) return 0;
    answering.answered_ = true;
    if (sd_bus_message_is_method_call(call, nullptr, "Refuse") > 0)
      return sd_bus_reply_method_errorf(call, "org.example.Error", "%s", "not today");
    answer_rows(sd_bus_message_get_bus(call), {{"t", std::uint64_t{1} << 40}}, rows);
    return 1;
  }

  std::unique_ptr<sdbus::IConnection> connection_;
  std::string name_;
  bool answered_ = false;
  std::thread thread_;
};

class RowsTest : public testing::Test {
 protected:
  Rows ask(const std::string& member) {
    Answering answering(bus_.address());
    const auto connection = open({Bus::Kind::address, bus_.address()});
    return ask_rows(
        *connection,
        {answering.name(), "/rows", "org.example.Rows", member, {{"limit", std::uint32_t{3}}}});
  }

  const test::TestBus bus_;
};

TEST_F(RowsTest, ComeAsTheyWereSent) {
  const Rows answer = ask("Tell");
  EXPECT_THAT(answer.head, ElementsAre(Pair("t", Value(std::uint64_t{1} << 40))));
  ASSERT_EQ(answer.rows.size(), 3U);
  EXPECT_EQ(answer.rows[0].first, "a");
  EXPECT_THAT(answer.rows[0].second,
              ElementsAre(Pair("b", Value(true)), Pair("q", Value(std::uint16_t{7})),
                          Pair("s", Value("text"))));
  EXPECT_EQ(answer.rows[1].first, "nothing");
  EXPECT_THAT(answer.rows[1].second, IsEmpty());
  EXPECT_THAT(answer.rows[2].second,
              ElementsAre(Pair("as", Value(std::vector<std::string>{"x", "y"}))));
}

TEST_F(RowsTest, AnErrorIsThrownWithItsNameAndText) {
  try {
    ask("Refuse");
    FAIL() << "was answered";
  } catch (const sdbus::Error& error) {
    EXPECT_EQ(error.getName(), "org.example.Error");
    EXPECT_EQ(error.getMessage(), "not today");
  }
}

}  // namespace
}  // namespace aio::dbus
