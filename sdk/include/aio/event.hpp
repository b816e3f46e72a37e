// SPDX-License-Identifier: MIT
#pragma once

#include <aio/config.hpp>

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

/// What a listener is called with.
class Signal {
 public:
  Signal(std::string name, std::string data, Section config)
      : name_(std::move(name)), data_(std::move(data)), config_(std::move(config)) {}

  const std::string& name() const noexcept { return name_; }  ///< as the emit spelled it
  const std::string& data() const noexcept { return data_; }
  const Section& config() const noexcept {
    return config_;
  }  ///< the listener's [listen/NAME]; empty for one added by code

 private:
  std::string name_;
  std::string data_;
  Section config_;
};

}  // namespace aio
