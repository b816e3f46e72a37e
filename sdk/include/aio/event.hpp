// SPDX-License-Identifier: MIT
#pragma once

#include <aio/config.hpp>

#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace aio {

/// What a schedule's function is called with.
class ScheduledEvent {
 public:
  ScheduledEvent(std::string name, Section config)
      : name_(std::move(name)), config_(std::move(config)) {}

  const std::string& name() const noexcept { return name_; }  ///< NAME of [schedule/NAME]
  const Section& config() const noexcept {
    return config_;
  }  ///< the section [schedule/NAME], as it was when the run began

 private:
  std::string name_;
  Section config_;
};

/// What the handler of [schedule/NAME] cb is called with: a run ended well.
class ScheduledResult {
 public:
  ScheduledResult(std::string name, std::string result, Section config)
      : name_(std::move(name)), result_(std::move(result)), config_(std::move(config)) {}

  const std::string& name() const noexcept { return name_; }      ///< NAME of [schedule/NAME]
  const std::string& result() const noexcept { return result_; }  ///< empty when it returns nothing
  const Section& config() const noexcept { return config_; }      ///< [schedule/NAME]

 private:
  std::string name_;
  std::string result_;
  Section config_;
};

/// What the handler of [schedule/NAME] err is called with: a run failed, or took longer than its
/// timeout.
class ScheduledFailure {
 public:
  ScheduledFailure(std::string name,
                   std::string error,
                   std::exception_ptr exception,
                   Section config)
      : name_(std::move(name)),
        error_(std::move(error)),
        exception_(std::move(exception)),
        config_(std::move(config)) {}

  const std::string& name() const noexcept { return name_; }    ///< NAME of [schedule/NAME]
  const std::string& error() const noexcept { return error_; }  ///< never empty
  const Section& config() const noexcept { return config_; }    ///< [schedule/NAME]

  /// What the run threw; null when it timed out.
  const std::exception_ptr& exception() const noexcept { return exception_; }
  bool timed_out() const noexcept { return !exception_; }

 private:
  std::string name_;
  std::string error_;
  std::exception_ptr exception_;
  Section config_;
};

namespace detail {

/// The parts of a Signal as an emit holds them while it calls its listeners.
struct SignalParts {
  const std::string* name;
  const std::string* data;
  const Section* config;  ///< of the listener that is called
};

}  // namespace detail

/// What a listener is called with. The one that a listener takes as `const Signal&` only points to
/// what the emit holds, and costs nothing; a Signal taken by value, or copied, has its own.
class Signal {
 public:
  Signal(std::string name, std::string data, Section config)
      : own_(std::in_place, std::move(name), std::move(data), std::move(config)) {}
  explicit Signal(const detail::SignalParts& lent) noexcept : lent_(&lent) {}

  Signal(const Signal& other) : own_(std::in_place, other.name(), other.data(), other.config()) {}
  Signal(Signal&& other) : own_(std::move(other.own_)) {
    if (other.lent_ != nullptr) own_.emplace(other.name(), other.data(), other.config());
  }
  Signal& operator=(Signal other) noexcept {
    own_.swap(other.own_);
    lent_ = nullptr;
    return *this;
  }
  ~Signal() = default;

  /// As the emit spelled it.
  const std::string& name() const noexcept { return lent_ ? *lent_->name : own_->name; }
  const std::string& data() const noexcept { return lent_ ? *lent_->data : own_->data; }
  /// The listener's [listen/NAME] of the generation that named it; empty for one added by code.
  const Section& config() const noexcept { return lent_ ? *lent_->config : own_->config; }

 private:
  struct Own {
    Own(std::string&& name, std::string&& data, Section&& config) noexcept
        : name(std::move(name)), data(std::move(data)), config(std::move(config)) {}
    Own(const std::string& name, const std::string& data, const Section& config)
        : name(name), data(data), config(config) {}
    std::string name;
    std::string data;
    Section config;
  };

  std::optional<Own> own_;
  const detail::SignalParts* lent_ = nullptr;  // in place of one's own
};

}  // namespace aio
