// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "conf/names.hpp"
#include "conf/values.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/plan/log_sections.hpp"

namespace aio::plan {

log::Level parse_log_level(std::string_view text) {
  switch (conf::parse_level(text).value_or(conf::Level::notset)) {
    case conf::Level::notset:
      return log::Level::notset;
    case conf::Level::debug:
      return log::Level::debug;
    case conf::Level::info:
      return log::Level::info;
    case conf::Level::warning:
      return log::Level::warning;
    case conf::Level::error:
      return log::Level::error;
    case conf::Level::critical:
      return log::Level::critical;
  }
  return log::Level::notset;
}

void keep_known(std::vector<std::string>& names,
                const std::vector<std::string>& known,
                const std::string& kind,
                const conf::Place& place,
                Findings& findings) {
  std::erase_if(names, [&](const std::string& name) {
    if (std::ranges::find(known, name) != known.end()) return false;
    const auto near = conf::nearest(name, known);
    findings.mistakes.push_back({place, "unknown " + kind + " '" + name + "'" +
                                            (near ? ", did you mean '" + *near + "'?" : "")});
    return true;
  });
}

std::optional<LoggerSpec> parse_logger(const conf::Config& config,
                                       const std::string& section,
                                       const std::string& name,
                                       const std::vector<std::string>& handlers,
                                       Findings& findings) {
  Keys keys(config, section);
  const std::string qualname = keys.text("qualname");
  LoggerSpec spec{.name = name == "root" || qualname.empty() ? name : qualname,
                  .level = parse_log_level(keys.text("level")),
                  .handlers = conf::parse_names(keys.text("handlers")),
                  .propagate = keys.boolean("propagate"),
                  .section = name};
  keep_known(spec.handlers, handlers, "handler", keys.place("handlers"), findings);
  if (!keys.sound()) return std::nullopt;
  spec.fingerprint = keys.fingerprint();
  return spec;
}

std::optional<LogFormat> parse_formatter(const conf::Config& config,
                                         const std::string& section,
                                         Findings& findings) {
  Keys keys(config, section);
  const auto mistake = [&](std::string_view option, std::string what) {
    findings.mistakes.push_back({keys.place(option), std::move(what)});
    return std::nullopt;
  };
  const std::string text = keys.text("format");
  const std::string style = keys.text("style");
  const std::string python_class = keys.text("class");
  const std::string datefmt = keys.text("datefmt");
  if (!keys.sound() || (style != "%" && style != "{" && style != "$")) return std::nullopt;
  if (!python_class.empty() && python_class != "logging.Formatter" && python_class != "Formatter")
    return mistake("class", "unknown class '" + python_class + "', expected logging.Formatter");
  const char first = style.front();
  const std::string plain = first == '%'   ? "%(message)s"
                            : first == '{' ? "{message}"
                                           : "${message}";
  LogFormatReading reading = parse_log_format(text.empty() ? plain : text, first);
  if (!reading.mistake.empty()) return mistake("format", "'format': " + reading.mistake);
  reading.format.datefmt = datefmt;
  return std::move(reading.format);
}

}  // namespace aio::plan
