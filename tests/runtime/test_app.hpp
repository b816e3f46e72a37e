// SPDX-License-Identifier: MIT
#pragma once

#include <aio/app.hpp>
#include <aio/log.hpp>

#include <memory>
#include <string>
#include <vector>

namespace aio::runtime {

/// Keeps what is logged while it lives, as "WARNING text", and lets no debug line through.
class LogCapture final : public log::Sink {
 public:
  LogCapture();
  ~LogCapture() override;

  log::Level least(std::string_view) const noexcept override { return log::Level::info; }
  void write(log::Record record) noexcept override;
  const std::vector<std::string>& lines() const noexcept { return lines_; }

 private:
  std::vector<std::string> lines_;
  std::unique_ptr<App> app_;
  std::unique_ptr<detail::CurrentApp> current_;
};

/// A configuration of one section with one option.
std::shared_ptr<const Configuration> configuration(std::string section,
                                                   std::string option,
                                                   std::string value);

}  // namespace aio::runtime
