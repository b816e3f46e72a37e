// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ctl/environment.hpp"

namespace aio::ctl {

/// The editors to try, best first, each with its own arguments: as systemctl(1) chooses, that of
/// $SYSTEMD_EDITOR, $EDITOR or $VISUAL, split at blanks, and no other; without them editor(1),
/// nano, vim and vi. Pure.
std::vector<std::vector<std::string>> editors_of(const Environment& environment);

/// Opens the file in the user's editor, on the terminal that aioctl has, and waits for its end. ^C
/// is the editor's meanwhile. Throws Failure when it cannot be started or fails.
void edit_file(const std::filesystem::path& file);

}  // namespace aio::ctl
