// SPDX-License-Identifier: MIT
#include "ctl/command.hpp"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "conf/command_names.hpp"
#include "conf/load.hpp"
#include "conf/names.hpp"
#include "ctl/aiod.hpp"
#include "ctl/become.hpp"
#include "ctl/bus_choice.hpp"
#include "ctl/commands.hpp"
#include "ctl/failure.hpp"
#include "ctl/folder_owner.hpp"
#include "ctl/help.hpp"
#include "ctl/options.hpp"
#include "daemon/plan/parse_handler.hpp"

namespace aio::ctl {
namespace {

// As if it were a verb: what parse_options() takes.
Verb as_verb(const std::string& name, std::span<const Flag> flags) {
  return {name, Group::run, Words::plain, flags, "", "", "", nullptr};
}

Failure unknown(const std::string& word, const Commands& commands) {
  std::vector<std::string> names(std::begin(conf::verb_names), std::end(conf::verb_names));
  std::erase_if(names, [](const std::string& name) { return find_verb(name) == nullptr; });
  for (const auto& [name, handler] : commands.handlers) names.push_back(name);
  const auto near = conf::nearest(word, names);
  std::string hint = near ? "did you mean '" + *near + "'?" : "'aioctl --help' lists the verbs";
  if (commands.passed_over)
    hint += "; " + commands.passed_over->string() + " " + conf::why_passed_over;
  return {Exit::usage, "unknown verb '" + word + "'", hint};
}

Failure bad_handler(const std::string& name, const std::string& mistake, const Commands& commands) {
  const conf::Problem problem{{commands.file.string(), 0}, "'" + name + "': " + mistake};
  return {Exit::bad_config, conf::rendered(problem)};
}

std::string named(uid_t user) {
  const struct passwd* const entry = ::getpwuid(user);
  return entry != nullptr ? entry->pw_name : std::to_string(user);
}

// Root would run what somebody else has written. To become that user in its stead would leave that
// user's program root's terminal, into which it could type.
void refuse_as_root(const std::string& name, const Commands& commands) {
  if (::geteuid() != 0) return;
  for (const std::filesystem::path& file : commands.files) {
    const auto writer = other_writer_of(file);
    if (!writer) continue;
    if (writer->user == 0)
      throw Failure(Exit::not_permitted, "'" + name + "' is not run as root: others can write " +
                                             writer->where.string());
    const std::string user = named(writer->user);
    throw Failure(
        Exit::not_permitted,
        "'" + name + "' is not run as root: user " + user + " can write " + writer->where.string(),
        "'runuser -u " + user + " -- aioctl -c " + commands.file.string() + " " + name +
            "' runs it as that user");
  }
}

// What a program of aiod's is told of itself, and the way to the daemon.
void set_environment(const std::string& name, const Commands& commands) {
  ::setenv("AIO_KIND", "command", 1);
  ::setenv("AIO_NAME", name.c_str(), 1);
  if (commands.bus) ::setenv(bus_variable, word_of(*commands.bus).c_str(), 1);
}

std::vector<std::string> aiod_words(const std::string& name,
                                    const std::string& handler,
                                    const Commands& commands) {
  std::vector<std::string> words{aiod_program(), "--command=" + name, "--handler=" + handler};
  if (!commands.file.empty()) words.push_back("--config=" + commands.file.string());
  words.emplace_back("--");
  return words;
}

[[noreturn]] void become(const std::string& name,
                         const std::string& handler,
                         const Commands& commands,
                         const std::vector<std::string>& arguments) {
  const plan::HandlerText text = plan::parse_handler(handler);
  if (!text.mistake.empty()) throw bad_handler(name, text.mistake, commands);
  auto words = text.program.empty() ? aiod_words(name, text.dotted, commands) : text.program;
  words.insert(words.end(), arguments.begin(), arguments.end());
  set_environment(name, commands);
  become_program(std::move(words));
}

}  // namespace

Exit command(const CommandLine& line, Output& output) {
  const std::string& word = *line.command;
  const std::string name = conf::fold(word);
  if (!conf::is_command_name(name) || conf::is_verb_name(name)) throw unknown(word, {});
  // Leniently, until it is known to be a command's command line.
  const Options options = parse_options(line.options, as_verb(word, leading_flags()));
  const Commands commands = find_commands(options);
  const std::string* const handler = commands.handler(name);
  if (handler == nullptr) throw unknown(word, commands);
  parse_options(line.options, as_verb(word, command_flags()));
  if (options.help) {
    output.page();
    output.print(help(commands.handlers));
    return Exit::done;
  }
  refuse_as_root(name, commands);
  become(name, *handler, commands, line.words);
}

}  // namespace aio::ctl
