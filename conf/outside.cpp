// SPDX-License-Identifier: MIT
#include "conf/outside.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <system_error>
#include <utility>

#include <unistr.h>

#include "conf/descriptor.hpp"
#include "conf/files.hpp"

namespace aio::conf {
namespace {

using State = OutsideValue::State;

constexpr const char* credentials_folder = "CREDENTIALS_DIRECTORY";

/// The text, unless no configuration could hold it: D-Bus and Python's files have the same rule.
OutsideValue checked(std::string text) {
  if (text.find('\0') != std::string::npos) return {State::unreadable, "has a NUL byte"};
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (u8_check(bytes, text.size()) != nullptr) return {State::unreadable, "is not UTF-8 text"};
  return {State::there, std::move(text)};
}

}  // namespace

ProcessOutside::ProcessOutside(State of_absent) : of_absent_(of_absent) {
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const std::size_t equals = variable.find('=');
    if (equals == std::string_view::npos) continue;
    environment_.emplace(variable.substr(0, equals), variable.substr(equals + 1));
  }
}

OutsideValue ProcessOutside::read(OutsideKind kind, const std::string& name) const {
  if (kind == OutsideKind::credential) return credential(name);
  const auto found = environment_.find(name);
  return found == environment_.end() ? OutsideValue{of_absent_, {}} : checked(found->second);
}

// A name with a '/' would lead out of the folder.
OutsideValue ProcessOutside::credential(const std::string& name) const {
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos)
    return {State::unreadable, "is no name of a credential"};
  const auto folder_name = environment_.find(credentials_folder);
  if (folder_name == environment_.end()) return {of_absent_, {}};
  const Descriptor folder(::open(folder_name->second.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  FileText file = read_text_at(folder.number(), name);
  if (file.error == std::errc::no_such_file_or_directory ||
      file.error == std::errc::bad_file_descriptor)
    return {of_absent_, {}};
  if (file.error) return {State::unreadable, "cannot be read: " + file.failure};
  if (file.text.size() > largest_credential) return {State::unreadable, "has more than 1 MB"};
  if (file.text.ends_with('\n')) file.text.pop_back();
  return checked(std::move(file.text));
}

std::optional<OutsideReference> parse_outside_reference(std::string_view path) {
  for (const OutsideKind kind : {OutsideKind::environment, OutsideKind::credential}) {
    const std::string_view word = section_of(kind);
    if (!path.starts_with(word) || path.substr(word.size(), 1) != ":") continue;
    const std::string_view rest = path.substr(word.size() + 1);
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return OutsideReference{kind, rest, std::nullopt};
    if (rest.substr(colon, 2) != ":-") return std::nullopt;
    return OutsideReference{kind, rest.substr(0, colon), rest.substr(colon + 2)};
  }
  return std::nullopt;
}

std::string_view section_of(OutsideKind kind) {
  return kind == OutsideKind::environment ? "env" : "cred";
}

std::string why_not(OutsideKind kind, const OutsideValue& value) {
  if (value.state == State::unreadable) return value.text;
  if (value.state == State::unknown) return "is known to aiod alone";
  return kind == OutsideKind::environment ? "is not in the environment"
                                          : "is not among the credentials";
}

}  // namespace aio::conf
