// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ctl/verbs.hpp"
#include "dbus/connection.hpp"

namespace aio::ctl {

enum class Format { text, json, pretty_json };

/// How a change of the configuration is made.
struct Terms {
  bool only_plan = false;                                   ///< --plan
  bool runtime = false;                                     ///< --runtime
  std::optional<std::chrono::microseconds> revert_after{};  ///< --revert-after

  /// Whether only a daemon can do it.
  bool need_a_daemon() const { return only_plan || runtime || revert_after; }
};

/// What the options of a command line say: a plain value, for all verbs the same.
struct Options {
  bool help = false;
  bool version = false;
  bool quiet = false;
  bool full = false;  ///< cut nothing
  bool no_pager = false;
  bool check = false;                ///< config --check
  Terms terms{};                     ///< config --plan, --runtime, --revert-after
  bool confirm = false;              ///< config --confirm
  bool yes = false;                  ///< config edit --yes
  std::string drop_in{};             ///< config edit --drop-in; empty: the file itself
  bool schema = false;               ///< config --schema
  bool no_wait = false;              ///< emit, trigger --no-wait
  bool program = false;              ///< new --program
  bool list = false;                 ///< test --list
  std::string filter{};              ///< test --filter; empty: all
  std::filesystem::path junit{};     ///< test --junit
  std::size_t repeat = 1;            ///< test --repeat
  std::vector<std::string> kinds{};  ///< monitor --kind; empty: all
  std::optional<dbus::Bus> bus{};    ///< --system, --user, --address, --host, --machine
  std::filesystem::path file{};      ///< -c
  std::filesystem::path raw_file{};  ///< config -f
  Format format = Format::text;
  std::optional<std::chrono::microseconds> timeout{};
};

/// Reads the options' words through CLI11, which knows the verb's flags alone. Throws
/// Failure{usage}.
Options parse_options(const std::vector<std::string>& words, const Verb& verb);

}  // namespace aio::ctl
