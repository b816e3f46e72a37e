// SPDX-License-Identifier: MIT
#include "daemon/bus/private_daemon.hpp"

extern "C" {
#include <sys/pidfd.h>  // glibc 2.36 declares for C only
}

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "dbus/private_bus.hpp"

namespace aio::bus {
namespace {

constexpr std::chrono::seconds pause_before_restart{1};
constexpr const char* program = "dbus-daemon";
constexpr int no_program = 127;  // as a shell says it

std::system_error failure(const std::filesystem::path& path) {
  return std::system_error(errno, std::system_category(), path.string());
}

std::string escaped_for_xml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else
      escaped += c;
  }
  return escaped;
}

// Whoever may connect may do everything: the folder is the user's alone, and EXTERNAL lets nobody
// in but that user and root.
std::string configuration(const std::string& address) {
  return "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
         " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
         "<busconfig>\n"
         "  <type>session</type>\n"
         "  <listen>" +
         escaped_for_xml(address) +
         "</listen>\n"
         "  <auth>EXTERNAL</auth>\n"
         "  <policy context=\"default\">\n"
         "    <allow send_destination=\"*\"/>\n"
         "    <allow receive_sender=\"*\"/>\n"
         "    <allow own=\"*\"/>\n"
         "  </policy>\n"
         "</busconfig>\n";
}

std::string holder_of(int lock) {
  std::string text(32, '\0');
  const ssize_t size = pread(lock, text.data(), text.size(), 0);
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return text.substr(0, text.find('\n'));
}

/// What the child does between fork and exec: only calls that signal-safety(7) allows.
[[noreturn]] void become_bus(const char* config, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);  // it died before we asked to die with it
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  setpgid(0, 0);  // Ctrl-C at a terminal is for aiod, which still wants to say goodbye on the bus
  execlp(program, program, "--nofork", "--nopidfile", "--nosyslog", config, nullptr);
  _exit(no_program);
}

}  // namespace

PrivateDaemon::PrivateDaemon(boost::asio::io_context& context, dbus::PrivateBus place)
    : place_(std::move(place)), process_(context), pause_(context) {
  make_folder();
  take_folder();
  write_configuration();
}

PrivateDaemon::~PrivateDaemon() {
  end();
  if (lock_ >= 0) close(lock_);
}

// What lies in the folder is trusted, so it must be ours alone.
void PrivateDaemon::make_folder() const {
  const std::filesystem::path& folder = place_.folder;
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) throw failure(folder);
  struct stat found {};
  if (lstat(folder.c_str(), &found) != 0) throw failure(folder);
  if (!S_ISDIR(found.st_mode) || found.st_uid != geteuid() ||
      (found.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    throw Error(Fault::refused, folder.string() + " is not a folder of this user alone");
}

// A lock and not a pid file alone: it goes with its holder, however that ends.
void PrivateDaemon::take_folder() {
  const auto path = place_.folder / "lock";
  lock_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock_ < 0) throw failure(path);
  if (flock(lock_, LOCK_EX | LOCK_NB) != 0)
    throw Error(Fault::refused, "another aiod runs here with pid " + holder_of(lock_));
  const std::string pid = std::to_string(getpid()) + "\n";
  if (ftruncate(lock_, 0) != 0 || pwrite(lock_, pid.data(), pid.size(), 0) < 0) throw failure(path);
}

void PrivateDaemon::write_configuration() const {
  std::error_code ignored;
  std::filesystem::remove(place_.folder / "bus.conf", ignored);
  std::ofstream file(place_.folder / "bus.conf");
  file << configuration(place_.address) << std::flush;
  if (!file) throw failure(place_.folder / "bus.conf");
}

void PrivateDaemon::start() {
  std::error_code ignored;
  std::filesystem::remove(place_.socket, ignored);  // of a run before: the lock is ours
  launch();
}

void PrivateDaemon::launch() {
  const std::string config = "--config-file=" + (place_.folder / "bus.conf").string();
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) become_bus(config.c_str(), parent);
  const int process = pid_ > 0 ? pidfd_open(pid_, 0) : -1;
  if (process >= 0) return watch(process);
  say_once("the private bus cannot be started: " + std::generic_category().message(errno));
  end();
  launch_later();
}

void PrivateDaemon::watch(int process) {
  process_.assign(process);
  process_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [this](const boost::system::error_code& error) {
                        if (!error) ended();
                      });
}

void PrivateDaemon::ended() {
  int status = 0;
  waitpid(std::exchange(pid_, 0), &status, 0);
  process_.close();
  if (WIFEXITED(status) && WEXITSTATUS(status) == no_program)
    say_once(std::string("there is no private bus: ") + program + " is not installed");
  else
    log::warning("the private bus has ended, it is started again");
  launch_later();
}

void PrivateDaemon::launch_later() {
  pause_.expires_after(pause_before_restart);
  pause_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) start();
  });
}

void PrivateDaemon::say_once(const std::string& what) {
  if (std::exchange(said_, what) != what) log::error("{}", what);
}

void PrivateDaemon::end() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);  // it has nothing to save, and a stopped one would not hear SIGTERM
  waitpid(std::exchange(pid_, 0), nullptr, 0);
}

}  // namespace aio::bus
