// SPDX-License-Identifier: MIT
#include "conf/load.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "conf/files.hpp"
#include "conf/judge.hpp"
#include "conf/keys.hpp"
#include "conf/place_order.hpp"
#include "conf/search_order.hpp"
#include "conf/values.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;

/// The folder of all that is installed with aiod; empty when nobody knows where aiod is.
fs::path library_folder(const Search& search) {
  if (search.executable.empty()) return {};
  return (absolute(search, search.executable).parent_path() / "../lib/aio").lexically_normal();
}

/// One reading, from the search to the judgement.
class Loader {
 public:
  Loader(const Search& search, const Reading* before)
      : search_(search), files_(search), before_(before) {
    if (before == nullptr) return;
    for (const std::vector<Document>* const documents : {&before->user, &before->others})
      for (const Document& document : *documents) known_.emplace(document.name(), &document);
  }

  UserFiles user_files() {
    read_user();
    return std::move(reading_);
  }

  Reading load() {
    defaults_.push_back(read("(defaults)", defaults_text()));
    const fs::path library = library_folder(search_);
    if (!library.empty() && is_there(library / "aio.conf")) add(library / "aio.conf", vendor_);
    read_user();
    if (!search_.runtime.empty()) runtime_.push_back(read(runtime_name, search_.runtime));
    learn_modules();
    learn_keys();
    read_modules();
    finish();
    return std::move(reading_);
  }

 private:
  void read_user() {
    if (search_.text) {
      reading_.user.push_back(read("(text)", *search_.text));
      reading_.file_is_read = true;
      return;
    }
    if (search_.file.empty()) reading_.passed_over = files_.passed_over();
    const std::optional<Candidate> found = files_.chosen();
    if (!found) return;
    reading_.file = found->path;
    add(found->path, reading_.user, search_.file);
    reading_.file_is_read = !reading_.user.empty();
    const fs::path folder = (search_.file.empty() ? found->path : search_.file).string() + ".d";
    std::error_code error;
    for (const fs::path& path : files_.drop_ins(*found, error)) {
      add(path, reading_.user, folder / path.filename());
    }
    if (error) report(folder.string(), error.message(), error);
  }

  /// Reads a document; its mistakes, or the file's, are Problems under the name that the user knows
  /// it by.
  void add(const fs::path& path, std::vector<Document>& to, const fs::path& typed = {}) {
    const std::string name = typed.empty() ? path.string() : typed.string();
    if (const Document* const replaced = files_.replaced(path)) return to.push_back(*replaced);
    FileText file = read_text(path);
    if (file.error) return report(name, std::move(file.failure), file.error);
    to.push_back(read(name, std::move(file.text)));
  }

  /// What has been read before is not read again where it is the same.
  Document read(const std::string& name, std::string text) {
    const auto known = known_.find(name);
    return known != known_.end() ? known->second->reread(std::move(text), reading_.problems)
                                 : Document::parse(name, std::move(text), reading_.problems);
  }

  void report(const std::string& file, std::string failure, std::error_code error) {
    reading_.problems.push_back({{file, 0}, std::move(failure)});
    if (!reading_.file_error) reading_.file_error = error;
  }

  using Layers = std::vector<LayeredDocument>;

  static void append(Layers& to, const std::vector<Document>& documents, LayerKind layer) {
    for (const Document& document : documents) to.push_back({&document, layer});
  }

  /// The file, then its drop-ins.
  void append_user(Layers& to) const {
    for (const Document& document : reading_.user)
      to.push_back({&document, reading_.file_is_read && &document == &reading_.user.front()
                                   ? LayerKind::file
                                   : LayerKind::drop_in});
  }

  Layers in_order(const std::vector<Document>& modules) const {
    Layers all;
    append(all, defaults_, LayerKind::defaults);
    append(all, vendor_, LayerKind::vendor);
    append_user(all);
    for (std::size_t i = 0; i < modules.size(); ++i)
      all.push_back({&modules[i], LayerKind::module, module_names_[i]});
    if (!modules.empty()) append_user(all);
    append(all, runtime_, LayerKind::runtime);
    return all;
  }

  void merge(const std::vector<Document>& modules) {
    reading_.config = std::make_shared<const Config>(
        merged(in_order(modules), search_.outside.get(), module_keys_));
  }

  /// Which modules there are, and where: only the user's files and what came before them have a
  /// say.
  void learn_modules() {
    merge({});
    const Config& config = *reading_.config;
    std::unordered_set<std::string> known;
    for (std::string& name : list(config, "modules")) {
      if (known.insert(name).second) reading_.modules.push_back(std::move(name));
    }
    const fs::path home =
        reading_.file ? reading_.file->parent_path() : absolute(search_, "aio.conf").parent_path();
    for (const std::string& entry : list(config, "module_path")) {
      reading_.module_path.push_back((home / entry).lexically_normal());
    }
    if (reading_.module_path.empty()) reading_.module_path = search_.module_path;
    if (!reading_.module_path.empty()) return;
    reading_.module_path.push_back(home);
    const fs::path library = library_folder(search_);
    if (!library.empty()) reading_.module_path.push_back(library / "modules");
  }

  /// Their defaults are below all that is in a file.
  void learn_keys() {
    if (!search_.declared_keys || reading_.modules.empty()) return;
    const auto declared = search_.declared_keys(reading_.modules, reading_.module_path);
    auto keys = std::make_shared<const ModuleKeys>(declared);
    if (keys->rows().empty()) return;
    defaults_.push_back(read("(defaults of modules)", keys->defaults_text()));
    module_keys_ = std::move(keys);
  }

  /// A module that was built anew may check its section otherwise.
  bool has_the_same_keys(const Config& before) const {
    const ModuleKeys* const old = before.module_keys();
    return old == nullptr || !module_keys_ ? old == module_keys_.get()
                                           : std::ranges::equal(old->rows(), module_keys_->rows());
  }

  static std::vector<std::string> list(const Config& config, std::string_view key) {
    try {
      return parse_list(value_or_default(config, "aio", key));
    } catch (const InterpolationError&) {
      return {};  // judge() says it with its place
    }
  }

  void read_modules() {
    for (const std::string& name : reading_.modules) {
      if (name.find('/') != std::string::npos) continue;  // judge() refuses it
      for (const fs::path& folder : reading_.module_path) {
        const fs::path path = folder / name / "aio.conf";
        if (!files_.has({path})) continue;
        add(path, modules_);
        if (modules_.size() > module_names_.size()) module_names_.push_back(name);
        break;
      }
    }
    for (const Document& module : modules_) refuse_modules(module);
  }

  void refuse_modules(const Document& module) {
    for (const char* const key : {"modules", "module_path"}) {
      if (const OptionText* const option = module.find_option("aio", key); option != nullptr) {
        reading_.problems.push_back({{module.name(), option->line},
                                     "'" + std::string(option->name) +
                                         "' is not for a module's aio.conf: "
                                         "only the user's files say which modules there are"});
      }
    }
  }

  void finish() {
    if (!modules_.empty() || module_keys_) merge(modules_);
    if (before_ != nullptr && before_->problems.empty() && has_the_same_keys(*before_->config))
      reading_.changed = changed_sections(*before_->config, *reading_.config);
    const Problems judged =
        judge(*reading_.config, reading_.changed ? &*reading_.changed : nullptr);
    reading_.problems.insert(reading_.problems.end(), judged.begin(), judged.end());
    sort_by_place(reading_.problems, reading_.config->files());
    for (std::vector<Document>* const read : {&defaults_, &vendor_, &modules_, &runtime_})
      std::ranges::move(*read, std::back_inserter(reading_.others));
  }

  const Search& search_;
  Files files_;
  const Reading* const before_;
  std::unordered_map<std::string_view, const Document*> known_;  // those of `before_`
  std::vector<Document> defaults_;         // aio's own, then the modules'
  std::vector<Document> vendor_;           // one at most
  std::vector<Document> modules_;
  std::vector<std::string> module_names_;  // whose they are
  std::vector<Document> runtime_;          // one at most
  std::shared_ptr<const ModuleKeys> module_keys_;  // null: none has any
  Reading reading_;
};

}  // namespace

Reading load(const Search& search, const Reading* before) {
  return Loader(search, before).load();
}

UserFiles read_user_files(const Search& search, const Reading* before) {
  return Loader(search, before).user_files();
}

bool is_whole(const Reading& reading) {
  return added(judge(*reading.config), reading.problems).empty();
}

}  // namespace aio::conf
