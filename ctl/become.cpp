// SPDX-License-Identifier: MIT
#include "ctl/become.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace aio::ctl {

void become_program(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::signal(SIGPIPE, SIG_DFL);  // what is ignored stays so in the new program
  ::execvp(argv.front(), argv.data());
  const int why = errno;
  std::signal(SIGPIPE, SIG_IGN);  // we go on after all
  throw std::system_error(why, std::generic_category(), "cannot start " + words.front());
}

}  // namespace aio::ctl
