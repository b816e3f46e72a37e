// SPDX-License-Identifier: MIT
// systemd.generator(7): a socket unit for each server of /etc/aio/aio.conf. It runs before anything
// else at boot and at each daemon-reload, waits for nobody, and fails for nothing: what is wrong is
// said, and is no unit.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "conf/load.hpp"
#include "daemon/plan/keys.hpp"
#include "units/generator/socket_unit.hpp"

namespace aio::units {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_lines = 20;
constexpr std::string_view server = "server/";

/// Says lines where the journal finds them before it runs: in the kernel's log, else on standard
/// error.
class Teller {
 public:
  Teller() {
    const int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status {};
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISCHR(status.st_mode)) kernel_ = fd;
  }

  void warn(const std::string& text) {
    if (++lines_ > most_lines) return;
    std::string line = lines_ == most_lines ? "and more" : text;
    for (char& c : line)
      if (static_cast<unsigned char>(c) < ' ') c = ' ';
    std::fprintf(stderr, "aio-generator: %s\n", line.c_str());
    line = "<28>aio-generator[" + std::to_string(getpid()) + "]: " + line;  // daemon.warning
    if (kernel_ >= 0 && write(kernel_, line.data(), line.size()) < 0) kernel_ = -1;
  }

 private:
  int kernel_ = -1;
  std::size_t lines_ = 0;
};

conf::Search search_of(const std::string& file) {
  conf::Search search;
  search.file = file;
  search.folder = "/";
  search.executable = AIO_BINDIR "/aiod";  // whose vendor file it is
  return search;
}

std::vector<SocketUnit> units_of(const std::string& file, Teller& teller) {
  std::vector<SocketUnit> units;
  std::set<std::string> taken;
  if (!fs::exists(file)) return units;
  const conf::Reading reading = conf::load(search_of(file));
  // What is wrong with values is aiod's to say: it knows the keys of modules.
  if (!conf::is_whole(reading))
    for (const conf::Problem& problem : reading.problems) teller.warn(conf::rendered(problem));
  for (const std::string& section : reading.config->sections()) {
    if (!section.starts_with(server)) continue;
    const std::string name = section.substr(server.size());
    auto made = socket_unit(*reading.config, name, file);
    auto* const unit = std::get_if<SocketUnit>(&made);
    if (unit != nullptr && !taken.insert(unit->listen).second)
      teller.warn("[" + section + "] has no socket unit: another one has " + unit->listen);
    else if (unit != nullptr)
      units.push_back(std::move(*unit));
    else if (const auto& why = std::get<NoUnit>(made); !why.empty())
      teller.warn("[" + section + "] has no socket unit: " + why);
  }
  return units;
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

void write_units(const fs::path& folder, const std::vector<SocketUnit>& units) {
  if (units.empty()) return;
  const fs::path wanted = folder / "sockets.target.wants";
  const fs::path drop_ins = folder / "aio.service.d";
  fs::create_directories(wanted);
  fs::create_directories(drop_ins);
  for (const SocketUnit& unit : units) {
    write_file(folder / unit.name, unit.text);
    fs::create_symlink(fs::path("..") / unit.name, wanted / unit.name);
  }
  write_file(drop_ins / "50-sockets.conf", drop_in(units));
}

}  // namespace
}  // namespace aio::units

int main(int argc, char** argv) {
  aio::units::Teller teller;
  if (argc < 2) {
    std::fputs("usage: aio-generator FOLDER [FOLDER FOLDER [FILE]]\n", stderr);
    return 2;
  }
  const std::string file = argc > 4 ? argv[4] : "/etc/aio/aio.conf";
  try {
    aio::units::write_units(argv[1], aio::units::units_of(file, teller));
  } catch (const std::exception& error) {
    teller.warn(error.what());
  }
  return 0;  // whatever there was: the machine boots
}
