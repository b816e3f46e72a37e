// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "dbus/connection.hpp"
#include "dbus/folder.hpp"
#include "dbus/guard.hpp"
#include "dbus/pump.hpp"

namespace aio::test {

inline constexpr const char* folder_name = "org.example.Folder";
inline constexpr const char* folder_root = "/org/example";
inline constexpr const char* folder_path = "/org/example/thing";
inline constexpr const char* folder_interface = "org.example.Thing";

/// A Folder with a Guard before it, and a dictionary behind it, served by a loop in a thread of its
/// own. Its objects have Name and Count, and a method Ask that answers with the options' number;
/// of the object "odd" it throws an error.
class ServedFolder final : private dbus::Folder::Contents {
 public:
  explicit ServedFolder(const std::string& address);
  ~ServedFolder() override;

  /// Runs `job` on the loop, and waits for its end.
  void on_loop(const std::function<void()>& job);
  std::map<std::string, std::uint64_t>& things() { return things_; }  ///< of the loop's thread
  const dbus::Folder& folder() const { return *folder_; }             ///< likewise
  void wake() { pump_->wake(); }                                      ///< likewise

 private:
  std::vector<std::string> names() const override;
  std::optional<dbus::Properties> find(const std::string& name) const override;
  void call(const std::string& name, dbus::Call call) override;

  boost::asio::io_context loop_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{
      loop_.get_executor()};
  std::unique_ptr<sdbus::IConnection> connection_;
  std::map<std::string, std::uint64_t> things_{{"one", 1}, {"a/b", 2}, {"odd", 3}};
  std::optional<dbus::Guard> limits_;
  dbus::Slot manager_;
  std::optional<dbus::Folder> folder_;
  std::optional<dbus::Pump> pump_;
  std::thread thread_;
};

}  // namespace aio::test
