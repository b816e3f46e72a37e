// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aio {

/// The app's whole configuration as one immutable snapshot: a reload makes a new one and leaves
/// this as it is. Option names do not tell case apart; section names do.
class Configuration {
 public:
  virtual ~Configuration() = default;

  virtual std::vector<std::string> sections()
      const = 0;  ///< in order of first appearance, without DEFAULT
  virtual std::vector<std::string> options(
      std::string_view section) const = 0;  ///< its own, then DEFAULT's

  /// The interpolated value; nullopt when it is not there. Throws aio::Error when a `${}` in it
  /// cannot be resolved.
  virtual std::optional<std::string> get(std::string_view section,
                                         std::string_view option) const = 0;
};

/// One section of a configuration snapshot, which it keeps alive. Cheap to copy.
class Section {
 public:
  Section() = default;
  Section(std::shared_ptr<const Configuration> config, std::string name)
      : config_(std::move(config)), name_(std::move(name)) {}

  const std::string& name() const noexcept { return name_; }

  std::optional<std::string> get(std::string_view option) const {
    return config_ ? config_->get(name_, option) : std::nullopt;
  }
  std::string get(std::string_view option, std::string_view otherwise) const {
    return get(option).value_or(std::string(otherwise));
  }
  std::vector<std::string> options() const {
    return config_ ? config_->options(name_) : std::vector<std::string>();
  }

 private:
  std::shared_ptr<const Configuration> config_;
  std::string name_;
};

}  // namespace aio
