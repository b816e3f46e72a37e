// SPDX-License-Identifier: MIT
#include "ctl/testing/google_test.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <nlohmann/json.hpp>

namespace aio::ctl::tests {
namespace {

using Json = nlohmann::json;

constexpr std::string_view elf = "\177ELF";

// The function that every TEST() calls, in the table of symbols; and a part of GoogleTest's own
// help, which a program has that lost those tables to strip(1).
constexpr std::string_view marks[] = {"8internal23MakeAndRegisterTestInfo",
                                      "This program contains tests written using Google Test"};

bool contains_mark(const void* bytes, std::size_t size) {
  if (size < elf.size() || std::memcmp(bytes, elf.data(), elf.size()) != 0) return false;
  for (const std::string_view mark : marks)
    if (::memmem(bytes, size, mark.data(), mark.size()) != nullptr) return true;
  return false;
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::chrono::microseconds span_of(const std::string& seconds) {  // "0.003s"
  return std::chrono::microseconds(std::llround(std::strtod(seconds.c_str(), nullptr) * 1e6));
}

GoogleTestResult result_of(const std::string& suite, const Json& test) {
  GoogleTestResult result;
  result.name = suite + "." + text_of(test, "name");
  result.disabled = text_of(test, "status") == "NOTRUN";
  result.skipped = text_of(test, "result") == "SKIPPED";
  result.duration = span_of(text_of(test, "time"));
  if (const auto failures = test.find("failures"); failures != test.end())
    for (const Json& failure : *failures) {
      result.failed = true;
      result.failure += text_of(failure, "failure") + "\n";
    }
  return result;
}

// The name behind a mark such as "[ RUN      ] ", up to a blank; nothing without the mark.
std::optional<std::string> name_behind(std::string_view line, std::string_view mark) {
  // Not only at the begin of the line: a test may print something without an end.
  const std::size_t at = line.find(mark);
  if (at == line.npos) return std::nullopt;
  line.remove_prefix(at + mark.size());
  return std::string(line.substr(0, line.find_first_of(", ")));
}

}  // namespace

bool has_google_test(const std::filesystem::path& program) {
  const int file = ::open(program.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return false;
  struct stat found = {};
  void* bytes = MAP_FAILED;
  if (::fstat(file, &found) == 0 && found.st_size > 0)
    bytes =
        ::mmap(nullptr, static_cast<std::size_t>(found.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (bytes == MAP_FAILED) return false;
  const bool has = contains_mark(bytes, static_cast<std::size_t>(found.st_size));
  ::munmap(bytes, static_cast<std::size_t>(found.st_size));
  return has;
}

std::optional<std::vector<std::string>> parse_test_list(std::string_view text) {
  std::vector<std::string> tests;
  std::string suite;
  LineReader lines;
  const auto take = [&](std::string_view line) {
    const bool is_test = line.starts_with("  ");
    if (is_test) line.remove_prefix(2);
    line = line.substr(0, line.find("  #"));
    if (is_test && !suite.empty() && !line.empty()) tests.push_back(suite + std::string(line));
    // Others are what a main() says first: "Running main() from gmock_main.cc".
    if (!is_test && line.ends_with('.') && line.find(' ') == line.npos) suite = line;
  };
  lines.read(text, take);
  lines.finish_last(take);
  if (tests.empty()) return std::nullopt;
  return tests;
}

std::optional<std::vector<GoogleTestResult>> parse_google_results(const std::string& json) {
  const Json all = Json::parse(json, nullptr, false);
  if (!all.is_object() || !all.contains("testsuites")) return std::nullopt;
  std::vector<GoogleTestResult> results;
  for (const Json& suite : all["testsuites"]) {
    if (!suite.is_object() || !suite.contains("testsuite")) continue;
    for (const Json& test : suite["testsuite"])
      if (test.is_object()) results.push_back(result_of(text_of(suite, "name"), test));
  }
  return results;
}

void GoogleTestOutput::read(std::string_view bytes) {
  lines_.read(bytes, [this](std::string_view line) { read_line(line); });
}

void GoogleTestOutput::read_line(std::string_view line) {
  using How = Ended::How;
  if (const auto name = name_behind(line, "[ RUN      ] ")) {
    running_ = *name;
    tail_.clear();
    return;
  }
  for (const auto& [mark, how] :
       {std::pair("[       OK ] ", How::ok), std::pair("[  FAILED  ] ", How::failed),
        std::pair("[  SKIPPED ] ", How::skipped)}) {
    if (running_.empty() || name_behind(line, mark) != running_) continue;
    tail_.add(line.substr(0, line.find(mark)));
    note_end(how);
    return;
  }
  tail_.add(std::string(line) + "\n");
}

void GoogleTestOutput::note_end(Ended::How how) {
  std::string printed = how == Ended::How::ok ? "" : tail_.text();
  kept_ += printed.size();
  if (kept_ > most) printed = "(what it printed is left out: others had printed too much)\n";
  ended_.push_back({std::exchange(running_, {}), how, std::move(printed)});
  tail_.clear();
}

std::string GoogleTestOutput::printed_by(const std::string& test) const {
  const auto found = std::ranges::find(ended_, test, &Ended::name);
  return found != ended_.end() ? found->printed : "";
}

}  // namespace aio::ctl::tests
