// SPDX-License-Identifier: MIT
#include "conf/edits.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace aio::conf {
namespace {

std::string name_of(const Edit& edit) {
  return "'" + edit.section + ":" + edit.option + "'";
}

std::optional<RefusedEdit> shadowed(const Edit& edit,
                                    const Document& document,
                                    std::span<const Document> over) {
  for (const Document& each : over)
    if (const OptionText* const option = each.find_option(edit.section, edit.option))
      return RefusedEdit{edit,
                         {{each.name(), option->line},
                          name_of(edit) + " is set here, which overrides " + document.name()}};
  return std::nullopt;
}

std::optional<RefusedEdit> make(const Edit& edit, Document& document) {
  if (!edit.value && document.find_option(edit.section, edit.option) == nullptr)
    return RefusedEdit{edit, {{}, name_of(edit) + " is not set in " + document.name()}, true};
  auto problem = edit.value ? document.set(edit.section, edit.option, *edit.value)
                            : document.unset(edit.section, edit.option);
  if (problem) return RefusedEdit{edit, *std::move(problem)};
  return std::nullopt;
}

// Also of a link to what is not there yet, which weakly_canonical() takes for a name. Empty when
// nobody may know.
std::filesystem::path where_it_leads(std::filesystem::path file) {
  constexpr int most_links = 40;  // as path_resolution(7)
  std::error_code error;
  for (int links = 0; links < most_links && std::filesystem::is_symlink(file, error); ++links)
    file = file.parent_path() / std::filesystem::read_symlink(file, error);
  auto place = std::filesystem::weakly_canonical(file, error);
  return error ? std::filesystem::path() : place;
}

}  // namespace

std::optional<RefusedEdit> make(const std::vector<Edit>& edits,
                                Document& document,
                                std::span<const Document> over) {
  Document edited = document;
  for (const Edit& edit : edits) {
    if (auto refused = shadowed(edit, document, over)) return refused;
    if (auto refused = make(edit, edited)) return refused;
  }
  document = std::move(edited);
  return std::nullopt;
}

Edit undo_of(const Edit& edit, const Document& document) {
  const OptionText* const now = document.find_option(edit.section, edit.option);
  return {edit.section, edit.option,
          now == nullptr ? std::nullopt : std::optional(std::string(now->value))};
}

std::filesystem::path new_file(const Search& search) {
  if (!search.editable.empty()) return search.editable.front() / "aio.conf";
  const auto folder = search.folder.empty() ? std::filesystem::current_path() : search.folder;
  return folder / "aio.conf";
}

bool is_editable(const std::filesystem::path& file, const Search& search) {
  const auto place = where_it_leads(file);
  return search.editable.empty() || std::ranges::any_of(search.editable, [&](const auto& folder) {
           const auto given = where_it_leads(folder);
           return !given.empty() && std::ranges::mismatch(given, place).in1 == given.end();
         });
}

}  // namespace aio::conf
