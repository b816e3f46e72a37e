// SPDX-License-Identifier: MIT
#include "daemon/runner/reading.hpp"

#include <aio/error.hpp>

#include <system_error>
#include <utility>

#include "conf/file_writer.hpp"
#include "conf/files.hpp"

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
  const auto folder = search.folder.empty() ? std::filesystem::current_path() : search.folder;
  return folder / new_file_name;
}

Error failure(const std::system_error& error) {
  const bool denied = error.code() == std::errc::permission_denied ||
                      error.code() == std::errc::operation_not_permitted;
  return Error(denied ? Fault::not_permitted : Fault::failed, error.what());
}

}  // namespace

Draft draft(const conf::Search& search, const std::vector<Edit>& edits) {
  conf::Reading now = conf::load(search);
  if (edits.empty()) return {std::move(now), std::nullopt};
  if (search.text) throw Error(Fault::refused, "the configuration is not in a file");

  const auto file = file_to_edit(now, search);
  conf::Document document = editable(now, file);
  Rewrite rewrite{file, std::nullopt, {}};
  if (!now.user.empty()) rewrite.before = document.text();
  for (const Edit& edit : edits) {
    refuse_shadowed(edit, now.user);
    apply(edit, document);
  }
  rewrite.after = document.text();
  if (rewrite.after.size() > conf::largest_file)
    throw Error(Fault::too_large, file.string() + " would have more than " +
                                      std::to_string(conf::largest_file) + " bytes");

  conf::Search trial = search;
  trial.file = file;
  trial.replaced[file] = rewrite.after;
  return {conf::load(trial), std::move(rewrite)};
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
    throw failure(error);
  }
}

}  // namespace aio::runner
