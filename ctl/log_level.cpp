// SPDX-License-Identifier: MIT
#include "ctl/log_level.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "conf/names.hpp"
#include "conf/values.hpp"
#include "ctl/client.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

/// LEVEL as the bus has it, where going back to the configuration is an empty one.
std::string parse_log_level(const std::string& word) {
  if (word == "default") return "";
  std::string level = word;
  std::transform(level.begin(), level.end(), level.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (conf::parse_level(level)) return level;
  throw Failure(Exit::usage, "LEVEL is '" + word + "', expected DEBUG, INFO, WARNING, ERROR, " +
                                 "CRITICAL, NOTSET or default");
}

const Logger& find_logger(const std::vector<Logger>& loggers, const std::string& name) {
  std::vector<std::string> names;
  for (const Logger& logger : loggers) {
    if (logger.name == name) return logger;
    names.push_back(logger.name);
  }
  const auto near = conf::nearest(name, names);
  throw Failure(Exit::not_found, "there is no logger '" + name + "'",
                near ? "did you mean '" + *near + "'?" : "'aioctl log-level' lists them");
}

}  // namespace

Exit log_level(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  const auto& words = line.words;
  expect_words(line, 0, 2);
  const std::string level = words.size() == 2 ? parse_log_level(words[1]) : "";
  Client client(options);
  client.require_daemon();
  if (words.size() == 2) client.set_log_level(words[0], level);
  const auto loggers = client.loggers();
  output.print(words.empty() ? rendered(loggers, options.format, find_screen(options.full))
                             : rendered(find_logger(loggers, words[0]), options.format));
  return Exit::done;
}

}  // namespace aio::ctl
