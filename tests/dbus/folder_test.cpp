// SPDX-License-Identifier: MIT
#include "dbus/folder.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/dbus/peer.hpp"
#include "tests/dbus/served_folder.hpp"
#include "tests/dbus/test_bus.hpp"

namespace aio::dbus {
namespace {

constexpr const char* properties = "org.freedesktop.DBus.Properties";
constexpr const char* one = "/org/example/thing/one";

class FolderTest : public testing::Test {
 protected:
  test::Message call(const char* path, const char* interface, const char* member) {
    return peer_.message(test::folder_name, path, interface, member);
  }

  /// The value of a property, in the words of sd_bus_message_dump's types: the number or the text.
  std::string property(const char* path, const char* name) {
    const auto get = call(path, properties, "Get");
    test::check_bus(sd_bus_message_append(get.get(), "ss", test::folder_interface, name));
    const auto got = peer_.answer(get);
    if (sd_bus_message_is_method_error(got.get(), nullptr))
      return sd_bus_message_get_error(got.get())->name;
    char type = 0;
    const char* inner = nullptr;
    test::check_bus(sd_bus_message_peek_type(got.get(), &type, &inner));
    test::check_bus(sd_bus_message_enter_container(got.get(), 'v', inner));
    if (inner[0] == 's') {
      const char* text = nullptr;
      test::check_bus(sd_bus_message_read_basic(got.get(), 's', &text));
      return text;
    }
    std::uint64_t number = 0;
    test::check_bus(sd_bus_message_read_basic(got.get(), 't', &number));
    return std::to_string(number);
  }

  std::string listed(const char* path) {
    const auto got = peer_.answer(call(path, "org.freedesktop.DBus.Introspectable", "Introspect"));
    const char* text = nullptr;
    test::check_bus(sd_bus_message_read_basic(got.get(), 's', &text));
    return text;
  }

  const test::TestBus bus_;
  test::ServedFolder served_{bus_.address()};
  test::Peer peer_{bus_.address()};
};

TEST_F(FolderTest, HasAnObjectForEachName) {
  EXPECT_EQ(property(one, "Name"), "one");
  EXPECT_EQ(property(one, "Count"), "1");
  EXPECT_EQ(property("/org/example/thing/a_2fb", "Name"), "a/b");
}

TEST_F(FolderTest, HasWhatIsThereNow) {
  served_.on_loop([&] { served_.things()["one"] = 7; });
  EXPECT_EQ(property(one, "Count"), "7");
  served_.on_loop([&] { served_.things().erase("one"); });
  EXPECT_EQ(property(one, "Count"), "org.freedesktop.DBus.Error.UnknownObject");
}

TEST_F(FolderTest, RefusesWhatIsNotThereByTheStandardsNames) {
  EXPECT_EQ(property("/org/example/thing/two", "Count"),
            "org.freedesktop.DBus.Error.UnknownObject");
  EXPECT_EQ(property(one, "Nothing"), "org.freedesktop.DBus.Error.UnknownProperty");
  EXPECT_EQ(peer_.error(call(one, test::folder_interface, "Nothing")),
            "org.freedesktop.DBus.Error.UnknownMethod");
  EXPECT_EQ(peer_.error(call(one, "org.example.Nothing", "Ask")),
            "org.freedesktop.DBus.Error.UnknownMethod")
      << "libsystemd 252 says so of an interface as well";
  EXPECT_EQ(peer_.error(call(one, test::folder_interface, "Ask")),
            "org.freedesktop.DBus.Error.InvalidArgs");
}

TEST_F(FolderTest, RefusesToSetWhatIsReadOnly) {
  const auto set = call(one, properties, "Set");
  test::check_bus(
      sd_bus_message_append(set.get(), "ssv", test::folder_interface, "Count", "t", 5ULL));
  EXPECT_EQ(peer_.error(set), "org.freedesktop.DBus.Error.PropertyReadOnly");
}

TEST_F(FolderTest, PassesACallOnWithItsOptions) {
  const auto ask = call(one, test::folder_interface, "Ask");
  test::check_bus(sd_bus_message_append(ask.get(), "a{sv}", 2, "x", "b", 1, "y", "s", "text"));
  std::uint64_t count = 0;
  const auto got = peer_.answer(ask);
  test::check_bus(sd_bus_message_read_basic(got.get(), 't', &count));
  EXPECT_EQ(count, 2U);
}

TEST_F(FolderTest, AnswersWithTheErrorThatWasThrown) {
  const auto ask = call("/org/example/thing/odd", test::folder_interface, "Ask");
  test::check_bus(sd_bus_message_append(ask.get(), "a{sv}", 0));
  const auto got = peer_.answer(ask);
  const sd_bus_error* const error = sd_bus_message_get_error(got.get());
  ASSERT_NE(error, nullptr);
  EXPECT_STREQ(error->name, "org.aio.Runner1.Error.Refused");
  EXPECT_STREQ(error->message, "not this one");
}

TEST_F(FolderTest, RefusesAnOptionOfATypeThatNoneHas) {
  const auto ask = call(one, test::folder_interface, "Ask");
  test::check_bus(sd_bus_message_append(ask.get(), "a{sv}", 1, "x", "(ss)", "a", "b"));
  EXPECT_EQ(peer_.error(ask), "org.freedesktop.DBus.Error.InvalidArgs");
}

TEST_F(FolderTest, ListsItsObjects) {
  const std::string text = listed(test::folder_path);
  EXPECT_NE(text.find("<node name=\"a_2fb\"/>"), std::string::npos) << text;
  EXPECT_NE(text.find("<node name=\"one\"/>"), std::string::npos) << text;
  EXPECT_NE(listed(one).find("<method name=\"Ask\">"), std::string::npos) << listed(one);
  EXPECT_NE(listed(one).find("<arg type=\"t\" name=\"count\" direction=\"out\"/>"),
            std::string::npos)
      << listed(one);
}

TEST_F(FolderTest, IsToldOfByTheObjectManagerUpToALimit) {
  const auto ask = [&] {
    return peer_.error(
        call(test::folder_root, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects"));
  };
  EXPECT_EQ(ask(), "");
  served_.on_loop([&] {
    for (std::size_t i = 0; i < Folder::most_listed; ++i)
      served_.things()["x" + std::to_string(i)] = i;
  });
  EXPECT_EQ(ask(), "org.aio.Runner1.Error.LimitsExceeded");
  EXPECT_EQ(property("/org/example/thing/x1999", "Count"), "1999") << "each is there nevertheless";
}

TEST_F(FolderTest, TellsWhatCameAndWentAndChanged) {
  peer_.listen("type='signal',path_namespace='/org/example'");
  served_.on_loop([&] {
    served_.folder().tell_added("new", {{"name", std::string("new")}, {"count", std::uint64_t{1}}});
    served_.folder().tell_changed("new", {{"count", std::uint64_t{2}}});
    served_.folder().tell_removed("new");
    served_.wake();
  });
  const auto added = peer_.next_signal();
  ASSERT_TRUE(added);
  EXPECT_STREQ(sd_bus_message_get_member(added.get()), "InterfacesAdded");
  EXPECT_STREQ(sd_bus_message_get_path(added.get()), "/org/example");
  EXPECT_STREQ(sd_bus_message_get_signature(added.get(), 1), "oa{sa{sv}}");
  const auto changed = peer_.next_signal();
  ASSERT_TRUE(changed);
  EXPECT_STREQ(sd_bus_message_get_member(changed.get()), "PropertiesChanged");
  EXPECT_STREQ(sd_bus_message_get_path(changed.get()), "/org/example/thing/new");
  EXPECT_STREQ(sd_bus_message_get_signature(changed.get(), 1), "sa{sv}as");
  const auto removed = peer_.next_signal();
  ASSERT_TRUE(removed);
  EXPECT_STREQ(sd_bus_message_get_member(removed.get()), "InterfacesRemoved");
  const char* path = nullptr;
  test::check_bus(sd_bus_message_read_basic(removed.get(), 'o', &path));
  EXPECT_STREQ(path, "/org/example/thing/new");
}

}  // namespace
}  // namespace aio::dbus
