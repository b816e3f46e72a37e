// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/file_output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "daemon/runtime/log/put.hpp"
#include "daemon/runtime/log/render.hpp"

namespace aio::runtime {
namespace {

std::error_code last_error() {
  return {errno, std::generic_category()};
}

// Not blocking: a fifo that nobody reads is an error, and not a wait.
int open_file(const std::string& path) noexcept {
  return open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
              0666);
}

}  // namespace

FileOutput::FileOutput(plan::FileTarget target)
    : target_([&] {
        target.path = std::filesystem::absolute(target.path).string();
        return std::move(target);
      }()),
      cut_(target_.truncate) {
  if (target_.delay) return;
  if (const auto error = open_now()) throw std::system_error(error);
}

FileOutput::~FileOutput() {
  if (fd_ >= 0) close(fd_);
}

std::error_code FileOutput::open_now() noexcept {
  const int fd = open_file(target_.path);
  if (fd < 0) return last_error();
  if (fd_ >= 0) close(fd_);
  fd_ = fd;
  torn_ = false;
  return {};
}

void FileOutput::begin() noexcept {
  if (fd_ < 0 || !std::exchange(cut_, false)) return;
  // What is no regular file has nothing to cut.
  [[maybe_unused]] const int cut = ftruncate(fd_, 0);
}

std::error_code FileOutput::reopen() noexcept {
  return fd_ < 0 ? std::error_code() : open_now();
}

std::error_code FileOutput::write(const log::Record& record,
                                  const plan::LogFormat* format) noexcept {
  if (fd_ < 0) {
    if (const auto error = open_now()) return error;
    begin();
  }
  std::string line = line_of(record, format) + "\n";
  if (is_full_with(line.size())) rotate();
  return append(std::move(line));
}

std::error_code FileOutput::append(std::string line) noexcept {
  if (torn_) line.insert(0, "\n");
  std::size_t put = 0;
  const std::error_code error = put_whole(fd_, line, &put);
  if (error)
    torn_ = torn_ || put > 0;
  else
    torn_ = false;
  return error;
}

// Python's rule: before the line that would reach the size, and only for a regular file.
bool FileOutput::is_full_with(std::size_t more) const noexcept {
  if (target_.max_bytes == 0 || target_.backups == 0) return false;
  struct stat status {};
  return fstat(fd_, &status) == 0 && S_ISREG(status.st_mode) &&
         static_cast<std::uint64_t>(status.st_size) + more >= target_.max_bytes;
}

std::string FileOutput::backup(std::uint64_t number) const {
  return target_.path + "." + std::to_string(number);
}

// A file that cannot be moved away goes on growing, and says so.
void FileOutput::rotate() noexcept {
  for (std::uint64_t number = target_.backups - 1; number > 0; --number)
    rename(backup(number).c_str(), backup(number + 1).c_str());  // one that is not there is no loss
  std::error_code error;
  if (rename(target_.path.c_str(), backup(1).c_str()) != 0 && errno != ENOENT) error = last_error();
  if (!error) error = open_now();
  const std::string why = error ? error.message() : "";
  if (std::exchange(unrotated_, why) == why || why.empty()) return;
  const log::Record told{.level = log::Level::warning,
                         .text = "this file cannot be rotated: " + why,
                         .at = std::chrono::system_clock::now()};
  append(own_line(told) + "\n");
}

}  // namespace aio::runtime
