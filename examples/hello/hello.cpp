// SPDX-License-Identifier: MIT
#include <aio/module.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>

using namespace std::chrono_literals;

aio::task<> schedule_handler(aio::ScheduledEvent event) {
  co_await aio::sleep(1s);
  aio::log::info("Received scheduled: {}", event.name());
}

// The sum of the numbers between the plus signs: "7" for "2 + 2 + 3".
std::string sum_of(std::string_view text) {
  long long sum = 0;
  while (!text.empty()) {
    int number = 0;
    text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
    std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(std::min(text.find('+'), text.size()));
    sum += number;
  }
  return std::to_string(sum);
}

class AdditionServerProtocol final : public aio::Protocol {
  void connection_made(aio::Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override {
    transport_->write(sum_of(data));
    transport_->close();
  }
  aio::Transport* transport_ = nullptr;
};

aio::task<> listener(aio::Signal signal) {
  aio::log::info("Heard {}: {}", signal.name(), signal.data());
  co_return;
}

AIO_MODULE(hello) {
  module.schedule("schedule_handler", schedule_handler);
  module.protocol<AdditionServerProtocol>("AdditionServerProtocol");
  module.listener("listener", listener);
}
