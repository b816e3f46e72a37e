// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "daemon/runtime/log/output.hpp"

namespace aio::runtime {

/// Lines in a file, as Python's FileHandler and RotatingFileHandler have them: a file that would
/// reach `max_bytes` becomes FILE.1, that one FILE.2, and so on up to `backups` of them.
class FileOutput final : public LogOutput {
 public:
  /// Opens the file, unless it is to be opened late; throws std::system_error. It is cut only by
  /// begin(), when nothing can be refused any more.
  explicit FileOutput(plan::FileTarget target);
  ~FileOutput() override;
  FileOutput(const FileOutput&) = delete;
  FileOutput& operator=(const FileOutput&) = delete;

  std::error_code write(const log::Record& record, const plan::LogFormat* format) noexcept override;
  void begin() noexcept override;
  std::error_code reopen() noexcept override;

 private:
  std::error_code open_now() noexcept;
  bool is_full_with(std::size_t more) const noexcept;
  void rotate() noexcept;
  std::error_code append(std::string line) noexcept;
  std::string backup(std::uint64_t number) const;

  const plan::FileTarget target_;
  int fd_ = -1;
  bool cut_;               // is to be cut at its beginning
  bool torn_ = false;      // the last line came out only in part
  std::string unrotated_;  // why it was not rotated, once told
};

}  // namespace aio::runtime
