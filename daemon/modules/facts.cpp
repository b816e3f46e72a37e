// SPDX-License-Identifier: MIT
#include "daemon/modules/facts.hpp"

#include <aio/error.hpp>

#include <charconv>

#include "daemon/modules/notes.hpp"
#include "daemon/modules/wording.hpp"

namespace aio::modules {
namespace {

using namespace std::string_view_literals;

// Owners are kept with the zero byte that ends them.
constexpr std::string_view aio_owner = "aio\0"sv;
constexpr std::uint32_t aio_facts = 1;  // and 2 is a key: keys.cpp
constexpr std::string_view gnu_owner = "GNU\0"sv;
constexpr std::uint32_t gnu_build_id = 3;  // NT_GNU_BUILD_ID of elf(5)

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void set(Facts& facts, std::string_view key, std::string_view value) {
  if (key == "name") facts.name = value;
  if (key == "abi") facts.abi = number(value);
  if (key == "compiler") facts.compiler = value;
  if (key == "sanitizer") facts.sanitizer = value;
  if (key == "boost") facts.boost = value;
}

// `key=value;` pairs; a key that is not known was added by newer headers of the same ABI.
void read_pairs(std::string_view text, Facts& facts) {
  for (std::size_t end; (end = text.find(';')) != text.npos; text.remove_prefix(end + 1)) {
    const std::string_view pair = text.substr(0, end);
    const std::size_t equals = pair.find('=');
    if (equals != pair.npos) set(facts, pair.substr(0, equals), pair.substr(equals + 1));
  }
}

std::string in_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::string sanitized(std::string_view sanitizer) {
  if (sanitizer == "none") return "without a sanitizer";
  return "with the " + std::string(sanitizer) + " sanitizer";
}

}  // namespace

Facts read_facts(const std::filesystem::path& file) {
  Facts facts;
  for (const Note& note : read_notes(file)) {
    if (note.owner == aio_owner && note.type == aio_facts) read_pairs(note.content, facts);
    if (note.owner == gnu_owner && note.type == gnu_build_id) facts.build_id = in_hex(note.content);
  }
  if (facts.name.empty())
    throw Error(Fault::broken_module,
                in_quotes(file.string()) + " is no module of aio: it has no AIO_MODULE");
  return facts;
}

std::optional<std::string> mismatch(const Facts& module, const Facts& host, std::string_view name) {
  if (module.name != name)
    return "calls itself " + in_quotes(module.name) + ", expected " + in_quotes(name);
  if (module.abi != host.abi)
    return "is built for ABI " + std::to_string(module.abi) + " of aio, expected ABI " +
           std::to_string(host.abi);
  // A plain module runs in a sanitized aiod, but a sanitized one ends any other process.
  if (module.sanitizer != "none" && module.sanitizer != host.sanitizer)
    return "is built " + sanitized(module.sanitizer) + ", this aiod " + sanitized(host.sanitizer);
  if (module.boost && module.boost != host.boost)
    return "uses Boost " + *module.boost + ", this aiod has " + host.boost.value_or("none");
  return std::nullopt;
}

}  // namespace aio::modules
