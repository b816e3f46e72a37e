// SPDX-License-Identifier: MIT
#include "ctl/config_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "conf/file_writer.hpp"
#include "conf/files.hpp"
#include "conf/problem.hpp"
#include "ctl/aiod.hpp"
#include "ctl/failure.hpp"
#include "ctl/folder_owner.hpp"
#include "ctl/missing.hpp"
#include "daemon/modules/keys.hpp"

namespace aio::ctl {
namespace {

namespace fs = std::filesystem;

Failure bad_config(const conf::Problems& problems) {
  return {Exit::bad_config, conf::rendered(problems)};
}

// A file that is not there is a mistake in what was asked; one that may not be read is not.
Failure unreadable(const std::error_code& code, const conf::Problems& problems) {
  const Exit exit = exit_of(code);
  return {exit == Exit::not_permitted ? exit : Exit::bad_config, conf::rendered(problems)};
}

void edit_document(const std::vector<Edit>& edits,
                   conf::Document& document,
                   std::span<const conf::Document> over = {}) {
  const auto refused = conf::make(edits, document, over);
  if (!refused) return;
  const Edit& edit = refused->edit;
  if (!refused->not_there) throw bad_config({refused->problem});
  if (document.find_section(edit.section) == nullptr)
    throw missing_section(edit.section, section_names(document));
  throw missing_option(edit.section, edit.option, option_names(document, edit.section));
}

// Who runs a command as root in another's folder must not be made to leave files there.
void refuse_foreign_folder(const fs::path& folder) {
  struct stat found = {};
  if (::geteuid() != 0 || (::stat(folder.c_str(), &found) == 0 && found.st_uid == 0)) return;
  throw Failure(Exit::not_permitted,
                "there is no configuration file, and root makes none in another's folder",
                "-f FILE names one");
}

// Where a configuration is made when there is none.
fs::path file_to_make(const conf::Search& search) {
  if (const auto passed_over = conf::read_user_files(search).passed_over)
    throw Failure(Exit::not_permitted, passed_over->string() + " " + conf::why_passed_over,
                  "-f FILE names one");
  fs::path file = conf::new_file(search);
  refuse_foreign_folder(file.parent_path());
  return file;
}

/// The turn to write a file. Who does so as root in another's folder becomes that user first, so
/// that nothing in the folder makes it touch what that user could not.
conf::FileWriter writer_of(const fs::path& file) {
  conf::Descriptor folder = conf::open_folder_of(file);
  const auto links =
      is_safe_for_root(folder.number()) ? conf::Links::anywhere : conf::Links::within_the_folder;
  become_owner_of(folder.number());
  return conf::FileWriter(std::move(folder), file, links);
}

FileChange written(const conf::FileWriter& writer,
                   const fs::path& file,
                   const conf::Document& document) {
  return {file, writer.write(document.text())};
}

FileChange change_raw(const fs::path& file, const std::vector<Edit>& edits) {
  const conf::FileWriter writer = writer_of(file);
  conf::Document document = read_document(file);
  edit_document(edits, document);
  return written(writer, file, document);
}

/// What is to be edited, as it is now that nobody else may write it.
conf::Document editable(const conf::Reading& now, const fs::path& file) {
  if (!now.file) {
    conf::Problems none;
    return conf::Document::parse(file.string(), "", none);
  }
  if (*now.file != file)
    throw Failure(Exit::failed,
                  file.string() + ": is not the configuration any more, but " + now.file->string());
  if (!now.file_is_read) throw unreadable(now.file_error, now.problems);
  return now.user.front();
}

FileChange change_found(const Options& options, const std::vector<Edit>& edits) {
  conf::Search search = search_of(options);
  const fs::path file = file_to_edit(search);
  const conf::FileWriter writer = writer_of(file);
  const conf::Reading now = conf::load(search);
  conf::Document document = editable(now, file);
  edit_document(edits, document, now.drop_ins());
  search.file = file;
  search.replaced.emplace(file, document);
  if (const auto problems = conf::added(now.problems, conf::load(search, &now).problems);
      !problems.empty())
    throw bad_config(problems);
  return written(writer, file, document);
}

}  // namespace

conf::Search search_of(const Options& options) {
  const auto aiod = aiod_beside();
  return {.file = options.file,
          .folder = fs::current_path(),
          .executable = aiod,
          .only_root_owned = ::geteuid() == 0,
          .declared_keys = modules::declared_keys,
          .outside =
              std::make_shared<const conf::ProcessOutside>(conf::OutsideValue::State::unknown)};
}

conf::Document read_document(const fs::path& file) {
  conf::FileText read = conf::read_text(file);
  if (read.error) throw unreadable(read.error, {{{file.string(), 0}, read.failure}});
  conf::Problems problems;
  auto document = conf::Document::parse(file.string(), std::move(read.text), problems);
  if (!problems.empty()) throw bad_config(problems);
  return document;
}

conf::Reading read_whole(const conf::Search& search) {
  conf::Reading reading = conf::load(search);
  if (reading.file_error) throw unreadable(reading.file_error, reading.problems);
  if (!conf::is_whole(reading)) throw bad_config(reading.problems);
  return reading;
}

std::shared_ptr<const conf::Config> read_effective(const conf::Search& search) {
  return read_whole(search).config;
}

fs::path file_to_edit(const conf::Search& search) {
  const auto found = conf::find_file(search);
  return found ? *found : file_to_make(search);
}

FileChange change_file(const Options& options, const std::vector<Edit>& edits) {
  try {
    return options.raw_file.empty() ? change_found(options, edits)
                                    : change_raw(options.raw_file, edits);
  } catch (const std::system_error& error) {
    throw Failure(exit_of(error.code()), error.what());
  }
}

}  // namespace aio::ctl
