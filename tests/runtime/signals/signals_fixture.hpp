// SPDX-License-Identifier: MIT
#pragma once

#include <gmock/gmock.h>
#include <aio/error.hpp>
#include <aio/sleep.hpp>

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/task_group.hpp"
#include "daemon/runtime/signals/signals.hpp"
#include "tests/runtime/drive.hpp"
#include "tests/runtime/test_app.hpp"

namespace aio::runtime {

inline std::string ascii_fold(std::string_view name) {
  std::string folded(name);
  std::ranges::transform(folded, folded.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return folded;
}

inline std::vector<std::string> told(const std::vector<Outcome>& outcomes) {
  static const char* const words[] = {"ok", "failed", "timeout", "dropped", "begun"};
  std::vector<std::string> lines;
  for (const Outcome& outcome : outcomes) {
    const std::string error = outcome.error.empty() ? "" : ": " + outcome.error;
    lines.push_back(outcome.handler + " " + words[static_cast<int>(outcome.result)] + error);
  }
  return lines;
}

class SignalTableTest : public testing::Test {
 protected:
  plan::ListenerSpec spec(std::string signal, std::string handler, ListenerFunction function) {
    return {.section = "x",
            .signal = std::move(signal),
            .handler_name = std::move(handler),
            .function = std::move(function)};
  }
  ListenerFunction note(std::string what) {
    return [this, what](Signal signal) { heard.push_back(what + " " + signal.data()); };
  }
  /// A coroutine that notes its begin, takes that long, and notes its end.
  ListenerFunction note_for(std::string what, std::chrono::nanoseconds span) {
    return [this, what, span](Signal) -> task<> {
      heard.push_back(what + " begins");
      co_await sleep(span);
      heard.push_back(what + " ends");
    };
  }
  std::vector<std::string> emit(std::string name, std::string data = {}) {
    std::vector<std::string> lines;
    begin_emit(std::move(name), std::move(data), lines);
    loop.run_for(std::chrono::hours(1));
    return lines;
  }
  /// Emits, and puts the outcomes there when they are known. That outlives the test's tasks.
  void begin_emit(std::string name,
                  std::string data,
                  std::vector<std::string>& into,
                  Until until = Until::ended) {
    const auto work = [](SignalTable& table, std::string name, std::string data, Until until,
                         auto& into) -> task<> {
      into = told(co_await table.emit(std::move(name), std::move(data), until));
      if (into.empty()) into = {"(nobody)"};
    };
    tasks.spawn(work(signals, std::move(name), std::move(data), until, into));
  }

  ManualClock clock;
  EventLoop loop{clock};
  LogCapture log;
  Observer observer;
  SignalTable signals{loop, observer, ascii_fold, [](const std::string& section) {
                        return Section(configuration(section, "x-colour", "red"), section);
                      }};
  std::vector<std::string> heard;
  TaskGroup tasks{loop};
};

}  // namespace aio::runtime
