// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/socket_file.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <aio/address.hpp>
#include <aio/error.hpp>
#include <aio/log.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

#include "daemon/runtime/servers/system_failure.hpp"

namespace aio::runtime {
namespace {

bool same_file(const struct stat& one, const struct stat& two) {
  return one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

// fchmod(2) knows no O_PATH; what stands in /proc leads to the same file, wherever its name went.
std::string path_of(const Descriptor& file) {
  return "/proc/self/fd/" + std::to_string(file.number());
}

// Asks as a datagram socket, whatever the other is: that tells a dead socket (ECONNREFUSED) from a
// live one of either kind (EPROTOTYPE for a stream) and never stands in its queue.
bool is_dead(const Descriptor& file) {
  const Descriptor asking(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!asking) fail(errno, "socket");
  const SocketAddress address = SocketAddress::unix_path(path_of(file));
  return connect(asking.number(), address.data(), address.size()) < 0 && errno == ECONNREFUSED;
}

[[noreturn]] void refuse_what_is_there(const std::string& path, mode_t mode) {
  if (S_ISSOCK(mode)) fail(EADDRINUSE, path);
  throw Error(Fault::failed,
              S_ISDIR(mode) ? "a folder is there" : "a file that is no socket is there");
}

void remove_dead(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  if (!file && errno == ENOENT) return;
  if (!file) fail(errno, path);
  struct stat seen {};
  struct stat now {};
  if (fstat(file.number(), &seen) < 0) fail(errno, path);
  if (!S_ISSOCK(seen.st_mode) || !is_dead(file)) refuse_what_is_there(path, seen.st_mode);
  // Somebody else may have come to the same end a moment ago, and listen there by now.
  if (lstat(path.c_str(), &now) < 0 || !same_file(seen, now)) return;
  if (unlink(path.c_str()) < 0 && errno != ENOENT) fail(errno, path);
  log::info("replaced the socket {}, at which nobody answered", path);
}

}  // namespace

SocketFile::SocketFile(int socket, std::string path) : path_(std::move(path)) {
  // The file gets the mode that its socket has, less the umask: none that lets others in.
  if (fchmod(socket, S_IRUSR | S_IWUSR) < 0) fail(errno, path_);
  const SocketAddress address = SocketAddress::unix_path(path_);
  bool bound = bind(socket, address.data(), address.size()) == 0;
  if (!bound && errno == EADDRINUSE) {
    remove_dead(path_);
    bound = bind(socket, address.data(), address.size()) == 0;
  }
  if (!bound) fail(errno, path_);
  open_file();
}

SocketFile::SocketFile(std::string path) : path_(std::move(path)), stays_(true) {
  open_file();
}

void SocketFile::open_file() {
  file_ = Descriptor(open(path_.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  if (!file_) fail(errno, path_);
}

SocketFile::~SocketFile() {
  if (!stays_ && is_ours()) unlink(path_.c_str());
}

void SocketFile::access(const Access& access) const {
  struct stat status {};
  if (fstat(file_.number(), &status) < 0) fail(errno, path_);
  if (!S_ISSOCK(status.st_mode)) fail(ENOTSOCK, path_);
  const auto& [user, group] = access.owner;
  if ((user || group) &&
      fchownat(file_.number(), "", user.value_or(-1), group.value_or(-1), AT_EMPTY_PATH) < 0)
    fail(errno, "changing the owner of " + path_);
  if (chmod(path_of(file_).c_str(), access.mode) < 0) fail(errno, "changing the mode of " + path_);
}

bool SocketFile::is_ours() const noexcept {
  struct stat mine {};
  struct stat now {};
  return file_ && fstat(file_.number(), &mine) == 0 && lstat(path_.c_str(), &now) == 0 &&
         same_file(mine, now);
}

}  // namespace aio::runtime
