// SPDX-License-Identifier: MIT
#include "tests/system/system.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>

namespace aio::system_tests {
namespace {

constexpr std::size_t most_of_a_log = 20'000;
constexpr auto knocked = "/run/knocked.json";

Knocked parse_knocked(const std::string& text) {
  const auto told = nlohmann::json::parse(text);
  return {told.at("answers"), told.at("longest_ms"), told.at("failures")};
}

}  // namespace

void System::SetUp() {
  if (const auto reason = Machine::lacking()) GTEST_SKIP() << *reason;
}

void System::TearDown() {
  if (!machine_) return;
  expect_no_reports();
  if (!HasFailure()) return;
  const auto log = machine_->log();
  const auto begin = log.size() - std::min(log.size(), most_of_a_log);
  std::cout << "the end of the machine's log:\n" << log.substr(begin);
}

// What a sanitizer finds in aiod, at its end too, is in files of the machine (sanitizers.conf).
void System::expect_no_reports() const {
#if defined(__SANITIZE_ADDRESS__)
  systemctl({"stop", "aio"});
  EXPECT_EQ(machine_->run({"sh", "-c", "cat /var/log/aio-sanitizer/*"}).out, "");
#endif
}

void System::boot(Words options, Contents contents) {
  machine_.emplace(std::move(options), contents);
}

void System::configure(std::string_view configuration) const {
  machine_->write("/etc/aio/aio.conf", configuration);
  machine_->told({"chown", "aio:aio", "/etc/aio/aio.conf"});  // as the package has it
}

void System::start_aio(std::string_view configuration) const {
  configure(configuration);
  ASSERT_THAT(systemctl({"start", "aio"}), ExitsWith(0));
  ASSERT_GT(main_pid(), 0);
}

Finished System::systemctl(Words words) const {
  words.insert(words.begin(), "systemctl");
  return machine_->run(std::move(words));
}

Finished System::aioctl(Words words) const {
  words.insert(words.begin(), "aioctl");
  return machine_->run(std::move(words));
}

std::string System::property(const std::string& name) const {
  return machine_->told({"systemctl", "show", "-P", name, "aio"});
}

void System::wait_for_next_process(int before) const {
  ASSERT_TRUE(comes_true([&] {
    const int now = main_pid();
    return now != 0 && now != before && property("ActiveState") == "active";
  }));
}

void System::kill_and_wait() const {
  const int pid = main_pid();
  ASSERT_THAT(systemctl({"kill", "--signal=KILL", "--kill-who=main", "aio"}), ExitsWith(0));
  wait_for_next_process(pid);
}

std::string System::answer(const std::string& kind, const std::string& to) const {
  return machine()
      .run({"python3", "-c",
            "import socket; s = socket.socket(" + kind + "); s.settimeout(20); s.connect(" + to +
                "); s.send(b'knock'); print(s.recv(9).decode())"})
      .out;
}

void System::begin_knocking(int port) const {
  machine_->put(AIO_KNOCKER, "/usr/local/bin/knocker");
  machine_->told({"systemd-run", "-q", "--unit=knocker", "/usr/local/bin/knocker",
                  std::to_string(port), knocked});
  ASSERT_TRUE(comes_true([&] { return knocks() > 0; })) << "nobody is served";
}

int System::knocks() const {
  const auto told = machine_->run({"cat", knocked});
  return told.status == 0 ? parse_knocked(told.out).answers : 0;
}

Knocked System::end_knocking() const {
  machine_->told({"systemctl", "stop", "knocker"});
  return parse_knocked(machine_->told({"cat", knocked}));
}

std::vector<nlohmann::json> System::entries() const {
  // Not --unit=: that brings what systemd says of the service too.
  std::istringstream lines(
      machine_->told({"journalctl", "-q", "--all", "-o", "json", "_SYSTEMD_UNIT=aio.service"}));
  std::vector<nlohmann::json> entries;
  for (std::string line; std::getline(lines, line);) entries.push_back(nlohmann::json::parse(line));
  return entries;
}

std::string System::messages() const {
  return machine_->told({"journalctl", "-q", "-o", "cat", "_SYSTEMD_UNIT=aio.service"}) + "\n";
}

bool System::journal_holds(std::string_view words) const {
  return comes_true([&] { return messages().find(words) != std::string::npos; });
}

}  // namespace aio::system_tests
