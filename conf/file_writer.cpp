// SPDX-License-Identifier: MIT
#include "conf/file_writer.hpp"

#include <cerrno>
#include <climits>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf/file_attributes.hpp"
#include "conf/write_all.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int most_links = 40;  // the kernel's own limit, path_resolution(7)

Descriptor open_folder(int from, const fs::path& folder) {
  const char* const name = folder.empty() ? "." : folder.c_str();
  return Descriptor(::openat(from, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/// Where a symbolic link leads; empty: the name is no link, or is not there.
fs::path target_of(int folder, const std::string& name) {
  std::string target(PATH_MAX, '\0');
  const ssize_t length = ::readlinkat(folder, name.c_str(), target.data(), target.size());
  return length < 0 ? fs::path() : fs::path(target.substr(0, static_cast<std::size_t>(length)));
}

/// The next text of a file, under a name of its own until it is put in the file's place; gone
/// unless it is. One that a killed writer left is nobody's, since the folder is locked.
class NextFile {
 public:
  NextFile(int folder, const std::string& target, mode_t mode)
      : folder_(folder), name_("." + target + ".next") {
    ::unlinkat(folder_, name_.c_str(), 0);
    file_ = Descriptor(::openat(folder_, name_.c_str(),
                                O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  }
  NextFile(const NextFile&) = delete;
  NextFile& operator=(const NextFile&) = delete;
  ~NextFile() {
    if (file_.is_open() && !placed_) ::unlinkat(folder_, name_.c_str(), 0);
  }

  bool is_open() const { return file_.is_open(); }
  int number() const { return file_.number(); }

  /// The whole text, on the disk; or errno's number.
  int write(std::string_view text) const {
    if (const int error = write_all(number(), text)) return error;
    return ::fsync(number()) == 0 ? 0 : errno;
  }

  int take_place_of(const std::string& target) {
    if (::renameat(folder_, name_.c_str(), folder_, target.c_str()) != 0) return errno;
    placed_ = true;
    return 0;
  }

 private:
  int folder_;
  std::string name_;
  Descriptor file_;
  bool placed_ = false;
};

}  // namespace

Descriptor open_folder_of(const fs::path& file) {
  const fs::path folder = fs::absolute(file).parent_path();
  Descriptor opened = open_folder(AT_FDCWD, folder);
  if (!opened.is_open()) throw std::system_error(errno, std::generic_category(), folder.string());
  return opened;
}

FileWriter::FileWriter(const fs::path& path, Links links, std::chrono::milliseconds patience)
    : FileWriter(open_folder_of(path), path, links, patience) {}

FileWriter::FileWriter(Descriptor folder,
                       const fs::path& path,
                       Links links,
                       std::chrono::milliseconds patience)
    : file_(fs::absolute(path)), name_(file_.filename()), folder_(std::move(folder)) {
  follow_links(links);
  lock(patience);
}

void FileWriter::fail(int code, const std::string& what) const {
  throw std::system_error(code, std::generic_category(),
                          file_.string() + (what.empty() ? "" : ": " + what));
}

void FileWriter::follow_links(Links links) {
  for (int i = 0; i < most_links; ++i) {
    if (name_.empty()) fail(EISDIR);
    const fs::path target = target_of(folder_.number(), name_);
    if (target.empty()) return;
    if (links == Links::within_the_folder && target.has_parent_path())
      fail(ELOOP, "is a link out of a folder that is another user's");
    folder_ = open_folder(folder_.number(), target.parent_path());
    if (!folder_.is_open()) fail(errno);
    name_ = target.filename();
    file_ = (file_.parent_path() / target).lexically_normal();
  }
  fail(ELOOP);
}

// Without a wait in the kernel, since flock(2) has no limit for it.
void FileWriter::lock(std::chrono::milliseconds patience) const {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (::flock(folder_.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) fail(errno, "its folder cannot be locked");
    if (std::chrono::steady_clock::now() >= until)
      fail(ETIMEDOUT, "somebody else holds the lock of its folder");
    std::this_thread::sleep_for(2ms);
  }
}

bool FileWriter::write(std::string_view text, unsigned mode) const {
  const Descriptor old(::openat(folder_.number(), name_.c_str(),
                                O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC));
  if (!old.is_open() && errno != ENOENT) fail(errno);
  struct stat found = {};
  if (old.is_open()) {
    if (::fstat(old.number(), &found) != 0) fail(errno);
    if (!S_ISREG(found.st_mode)) fail(S_ISDIR(found.st_mode) ? EISDIR : EINVAL);
    if (::faccessat(folder_.number(), name_.c_str(), W_OK, AT_EACCESS) != 0) fail(errno);
  }
  // Nobody else reads the new text before the old file's mode is on it.
  NextFile next(folder_.number(), name_, old.is_open() ? 0600 : mode);
  if (!next.is_open()) fail(errno);
  bool kept = true;
  if (old.is_open()) {
    if (const Unkept unkept = keep_attributes(old.number(), next.number()); unkept.error != 0)
      fail(unkept.error, unkept.attribute + " cannot be kept");
    kept = keep_owner(old.number(), next.number());
  }
  if (const int error = next.write(text)) fail(error);
  if (const int error = next.take_place_of(name_)) fail(error);
  // Some file systems have nothing to do for it, and say so.
  if (::fsync(folder_.number()) != 0 && errno != EINVAL) fail(errno, "its folder, after the write");
  return kept;
}

}  // namespace aio::conf
