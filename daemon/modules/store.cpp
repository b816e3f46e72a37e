// SPDX-License-Identifier: MIT
#include "daemon/modules/store.hpp"

#include <aio/error.hpp>

#include <dlfcn.h>
#include <sys/stat.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <set>
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

[[noreturn]] void refuse_module(std::string_view module, const std::string& why) {
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
  if (entry == nullptr) refuse_module(name, std::string("cannot be loaded: ") + dlerror());
  return reinterpret_cast<Define>(entry);
}

ModuleBuilder::Definitions definitions_of(std::string_view name,
                                          const std::function<void(ModuleBuilder&)>& define) {
  ModuleBuilder builder;
  try {
    define(builder);
  } catch (const std::exception& error) {
    refuse_module(name, std::string("cannot be loaded: ") + error.what());
  } catch (...) {
    refuse_module(name, "cannot be loaded: its AIO_MODULE throws what is no std::exception");
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

void Store::give(const std::string& name, const std::function<void(ModuleBuilder&)>& define) {
  keep({.name = name,
        .path = {},
        .facts = {},
        .definitions = definitions_of(name, define),
        .file = {}});
}

const Module* Store::given(std::string_view name) const {
  const auto found = std::ranges::find(loaded_, name, &Module::name);
  return found != loaded_.end() && found->path.empty() ? &*found : nullptr;
}

const Module& Store::load(std::string_view name) {
  if (const Module* module = given(name)) return *module;
  const auto path = find_module(name, module_path_);
  if (!path) refuse_module(name, "is not there, looked for in " + searched_folders());
  const FileIdentity file = identify(*path);
  if (const Module* module = known(file)) return *module;
  return keep(load_file(name, file));
}

Found Store::find(std::string_view dotted) {
  const auto name = module_of(dotted);
  if (!name)
    refuse_module(dotted.substr(0, dotted.rfind('.')),
                  "is not there, looked for in " + searched_folders());
  const Module& module = load(*name);
  const std::string_view function = dotted.substr(name->size() + 1);
  const auto found = module.definitions.find(function);
  if (found == module.definitions.end()) miss(module, function);
  return {.definition = &found->second, .module = &module};
}

// The longest name that is a module.
std::optional<std::string> Store::module_of(std::string_view dotted) const {
  for (std::size_t dot = dotted.rfind('.'); dot != dotted.npos && dot > 0;
       dot = dotted.rfind('.', dot - 1)) {
    const std::string_view name = dotted.substr(0, dot);
    if (given(name) != nullptr || find_module(name, module_path_)) return std::string(name);
  }
  return std::nullopt;
}

std::vector<Rehearsal> Store::rehearse(const std::vector<std::string>& dotted,
                                       const std::vector<std::string>& modules) const {
  std::set<std::string> names(modules.begin(), modules.end());
  for (const std::string& handler : dotted)
    if (auto name = module_of(handler)) names.insert(std::move(*name));
  std::vector<Rehearsal> rehearsals;
  for (const std::string& name : names) {
    try {
      rehearse(name, rehearsals);
    } catch (const Error&) {
      // load() comes to the same, and is the one that is asked why.
    }
  }
  return rehearsals;
}

void Store::rehearse(std::string_view name, std::vector<Rehearsal>& rehearsals) const {
  const auto path = find_module(name, module_path_);
  if (!path) return;
  const FileIdentity file = identify(*path);
  if (!is_fresh(file) || mismatch(read_facts(file.path), host_, name)) return;
  rehearsals.push_back({file, rehearse_loading(path_to_open(file))});
}

std::optional<std::string> Store::why_not(const FileIdentity& file) const {
  const auto rehearsed = std::ranges::find(rehearsals_, file, &Rehearsal::file);
  return rehearsed != rehearsals_.end() ? rehearsed->why_not : rehearse_loading(path_to_open(file));
}

bool Store::is_fresh(const FileIdentity& file) const {
  return std::ranges::none_of(loaded_, [&](const Module& module) {
    return module.file.device == file.device && module.file.inode == file.inode;
  });
}

std::filesystem::path Store::path_to_open(const FileIdentity& file) const {
  const auto same_path = [&](const Module& module) { return module.path == file.path; };
  const auto times =
      std::ranges::count_if(loaded_, same_path) + std::ranges::count_if(replaced_, same_path);
  return spelled_anew(file.path, static_cast<std::size_t>(times));
}

// One that was only touched is still the same.
Module* Store::known(const FileIdentity& file) {
  for (Module& module : loaded_) {
    if (module.file == file) return &module;
    if (module.file.device != file.device || module.file.inode != file.inode) continue;
    const Facts facts = read_facts(file.path);
    if (facts.build_id.empty() || facts != module.facts)
      refuse_module(module.name,
                    "was written over while it is loaded: put a new file in its place, or "
                    "start aiod again");
    module.file = file;
    return &module;
  }
  return nullptr;
}

Module Store::load_file(std::string_view name, const FileIdentity& file) {
  Facts facts = read_facts(file.path);
  if (const auto why = mismatch(facts, host_, name)) refuse_module(name, *why);
  if (const auto why = why_not(file)) refuse_module(name, "cannot be loaded: " + *why);
  return {.name = std::string(name),
          .path = file.path,
          .facts = std::move(facts),
          .definitions = definitions_of(name, entry_of(name, path_to_open(file))),
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
  constexpr std::array names{"schedule function", "listener",        "protocol", "server factory",
                             "result handler",    "failure handler", "command"};
  static_assert(names.size() == std::variant_size_v<Definition>);
  return names.at(definition.index());
}

}  // namespace aio::modules
