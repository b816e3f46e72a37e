// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include "tests/dbus/peer.hpp"

// What the bus fuzz test says: paths, words and values at random.
namespace aio::scenarios {

inline constexpr const char* paths[] = {"/org/aio/Runner1",
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

inline constexpr const char* words[] = {"",
                                        "kind",
                                        "match",
                                        "after",
                                        "limit",
                                        "s*",
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

inline std::size_t length_of_type(std::string_view signature) {
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

}  // namespace aio::scenarios
