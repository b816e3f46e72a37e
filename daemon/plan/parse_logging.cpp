// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_logging.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "conf/values.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/plan/log_sections.hpp"

namespace aio::plan {
namespace {

/// One reading of what a configuration says of logging.
class Reading {
 public:
  Reading(const conf::Config& config, Findings& findings) : config_(config), findings_(findings) {}

  LoggingSpec read() {
    check_list("loggers", "logger", names_of("logger_", {"root"}));
    check_list("handlers", "handler", handler_names());
    check_list("formatters", "formatter", names_of("formatter_", {}));
    read_handlers();
    read_root();
    read_loggers();
    add_built_in();
    return std::move(spec_);
  }

 private:
  std::vector<std::string> names_of(const std::string& prefix,
                                    std::vector<std::string> built_in) const {
    for (const std::string& section : config_.sections())
      if (section.starts_with(prefix) && section.size() > prefix.size())
        built_in.push_back(section.substr(prefix.size()));
    return built_in;
  }
  std::vector<std::string> handler_names() const {
    return names_of("handler_", {console_handler().name, journal_handler().name});
  }

  /// A name in `keys` whose section is missing is a slip; one whose section is there needs no list.
  void check_list(const std::string& section,
                  const std::string& kind,
                  const std::vector<std::string>& known) {
    if (!config_.has_section(section)) return;
    Keys keys(config_, section);
    auto names = conf::parse_names(keys.text("keys"));
    keep_known(names, known, kind, keys.place("keys"), findings_);
  }

  void read_handlers() {
    Formatters formatters;
    for (const std::string& name : names_of("formatter_", {}))
      formatters[name] = parse_formatter(config_, "formatter_" + name, findings_);
    for (const std::string& name : names_of("handler_", {}))
      if (auto spec = parse_log_handler(config_, "handler_" + name, name, formatters, findings_))
        spec_.handlers.push_back(std::move(*spec));
  }

  /// The root is always there: by itself it has [aio] log_level and log_handlers.
  void read_root() {
    std::optional<LoggerSpec> root;
    const std::string section = "logger_root";
    if (config_.has_section(section))
      root = parse_logger(config_, section, "root", handler_names(), findings_);
    if (!root) root = LoggerSpec{.name = "root"};
    Keys keys(config_, "aio");
    if (!config_.has_section(section) || !config_.raw(section, "level"))
      root->level = level_or_info(keys.text("log_level"));
    auto standing = conf::parse_names(keys.text("log_handlers"));
    keep_known(standing, handler_names(), "handler", keys.place("log_handlers"), findings_);
    if (!config_.has_section(section) || !config_.raw(section, "handlers")) {
      root->handlers = std::move(standing);
      spec_.default_handler = root->handlers.empty();
    }
    places_["root"] = config_.section_place(section);
    spec_.loggers.push_back(std::move(*root));
  }

  void read_loggers() {
    for (const std::string& name : names_of("logger_", {})) {
      if (name == "root") continue;
      const std::string section = "logger_" + name;
      auto logger = parse_logger(config_, section, name, handler_names(), findings_);
      if (!logger) continue;
      const auto [first, is_new] = places_.emplace(logger->name, config_.section_place(section));
      if (is_new)
        spec_.loggers.push_back(std::move(*logger));
      else
        findings_.mistakes.push_back(
            {config_.section_place(section), "[" + section + "] has the qualname '" + logger->name +
                                                 "' of another section" + at(first->second)});
    }
  }
  /// A supervised start goes on with a level that is none.
  static log::Level level_or_info(const std::string& text) {
    return conf::parse_level(text) ? parse_log_level(text) : log::Level::info;
  }
  static std::string at(const conf::Place& place) {
    return place.line == 0 ? "" : ", " + place.file + ":" + std::to_string(place.line);
  }

  /// What is named, and is there by itself.
  void add_built_in() {
    for (const HandlerSpec& built_in : {console_handler(), journal_handler()}) {
      const bool defined = config_.has_section("handler_" + built_in.name);
      const bool named = std::ranges::any_of(spec_.loggers, [&](const LoggerSpec& logger) {
        return std::ranges::find(logger.handlers, built_in.name) != logger.handlers.end();
      });
      if (named && !defined) spec_.handlers.push_back(built_in);
    }
  }

  const conf::Config& config_;
  Findings& findings_;
  LoggingSpec spec_;
  std::map<std::string, conf::Place> places_;
};

}  // namespace

LoggingSpec parse_logging(const conf::Config& config, Findings& findings) {
  return Reading(config, findings).read();
}

HandlerSpec console_handler() {
  return {.name = "consoleHandler", .target = StreamTarget{}, .opening = "stderr"};
}

HandlerSpec journal_handler() {
  return {.name = "journalHandler", .target = JournalTarget{}, .opening = "journal"};
}

}  // namespace aio::plan
