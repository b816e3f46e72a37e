// SPDX-License-Identifier: MIT
#include "ctl/editor.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "ctl/child.hpp"
#include "ctl/failure.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

/// While it lives, ^C and ^\ do nothing to this process.
class DeafToTheTerminal {
 public:
  DeafToTheTerminal() = default;
  DeafToTheTerminal(const DeafToTheTerminal&) = delete;
  DeafToTheTerminal& operator=(const DeafToTheTerminal&) = delete;
  ~DeafToTheTerminal() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGQUIT, quit_);
  }

 private:
  using Handler = void (*)(int);
  const Handler interrupt_ = std::signal(SIGINT, SIG_IGN);
  const Handler quit_ = std::signal(SIGQUIT, SIG_IGN);
};

void wait_for(pid_t child, const std::string& name) {
  const DeafToTheTerminal deaf;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  throw Failure(Exit::failed,
                "the editor '" + name + "' has failed: " +
                    (WIFSIGNALED(status) ? ::strsignal(WTERMSIG(status))
                                         : "exit " + std::to_string(WEXITSTATUS(status))));
}

}  // namespace

std::vector<std::vector<std::string>> editors_of(const Environment& environment) {
  for (const char* const name : {"SYSTEMD_EDITOR", "EDITOR", "VISUAL"}) {
    const char* const value = environment(name);
    if (value == nullptr) continue;
    if (auto words = words_of(value); !words.empty()) return {std::move(words)};
  }
  return {{"editor"}, {"nano"}, {"vim"}, {"vi"}};
}

void edit_file(const std::filesystem::path& file) {
  const auto editors = editors_of([](const char* name) { return std::getenv(name); });
  std::error_code error;
  for (std::vector<std::string> words : editors) {
    words.push_back(file.string());
    if (const auto child = start_child(words, STDIN_FILENO, error))
      return wait_for(*child, words.front());
  }
  if (editors.size() > 1) throw Failure(Exit::failed, "there is no editor", "$EDITOR can name one");
  throw Failure(Exit::failed,
                "cannot start the editor '" + editors.front().front() + "': " + error.message());
}

}  // namespace aio::ctl
