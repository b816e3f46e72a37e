// SPDX-License-Identifier: MIT
#pragma once

// Root in the folders of other users.
namespace aio::ctl {

/// Whether nobody but root can put anything into the open folder. Only root is asked: for whoever
/// has no rights that others lack it makes no difference, and the answer is yes. Throws
/// std::system_error.
bool is_safe_for_root(int folder);

/// Makes this process, for good, one of the user whose folder it is, with that user's groups, if it
/// is root's and the folder is not. Throws std::system_error.
void become_owner_of(int folder);

}  // namespace aio::ctl
