// SPDX-License-Identifier: MIT
#include "modules/aio.demo/addition.hpp"

#include <aio/log.hpp>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace demo {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc() || rest != end)
    throw std::invalid_argument("'" + std::string(text) + "' is no number");
  return value;
}

}  // namespace

std::int64_t sum_of(std::string_view numbers) {
  std::int64_t sum = 0;
  for (;;) {
    const std::size_t plus = numbers.find('+');
    if (__builtin_add_overflow(sum, number(trimmed(numbers.substr(0, plus))), &sum))
      throw std::invalid_argument("the sum is too large");
    if (plus == numbers.npos) return sum;
    numbers.remove_prefix(plus + 1);
  }
}

void Addition::data_received(std::string_view data) {
  try {
    transport_->write(std::to_string(sum_of(data)));
  } catch (const std::invalid_argument& error) {
    transport_->write("error: " + std::string(error.what()) + "\n");
  }
  transport_->close();
}

int sum(const aio::Command& command) {
  if (command.arguments().empty()) {
    std::cerr << "Usage: aioctl " << command.name() << " NUMBER+NUMBER...\n";
    return 2;
  }
  for (const std::string& numbers : command.arguments()) std::cout << sum_of(numbers) << '\n';
  return 0;
}

aio::ProtocolFactory addition() {
  return aio::protocol_factory<Addition>();
}

aio::task<aio::Server> addition_server_factory(std::string name,
                                               aio::ProtocolFactory protocol,
                                               std::string address,
                                               std::uint16_t port) {
  aio::log::debug("Opening '{}' on {}, port {}", name, address, port);
  co_return co_await aio::create_server(protocol ? std::move(protocol) : addition(),
                                        std::move(address), port);
}

}  // namespace demo
