// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/runner/runner.hpp"
#include "daemon/runtime/loop/clock.hpp"

namespace aio::runner {

/// An app in the test's process, on a loop whose time passes only by pass(). Its configuration is a
/// text, or a file of the test's.
class RunningApp {
 public:
  explicit RunningApp(const std::string& config);
  /// With a folder it keeps there what outlives it.
  /// As a service it is not ended for a bad file.
  enum class Started { by_hand, as_a_service };
  explicit RunningApp(conf::Search search,
                      std::filesystem::path state_folder = {},
                      Started started = Started::by_hand);
  ~RunningApp();

  void start();  ///< throws what Runner::start() throws
  void stop();
  void pass(std::chrono::nanoseconds span) { loop_.run_for(span); }
  void set_wall(std::chrono::system_clock::time_point time) { clock_.set_wall(time); }
  std::chrono::system_clock::time_point wall() const { return clock_.reading().wall; }

  /// Runs a verb to its end, for at most a minute of the loop's time; throws what it throws.
  template <class T>
  T result(task<T> verb) {
    std::optional<T> result;
    finish(keep(std::move(verb), result));
    return std::move(result).value();
  }
  void finish(task<> work);

  /// What a server answers to `text`, until it closes the connection.
  std::string ask(std::uint16_t port, std::string text);

  std::vector<std::string> logged();  ///< the texts of all lines so far
  bool logged(const std::string& text);

  /// What a manager of services was told last.
  bool is_said_to_reload() const { return host_.is_reloading(); }
  const std::string& status() const { return host_.status(); }

  Runner& runner() { return *runner_; }

 private:
  template <class T>
  static task<> keep(task<T> verb, std::optional<T>& result) {
    result.emplace(co_await std::move(verb));
  }
  class Lines;

  class Keeper final : public NoHost {
   public:
    Keeper(std::filesystem::path folder, Started started)
        : folder_(std::move(folder)), started_(started) {}
    bool supervised() const noexcept override { return started_ == Started::as_a_service; }
    std::filesystem::path state_folder() const override { return folder_; }
    void ready(const std::string& status) noexcept override {
      status_ = status;
      reloading_ = false;
    }
    void status(const std::string& status) noexcept override { status_ = status; }
    void reloading() noexcept override { reloading_ = true; }
    bool is_reloading() const { return reloading_; }
    const std::string& status() const { return status_; }

   private:
    std::filesystem::path folder_;
    Started started_;
    bool reloading_ = false;
    std::string status_;
  };

  runtime::ManualClock clock_;
  runtime::EventLoop loop_;
  std::shared_ptr<Lines> lines_;
  runtime::Loggers log_;
  Keeper host_;
  std::unique_ptr<Runner> runner_;
};

/// The search that finds this file and no other.
conf::Search search_for(const std::filesystem::path& file);

/// "[aio]" with the path of the tests' modules, and `rest`.
std::string with_modules(const std::string& rest);

}  // namespace aio::runner
