// SPDX-License-Identifier: MIT
// The functions of the seed document's examples, for the tests that show them.
#include <aio/module.hpp>

#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace std::chrono_literals;

namespace {

aio::task<> listener(aio::Signal signal) {
  co_await aio::sleep(1s);
  aio::log::info("Listener received: {}", signal.data());
}

void listener2(aio::Signal signal) {
  aio::log::info("Second received: {}", signal.data());
}

void scheduler(aio::ScheduledEvent event) {
  aio::log::info("HIT: {}", event.name());
}

void failing(aio::ScheduledEvent) {
  throw std::runtime_error("no luck");
}

void looking(aio::ScheduledEvent event) {
  aio::log::info("x-colour is {}, level is {}, modules {}", event.config().get("x-colour", "none"),
                 aio::app::config()->get("aio", "log_level").value_or("none"),
                 aio::app::modules().size());
}

aio::task<> announcing(aio::Signal signal) {
  aio::log::info("{}: {} servers", signal.name(), aio::app::servers().size());
  co_return;
}

int sum_of(std::string_view text) {
  int sum = 0;
  while (!text.empty()) {
    const auto begin = text.find_first_of("0123456789");
    if (begin == std::string_view::npos) break;
    int number = 0;
    const auto [end, error] =
        std::from_chars(text.data() + begin, text.data() + text.size(), number);
    sum += number;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  return sum;
}

class AdditionServerProtocol final : public aio::Protocol {
  void connection_made(aio::Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override {
    transport_->write(std::to_string(sum_of(data)));
    transport_->close();
  }

  aio::Transport* transport_ = nullptr;
};

aio::task<aio::ProtocolFactory> server_protocol() {
  co_await aio::sleep(1s);
  co_return aio::protocol_factory<AdditionServerProtocol>();
}

aio::task<aio::Server> addition_server_factory(std::string name,
                                               aio::ProtocolFactory,
                                               std::string address,
                                               std::uint16_t port) {
  co_await aio::sleep(1s);
  aio::log::info("factory of {}", name);
  co_return co_await aio::create_server<AdditionServerProtocol>(address, port);
}

}  // namespace

AIO_MODULE(seed) {
  module.listener("listener", listener);
  module.listener("listener2", listener2);
  module.listener("announcing", announcing);
  module.schedule("scheduler", scheduler);
  module.schedule("failing", failing);
  module.schedule("looking", looking);
  module.protocol<AdditionServerProtocol>("AdditionServerProtocol");
  module.protocol("server_protocol", server_protocol);
  module.factory("addition_server_factory", addition_server_factory);
}
