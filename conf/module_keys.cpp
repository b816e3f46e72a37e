// SPDX-License-Identifier: MIT
#include "conf/module_keys.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "conf/document.hpp"

namespace aio::conf {
namespace {

/// "0..10", of which neither end may be left out.
bool parse_range(std::string_view text, Key& key) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return false;
  const auto number = [](std::string_view digits, std::int64_t& to) {
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, to);
    return error == std::errc() && stop == end;
  };
  return number(text.substr(0, dots), key.lowest) && number(text.substr(dots + 2), key.highest);
}

/// A type that is not known was added by headers that are newer than this aio.
void set_type(std::string_view type, Key& key) {
  constexpr std::string_view integer = "integer ";
  constexpr std::string_view choice = "one of ";
  key.type = KeyType::any_text;
  if (type == "size") key.type = KeyType::size;
  if (type == "duration") key.type = KeyType::span;
  if (type == "boolean") key.type = KeyType::boolean;
  if (type == "integer" ||
      (type.starts_with(integer) && parse_range(type.substr(integer.size()), key)))
    key.type = KeyType::integer;
  if (!type.starts_with(choice)) return;
  key.type = KeyType::choice;
  key.choices = type.substr(choice.size());
}

/// What AIO_KEY takes: a file may have been made by others.
bool is_key_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") ==
                              std::string_view::npos;
}

}  // namespace

ModuleKeys::ModuleKeys(std::span<const Declaration> declarations) {
  for (const Declaration& declaration : declarations) {
    if (!table_section(declaration.module).empty() || declaration.module == default_section)
      continue;
    for (const Declaration::Key& key : declaration.keys)
      if (is_key_name(key.name) && find(declaration.module, key.name) == nullptr)
        add(declaration.module, key);
  }
}

void ModuleKeys::add(const std::string& module, const Declaration::Key& key) {
  Key row{.section = keep(module),
          .name = keep(key.name),
          .fallback = keep(key.fallback),
          .help = keep(key.help)};
  set_type(keep(key.type), row);
  rows_.push_back(row);
}

const Key* ModuleKeys::find(std::string_view section, std::string_view option) const {
  const auto found = std::ranges::find_if(rows_, [&](const Key& key) {
    return key.section == section && (option.empty() || key.name == option);
  });
  return found == rows_.end() ? nullptr : &*found;
}

std::string ModuleKeys::defaults_text() const {
  std::string text;
  std::string_view last;
  for (const Key& key : rows_) {
    if (key.section != last) text.append("[").append(key.section).append("]\n");
    last = key.section;
    if (key.fallback.empty()) continue;
    text.append(key.name).append(" = ");
    for (const char c : key.fallback) text.append(c == '\n' ? "\n\t" : std::string(1, c));
    text += '\n';
  }
  return text;
}

const Key* find_key(const Config& config, std::string_view section, std::string_view option) {
  if (const Key* const key = find_key(section, option)) return key;
  const ModuleKeys* const declared = config.module_keys();
  return declared == nullptr ? nullptr : declared->find(section, option);
}

}  // namespace aio::conf
