// SPDX-License-Identifier: MIT
#include "daemon/modules/store.hpp"

#include <aio/error.hpp>

#include <dlfcn.h>
#include <sys/stat.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

#include "conf/names.hpp"
#include "daemon/modules/finder.hpp"
#include "daemon/modules/rehearsal.hpp"
#include "daemon/modules/wording.hpp"

namespace aio::modules {
namespace {

using Define = void (*)(ModuleBuilder&);

[[noreturn]] void refuse(std::string_view module, const std::string& why) {
  throw Error(Fault::broken_module, "module " + in_quotes(module) + " " + why);
}

FileIdentity identify(const std::filesystem::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0)
    throw Error(Fault::broken_module, in_quotes(path.string()) + " cannot be read: " +
                                          std::generic_category().message(errno));
  if ((status.st_mode & S_IWOTH) != 0)
    throw Error(Fault::broken_module,
                in_quotes(path.string()) + " is not loaded: anybody may write to it");
  return {.path = path,
          .device = status.st_dev,
          .inode = status.st_ino,
          .changed = status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec};
}

/// A path to the same file that dlopen has not seen `times` times: by a path that it knows it gives
/// what it loaded from there before, whatever lies there now.
std::filesystem::path spelled_anew(const std::filesystem::path& path, std::size_t times) {
  std::filesystem::path folder = path.parent_path();
  for (; times > 0; --times) folder /= ".";
  return folder / path.filename();
}

Define entry_of(std::string_view name, const std::filesystem::path& file) {
  void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* entry = handle != nullptr ? dlsym(handle, entry_point) : nullptr;
  if (entry == nullptr) refuse(name, std::string("cannot be loaded: ") + dlerror());
  return reinterpret_cast<Define>(entry);
}

ModuleBuilder::Definitions definitions_of(std::string_view name, Define define) {
  ModuleBuilder builder;
  try {
    define(builder);
  } catch (const std::exception& error) {
    refuse(name, std::string("cannot be loaded: ") + error.what());
  } catch (...) {
    refuse(name, "cannot be loaded: its AIO_MODULE throws what is no std::exception");
  }
  return std::move(builder).take();
}

[[noreturn]] void miss(const Module& module, std::string_view function) {
  std::vector<std::string> names;
  for (const auto& [name, definition] : module.definitions) names.push_back(name);
  const auto meant = conf::nearest(function, names);
  throw Error(
      Fault::not_found,
      "module " + in_quotes(module.name) + " has no " + in_quotes(function) +
          (meant ? ", did you mean " + in_quotes(*meant) + "?" : "; it has " + listed(names)));
}

}  // namespace

const Module& Store::load(std::string_view name) {
  const auto path = find_module(name, module_path_);
  if (!path) refuse(name, "is not there, looked for in " + searched_folders());
  const FileIdentity file = identify(*path);
  if (const Module* module = known(file)) return *module;
  return keep(load_file(name, file));
}

Found Store::find(std::string_view dotted) {
  for (std::size_t dot = dotted.rfind('.'); dot != dotted.npos && dot > 0;
       dot = dotted.rfind('.', dot - 1)) {
    const std::string_view name = dotted.substr(0, dot);
    if (!find_module(name, module_path_)) continue;
    const Module& module = load(name);
    const auto found = module.definitions.find(dotted.substr(dot + 1));
    if (found == module.definitions.end()) miss(module, dotted.substr(dot + 1));
    return {.definition = &found->second, .module = &module};
  }
  refuse(dotted.substr(0, dotted.rfind('.')), "is not there, looked for in " + searched_folders());
}

// One that was only touched is still the same.
Module* Store::known(const FileIdentity& file) {
  for (Module& module : loaded_) {
    if (module.file == file) return &module;
    if (module.file.device != file.device || module.file.inode != file.inode) continue;
    const Facts facts = read_facts(file.path);
    if (facts.build_id.empty() || facts != module.facts)
      refuse(module.name,
             "was written over while it is loaded: put a new file in its place, or "
             "start aiod again");
    module.file = file;
    return &module;
  }
  return nullptr;
}

Module Store::load_file(std::string_view name, const FileIdentity& file) {
  Facts facts = read_facts(file.path);
  if (const auto why = mismatch(facts, host_, name)) refuse(name, *why);
  const auto same_path = [&](const Module& module) { return module.path == file.path; };
  const auto times =
      std::ranges::count_if(loaded_, same_path) + std::ranges::count_if(replaced_, same_path);
  const auto path = spelled_anew(file.path, static_cast<std::size_t>(times));
  if (const auto why = rehearse_loading(path)) refuse(name, "cannot be loaded: " + *why);
  return {.name = std::string(name),
          .path = file.path,
          .facts = std::move(facts),
          .definitions = definitions_of(name, entry_of(name, path)),
          .file = file};
}

const Module& Store::keep(Module module) {
  const auto old = std::ranges::find(loaded_, module.name, &Module::name);
  const auto place = old == loaded_.end() ? loaded_.end() : std::next(old);
  const auto kept = loaded_.insert(place, std::move(module));
  if (old != loaded_.end()) replaced_.splice(replaced_.end(), loaded_, old);
  return *kept;
}

std::string Store::searched_folders() const {
  std::string text;
  for (const auto& folder : module_path_) text += (text.empty() ? "" : ", ") + folder.string();
  return text.empty() ? "no folder: [aio] module_path is empty" : text;
}

std::string kind_name(const Definition& definition) {
  constexpr std::array names{"schedule function", "listener", "protocol", "server factory"};
  static_assert(names.size() == std::variant_size_v<Definition>);
  return names.at(definition.index());
}

}  // namespace aio::modules
