// SPDX-License-Identifier: MIT
#include "ctl/terminal.hpp"

#include <langinfo.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace aio::ctl {
namespace {

std::size_t columns() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool names_a_locale(const char* variable) {
  const char* const value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// Nobody has chosen "C" where nothing is set, and a locale that is not installed says nothing.
bool is_utf8_locale() {
  if (!names_a_locale("LC_ALL") && !names_a_locale("LC_CTYPE") && !names_a_locale("LANG"))
    return true;
  const locale_t locale = ::newlocale(LC_CTYPE_MASK, "", nullptr);
  if (locale == nullptr) return true;
  const bool utf8 = std::string_view(::nl_langinfo_l(CODESET, locale)) == "UTF-8";
  ::freelocale(locale);
  return utf8;
}

}  // namespace

Terminal look_at_terminal() {
  return {::isatty(STDOUT_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1, columns(),
          is_utf8_locale()};
}

}  // namespace aio::ctl
