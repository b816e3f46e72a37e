// SPDX-License-Identifier: MIT
#include "ctl/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "conf/write_all.hpp"
#include "ctl/pager.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

void say(std::string_view line) {
  conf::write_all(STDERR_FILENO, std::string(line) + "\n");
}

// One line each, whatever was said: mistakes in a configuration name their file themselves.
std::string lines_of(const Failure& failure) {
  const std::string what = failure.what();
  return failure.exit() == Exit::bad_config ? what : "aioctl: " + visible(what);
}

}  // namespace

void Output::print(std::string_view text) {
  if (!quiet_) text_ += text;
}

void Output::note(std::string_view line) const {
  if (!quiet_) say("aioctl: " + visible(line));
}

void Output::complain(const Failure& failure) const {
  say(lines_of(failure));
  if (!failure.hint().empty()) say("Hint: " + visible(failure.hint()));
}

Exit Output::flush(Exit exit) {
  if (paged_ && pager_ && !text_.empty() && show_in_pager(text_)) return exit;
  const int error = conf::write_all(STDOUT_FILENO, text_);
  text_.clear();
  if (error == 0 || error == EPIPE) return exit;
  complain({Exit::failed, "cannot write the output: " + std::generic_category().message(error)});
  return Exit::failed;
}

void guard_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    // open() takes the lowest number that is free: this very one.
    if (::fcntl(descriptor, F_GETFD) < 0) ::open("/dev/null", O_RDONLY);
}

}  // namespace aio::ctl
