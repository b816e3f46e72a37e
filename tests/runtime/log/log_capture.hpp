// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

#include "daemon/runtime/log/level_word.hpp"
#include "daemon/runtime/log/output.hpp"

namespace aio::runtime {

/// What an output of a test got, and how it behaves. Shared with the output, which a channel owns.
class Heard {
 public:
  void hold() {
    change([this] { held_ = true; });
  }  ///< the next line hangs
  void let_go() {
    change([this] { held_ = false; });
  }
  void fail(std::error_code error) {
    change([this, error] { error_ = error; });
  }
  void wait_until_it_hangs() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return hangs_; });
  }

  std::error_code take(const log::Record& record) {
    std::unique_lock lock(mutex_);
    hangs_ = held_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !held_; });
    hangs_ = false;
    if (!error_) lines_.push_back(std::string(word(record.level)) + " " + record.text);
    return error_;
  }
  void reopened() {
    change([this] { ++reopens_; });
  }

  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }
  int reopens() const {
    const std::lock_guard lock(mutex_);
    return reopens_;
  }

 private:
  template <class Change>
  void change(Change what) {
    const std::lock_guard lock(mutex_);
    what();
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> lines_;
  std::error_code error_;
  bool held_ = false;
  bool hangs_ = false;
  int reopens_ = 0;
};

class CapturingOutput final : public LogOutput {
 public:
  explicit CapturingOutput(std::shared_ptr<Heard> captured) : captured_(std::move(captured)) {}
  std::error_code write(const log::Record& record, const plan::LogFormat*) noexcept override {
    return captured_->take(record);
  }
  std::error_code reopen() noexcept override {
    captured_->reopened();
    return {};
  }

 private:
  std::shared_ptr<Heard> captured_;
};

}  // namespace aio::runtime
