// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <string>

#include "daemon/plan/log_format.hpp"
#include "daemon/runtime/log/level_word.hpp"

// Records as lines, without the line's end. Times are local. Pure but for the time zone, and for
// the names of threads.
namespace aio::runtime {

/// `2026-01-31 12:00:00.250 INFO text peer=::1`, as a handler without a formatter writes it. The
/// lines of a text behind the first are indented: nobody can forge the beginning of a line.
std::string own_line(const log::Record& record);

/// As a formatter has it.
std::string rendered(const plan::LogFormat& format, const log::Record& record);

/// The line that a handler's format makes; its own when there is none.
std::string line_of(const log::Record& record, const plan::LogFormat* format);

/// "name" of "void a::name<int>(int)".
std::string function_of(const std::string& signature);

}  // namespace aio::runtime
