// SPDX-License-Identifier: MIT
#include "tests/dbus/served_folder.hpp"

#include <aio/error.hpp>

#include <future>
#include <span>

#include <boost/asio/post.hpp>

namespace aio::test {
namespace {

using Kind = dbus::Member::Kind;
using Change = dbus::Member::Change;

constexpr dbus::Member members[] = {
    {Kind::method, "Ask", "a{sv}", "t", "options\0count\0", Change::told},
    {Kind::property, "Name", "s", "", "", Change::never},
    {Kind::property, "Count", "t", "", "", Change::told},
};

}  // namespace

ServedFolder::ServedFolder(const std::string& address)
    : connection_(dbus::open({dbus::Bus::Kind::address, address})),
      manager_(dbus::add_object_manager(*connection_, folder_root)) {
  connection_->requestName(folder_name);  // nobody serves it yet
  limits_.emplace(*connection_);
  folder_.emplace(*connection_, folder_root, folder_path, folder_interface, std::span(members),
                  static_cast<Contents&>(*this));
  pump_.emplace(loop_, *connection_, [](const std::string&) {});
  thread_ = std::thread([this] { loop_.run(); });
}

ServedFolder::~ServedFolder() {
  boost::asio::post(loop_, [this] { pump_.reset(); });
  guard_.reset();
  thread_.join();
}

void ServedFolder::on_loop(const std::function<void()>& job) {
  std::promise<void> done;
  boost::asio::post(loop_, [&] {
    job();
    done.set_value();
  });
  done.get_future().wait();
}

std::vector<std::string> ServedFolder::names() const {
  std::vector<std::string> names;
  for (const auto& [name, count] : things_) names.push_back(name);
  return names;
}

std::optional<dbus::Properties> ServedFolder::find(const std::string& name) const {
  const auto found = things_.find(name);
  if (found == things_.end()) return std::nullopt;
  return dbus::Properties{{"name", name}, {"count", found->second}};
}

void ServedFolder::call(const std::string& name, dbus::Call call) {
  if (name == "odd") throw Error(Fault::refused, "not this one");
  call.returnResults({static_cast<std::uint64_t>(call.options().size())});
}

}  // namespace aio::test
