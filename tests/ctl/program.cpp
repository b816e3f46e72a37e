// SPDX-License-Identifier: MIT
#include "tests/ctl/program.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

namespace aio::test {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void redirect(const std::filesystem::path& path, int descriptor) {
  const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  ::dup2(file, descriptor);
}

constexpr uid_t nobody = 65534;

// The program may stand in a folder that is closed to nobody, so it is opened before.
void execute(const std::vector<char*>& argv, const std::vector<char*>& envp, bool as_nobody) {
  const int program = ::open(argv[0], O_RDONLY | O_CLOEXEC);
  if (as_nobody && (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0))
    return;
  ::fexecve(program, argv.data(), envp.data());
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

Aioctl::Aioctl() {
  std::filesystem::create_directory(folder() / "work");
  environment_ = {{"XDG_RUNTIME_DIR", folder().string()},
                  {"DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/system"},
                  {"DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/session"},
                  {"PATH", "/usr/bin:/bin"}};
  // Of a test with sanitizers.
  for (const char* const name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"})
    if (const char* const value = std::getenv(name)) environment_[name] = value;
}

void Aioctl::be_nobody() {
  if (::geteuid() != 0) return;
  nobody_ = true;
  for (const auto& path : {folder(), folder() / "work"})
    if (::chown(path.c_str(), nobody, nobody) != 0)
      throw std::system_error(errno, std::generic_category(), path);
}

Ended Aioctl::operator()(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), AIOCTL);
  return run(std::move(arguments));
}

Ended Aioctl::in_shell(const std::string& script, std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"/bin/sh", "-c", script, "sh", AIOCTL});
  return run(std::move(arguments));
}

Ended Aioctl::run(std::vector<std::string> command) const {
  std::vector<std::string> settings;
  for (const auto& [name, value] : environment_) settings.push_back(name + "=" + value);
  const auto argv = pointers(command);
  const auto envp = pointers(settings);
  const auto work = folder() / "work";
  const auto out = folder() / "out";
  const auto err = folder() / "err";
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    redirect(out, STDOUT_FILENO);
    redirect(err, STDERR_FILENO);
    if (::chdir(work.c_str()) == 0) execute(argv, envp, nobody_);
    ::_exit(127);
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child)
    throw std::system_error(errno, std::generic_category(), "waitpid");
  const int exit = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return {exit, text_of(out), text_of(err)};
}

void Aioctl::write(const std::string& file, const std::string& text) const {
  const auto path = folder() / "work" / file;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string Aioctl::read(const std::string& file) const {
  return text_of(folder() / "work" / file);
}

}  // namespace aio::test
