// SPDX-License-Identifier: MIT
#include "conf/files.hpp"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf/descriptor.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;

FileText failed(int code, std::string why = {}) {
  const std::error_code error(code, std::generic_category());
  return {{}, why.empty() ? error.message() : std::move(why), error};
}

/// The rest of an open file; stops when there is more than a configuration may have.
FileText read_open(int file, std::size_t size) {
  FileText result;
  std::size_t used = 0;
  result.text.resize(size + 1);
  while (true) {
    if (used == result.text.size()) result.text.resize(used * 2);
    const ssize_t count = ::read(file, result.text.data() + used, result.text.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed(errno);
    if (count == 0) break;
    used += static_cast<std::size_t>(count);
    if (used > largest_file) return failed(EFBIG, "more than 64 MB");
  }
  result.text.resize(used);
  return result;
}

}  // namespace

FileText read_text(const fs::path& path) {
  return read_text_at(AT_FDCWD, path.native());
}

FileText read_text_at(int folder, const std::string& name) {
  // O_NONBLOCK: opening a pipe that nobody writes to would wait.
  const Descriptor file(
      ::openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat found = {};
  if (!file.is_open() || ::fstat(file.number(), &found) != 0) return failed(errno);
  if (S_ISDIR(found.st_mode)) return failed(EISDIR);
  if (!S_ISREG(found.st_mode)) return failed(EINVAL, "not a regular file");
  if (std::cmp_greater(found.st_size, largest_file)) return failed(EFBIG, "more than 64 MB");
  return read_open(file.number(), static_cast<std::size_t>(found.st_size));
}

}  // namespace aio::conf
