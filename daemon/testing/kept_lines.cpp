// SPDX-License-Identifier: MIT
#include "daemon/testing/kept_lines.hpp"

#include <utility>

namespace aio::testing::detail {
namespace {

class Keeping final : public runtime::LogOutput {
 public:
  explicit Keeping(std::shared_ptr<KeptLines> lines) : lines_(std::move(lines)) {}

  std::error_code write(const log::Record& record, const plan::LogFormat*) noexcept override {
    lines_->add({record.level, std::string(record.logger), record.text});
    return {};
  }

 private:
  std::shared_ptr<KeptLines> lines_;
};

}  // namespace

void KeptLines::add(LogLine line) {
  const std::lock_guard lock(mutex_);
  lines_.push_back(std::move(line));
}

std::vector<LogLine> KeptLines::all() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

std::unique_ptr<runtime::LogOutput> keeping(std::shared_ptr<KeptLines> lines) {
  return std::make_unique<Keeping>(std::move(lines));
}

}  // namespace aio::testing::detail
