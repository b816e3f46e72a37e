// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

// Root in the folders of other users.
namespace aio::ctl {

/// Whether nobody but root can put anything into the open folder. Only root is asked: for whoever
/// has no rights that others lack it makes no difference, and the answer is yes. Throws
/// std::system_error.
bool is_safe_for_root(int folder);

/// Somebody besides root who can put another text into a file.
struct Writer {
  uid_t user = 0;                 ///< 0: whoever is in its group, or everybody
  std::filesystem::path where{};  ///< the file or the folder that is that user's to write
};

/// The first that is found on the way to the file and behind its links; nothing: only root can.
std::optional<Writer> other_writer_of(const std::filesystem::path& file);

/// Makes this process, for good, one of the user whose folder it is, with that user's groups, if it
/// is root's and the folder is not. Throws std::system_error.
void become_owner_of(int folder);

}  // namespace aio::ctl
