// SPDX-License-Identifier: MIT
#include "conf/files.hpp"

#include <cerrno>
#include <optional>
#include <random>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace aio::conf {
namespace {

namespace fs = std::filesystem;

/// A file descriptor of ours, closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

FileText failed(int code, std::string why = {}) {
  const std::error_code error(code, std::generic_category());
  return {{}, why.empty() ? error.message() : std::move(why), error};
}

[[noreturn]] void fail(int code, const fs::path& path) {
  throw std::system_error(code, std::generic_category(), path.string());
}

/// A temporary file beside the one it will replace; gone unless it is renamed.
class NewFile {
 public:
  NewFile(const fs::path& target, mode_t mode) : path_(unused_beside(target)), file_(open(mode)) {
    if (!file_.is_open()) fail(errno, path_);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (!renamed_) ::unlink(path_.c_str());
  }

  void write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t count = ::write(file_.number(), text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(errno, path_);
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  /// Takes over owner, group and mode. An owner that the caller may not give stays the caller.
  void take_over(const struct stat& old) {
    if (::fchown(file_.number(), old.st_uid, old.st_gid) != 0 &&
        ::fchown(file_.number(), static_cast<uid_t>(-1), old.st_gid) != 0 && errno != EPERM) {
      fail(errno, path_);
    }
    if (::fchmod(file_.number(), old.st_mode & 07777) != 0) fail(errno, path_);
  }

  void replace(const fs::path& target) {
    if (::fsync(file_.number()) != 0) fail(errno, path_);
    if (::rename(path_.c_str(), target.c_str()) != 0) fail(errno, target);
    renamed_ = true;
  }

 private:
  static fs::path unused_beside(const fs::path& target) {
    std::random_device random;
    const std::string name = "." + target.filename().string() + "." + std::to_string(random());
    return target.parent_path() / name;
  }

  int open(mode_t mode) const {
    return ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  }

  fs::path path_;
  Descriptor file_;
  bool renamed_ = false;
};

/// Where symbolic links lead, to a file that need not be there yet.
fs::path behind_links(fs::path path) {
  constexpr int most_links = 40;  // the kernel's own limit
  for (int i = 0; i < most_links; ++i) {
    std::error_code no_link;
    const fs::path target = fs::read_symlink(path, no_link);
    if (no_link) return path;
    path = target.is_absolute() ? target : path.parent_path() / target;
  }
  fail(ELOOP, path);
}

std::optional<struct stat> present(const fs::path& path) {
  struct stat found = {};
  if (::stat(path.c_str(), &found) == 0) return found;
  if (errno != ENOENT) fail(errno, path);
  return std::nullopt;
}

/// Makes the new name last through a power cut, as well as the folder lets us: it need not be
/// readable, and when this fails the new text is in place all the same.
void sync_folder(const fs::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.is_open()) ::fsync(opened.number());
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
  // O_NONBLOCK: opening a pipe that nobody writes to would wait.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat found = {};
  if (!file.is_open() || ::fstat(file.number(), &found) != 0) return failed(errno);
  if (S_ISDIR(found.st_mode)) return failed(EISDIR);
  if (!S_ISREG(found.st_mode)) return failed(EINVAL, "not a regular file");
  if (std::cmp_greater(found.st_size, largest_file)) return failed(EFBIG, "more than 64 MB");
  return read_open(file.number(), static_cast<std::size_t>(found.st_size));
}

void write_atomically(const fs::path& path, std::string_view text) {
  const fs::path target = behind_links(fs::absolute(path));
  const std::optional<struct stat> old = present(target);
  if (old && !S_ISREG(old->st_mode)) fail(S_ISDIR(old->st_mode) ? EISDIR : EINVAL, target);
  if (old && ::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) fail(errno, target);
  // Nobody else reads a new text before the old file's mode is on it.
  NewFile file(target, old ? 0600 : 0666);
  file.write(text);
  if (old) file.take_over(*old);
  file.replace(target);
  sync_folder(target.parent_path());
}

}  // namespace aio::conf
