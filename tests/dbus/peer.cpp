// SPDX-License-Identifier: MIT
#include "tests/dbus/peer.hpp"

#include <cerrno>
#include <system_error>

namespace aio::test {

void check_bus(int result) {
  if (result < 0) throw std::system_error(-result, std::generic_category(), "sd-bus");
}

Peer::Peer(const std::string& address) {
  check_bus(sd_bus_new(&bus_));
  check_bus(sd_bus_set_address(bus_, address.c_str()));
  check_bus(sd_bus_set_bus_client(bus_, 1));
  check_bus(sd_bus_negotiate_fds(bus_, 1));
  check_bus(sd_bus_start(bus_));
}

Peer::~Peer() {
  signals_.clear();
  sd_bus_close_unref(bus_);
}

Message Peer::message(const std::string& destination,
                      const std::string& path,
                      const std::string& interface,
                      const std::string& member) const {
  sd_bus_message* made = nullptr;
  check_bus(sd_bus_message_new_method_call(bus_, &made, destination.c_str(), path.c_str(),
                                           interface.c_str(), member.c_str()));
  return Message(made);
}

Message Peer::answer(const Message& call, std::chrono::seconds limit) const {
  sd_bus_error error = SD_BUS_ERROR_NULL;
  sd_bus_message* reply = nullptr;
  const int result =
      sd_bus_call(bus_, call.get(), std::chrono::microseconds(limit).count(), &error, &reply);
  Message answer(reply);
  if (result < 0 && sd_bus_error_is_set(&error) != 0) {
    sd_bus_message* made = nullptr;
    check_bus(sd_bus_message_new_method_error(call.get(), &made, &error));
    answer.reset(made);
  }
  sd_bus_error_free(&error);
  return answer;
}

std::string Peer::error(const Message& call) const {
  const Message got = answer(call);
  if (!got) return "no answer";
  const sd_bus_error* const error = sd_bus_message_get_error(got.get());
  return error != nullptr ? error->name : "";
}

void Peer::send(const Message& call) const {
  check_bus(sd_bus_message_set_expect_reply(call.get(), 0));
  check_bus(sd_bus_send(bus_, call.get(), nullptr));
}

void Peer::flush() const {
  check_bus(sd_bus_flush(bus_));
}

void Peer::listen(const std::string& match) {
  check_bus(sd_bus_add_match(bus_, nullptr, match.c_str(), &on_signal, this));
}

int Peer::on_signal(sd_bus_message* message, void* self, sd_bus_error*) {
  static_cast<Peer*>(self)->signals_.emplace_back(sd_bus_message_ref(message));
  return 0;
}

Message Peer::next_signal(std::chrono::seconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (signals_.empty()) {
    const int processed = sd_bus_process(bus_, nullptr);
    check_bus(processed);
    if (processed > 0) continue;
    const auto left = deadline - std::chrono::steady_clock::now();
    if (left <= left.zero()) return nullptr;
    check_bus(sd_bus_wait(bus_, std::chrono::ceil<std::chrono::microseconds>(left).count()));
  }
  Message first = std::move(signals_.front());
  signals_.erase(signals_.begin());
  return first;
}

}  // namespace aio::test
