// SPDX-License-Identifier: MIT
#include "ctl/testing/modules.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>

#include "conf/keys.hpp"
#include "conf/names.hpp"
#include "conf/values.hpp"
#include "ctl/aiod.hpp"
#include "ctl/client.hpp"
#include "ctl/config_file.hpp"
#include "ctl/failure.hpp"

namespace aio::ctl::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* section = "aio/testing";

/// What a configuration says of modules, whoever read it.
struct Declared {
  std::vector<std::string> listed{};         ///< [aio/testing] modules
  std::vector<fs::path> module_path{};       ///< absolute
  std::map<std::string, fs::path> loaded{};  ///< the files of those that a daemon has loaded
  std::optional<fs::path> file{};            ///< of the configuration
  std::optional<fs::path> passed_over{};     ///< it would be the file, were it root's alone
};

// As aiod has it, for a configuration that the daemon holds.
std::vector<fs::path> module_path_of(const std::string& value, const fs::path& home) {
  std::vector<fs::path> folders;
  for (const std::string& entry : conf::parse_list(value))
    folders.push_back((home / entry).lexically_normal());
  if (!folders.empty()) return folders;
  folders.push_back(home);
  if (const fs::path aiod = aiod_beside(); !aiod.empty())
    folders.push_back(aiod.parent_path().parent_path() / "lib/aio/modules");
  return folders;
}

Declared ask(Client& daemon) {
  Declared declared;
  const Snapshot snapshot = daemon.status({.kind = "module"});
  for (const Item& module : snapshot.items)
    declared.loaded[module.name] = property<std::string>(module.properties, "path");
  const auto file = property<std::string>(snapshot.runner, "config_file");
  if (!file.empty()) declared.file = file;
  declared.listed = conf::parse_list(daemon.value(section, "modules"));
  declared.module_path =
      module_path_of(daemon.value("aio", "module_path"),
                     declared.file ? declared.file->parent_path() : fs::current_path());
  return declared;
}

Declared read(const Options& options) {
  const conf::Reading reading = read_whole(search_of(options));
  Declared declared{
      .module_path = reading.module_path, .file = reading.file, .passed_over = reading.passed_over};
  try {
    declared.listed = conf::parse_list(conf::value_or_default(*reading.config, section, "modules"));
  } catch (const conf::InterpolationError& error) {
    throw Failure(Exit::bad_config,
                  conf::rendered(conf::Problem{reading.config->place(error.section, error.option),
                                               error.what()}));
  }
  return declared;
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

// One that has programs in place of functions has no NAME.so.
bool is_module_folder(const fs::path& folder) {
  return is_there(folder / (folder.filename().string() + ".so")) || is_there(folder / "tests") ||
         is_there(folder / "aio.conf");
}

bool is_name(const std::string& word) {
  return !word.empty() && word.front() != '.' && word.find('/') == word.npos;
}

std::optional<ModuleFolder> find(const std::string& name, const Declared& declared) {
  if (!is_name(name)) return std::nullopt;
  // A lone NAME.so has neither tests nor a README; this is where they would be.
  if (const auto loaded = declared.loaded.find(name); loaded != declared.loaded.end()) {
    const fs::path folder = loaded->second.parent_path();
    return ModuleFolder{name, folder.filename() == name ? folder : folder / name};
  }
  for (const fs::path& folder : declared.module_path)
    if (is_module_folder(folder / name) || is_there(folder / (name + ".so")))
      return ModuleFolder{name, folder / name};
  return std::nullopt;
}

std::vector<std::string> known_names(const Declared& declared) {
  std::vector<std::string> names = declared.listed;
  for (const auto& [name, file] : declared.loaded) names.push_back(name);
  for (const fs::path& folder : declared.module_path) {
    std::error_code ignored;
    for (fs::directory_iterator each(folder, ignored), end; !ignored && each != end;
         each.increment(ignored))
      if (is_module_folder(each->path())) names.push_back(each->path().filename().string());
  }
  return names;
}

Failure no_such_module(const std::string& name, const Declared& declared) {
  std::string folders;
  for (const fs::path& folder : declared.module_path)
    folders += (folders.empty() ? "" : ", ") + folder.string();
  const auto near = conf::nearest(name, known_names(declared));
  return {Exit::not_found, "there is no module '" + name + "' in " + folders,
          near ? "did you mean '" + *near + "'?" : ""};
}

Failure no_configuration(const Declared& declared) {
  constexpr const char* hint = "-c FILE names one, or name the modules";
  if (declared.passed_over)
    return {Exit::not_permitted, declared.passed_over->string() + " " + conf::why_passed_over,
            hint};
  return {Exit::no_daemon, "there is no daemon, and no configuration file here", hint};
}

Declared declared_for(const Options& options) {
  Options asking = options;
  asking.timeout.reset();  // that is of the tests
  if (const auto daemon = find_daemon(asking)) return ask(*daemon);
  return read(options);
}

}  // namespace

TestedModules find_tested_modules(const Options& options, const std::vector<std::string>& named) {
  const Declared declared = declared_for(options);
  TestedModules tested{.modules = {}, .module_path = declared.module_path};
  std::vector<std::string> seen;
  for (const std::string& name : named.empty() ? declared.listed : named) {
    if (std::ranges::find(seen, name) != seen.end()) continue;
    seen.push_back(name);
    const auto module = find(name, declared);
    if (!module) throw no_such_module(name, declared);
    tested.modules.push_back(*module);
  }
  if (!tested.modules.empty()) return tested;
  if (!declared.file) throw no_configuration(declared);
  const fs::path home = declared.file->parent_path();
  tested.modules.push_back({home.filename().string(), home});
  return tested;
}

}  // namespace aio::ctl::tests
