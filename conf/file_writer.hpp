// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "conf/descriptor.hpp"
#include "conf/files.hpp"

namespace aio::conf {

/// Where symbolic links to a file may lead.
enum class Links { anywhere, within_the_folder };

/// The folder that a file is in, or will be. Throws std::system_error.
Descriptor open_folder_of(const std::filesystem::path& file);

/// What is said to be done to a file that could not keep its owner.
inline constexpr const char* owner_changed = "changed the owner of";

/// The turn to rewrite one file: from its construction to its end no other FileWriter has one for a
/// file of the same folder, in whatever process. So what is read in it is what is replaced. The
/// lock is flock(2) on the folder, which editors know nothing of. All is done by descriptors of the
/// folder, whatever its path comes to mean meanwhile. Throws std::system_error, whose text begins
/// with the file.
///
///   {
///     FileWriter writer("/etc/aio/aio.conf");
///     const FileText now = writer.read();
///     writer.write(edited(now.text));
///   }
class FileWriter {
 public:
  /// Follows symbolic links to the file, which need not be there. Waits as long as `patience` for
  /// other writers, and no longer: ETIMEDOUT.
  explicit FileWriter(const std::filesystem::path& path,
                      Links links = Links::anywhere,
                      std::chrono::milliseconds patience = std::chrono::seconds(10));

  /// The same in a folder that is open already, which the path's folder is taken to be.
  FileWriter(Descriptor folder,
             const std::filesystem::path& path,
             Links links,
             std::chrono::milliseconds patience = std::chrono::seconds(10));

  /// Behind all links; for people.
  const std::filesystem::path& file() const { return file_; }

  FileText read() const { return read_text_at(folder_.number(), name_); }

  /// Replaces the file's text, or makes the file: after a failure, or a crash at any moment, the
  /// old text is there whole. Both file and folder are on the disk when it returns. What a file has
  /// beside its text (group, mode, access control list, extended attributes) is kept, or nothing is
  /// written. So is its owner if the caller may give files away. Answers whether it is kept. A file
  /// that the caller may not write is left alone, although its folder would allow to replace it. One
  /// that is made has `mode`, less the umask.
  [[nodiscard]] bool write(std::string_view text, unsigned mode = 0666) const;

 private:
  void follow_links(Links links);
  void lock(std::chrono::milliseconds patience) const;
  [[noreturn]] void fail(int code, const std::string& what = {}) const;

  std::filesystem::path file_;
  std::string name_;  // of the file in the folder
  Descriptor folder_;
};

}  // namespace aio::conf
