// SPDX-License-Identifier: MIT
#include "daemon/modules/keys.hpp"

#include <aio/error.hpp>

#include <optional>
#include <string_view>
#include <utility>

#include "daemon/modules/finder.hpp"
#include "daemon/modules/notes.hpp"

namespace aio::modules {
namespace {

constexpr std::uint32_t note_of_a_key = 2;  // AIO_KEY's, in <aio/settings.hpp>

/// Four texts, each with the zero byte that ends it; what newer headers say behind them is not for
/// us.
std::optional<conf::Declaration::Key> parse(std::string_view content) {
  const auto next = [&content]() -> std::optional<std::string> {
    const std::size_t end = content.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    std::string text(content.substr(0, end));
    content.remove_prefix(end + 1);
    return text;
  };
  auto name = next();
  auto type = next();
  auto fallback = next();
  auto help = next();
  if (!help || name->empty()) return std::nullopt;
  return conf::Declaration::Key{*std::move(name), *std::move(type), *std::move(fallback),
                                *std::move(help)};
}

std::vector<conf::Declaration::Key> keys_of(const std::filesystem::path& file) {
  std::vector<conf::Declaration::Key> keys;
  for (const Note& note : read_notes(file)) {
    const bool is_key = note.owner == std::string_view("aio\0", 4) && note.type == note_of_a_key;
    auto key = is_key ? parse(note.content) : std::nullopt;
    if (key) keys.push_back(*std::move(key));
  }
  return keys;
}

}  // namespace

std::vector<conf::Declaration> declared_keys(
    const std::vector<std::string>& modules,
    const std::vector<std::filesystem::path>& module_path) {
  std::vector<conf::Declaration> declarations;
  for (const std::string& name : modules) {
    const auto file = find_module(name, module_path);
    if (!file) continue;
    try {
      declarations.push_back({name, keys_of(*file)});
    } catch (const Error&) {
      // It is refused when it is loaded.
    }
  }
  return declarations;
}

}  // namespace aio::modules
