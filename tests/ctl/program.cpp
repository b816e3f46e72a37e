// SPDX-License-Identifier: MIT
#include "tests/ctl/program.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

#include "conf/write_all.hpp"

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

// Of a terminal to its end, which is an error (EIO) once nobody has the other side.
std::string text_of_terminal(int descriptor) {
  std::string text;
  std::array<char, 4096> part{};
  for (ssize_t count = 0; (count = ::read(descriptor, part.data(), part.size())) > 0;)
    text.append(part.data(), static_cast<std::size_t>(count));
  ::close(descriptor);
  std::erase(text, '\r');
  return text;
}

int exit_of(pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, 0) != child)
    throw std::system_error(errno, std::generic_category(), "waitpid");
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
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

Ended Aioctl::on_terminal(std::uint16_t columns,
                          std::vector<std::string> arguments,
                          const std::string& typed) const {
  arguments.insert(arguments.begin(), AIOCTL);
  const winsize size{24, columns, 0, 0};
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) become(std::move(arguments));
  conf::write_all(terminal, typed);
  const std::string text = text_of_terminal(terminal);
  return {exit_of(child), text, ""};
}

// In a process that was forked for it.
void Aioctl::become(std::vector<std::string> command) const {
  std::vector<std::string> settings;
  for (const auto& [name, value] : environment_) settings.push_back(name + "=" + value);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::chdir((folder() / "work").c_str()) == 0)
    execute(pointers(command), pointers(settings), nobody_);
  ::_exit(127);
}

Ended Aioctl::run(std::vector<std::string> command) const {
  const auto out = folder() / "out";
  const auto err = folder() / "err";
  const pid_t child = ::fork();
  if (child == 0) {
    redirect(out, STDOUT_FILENO);
    redirect(err, STDERR_FILENO);
    become(std::move(command));
  }
  const int exit = exit_of(child);
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
