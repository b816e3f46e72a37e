// SPDX-License-Identifier: MIT
#include "bench/aiod.hpp"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "bench/sockets.hpp"

namespace bench {
namespace {

constexpr std::chrono::seconds patience{120};

/// What systemd hears: the socket of $NOTIFY_SOCKET.
class Notified {
 public:
  explicit Notified(const std::string& path)
      : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    ::unlink(path.c_str());
    checked(::bind(socket_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address),
            "bind");
    const timeval limit{1, 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }

  /// False when the process ends before, is degraded, or takes too long.
  bool hears_ready(const Process& process) const {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!process.ended() && std::chrono::steady_clock::now() < end) {
      char text[4096];
      const ssize_t size = ::recv(socket_.number(), text, sizeof text, 0);
      const std::string_view message(text, std::size_t(std::max<ssize_t>(size, 0)));
      if (message.find("degraded") != message.npos) return false;
      if (message.find("READY=1") != message.npos) return true;
    }
    return false;
  }

 private:
  Socket socket_;
};

}  // namespace

Folder::Folder() {
  std::string name = "/tmp/aio-bench-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void Folder::write(const std::string& name, const std::string& text) const {
  std::ofstream file(path_ / name, std::ios::binary);
  if (!(file << text).flush()) throw std::runtime_error("cannot write " + (path_ / name).string());
}

std::string Folder::read(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
  return std::move(text).str();
}

Started::Started(const Folder& folder, std::vector<std::string> words) {
  const std::string socket = folder.path() / "notify";
  const Notified notified(socket);
  const std::string who = words.front();
  const auto begin = std::chrono::steady_clock::now();
  process_ = std::make_unique<Process>(Process::program(
      std::move(words), {"NOTIFY_SOCKET=" + socket, "SYSTEMD_EXEC_PID="}, folder.path() / "log"));
  if (!notified.hears_ready(*process_))
    throw std::runtime_error(who + " did not become ready:\n" + folder.read("log"));
  seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

namespace {

const Folder& with_conf(const Folder& folder, const std::string& configuration) {
  folder.write("aio.conf", "[aio]\nmodules = bench.subject\nmodule_path = " AIO_BENCH_MODULES
                           "\nlog_level = ERROR\n" +
                               configuration);
  return folder;
}

}  // namespace

Aiod::Aiod(const std::string& configuration, const std::string& bus)
    : started_(with_conf(folder_, configuration),
               {program("aiod"), "--address=" + bus, "-c", folder_.path() / "aio.conf"}) {}

std::string program(const std::string& name) {
  return std::string(AIO_BENCH_BIN) + "/" + name;
}

std::uint16_t free_port() {
  return Listener().port();
}

std::string ask(std::uint16_t port, const std::string& line) {
  const Socket socket = connected(port);
  const timeval limit{patience.count(), 0};
  ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  const std::string text = line + "\n";
  if (::send(socket.number(), text.data(), text.size(), MSG_NOSIGNAL) != ssize_t(text.size()))
    throw std::runtime_error("cannot ask the server");
  std::string answer;
  for (char c = 0; ::recv(socket.number(), &c, 1, 0) == 1 && c != '\n';) answer += c;
  if (answer.empty()) throw std::runtime_error("no answer to '" + line + "'");
  return answer;
}

}  // namespace bench
