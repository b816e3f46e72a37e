// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace aio::ctl {

/// A copy of a file that nobody else can read, for an editor: of the same name, so that the editor
/// knows what it is, in a folder of its own below $TMPDIR. It goes when this ends, with whatever
/// the editor has left beside it, unless it is kept. Owned by the verb. All of it throws
/// std::system_error.
class EditedCopy {
 public:
  EditedCopy(const std::filesystem::path& name, std::string_view text);
  ~EditedCopy();
  EditedCopy(const EditedCopy&) = delete;
  EditedCopy& operator=(const EditedCopy&) = delete;

  const std::filesystem::path& file() const { return file_; }
  std::string text() const;
  void keep() { kept_ = true; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path file_;
  bool kept_ = false;
};

}  // namespace aio::ctl
