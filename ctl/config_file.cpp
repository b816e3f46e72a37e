// SPDX-License-Identifier: MIT
#include "ctl/config_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "conf/files.hpp"
#include "conf/judge.hpp"
#include "conf/problem.hpp"
#include "ctl/aiod.hpp"
#include "ctl/failure.hpp"
#include "ctl/missing.hpp"

namespace aio::ctl {
namespace {

namespace fs = std::filesystem;

constexpr const char* new_file_name = "aio.conf";

Failure bad_config(const conf::Problems& problems) {
  return {Exit::bad_config, conf::rendered(problems)};
}

// A file that is not there is a mistake in what was asked; one that may not be read is not.
Failure unreadable(const std::error_code& code, const conf::Problems& problems) {
  const Exit exit = exit_of(code);
  return {exit == Exit::not_permitted ? exit : Exit::bad_config, conf::rendered(problems)};
}

/// A file on its way to another text.
struct Rewrite {
  fs::path file;
  std::optional<std::string> before;  ///< nothing: the file is new
  conf::Document document;
};

void apply(const Edit& edit, conf::Document& document) {
  if (!edit.value && document.find_option(edit.section, edit.option) == nullptr) {
    if (document.find_section(edit.section) == nullptr)
      throw missing_section(edit.section, section_names(document));
    throw missing_option(edit.section, edit.option, option_names(document, edit.section));
  }
  const auto problem = edit.value ? document.set(edit.section, edit.option, *edit.value)
                                  : document.unset(edit.section, edit.option);
  if (problem) throw bad_config({*problem});
}

// What a drop-in says would win, and the edit would be without effect.
void refuse_shadowed(const Edit& edit, const std::vector<conf::Document>& user) {
  for (std::size_t i = 1; i < user.size(); ++i)
    if (const auto* const option = user[i].find_option(edit.section, edit.option))
      throw bad_config({{{user[i].name(), option->line},
                         "'" + edit.section + ":" + edit.option +
                             "' is set here, which overrides " + user[0].name()}});
}

// Problems of the new text that the old one has not, wherever they stand now.
conf::Problems added(const conf::Problems& before, const conf::Problems& after) {
  std::vector<std::pair<std::string, std::string>> old;
  for (const auto& [place, what] : before) old.emplace_back(place.file, what);
  conf::Problems added;
  for (const conf::Problem& problem : after) {
    const auto known =
        std::find(old.begin(), old.end(), std::pair(problem.place.file, problem.what));
    if (known == old.end())
      added.push_back(problem);
    else
      old.erase(known);
  }
  return added;
}

void write(const Rewrite& rewrite) {
  const conf::FileText now = conf::read_text(rewrite.file);
  if (rewrite.before ? now.text != *rewrite.before : !now.error)
    throw Failure(Exit::failed, rewrite.file.string() + ": was changed meanwhile by somebody else");
  try {
    conf::write_atomically(rewrite.file, rewrite.document.text());
  } catch (const std::system_error& error) {
    throw Failure(exit_of(error.code()), rewrite.file.string() + ": " + error.code().message());
  }
}

// Who runs a command as root in another's folder must not be made to leave files there.
void refuse_foreign_folder(const fs::path& folder) {
  struct stat found = {};
  if (::geteuid() != 0 || (::stat(folder.c_str(), &found) == 0 && found.st_uid == 0)) return;
  throw Failure(Exit::not_permitted,
                "there is no configuration file, and root makes none in another's folder",
                "-f FILE names one");
}

Rewrite new_file(const conf::Reading& reading) {
  if (reading.passed_over)
    throw Failure(Exit::not_permitted, reading.passed_over->string() + " " + conf::why_passed_over,
                  "-f FILE names one");
  const fs::path folder = fs::current_path();
  refuse_foreign_folder(folder);
  conf::Problems none;
  const fs::path file = folder / new_file_name;
  return {file, std::nullopt, conf::Document::parse(file.string(), "", none)};
}

fs::path change_raw(const fs::path& file, const std::vector<Edit>& edits) {
  conf::Document document = read_document(file);
  Rewrite rewrite{file, document.text(), std::move(document)};
  for (const Edit& edit : edits) apply(edit, rewrite.document);
  write(rewrite);
  return file;
}

/// The file that the reading is of, as it can be edited.
Rewrite old_file(const conf::Reading& reading) {
  if (reading.user.empty()) throw unreadable(reading.file_error, reading.problems);
  const conf::Document& document = reading.user.front();
  return {*reading.file, document.text(), document};
}

}  // namespace

conf::Search search_of(const Options& options) {
  const auto aiod = aiod_beside();
  return {.file = options.file,
          .folder = fs::current_path(),
          .executable = aiod,
          .only_root_owned = ::geteuid() == 0};
}

conf::Document read_document(const fs::path& file) {
  conf::FileText read = conf::read_text(file);
  if (read.error) throw unreadable(read.error, {{{file.string(), 0}, read.failure}});
  conf::Problems problems;
  auto document = conf::Document::parse(file.string(), std::move(read.text), problems);
  if (!problems.empty()) throw bad_config(problems);
  return document;
}

std::shared_ptr<const conf::Config> read_effective(const conf::Search& search) {
  const conf::Reading reading = conf::load(search);
  if (reading.file_error) throw unreadable(reading.file_error, reading.problems);
  // The others are of files and their syntax: there is no configuration then.
  const conf::Problems judged = conf::judge(*reading.config);
  if (const auto others = added(judged, reading.problems); !others.empty())
    throw bad_config(reading.problems);
  return reading.config;
}

fs::path change_file(const Options& options, const std::vector<Edit>& edits) {
  if (!options.raw_file.empty()) return change_raw(options.raw_file, edits);
  conf::Search search = search_of(options);
  const conf::Reading now = conf::load(search);
  Rewrite rewrite = now.file ? old_file(now) : new_file(now);
  for (const Edit& edit : edits) {
    refuse_shadowed(edit, now.user);
    apply(edit, rewrite.document);
  }
  search.file = rewrite.file;
  search.replaced[rewrite.file] = rewrite.document.text();
  if (const auto problems = added(now.problems, conf::load(search).problems); !problems.empty())
    throw bad_config(problems);
  write(rewrite);
  return rewrite.file;
}

}  // namespace aio::ctl
