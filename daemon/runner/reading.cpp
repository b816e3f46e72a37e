// SPDX-License-Identifier: MIT
#include "daemon/runner/reading.hpp"

#include <aio/error.hpp>

#include <system_error>
#include <utility>

#include "conf/file_writer.hpp"
#include "conf/files.hpp"
#include "daemon/runner/file_error.hpp"

namespace aio::runner {
namespace {

constexpr const char* new_file_name = "aio.conf";

[[noreturn]] void refuse(const conf::Problem& problem) {
  throw Error(Fault::broken_config, conf::rendered(problem));
}

// What a drop-in says would win over the file, and the edit would be without effect.
void refuse_shadowed(const Edit& edit, const std::vector<conf::Document>& user) {
  for (std::size_t i = 1; i < user.size(); ++i) {
    if (const auto* option = user[i].find_option(edit.section, edit.option))
      refuse({{user[i].name(), option->line},
              "'" + edit.section + ":" + edit.option + "' is set here, which overrides " +
                  user[0].name()});
  }
}

void apply(const Edit& edit, conf::Document& document) {
  if (!edit.value && document.find_option(edit.section, edit.option) == nullptr)
    throw Error(Fault::not_found,
                "'" + edit.section + ":" + edit.option + "' is not set in " + document.name());
  const auto problem = edit.value ? document.set(edit.section, edit.option, *edit.value)
                                  : document.unset(edit.section, edit.option);
  if (problem) refuse(*problem);
}

/// The user's file as it is, or an empty one in the current folder when there is none.
conf::Document editable(const conf::Reading& reading, const std::filesystem::path& file) {
  if (!reading.user.empty()) return reading.user.front();
  conf::Problems none;
  return conf::Document::parse(file.string(), "", none);
}

std::filesystem::path file_to_edit(const conf::Reading& reading, const conf::Search& search) {
  if (reading.file) return *reading.file;
  if (reading.passed_over)
    throw Error(Fault::not_permitted, reading.passed_over->string() + " " + conf::why_passed_over);
  return new_file(search);
}

Edit undo_of(const Edit& edit, const conf::Document& document) {
  const auto* const now = document.find_option(edit.section, edit.option);
  return {edit.section, edit.option, now == nullptr ? std::nullopt : std::optional(now->value)};
}

// In a file a section with nothing in it may be meant; here it only has lost its last value.
conf::Document without_empty_sections(const conf::Document& values) {
  conf::Document rest = KeptState::no_values();
  for (const conf::SectionText& section : values.sections())
    for (const conf::OptionText& option : section.options)
      if (const auto problem = rest.set(section.name, option.written, option.value))
        refuse(*problem);
  return rest;
}

/// The file with the edits in it; what it comes to is not read yet.
Draft edited_file(const conf::Search& search,
                  const conf::Reading& now,
                  const std::vector<Edit>& edits) {
  if (search.text) throw Error(Fault::refused, "the configuration is not in a file");
  const auto file = file_to_edit(now, search);
  conf::Document document = editable(now, file);
  Draft draft;
  Rewrite rewrite{file, std::nullopt, {}};
  if (!now.user.empty()) rewrite.before = document.text();
  for (const Edit& edit : edits) {
    refuse_shadowed(edit, now.user);
    draft.undo.push_back(undo_of(edit, document));
    apply(edit, document);
  }
  rewrite.after = document.text();
  if (rewrite.after.size() > conf::largest_file)
    throw Error(Fault::too_large, file.string() + " would have more than " +
                                      std::to_string(conf::largest_file) + " bytes");
  draft.rewrite = std::move(rewrite);
  return draft;
}

}  // namespace

std::filesystem::path new_file(const conf::Search& search) {
  const auto folder = search.folder.empty() ? std::filesystem::current_path() : search.folder;
  return folder / new_file_name;
}

Draft draft(const conf::Search& search,
            const std::vector<Edit>& edits,
            const conf::Document& values,
            Layer layer) {
  conf::Search trial = search;
  trial.runtime = values.text();
  conf::Reading now = conf::load(trial);
  if (edits.empty()) return {std::move(now), std::nullopt};
  Draft draft = layer == Layer::file ? edited_file(search, now, edits) : Draft();
  conf::Document next = values;
  for (const Edit& edit : edits) {
    if (layer == Layer::runtime) {
      draft.undo.push_back(undo_of(edit, next));
      apply(edit, next);
    } else if (next.find_option(edit.section, edit.option) != nullptr) {
      apply({edit.section, edit.option, std::nullopt}, next);
    }
  }
  if (draft.rewrite) {
    trial.file = draft.rewrite->file;
    trial.replaced[draft.rewrite->file] = draft.rewrite->after;
  }
  next = without_empty_sections(next);
  trial.runtime = next.text();
  if (next.text() != values.text()) draft.values = std::move(next);
  draft.reading = conf::load(trial);
  return draft;
}

std::vector<Edit> undo_of(const PendingRevert& revert,
                          const conf::Search& search,
                          const conf::Document& values) {
  conf::Document now = values;
  if (revert.layer == Layer::file) {
    const conf::Reading reading = conf::load(search);
    if (reading.user.empty()) return {};
    now = reading.user.front();
  }
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < revert.made.size(); ++i)
    if (undo_of(revert.made[i], now) == revert.made[i]) edits.push_back(revert.undo[i]);
  return edits;
}

void undo(const conf::Search& search, KeptState& state) {
  const PendingRevert revert = *std::exchange(state.revert, std::nullopt);
  const auto edits = undo_of(revert, search, state.values);
  if (edits.empty()) return;
  Draft draft = runner::draft(search, edits, state.values, revert.layer);
  if (draft.rewrite) (void)write(*draft.rewrite);
  if (draft.values) state.values = *std::move(draft.values);
}

bool write(const Rewrite& rewrite) {
  try {
    const conf::FileWriter writer(rewrite.file);
    const conf::FileText now = writer.read();
    const bool there = !now.error;
    if (there != rewrite.before.has_value() || (there && now.text != *rewrite.before))
      throw Error(Fault::refused,
                  rewrite.file.string() + ": was changed meanwhile by somebody else");
    return writer.write(rewrite.after);
  } catch (const std::system_error& error) {
    throw file_error(error);
  }
}

}  // namespace aio::runner
