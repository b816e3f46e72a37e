// SPDX-License-Identifier: MIT
#include "tests/system/machine.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <stdexcept>

namespace aio::system_tests {
namespace {

Finished script(Words words) {
  words.insert(words.begin(), AIO_MACHINE);
  return scenarios::run({std::move(words), "/", {}});
}

Finished expected(Words words) {
  auto finished = script(words);
  if (finished.status == 0) return finished;
  std::string text = "machine";
  for (const auto& word : words) text += ' ' + word;
  throw std::runtime_error(text + ": status " + std::to_string(finished.status) + "\n" +
                           finished.out + finished.err);
}

std::string without_line_end(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

std::optional<std::string> Machine::lacking() {
  auto check = script({"check"});
  if (check.status == 0) return std::nullopt;
  return without_line_end(check.err);
}

Machine::Machine(Words options, Contents contents) : name_("aio-" + std::to_string(getpid())) {
  Words words{"up", name_, "--owner", std::to_string(getpid())};
  if (contents == Contents::this_build) words.insert(words.end(), {"--files", AIO_MACHINE_FILES});
  words.insert(words.end(), options.begin(), options.end());
  expected(std::move(words));
}

Machine::~Machine() {
  script({"down", name_});
}

Finished Machine::run(Words words) const {
  words.insert(words.begin(), {"exec", name_});
  return script(std::move(words));
}

Process Machine::start(Words words) const {
  words.insert(words.begin(), {AIO_MACHINE, "exec", name_});
  return Process({std::move(words), "/", {}});
}

std::string Machine::told(Words words) const {
  words.insert(words.begin(), {"exec", name_});
  return without_line_end(expected(std::move(words)).out);
}

void Machine::write(const std::string& path, std::string_view text) const {
  const auto file = std::filesystem::temp_directory_path() / (name_ + ".text");
  std::ofstream(file) << text;
  put(file, path);
  std::filesystem::remove(file);
}

void Machine::put(const std::string& source, const std::string& target) const {
  expected({"put", name_, source, target});
}

std::string Machine::log() const {
  return expected({"log", name_}).out;
}

}  // namespace aio::system_tests
