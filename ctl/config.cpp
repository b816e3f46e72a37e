// SPDX-License-Identifier: MIT
#include "ctl/config.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conf/file_writer.hpp"
#include "conf/names.hpp"
#include "ctl/aiod.hpp"
#include "ctl/client.hpp"
#include "ctl/config_edit.hpp"
#include "ctl/config_file.hpp"
#include "ctl/config_source.hpp"
#include "ctl/failure.hpp"
#include "ctl/known.hpp"
#include "ctl/render.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

OptionName option_name(const std::string& word) {
  OptionName name = parse_option_name(word);
  if (!name.option || name.option->empty() || name.section.empty())
    throw Failure(Exit::usage, "'" + word + "' is not SECTION:OPTION");
  return name;
}

std::vector<Assignment> assignments(const std::vector<std::string>& words) {
  if (words.empty()) throw Failure(Exit::usage, "--set needs SECTION:OPTION VALUE");
  std::vector<Assignment> all;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const OptionName name = option_name(words[i]);
    if (i + 1 == words.size())
      throw Failure(Exit::usage, "'" + words[i] + "' has no VALUE", "an empty one is ''");
    all.push_back({name.section, *name.option, unescaped(words[i + 1])});
  }
  return all;
}

std::vector<std::pair<std::string, std::string>> names(const std::vector<std::string>& words) {
  if (words.empty()) throw Failure(Exit::usage, "--unset needs SECTION:OPTION");
  std::vector<std::pair<std::string, std::string>> all;
  for (const std::string& word : words) {
    const OptionName name = option_name(word);
    all.emplace_back(name.section, *name.option);
  }
  return all;
}

std::vector<Edit> edits(const CommandLine& line) {
  std::vector<Edit> all;
  if (line.act == Act::set) {
    for (auto& [section, option, value] : assignments(line.words))
      all.push_back({section, option, value});
  } else {
    for (auto& [section, option] : names(line.words))
      all.push_back({section, option, std::nullopt});
  }
  return all;
}

Exit dump(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  if (!line.words.empty())
    throw Failure(Exit::usage, "unexpected word '" + line.words[0] + "'",
                  "'aioctl config -g " + line.words[0] + "' reads, -s sets");
  output.page();
  output.print(rendered(source_of(options)->sections(), options.format));
  return Exit::done;
}

// A section whose name has a colon in it is meant when there is no such option.
Section read(ConfigSource& source, const std::string& word) {
  const auto [section, option] = parse_option_name(word);
  if (!option) return source.section(word);
  try {
    return {section, {{conf::fold(*option), source.value(section, *option)}}};
  } catch (const Failure& failure) {
    if (failure.exit() != Exit::not_found || !source.has_section(word)) throw;
    return source.section(word);
  }
}

Exit get(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  if (line.words.size() != 1 || line.words[0].empty())
    throw Failure(Exit::usage, "--get needs one SECTION or SECTION:OPTION");
  const std::string& word = line.words[0];
  const Section found = read(*source_of(options), word);
  if (options.format != Format::text) {
    output.print(rendered(std::vector{found}, options.format));
  } else if (found.name == word) {
    output.print(rendered_options(found));
  } else {
    output.print(found.values[0].second + "\n");
  }
  return Exit::done;
}

Exit where(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  if (line.words.size() != 1) throw Failure(Exit::usage, "--where needs one SECTION:OPTION");
  const OptionName name = option_name(line.words[0]);
  const Where found = source_of(options)->where(name.section, *name.option);
  output.page();
  output.print(
      rendered(found, options.format, std::chrono::system_clock::now(), find_screen(options.full)));
  return Exit::done;
}

[[noreturn]] void refuse_without_daemon(const Options& options) {
  if (!options.file.empty() || !options.raw_file.empty())
    throw Failure(Exit::usage, "--plan, --runtime and --revert-after are for a daemon, not a file");
  throw Failure(Exit::no_daemon, "no daemon runs, and only one can do this");
}

Exit change(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  // First of all, so that a bad command line does nothing anywhere.
  const std::vector<Edit> edits = ctl::edits(line);
  if (const auto client = find_daemon(options)) {
    const Change change = line.act == Act::set ? client->set(assignments(line.words), options.terms)
                                               : client->unset(names(line.words), options.terms);
    // What was set need not concern anything that runs.
    if (!change.done.empty() || options.format != Format::text)
      output.print(rendered(change, options.format));
  } else {
    if (options.terms.need_a_daemon()) refuse_without_daemon(options);
    const auto [file, owner_kept] = change_file(options, edits);
    if (options.raw_file.empty() && options.file.empty())
      output.note("no daemon runs: changed " + file.string());
    if (!owner_kept) output.note(file.string() + " has changed its owner: it is yours now");
    Change change{0, {{"changed", file.string()}}};
    if (!owner_kept) change.done.emplace_back(conf::owner_changed, file.string());
    if (options.format != Format::text) output.print(rendered(change, options.format));
  }
  return Exit::done;
}

// Those of the daemon's modules, or of the file's; with neither, aio's own.
std::vector<Properties> keys_of(const Options& options) {
  if (!options.file.empty())
    return known_keys(read_whole(search_of(options)).config->module_keys());
  const auto client = find_daemon(options);
  return client ? client->keys() : known_keys();
}

Exit schema(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  if (line.act != Act::none || !line.words.empty() || !options.raw_file.empty())
    throw Failure(Exit::usage, "--schema stands alone, or with --config");
  output.page();
  output.print(rendered_schema(keys_of(options), options.format, find_screen(options.full)));
  return Exit::done;
}

Exit confirm(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  if (line.act != Act::none || !line.words.empty() || options.terms.need_a_daemon())
    throw Failure(Exit::usage, "--confirm stands alone");
  const auto client = find_daemon(options);
  if (!client) refuse_without_daemon(options);
  Change change;
  for (const std::string& name : client->confirm()) change.done.emplace_back("confirmed", name);
  output.print(rendered(change, options.format));
  return Exit::done;
}

bool is_edit(const CommandLine& line) {
  return line.act == Act::none && line.words.size() == 1 && line.words[0] == "edit";
}

Exit edit(const Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.check || options.confirm || options.terms.need_a_daemon())
    throw Failure(Exit::usage,
                  "of config's options, edit takes --config, --file, --drop-in and --yes");
  if (!options.raw_file.empty() && !options.drop_in.empty())
    throw Failure(Exit::usage, "--file and --drop-in exclude each other");
  return config_edit(invocation);
}

Exit check(const Options& options) {
  auto arguments = aiod_arguments(options);
  arguments.push_back("--check");
  become_aiod(std::move(arguments));
}

}  // namespace

Exit config(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  if (!options.file.empty() && !options.raw_file.empty())
    throw Failure(Exit::usage, "--config and --file exclude each other");
  if (is_edit(line)) return edit(invocation);
  if (options.yes || !options.drop_in.empty())
    throw Failure(Exit::usage, "--yes and --drop-in go with config edit");
  if (options.check) {
    if (line.act != Act::none || !line.words.empty() || !options.raw_file.empty())
      throw Failure(Exit::usage, "--check stands alone, or with --config");
    return check(options);
  }
  if (options.confirm) return confirm(invocation);
  if (options.schema) return schema(invocation);
  if (options.terms.need_a_daemon() && line.act != Act::set && line.act != Act::unset)
    throw Failure(Exit::usage, "--plan, --runtime and --revert-after go with --set or --unset");
  switch (line.act) {
    case Act::none:
      return dump(invocation);
    case Act::get:
      return get(invocation);
    case Act::set:
    case Act::unset:
      return change(invocation);
    case Act::where:
      return where(invocation);
  }
  return Exit::usage;  // a value that is no Act
}

}  // namespace aio::ctl
