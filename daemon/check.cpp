// SPDX-License-Identifier: MIT
#include "daemon/check.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>

#include "daemon/exit_status.hpp"
#include "daemon/runner/check.hpp"
#include "daemon/search.hpp"

namespace aio {
namespace {

constexpr const char* finished = ".";  // no name is spelled so

/// In the child: the pipe gets each name before its module is loaded, and at last that all went
/// well.
int check_here(const Options& options, int names) {
  const auto announce = [names](const std::string& dotted) {
    const std::string line = dotted + "\n";
    // A reader that is gone does not matter: the names only explain a crash.
    [[maybe_unused]] const ssize_t written = write(names, line.data(), line.size());
  };
  const runner::Verdict verdict = runner::check(search_of(options), announce);
  for (const auto& problem : verdict.problems)
    std::fprintf(stderr, "%s\n", conf::rendered(problem).c_str());
  if (!verdict.note.empty()) std::fprintf(stderr, "aiod: %s\n", verdict.note.c_str());
  announce(finished);
  if (verdict.problems.empty()) return exit_ok;
  return verdict.not_permitted ? exit_not_permitted : exit_broken_config;
}

std::string last_line_of(int pipe) {
  std::string text;
  char buffer[4096];
  for (ssize_t size = 0; (size = read(pipe, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(size));
  if (!text.empty()) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

int waited_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

[[noreturn]] void run_child(const Options& options, int names) {
  int status = exit_failed;
  try {
    status = check_here(options, names);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "aiod: %s\n", error.what());
  }
  std::fflush(nullptr);
  _exit(status);  // destructors of modules are none of our business
}

}  // namespace

int check(const Options& options) {
  int names[2];
  if (pipe(names) != 0) throw std::system_error(errno, std::system_category(), "pipe");
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::system_category(), "fork");
  if (child == 0) {
    close(names[0]);
    run_child(options, names[1]);
  }
  close(names[1]);
  const std::string last = last_line_of(names[0]);
  close(names[0]);
  const int status = waited_for(child);
  if (WIFEXITED(status) && last == finished) return WEXITSTATUS(status);
  const std::string how = WIFSIGNALED(status) ? strsignal(WTERMSIG(status))
                                              : "exit " + std::to_string(WEXITSTATUS(status));
  std::fprintf(stderr, "aiod: loading the module of '%s' ended the process: %s\n", last.c_str(),
               how.c_str());
  return exit_broken_config;
}

}  // namespace aio
