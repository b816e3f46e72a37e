// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include "conf/names.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/plan/log_arguments.hpp"
#include "daemon/plan/log_sections.hpp"
#include "daemon/plan/syslog_facility.hpp"

namespace aio::plan {
namespace {

constexpr std::uint64_t largest_log = std::uint64_t{1} << 50;
constexpr std::uint64_t most_backups = 10'000;

using Target = decltype(HandlerSpec::target);

StreamTarget stream_target(LogArguments& arguments) {
  StreamTarget target;
  const Literal* const stream = arguments.find("stream");
  if (stream == nullptr) return target;
  const auto* name = std::get_if<Literal::Name>(&stream->value);
  if (name && name->text == "sys.stdout")
    target.stream = Stream::out;
  else if (!name || name->text != "sys.stderr")
    arguments.mistake("stream", "sys.stdout or sys.stderr");
  return target;
}

void check_encoding(LogArguments& arguments) {
  std::string encoding = "utf-8";
  arguments.text("encoding", encoding);
  const std::string folded = conf::fold(encoding);
  if (folded != "utf-8" && folded != "utf8") arguments.mistake("encoding", "'utf-8' or None");
  std::string ignored;  // what Python does with characters that its encoding lacks
  arguments.text("errors", ignored);
}

FileTarget file_target(LogArguments& arguments, bool rotating) {
  FileTarget target;
  std::string mode = "a";
  arguments.text("filename", target.path);
  arguments.text("mode", mode);
  arguments.flag("delay", target.delay);
  if (rotating) {
    arguments.count("maxBytes", target.max_bytes, largest_log);
    arguments.count("backupCount", target.backups, most_backups);
  }
  check_encoding(arguments);
  if (target.path.empty() || target.path.find('\0') != std::string::npos)
    arguments.mistake("filename", "the name of a file");
  if (mode != "a" && mode != "w") arguments.mistake("mode", "'a' or 'w'");
  target.truncate = mode == "w" && target.max_bytes == 0;  // as Python: a rotated file is kept
  return target;
}

void read_address(LogArguments& arguments, SyslogTarget& target) {
  const Literal* const address = arguments.find("address");
  if (address == nullptr) return;
  if (const auto* path = std::get_if<std::string>(&address->value); path && !path->empty()) {
    target.path = *path;
    return;
  }
  const auto* pair = std::get_if<Literal::Sequence>(&address->value);
  const auto* host =
      pair && pair->items.size() == 2 ? std::get_if<std::string>(&pair->items[0].value) : nullptr;
  const auto* port = host ? std::get_if<std::int64_t>(&pair->items[1].value) : nullptr;
  if (port == nullptr || *port < 1 || *port > 65535)
    return arguments.mistake("address", "the path of a socket, or ('HOST', PORT)");
  target.host = *host;
  target.port = static_cast<std::uint16_t>(*port);
}

void read_facility(LogArguments& arguments, SyslogTarget& target) {
  const Literal* const facility = arguments.find("facility");
  if (facility == nullptr) return;
  std::optional<int> number;
  if (const auto* name = std::get_if<Literal::Name>(&facility->value))
    number = syslog_facility(name->text);
  else if (const auto* text = std::get_if<std::string>(&facility->value))
    number = syslog_facility(*text);
  else if (const auto* whole = std::get_if<std::int64_t>(&facility->value))
    if (*whole >= 0 && *whole <= 23) number = static_cast<int>(*whole);
  if (number)
    target.facility = *number;
  else
    arguments.mistake("facility", "a facility such as LOG_USER, 'local0' or 16");
}

SyslogTarget syslog_target(LogArguments& arguments) {
  SyslogTarget target;
  std::uint64_t kind = 0;
  read_address(arguments, target);
  read_facility(arguments, target);
  arguments.count("socktype", kind, 2);
  target.any_kind = kind == 0;
  target.stream = kind == 1;  // SOCK_STREAM
  return target;
}

bool is_journal_field(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name.front() >= 'A' && name.front() <= 'Z' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

JournalTarget journal_target(LogArguments& arguments) {
  JournalTarget target;
  for (const auto& [name, value] : arguments.all()) {
    const auto* text = std::get_if<std::string>(&value.value);
    if (text == nullptr || !is_journal_field(name))
      arguments.mistake(name, "a text for a field such as SYSLOG_IDENTIFIER");
    else
      target.fields.emplace_back(name, *text);
  }
  return target;
}

constexpr std::array<std::string_view, 1> of_stream = {"stream"};
constexpr std::array<std::string_view, 5> of_file = {"filename", "mode", "encoding", "delay",
                                                     "errors"};
constexpr std::array<std::string_view, 7> of_rotating = {
    "filename", "mode", "maxBytes", "backupCount", "encoding", "delay", "errors"};
constexpr std::array<std::string_view, 3> of_syslog = {"address", "facility", "socktype"};

/// The class without the module that Python has it in.
std::string_view class_of(std::string_view text) {
  for (const std::string_view prefix : {"logging.", "handlers.", "systemd.", "journal."})
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  return text;
}

std::optional<Target> target_of(Keys& keys, HandlerSpec& spec, Findings& findings) {
  const auto finish = [&](LogArguments arguments, auto make) -> std::optional<Target> {
    if (!arguments.sound()) return std::nullopt;
    Target target = make(arguments);
    spec.place = arguments.place();
    return arguments.sound() ? std::optional(std::move(target)) : std::nullopt;
  };
  const std::string text = keys.text("class");
  const std::string_view name = class_of(text);
  if (name == "StreamHandler") return finish({keys, of_stream, findings}, stream_target);
  if (name == "FileHandler")
    return finish({keys, of_file, findings}, [](auto& of) { return file_target(of, false); });
  if (name == "RotatingFileHandler")
    return finish({keys, of_rotating, findings}, [](auto& of) { return file_target(of, true); });
  if (name == "SysLogHandler") return finish({keys, of_syslog, findings}, syslog_target);
  if (name == "JournalHandler") return finish({keys, findings}, journal_target);
  static const std::vector<std::string> known = {
      "StreamHandler", "FileHandler", "RotatingFileHandler", "SysLogHandler", "JournalHandler"};
  const auto near = conf::nearest(name, known);
  findings.mistakes.push_back(
      {keys.place("class"),
       "unknown class '" + text + "'" +
           (near ? ", did you mean '" + *near + "'?"
                 : ", expected StreamHandler, FileHandler, RotatingFileHandler, SysLogHandler or "
                   "JournalHandler")});
  return std::nullopt;
}

/// The formatter that the section names, if it does.
bool find_format(Keys& keys, const Formatters& formatters, HandlerSpec& spec, Findings& findings) {
  std::vector<std::string> names{std::string(conf::strip(keys.text("formatter")))};
  if (names.front().empty()) return true;
  std::vector<std::string> known;
  for (const auto& [name, format] : formatters) known.push_back(name);
  keep_known(names, known, "formatter", keys.place("formatter"), findings);
  if (names.empty()) return false;
  spec.format = formatters.find(names.front())->second;
  return spec.format.has_value();
}

std::string fingerprint_of(const LogFormat& format) {
  std::string text = format.datefmt;
  for (const auto& [key, literal, field] : format.pieces)
    text += '\0' + std::to_string(static_cast<int>(key)) + literal + field.type + field.align +
            field.fill + field.sign + (field.alternate ? '#' : ' ') + std::to_string(field.width) +
            '.' + std::to_string(field.precision);
  return text;
}

}  // namespace

std::optional<HandlerSpec> parse_log_handler(const conf::Config& config,
                                             const std::string& section,
                                             const std::string& name,
                                             const Formatters& formatters,
                                             Findings& findings) {
  Keys keys(config, section);
  HandlerSpec spec{.name = name, .section = name};
  if (keys.text("class").empty()) return std::nullopt;
  auto target = target_of(keys, spec, findings);
  spec.opening = keys.fingerprint();
  spec.level = parse_log_level(keys.text("level"));
  const bool formatted = find_format(keys, formatters, spec, findings);
  if (!target || !formatted || !keys.sound()) return std::nullopt;
  spec.target = std::move(*target);
  spec.fingerprint = keys.fingerprint() + (spec.format ? fingerprint_of(*spec.format) : "");
  return spec;
}

}  // namespace aio::plan
