// SPDX-License-Identifier: MIT
#pragma once

#include <aio/config.hpp>
#include <aio/error.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conf/config.hpp"

namespace aio::runner {

/// A configuration snapshot as handlers see it. Shared by all who hold it.
class ConfigurationView final : public Configuration {
 public:
  explicit ConfigurationView(std::shared_ptr<const conf::Config> config)
      : config_(std::move(config)) {}

  std::vector<std::string> sections() const override { return config_->sections(); }
  std::vector<std::string> options(std::string_view section) const override {
    return config_->options(section);
  }
  std::optional<std::string> get(std::string_view section, std::string_view option) const override {
    try {
      return config_->get(section, option);
    } catch (const conf::InterpolationError& error) {
      throw Error(Fault::broken_config, error.what());
    }
  }

 private:
  std::shared_ptr<const conf::Config> config_;
};

/// The view that holds now: replaced on the loop, read on any thread.
class CurrentView {
 public:
  std::shared_ptr<const Configuration> get() const {
    const std::lock_guard lock(mutex_);
    return view_;
  }
  void replace(std::shared_ptr<const Configuration> view) {
    const std::lock_guard lock(mutex_);
    view_.swap(view);  // what was before ends after the lock
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Configuration> view_;
};

}  // namespace aio::runner
