// SPDX-License-Identifier: MIT
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <chrono>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/loop/task_group.hpp"
#include "daemon/runtime/programs/programs.hpp"
#include "tests/runtime/drive.hpp"
#include "tests/runtime/test_app.hpp"

namespace aio::runtime {

/// How a program's run ended.
struct RunEnd {
  std::string output;
  std::string error;  ///< empty when it ended well
  bool cancelled = false;
};

/// Runs a program to its end, and keeps what it printed.
inline task<> keep(Programs& programs,
                   Programs::Spec spec,
                   ProgramCall call,
                   std::shared_ptr<RunEnd> end) {
  end->output = co_await programs.run(std::move(spec), std::move(call));
}

/// Real programs on a loop in real time, with a folder for what they write.
class Running : public testing::Test {
 protected:
  Running() {
    std::string name = testing::TempDir() + "aio-programs-XXXXXX";
    folder = mkdtemp(name.data());
  }
  ~Running() override {
    runs.request_stop();
    drive(loop, [this] { return runs.size() == 0; });
    loop.run_until_done(programs.stop());
    std::filesystem::remove_all(folder);
  }

  /// A shell's script as a program of ours.
  static plan::ProgramSpec script(const std::string& text) {
    plan::ProgramSpec spec;
    spec.words = {"/bin/sh", "-c", text};
    spec.handler = "exec:script";
    return spec;
  }
  static plan::ProgramSpec program(std::vector<std::string> words) {
    plan::ProgramSpec spec;
    spec.handler = "exec:" + words.front();
    spec.words = std::move(words);
    return spec;
  }

  /// Begins a run, which ends in `end`.
  void begin(plan::ProgramSpec spec, std::shared_ptr<RunEnd> end, ProgramCall call = {}) {
    begin(std::move(spec), std::move(end), std::move(call), group_stop.get_token());
  }
  void begin(plan::ProgramSpec spec,
             std::shared_ptr<RunEnd> end,
             ProgramCall call,
             std::stop_token stop) {
    auto shared = std::make_shared<const plan::ProgramSpec>(std::move(spec));
    const auto item =
        std::make_shared<const Item>(Item{"schedule/test", shared->handler, ++last_run});
    runs.spawn(keep(programs, shared, std::move(call), end), std::move(stop), item,
               [this, end](const std::exception_ptr& failure) {
                 ++ended;
                 end->cancelled = is_cancellation(failure);
                 end->error = text_of(failure);
               });
  }
  /// Runs it to its end.
  RunEnd run(plan::ProgramSpec spec, ProgramCall call = {}) {
    const auto end = std::make_shared<RunEnd>();
    const int before = ended;
    begin(std::move(spec), end, std::move(call));
    EXPECT_TRUE(drive(loop, [&] { return ended > before; }));
    return *end;
  }
  bool until(const std::function<bool()>& done) { return drive(loop, done); }

  std::string file(const std::string& name) const { return (folder / name).string(); }
  std::string text_in(const std::string& name) const {
    std::ifstream in(folder / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::string write(const std::string& name, const std::string& text, mode_t mode) const {
    std::ofstream(folder / name) << text;
    chmod(file(name).c_str(), mode);
    return file(name);
  }
  bool logged(const std::string& line) const {
    return std::ranges::find(log.lines(), line) != log.lines().end();
  }

  std::filesystem::path folder;
  EventLoop loop;
  LogCapture log;
  Programs programs{loop};
  std::stop_source group_stop;
  TaskGroup runs{loop};
  std::uint64_t last_run = 0;
  int ended = 0;
};

/// Whether such a process is there and has not ended.
inline bool is_alive(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  const std::size_t name_end = text.rfind(')');
  return name_end != std::string::npos && text[name_end + 2] != 'Z';
}

/// Children of the process, of all its threads, ended or not.
inline std::vector<pid_t> children() {
  std::vector<pid_t> all;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream file(thread.path() / "children");
    all.insert(all.end(), std::istream_iterator<pid_t>(file), std::istream_iterator<pid_t>());
  }
  return all;
}

inline std::size_t open_descriptors() {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

}  // namespace aio::runtime
