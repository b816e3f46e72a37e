// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <gtest/gtest.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

namespace aio::tests {

inline const std::filesystem::path fixtures = AIO_FIXTURES;

/// The .so of a module that was built for the tests.
inline std::filesystem::path built(const std::string& name) {
  return fixtures / name / (name + ".so");
}

/// A folder of a test's own, gone when the test is over.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "aio-modules-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }

  /// Puts a new file there; one of the same name goes its own way, as with mv.
  std::filesystem::path put(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / "new", std::ios::binary) << bytes;
    std::filesystem::rename(path_ / "new", path_ / name);
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The text of the Error{fault} that `call` has to throw.
inline std::string error_of(Fault fault, const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), fault) << error.what();
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace aio::tests
