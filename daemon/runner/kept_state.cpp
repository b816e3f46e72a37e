// SPDX-License-Identifier: MIT
#include "daemon/runner/kept_state.hpp"

#include <aio/error.hpp>

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "conf/file_writer.hpp"
#include "conf/files.hpp"
#include "conf/load.hpp"
#include "daemon/runner/file_error.hpp"

namespace aio::runner {
namespace {

namespace fs = std::filesystem;

// Made anew with each form that an earlier aiod could not read.
constexpr const char* version = "1";

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw Error(Fault::failed, name + ": " + what);
}

/// Writes sections of options; what was accepted as a configuration's value is one here.
class StateText {
 public:
  StateText() : document_(conf::Document::parse("state", "", none_)) {}

  void set(const std::string& section, const char* option, const std::string& value) {
    if (const auto problem = document_.set(section, option, value)) fail("state", problem->what);
  }

  // A section's name may have blanks at its ends, which a value may not.
  void edit(const std::string& section, const Edit& edit) {
    set(section, "section", "[" + edit.section + "]");
    set(section, "option", edit.option);
    if (edit.value) set(section, "value", *edit.value);
  }

  std::string text() const { return document_.text(); }

 private:
  conf::Problems none_;
  conf::Document document_;
};

std::string value(const conf::Document& text, const std::string& section, const char* option) {
  const conf::OptionText* const found = text.find_option(section, option);
  if (found == nullptr) fail(text.name(), "[" + section + "] has no '" + option + "'");
  return std::string(found->value);
}

Edit read_edit(const conf::Document& text, const std::string& section) {
  const std::string bracketed = value(text, section, "section");
  if (bracketed.size() < 3 || bracketed.front() != '[' || bracketed.back() != ']')
    fail(text.name(), "[" + section + "] names no section");
  Edit edit{bracketed.substr(1, bracketed.size() - 2), value(text, section, "option"), {}};
  if (const auto* const found = text.find_option(section, "value")) edit.value = found->value;
  return edit;
}

/// The edits of [PREFIX 0], [PREFIX 1] and so on.
std::vector<Edit> read_edits(const conf::Document& text, const std::string& prefix) {
  std::vector<Edit> edits;
  for (;;) {
    const std::string section = prefix + std::to_string(edits.size());
    if (text.find_section(section) == nullptr) return edits;
    edits.push_back(read_edit(text, section));
  }
}

std::int64_t number(const conf::Document& text, const std::string& section, const char* option) {
  const std::string digits = value(text, section, option);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size())
    fail(text.name(), "[" + section + "] " + option + " is no number");
  return number;
}

void add_revert(StateText& text, const PendingRevert& revert) {
  const auto until = revert.until.time_since_epoch();
  text.set("revert", "until_usec",
           std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(until).count()));
  text.set("revert", "layer", revert.layer == Layer::file ? "file" : "runtime");
  for (std::size_t i = 0; i < revert.made.size(); ++i)
    text.edit("made " + std::to_string(i), revert.made[i]);
  for (std::size_t i = 0; i < revert.undo.size(); ++i)
    text.edit("undo " + std::to_string(i), revert.undo[i]);
  for (std::size_t i = 0; i < revert.ended.size(); ++i)
    text.edit("ended " + std::to_string(i), revert.ended[i]);
}

PendingRevert read_revert(const conf::Document& text) {
  PendingRevert revert;
  revert.until = std::chrono::system_clock::time_point(
      std::chrono::microseconds(number(text, "revert", "until_usec")));
  revert.layer = value(text, "revert", "layer") == "file" ? Layer::file : Layer::runtime;
  revert.made = read_edits(text, "made ");
  revert.undo = read_edits(text, "undo ");
  revert.ended = read_edits(text, "ended ");
  if (revert.made.size() != revert.undo.size()) fail(text.name(), "a part of it is missing");
  return revert;
}

// FNV-1a (draft-eastlake-fnv): the same name for the same path in every build.
std::uint64_t hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace

conf::Document KeptState::no_values() {
  conf::Problems none;
  return conf::Document::parse(conf::runtime_name, "", none);
}

std::string dumped(const KeptState& state, const std::string& configuration) {
  StateText text;
  text.set("state", "version", version);
  text.set("state", "configuration", configuration);
  std::size_t count = 0;
  for (const conf::SectionText& section : state.values.sections())
    for (const conf::OptionText& option : section.options)
      text.edit(
          "value " + std::to_string(count++),
          {std::string(section.name), std::string(option.written), std::string(option.value)});
  if (state.revert) add_revert(text, *state.revert);
  return "# Kept by aiod: what was set with --runtime and --revert-after.\n" + text.text();
}

KeptState parse_kept_state(const std::string& name, std::string text) {
  conf::Problems problems;
  const auto document = conf::Document::parse(name, std::move(text), problems);
  if (!problems.empty()) throw Error(Fault::failed, conf::rendered(problems));
  if (const std::string its = value(document, "state", "version"); its != version)
    fail(name, "is of version " + its + ", and this aiod knows " + version);
  KeptState state;
  for (const Edit& edit : read_edits(document, "value "))
    if (const auto problem = state.values.set(edit.section, edit.option, edit.value.value_or("")))
      fail(name, problem->what);
  if (document.find_section("revert") != nullptr) state.revert = read_revert(document);
  return state;
}

fs::path state_file(const fs::path& folder, const fs::path& configuration) {
  std::array<char, 16> digits{};
  const auto [end, error] =
      std::to_chars(digits.begin(), digits.end(), hash(configuration.native()), 16);
  return folder /
         (configuration.filename().string() + "-" + std::string(digits.begin(), end) + ".state");
}

KeptState load_state(const fs::path& file) {
  conf::FileText read = conf::read_text(file);
  if (read.error == std::errc::no_such_file_or_directory) return {};
  if (read.error) fail(file.string(), read.failure);
  return parse_kept_state(file.string(), std::move(read.text));
}

void save_state(const fs::path& file, const KeptState& state, const std::string& configuration) {
  try {
    if (state.is_empty() && !fs::exists(file)) return;
    fs::create_directories(file.parent_path());
    // A value may be a secret, and the configuration that it belongs to readable by few.
    (void)conf::FileWriter(file).write(dumped(state, configuration), 0600);
  } catch (const std::system_error& error) {
    throw file_error(error);
  }
}

}  // namespace aio::runner
