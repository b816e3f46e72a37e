// SPDX-License-Identifier: MIT
// Linked into every test program of a sanitized build: what a sanitizer reports in a program that a
// test starts, a leak found at its end too, is a failure of that test, whatever the test makes of
// the program's exit status and standard error.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace aio::sanitizers {
namespace {

namespace fs = std::filesystem;

// Written by programs that run as somebody else, too.
fs::path folder_for_all() {
  std::string name = "/tmp/aio-reports-XXXXXX";
  if (!mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
  chmod(name.c_str(), 01777);
  return name;
}

void add_option(const char* variable, const std::string& option) {
  const char* const before = std::getenv(variable);
  const std::string begin = before && *before ? std::string(before) + ":" : "";
  setenv(variable, (begin + option).c_str(), 1);
}

class Reports final : public testing::EmptyTestEventListener {
  void OnTestProgramStart(const testing::UnitTest&) override {
    folder_ = folder_for_all();
    // Heeded by what is started from now on; this program has read its options long ago.
    for (const char* variable : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"})
      add_option(variable, "log_path=" + (folder_ / "report").string());
  }

  void OnTestEnd(const testing::TestInfo&) override {
    for (const auto& report : fs::directory_iterator(folder_)) {
      std::ifstream file(report.path());
      const std::string text(std::istreambuf_iterator<char>(file), {});
      ADD_FAILURE() << "a program that this test started was reported by a sanitizer:\n" << text;
      fs::remove(report.path());
    }
  }

  void OnTestProgramEnd(const testing::UnitTest&) override { fs::remove_all(folder_); }

  fs::path folder_;
};

// GoogleTest owns its listeners.
[[maybe_unused]] const bool listening = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new Reports);
  return true;
}();

}  // namespace
}  // namespace aio::sanitizers
