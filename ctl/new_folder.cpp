// SPDX-License-Identifier: MIT
#include "ctl/new_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "conf/write_all.hpp"

namespace aio::ctl {
namespace {

[[noreturn]] void fail(int error, const std::filesystem::path& path) {
  throw std::system_error(error, std::generic_category(), "cannot write " + path.string());
}

}  // namespace

NewFolder::NewFolder(std::filesystem::path path) : path_(std::move(path)) {
  // This call alone decides whether it was there.
  if (::mkdir(path_.c_str(), 0777) != 0) fail(errno, path_);
}

NewFolder::~NewFolder() {
  std::error_code ignored;  // of what is already failing
  if (!kept_) std::filesystem::remove_all(path_, ignored);
}

void NewFolder::write(const NewFile& file) const {
  const auto path = path_ / file.path;
  std::filesystem::create_directories(path.parent_path());
  const mode_t mode = file.executable ? 0777 : 0666;
  const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
  if (descriptor < 0) fail(errno, path);
  int error = conf::write_all(descriptor, file.text);
  if (::close(descriptor) != 0 && error == 0) error = errno;
  if (error != 0) fail(error, path);
}

}  // namespace aio::ctl
