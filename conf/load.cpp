// SPDX-License-Identifier: MIT
#include "conf/load.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include <sys/stat.h>

#include "conf/files.hpp"
#include "conf/judge.hpp"
#include "conf/keys.hpp"
#include "conf/place_order.hpp"
#include "conf/values.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;

fs::path absolute(const Search& search, const fs::path& path) {
  return (fs::absolute(search.folder.empty() ? fs::path(".") : search.folder) / path)
      .lexically_normal();
}

/// The folder of all that is installed with aiod; empty when nobody knows where aiod is.
fs::path library_folder(const Search& search) {
  if (search.executable.empty()) return {};
  return (absolute(search, search.executable).parent_path() / "../lib/aio").lexically_normal();
}

/// A file that may not be looked at counts as there: reading it will say so.
bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::status(path, ignored).type() != fs::file_type::not_found;
}

/// Whether root alone decides what is in the file: a link to it must be root's as well.
bool is_root_owned(const fs::path& path) {
  struct stat link = {};
  struct stat file = {};
  return ::lstat(path.c_str(), &link) == 0 && link.st_uid == 0 &&
         ::stat(path.c_str(), &file) == 0 && file.st_uid == 0 &&
         (file.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// A file of the search order, and how strict to be with it.
struct Candidate {
  fs::path path;
  bool only_root_owned = false;
};

/// The files as one reading sees them: those on disk, with the replaced texts in their place.
class Files {
 public:
  explicit Files(const Search& search) : search_(search) {
    for (const auto& [path, text] : search.replaced) replaced_[absolute(search, path)] = text;
  }

  bool has(const Candidate& candidate) const {
    if (replaced_.contains(candidate.path)) return true;
    return candidate.only_root_owned ? is_root_owned(candidate.path) : is_there(candidate.path);
  }

  FileText read(const fs::path& path) const {
    const auto found = replaced_.find(path);
    return found == replaced_.end() ? read_text(path) : FileText{found->second, {}, {}};
  }

  /// FILE.d/*.conf in byte order; `error` says why the folder cannot be read.
  std::vector<fs::path> drop_ins(const Candidate& of, std::error_code& error) const {
    const fs::path folder = of.path.string() + ".d";
    std::vector<fs::path> found;
    const auto take = [&](const fs::path& path) {
      if (is_drop_in(path) && has({path, of.only_root_owned})) found.push_back(path);
    };
    for (fs::directory_iterator each(folder, error), end; !error && each != end;
         each.increment(error)) {
      take(each->path());
    }
    if (error == std::errc::no_such_file_or_directory) error.clear();
    for (const auto& [path, text] : replaced_) {
      if (path.parent_path() == folder) take(path);
    }
    std::sort(found.begin(), found.end(),
              [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  std::optional<Candidate> first() const {
    for (const Candidate& each : candidates())
      if (has(each)) return each;
    return std::nullopt;
  }

  /// What would have been the first, were it root's alone.
  std::optional<fs::path> passed_over() const {
    for (const Candidate& each : candidates()) {
      if (has(each)) return std::nullopt;
      if (is_there(each.path)) return each.path;
    }
    return std::nullopt;
  }

 private:
  std::array<Candidate, 3> candidates() const {
    const fs::path& last = search_.user_file.empty() ? search_.system_file : search_.user_file;
    return {Candidate{absolute(search_, "aio.conf"), search_.only_root_owned},
            Candidate{absolute(search_, "etc/aio.conf"), search_.only_root_owned},
            Candidate{absolute(search_, last)}};
  }

  static bool is_drop_in(const fs::path& path) {
    return path.extension() == ".conf" && !path.filename().native().starts_with('.');
  }

  const Search& search_;
  std::map<fs::path, std::string> replaced_;
};

std::optional<Candidate> chosen(const Search& search, const Files& files) {
  if (search.text) return std::nullopt;
  if (!search.file.empty()) return Candidate{absolute(search, search.file)};
  return files.first();
}

/// One reading, from the search to the judgement.
class Loader {
 public:
  explicit Loader(const Search& search) : search_(search), files_(search) {}

  Reading load() {
    defaults_.push_back(Document::parse("(defaults)", defaults_text(), reading_.problems));
    const fs::path library = library_folder(search_);
    if (!library.empty() && is_there(library / "aio.conf")) add(library / "aio.conf", vendor_);
    read_user();
    if (!search_.runtime.empty())
      runtime_.push_back(Document::parse(runtime_name, search_.runtime, reading_.problems));
    learn_modules();
    read_modules();
    finish();
    return std::move(reading_);
  }

 private:
  void read_user() {
    if (search_.text) {
      reading_.user.push_back(Document::parse("(text)", *search_.text, reading_.problems));
      return;
    }
    if (search_.file.empty()) reading_.passed_over = files_.passed_over();
    const std::optional<Candidate> found = chosen(search_, files_);
    if (!found) return;
    reading_.file = found->path;
    add(found->path, reading_.user, search_.file);
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
    FileText file = files_.read(path);
    if (file.error) return report(name, std::move(file.failure), file.error);
    to.push_back(Document::parse(name, std::move(file.text), reading_.problems));
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
      to.push_back({&document, &document == &reading_.user.front() ? LayerKind::file
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

  /// Which modules there are, and where: only the user's files and what came before them have a
  /// say.
  void learn_modules() {
    const Config config = merged(in_order({}), search_.outside.get());
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
                                     "'" + option->name +
                                         "' is not for a module's aio.conf: "
                                         "only the user's files say which modules there are"});
      }
    }
  }

  void finish() {
    reading_.config =
        std::make_shared<const Config>(merged(in_order(modules_), search_.outside.get()));
    const Problems judged = judge(*reading_.config);
    reading_.problems.insert(reading_.problems.end(), judged.begin(), judged.end());
    sort_by_place(reading_.problems, reading_.config->files());
  }

  const Search& search_;
  Files files_;
  std::vector<Document> defaults_;  // one
  std::vector<Document> vendor_;    // one at most
  std::vector<Document> modules_;
  std::vector<std::string> module_names_;  // whose they are
  std::vector<Document> runtime_;  // one at most
  Reading reading_;
};

}  // namespace

std::optional<fs::path> find_file(const Search& search) {
  const std::optional<Candidate> found = chosen(search, Files(search));
  if (!found) return std::nullopt;
  return found->path;
}

Reading load(const Search& search) {
  return Loader(search).load();
}

bool is_whole(const Reading& reading) {
  return added(judge(*reading.config), reading.problems).empty();
}

}  // namespace aio::conf
