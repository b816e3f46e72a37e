// SPDX-License-Identifier: MIT
#include "daemon/runner/reading.hpp"

#include <aio/error.hpp>

#include <algorithm>
#include <system_error>
#include <utility>

#include "conf/file_writer.hpp"
#include "conf/files.hpp"
#include "conf/names.hpp"
#include "daemon/runner/file_error.hpp"

namespace aio::runner {
namespace {

void edit_document(const std::vector<Edit>& edits,
                   conf::Document& document,
                   std::span<const conf::Document> over = {}) {
  const auto refused = conf::make(edits, document, over);
  if (!refused) return;
  if (refused->not_there) throw Error(Fault::not_found, refused->problem.what);
  throw Error(Fault::broken_config, conf::rendered(refused->problem));
}

/// The user's file as it is, or an empty one when there is none. What is there and cannot be read
/// is not to be written over.
conf::Document document_to_edit(const conf::UserFiles& files, const std::filesystem::path& file) {
  if (files.file_is_read) return files.user.front();
  if (files.file_error && files.file_error != std::errc::no_such_file_or_directory)
    throw Error(
        files.file_error == std::errc::permission_denied ? Fault::not_permitted : Fault::failed,
        conf::rendered(files.problems));
  conf::Problems none;
  return conf::Document::parse(file.string(), "", none);
}

std::vector<Edit> undo_of(const std::vector<Edit>& edits, const conf::Document& document) {
  std::vector<Edit> undo;
  for (const Edit& edit : edits) undo.push_back(conf::undo_of(edit, document));
  return undo;
}

// In a file a section with nothing in it may be meant; here it only has lost its last value.
conf::Document without_empty_sections(const conf::Document& values) {
  std::string rest;
  const auto sections = values.sections();
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (sections[i].options.empty()) continue;
    const std::size_t begin = sections[i].begin;
    const std::size_t end = i + 1 < sections.size() ? sections[i + 1].begin : values.text().size();
    rest += values.text().substr(begin, end - begin);
  }
  conf::Problems none;
  return values.reread(std::move(rest), none);
}

/// The file with the edits in it, which is put in the place of the one on the disk.
void edit_file(Draft& draft,
               conf::Search& search,
               const std::vector<Edit>& edits,
               const conf::Reading* before) {
  if (search.text) throw Error(Fault::refused, "the configuration is not in a file");
  const conf::UserFiles files = conf::read_user_files(search, before);
  Rewrite rewrite{file_to_edit(search, files), std::nullopt, {}};
  conf::Document document = document_to_edit(files, rewrite.file);
  if (files.file_is_read) rewrite.before = document.text();
  draft.undo = undo_of(edits, document);
  edit_document(edits, document, files.drop_ins());
  rewrite.after = document.text();
  if (rewrite.after.size() > conf::largest_file)
    throw Error(Fault::too_large, rewrite.file.string() + " would have more than " +
                                      std::to_string(conf::largest_file) + " bytes");
  search.replaced.emplace(rewrite.file, std::move(document));
  draft.rewrite = std::move(rewrite);
}

/// The values set at runtime that hold with the edits.
conf::Document edited_values(Draft& draft, const conf::Document& values, const Trial& trial) {
  conf::Document next = values;
  const auto is_set = [&](const Edit& edit) {
    return next.find_option(edit.section, edit.option) != nullptr;
  };
  if (trial.layer == Layer::runtime) {
    draft.undo = undo_of(trial.edits, values);
    edit_document(trial.edits, next);
  } else if (trial.brought_back) {
    for (const Edit& value : *trial.brought_back)
      if (!is_set(value)) edit_document({value}, next);
  } else {
    for (const Edit& edit : trial.edits) {
      if (!is_set(edit)) continue;
      draft.ended.push_back(conf::undo_of(edit, next));
      edit_document({{edit.section, edit.option, std::nullopt}}, next);
    }
  }
  return without_empty_sections(next);
}

bool is_among(const std::vector<Edit>& edits, const Edit& edit) {
  return std::ranges::any_of(edits, [&](const Edit& each) {
    return each.section == edit.section && conf::fold(each.option) == conf::fold(edit.option);
  });
}

}  // namespace

// The manager of the service knows which folders are its own, and keeps the others from it.
void refuse_foreign(const std::filesystem::path& file, const conf::Search& search) {
  if (conf::is_editable(file, search)) return;
  throw Error(Fault::not_permitted, file.string() +
                                        ": not written, for this service was given only " +
                                        search.editable.front().string() +
                                        " for its configuration (ConfigurationDirectory=)");
}

std::filesystem::path file_to_edit(const conf::Search& search, const conf::UserFiles& files) {
  if (!files.file && files.passed_over)
    throw Error(Fault::not_permitted, files.passed_over->string() + " " + conf::why_passed_over);
  const auto file = files.file ? *files.file : conf::new_file(search);
  refuse_foreign(file, search);
  return file;
}

Draft draft(const conf::Search& search,
            const Trial& trial,
            const conf::Document& values,
            const conf::Reading* before) {
  conf::Search changed = search;
  Draft draft;
  if (!trial.edits.empty() && trial.layer == Layer::file)
    edit_file(draft, changed, trial.edits, before);
  conf::Document next = edited_values(draft, values, trial);
  changed.runtime = next.text();
  if (next.text() != values.text()) draft.values = std::move(next);
  draft.reading = conf::load(changed, before);
  return draft;
}

Trial undo_of(const PendingRevert& revert,
              const conf::Search& search,
              const conf::Document& values,
              const conf::Reading* before) {
  Trial trial{{}, revert.layer, std::vector<Edit>()};
  conf::Document now = values;
  if (revert.layer == Layer::file) {
    const conf::UserFiles files = conf::read_user_files(search, before);
    if (!files.file_is_read) return trial;
    now = files.user.front();
  }
  for (std::size_t i = 0; i < revert.made.size(); ++i)
    if (conf::undo_of(revert.made[i], now) == revert.made[i]) trial.edits.push_back(revert.undo[i]);
  for (const Edit& value : revert.ended)
    if (is_among(trial.edits, value)) trial.brought_back->push_back(value);
  return trial;
}

void undo(const conf::Search& search, KeptState& state) {
  const PendingRevert revert = *std::exchange(state.revert, std::nullopt);
  const Trial trial = undo_of(revert, search, state.values);
  if (trial.edits.empty()) return;
  Draft draft = runner::draft(search, trial, state.values);
  if (draft.rewrite) (void)write(*draft.rewrite);
  if (draft.values) state.values = *std::move(draft.values);
}

bool write(const Rewrite& rewrite) {
  try {
    // A drop-in may be the first of its file.
    const auto folder = rewrite.file.parent_path();
    if (!rewrite.before && folder.extension() == ".d") std::filesystem::create_directory(folder);
    const conf::FileWriter writer(rewrite.file);
    const conf::FileText now = writer.read();
    const bool there = now.error != std::errc::no_such_file_or_directory;
    if (there && now.error) throw std::system_error(now.error, rewrite.file.string());
    if (there != rewrite.before.has_value() || (there && now.text != *rewrite.before))
      throw Error(Fault::refused,
                  rewrite.file.string() + ": was changed meanwhile by somebody else");
    return writer.write(rewrite.after);
  } catch (const std::system_error& error) {
    throw file_error(error);
  }
}

}  // namespace aio::runner
