// SPDX-License-Identifier: MIT
#pragma once

#include <aio/testing.hpp>

#include <memory>
#include <mutex>
#include <vector>

#include "daemon/runtime/log/output.hpp"

namespace aio::testing::detail {

/// What was logged, for whoever asks. Shared by the log's output, which a thread of its own writes
/// to, and the test.
class KeptLines {
 public:
  void add(LogLine line);
  std::vector<LogLine> all() const;

 private:
  mutable std::mutex mutex_;
  std::vector<LogLine> lines_;
};

std::unique_ptr<runtime::LogOutput> keeping(std::shared_ptr<KeptLines> lines);

}  // namespace aio::testing::detail
