// SPDX-License-Identifier: MIT
#include "ctl/edited_copy.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "conf/descriptor.hpp"
#include "conf/files.hpp"
#include "conf/write_all.hpp"

namespace aio::ctl {
namespace {

namespace fs = std::filesystem;

fs::path make_private_folder() {
  std::error_code error;
  const fs::path above = fs::temp_directory_path(error);
  if (error) throw std::system_error(error, "the folder for temporary files ($TMPDIR)");
  std::string name = (above / "aioctl-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), name);
  return name;
}

void write_new(const fs::path& file, std::string_view text) {
  const conf::Descriptor made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  const int error = made.is_open() ? conf::write_all(made.number(), text) : errno;
  if (error != 0) throw std::system_error(error, std::generic_category(), file.string());
}

}  // namespace

EditedCopy::EditedCopy(const fs::path& name, std::string_view text)
    : folder_(make_private_folder()), file_(folder_ / name.filename()) {
  try {
    write_new(file_, text);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    throw;
  }
}

EditedCopy::~EditedCopy() {
  std::error_code ignored;
  if (!kept_) fs::remove_all(folder_, ignored);
}

std::string EditedCopy::text() const {
  conf::FileText read = conf::read_text(file_);
  if (read.error) throw std::system_error(read.error, file_.string());
  return std::move(read.text);
}

}  // namespace aio::ctl
