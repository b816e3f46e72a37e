// SPDX-License-Identifier: MIT
#include "ctl/options.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include <CLI/CLI.hpp>

#include "conf/names.hpp"
#include "conf/values.hpp"
#include "ctl/failure.hpp"
#include "dbus/remote_bus.hpp"

namespace aio::ctl {
namespace {

/// The options that were given, by their long names; the last of equals.
using Given = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view bus_options[] = {"system", "user", "address", "host", "machine"};

std::string spelled(const Flag& flag) {
  const std::string name = "--" + std::string(flag.name);
  return flag.letter == 0 ? name : std::string("-") + flag.letter + "," + name;
}

void add(CLI::App& app, const Flag& flag, Given& given) {
  const std::string name(flag.name);
  switch (flag.takes) {
    case Flag::Takes::nothing:
      app.add_flag_callback(spelled(flag), [&given, name] { given[name] = ""; })
          ->disable_flag_override();
      return;
    case Flag::Takes::value:
      app.add_option_function<std::string>(
             spelled(flag), [&given, name](const std::string& value) { given[name] = value; })
          ->take_last();
      return;
    case Flag::Takes::word:
      app.add_flag(spelled(flag) + "{}", given[name])->take_last();
      return;
  }
}

Failure unknown_option(const std::string& word, const Verb& verb) {
  std::vector<std::string> names;
  for (const Flag& flag : verb.flags) names.push_back("--" + std::string(flag.name));
  const auto near = conf::nearest(word.substr(0, word.find('=')), names);
  return {Exit::usage, std::string(verb.name) + " has no option '" + word + "'",
          near ? "did you mean '" + *near + "'?" : std::string()};
}

// CLI11's own words for it are for programmers.
Failure unreadable(const CLI::ParseError& error) {
  const std::string what = error.what();
  if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::ArgumentMismatch))
    return {Exit::usage, what};
  const bool lacks = what.find("required") != what.npos;
  const std::size_t start = what.find_first_not_of('-');
  const std::string name = what.substr(start, what.find_first_of(": ", start) - start);
  return {Exit::usage, "'--" + name + (lacks ? "' needs a value" : "' takes no value")};
}

Given given_options(const std::vector<std::string>& options, const Verb& verb) {
  Given given;
  if (options.empty()) return given;  // as most calls are
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const Flag& flag : verb.flags) add(app, flag, given);
  // CLI11 takes them from the back.
  std::vector<std::string> words(options.rbegin(), options.rend());
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    throw unreadable(error);
  }
  if (const auto unknown = app.remaining(); !unknown.empty())
    throw unknown_option(unknown.front(), verb);
  std::erase_if(given, [&](const auto& each) { return app.count("--" + each.first) == 0; });
  return given;
}

std::optional<std::string> value_of(const Given& given, std::string_view name) {
  const auto found = given.find(name);
  return found == given.end() ? std::nullopt : std::optional(found->second);
}

dbus::Bus bus_of_host(const std::string& name) {
  if (!dbus::parse_host(name))
    throw Failure(Exit::usage, "--host is '" + name + "', expected [USER@]HOST[:PORT][/MACHINE]");
  return {dbus::Bus::Kind::host, name};
}

dbus::Bus bus_of_machine(const std::string& name) {
  if (!dbus::parse_machine(name))
    throw Failure(Exit::usage, "--machine is '" + name + "', expected [USER@]MACHINE");
  return {dbus::Bus::Kind::machine, name};
}

std::optional<dbus::Bus> parse_bus(const Given& given) {
  const auto count = std::ranges::count_if(given, [](const auto& each) {
    return std::ranges::find(bus_options, each.first) != std::end(bus_options);
  });
  if (count > 1)
    throw Failure(Exit::usage,
                  "--system, --user, --address, --host and --machine exclude each other");
  if (const auto host = value_of(given, "host")) return bus_of_host(*host);
  if (const auto machine = value_of(given, "machine")) return bus_of_machine(*machine);
  const auto address = value_of(given, "address");
  if (given.contains("system")) return dbus::Bus{dbus::Bus::Kind::system};
  if (given.contains("user")) return dbus::Bus{dbus::Bus::Kind::user};
  if (address && address->empty())
    throw Failure(Exit::usage, "--address needs the address of a bus, such as unix:path=/run/bus");
  if (address) return dbus::Bus{dbus::Bus::Kind::address, *address};
  return std::nullopt;
}

Format parse_format(const Given& given) {
  const auto word = value_of(given, "json");
  if (!word) return Format::text;
  if (word->empty() || *word == "short") return Format::json;
  if (*word == "pretty") return Format::pretty_json;
  throw Failure(Exit::usage, "--json is '" + *word + "', expected short or pretty");
}

std::optional<std::chrono::microseconds> parse_span(const Given& given, const char* name) {
  const auto text = value_of(given, name);
  if (!text) return std::nullopt;
  const auto span = conf::parse_span(*text);
  if (!span)
    throw Failure(Exit::usage, "--" + std::string(name) + " is '" + *text +
                                   "', expected a time span such as 500ms, 5 or 1h 30min");
  return *span;
}

Terms parse_terms(const Given& given) {
  Terms terms{.only_plan = given.contains("plan"), .runtime = given.contains("runtime")};
  terms.revert_after = parse_span(given, "revert-after");
  if (terms.revert_after && terms.revert_after->count() == 0)
    throw Failure(Exit::usage, "--revert-after needs some time, such as 60s");
  return terms;
}

std::string parse_filter(const Given& given) {
  const auto pattern = value_of(given, "filter");
  if (pattern && pattern->empty())
    throw Failure(Exit::usage, "--filter needs a pattern, such as 'Suite.*'");
  return pattern.value_or("");
}

std::size_t parse_repeat(const Given& given) {
  constexpr std::size_t most = 1'000'000;
  const auto text = value_of(given, "repeat");
  if (!text) return 1;
  std::size_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [read_to, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc() || read_to != end || number == 0 || number > most)
    throw Failure(Exit::usage, "--repeat is '" + *text + "', expected a number from 1 to 1000000");
  return number;
}

std::vector<std::string> parse_kinds(const Given& given) {
  static const std::vector<std::string> known{"run", "signal", "config", "connection"};
  std::vector<std::string> kinds;
  const auto text = value_of(given, "kind");
  for (std::size_t from = 0; text && from <= text->size();) {
    const std::size_t end = std::min(text->find(',', from), text->size());
    kinds.push_back(text->substr(from, end - from));
    from = end + 1;
    if (std::find(known.begin(), known.end(), kinds.back()) != known.end()) continue;
    const auto near = conf::nearest(kinds.back(), known);
    throw Failure(Exit::usage,
                  "--kind is '" + *text + "', expected some of run, signal, config and connection",
                  near ? "did you mean '" + *near + "'?" : std::string());
  }
  return kinds;
}

std::string parse_drop_in(const Given& given) {
  const auto name = value_of(given, "drop-in");
  if (name && (name->empty() || name->front() == '.' || name->find('/') != name->npos))
    throw Failure(Exit::usage, "--drop-in is '" + *name + "', expected a name such as 50-local");
  return name.value_or("");
}

std::filesystem::path parse_file(const Given& given, const char* name) {
  const auto file = value_of(given, name);
  if (file && file->empty())
    throw Failure(Exit::usage, "--" + std::string(name) + " needs the name of a file");
  return file.value_or("");
}

}  // namespace

Options parse_options(const std::vector<std::string>& words, const Verb& verb) {
  const Given given = given_options(words, verb);
  return {.help = given.contains("help"),
          .version = given.contains("version"),
          .quiet = given.contains("quiet"),
          .full = given.contains("full"),
          .no_pager = given.contains("no-pager"),
          .check = given.contains("check"),
          .terms = parse_terms(given),
          .confirm = given.contains("confirm"),
          .yes = given.contains("yes"),
          .drop_in = parse_drop_in(given),
          .schema = given.contains("schema"),
          .no_wait = given.contains("no-wait"),
          .program = given.contains("program"),
          .list = given.contains("list"),
          .filter = parse_filter(given),
          .junit = parse_file(given, "junit"),
          .repeat = parse_repeat(given),
          .kinds = parse_kinds(given),
          .bus = parse_bus(given),
          .file = parse_file(given, "config"),
          .raw_file = parse_file(given, "file"),
          .format = parse_format(given),
          .timeout = parse_span(given, "timeout")};
}

}  // namespace aio::ctl
