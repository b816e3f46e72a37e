// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/stream_output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "daemon/runtime/log/put.hpp"
#include "daemon/runtime/log/render.hpp"

namespace aio::runtime {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string_view colour_of(log::Level level) {
  if (level >= log::Level::error) return "\x1b[1;31m";
  if (level >= log::Level::warning) return "\x1b[1;33m";
  return level < log::Level::info ? "\x1b[90m" : "";
}

// A peer's bytes must not steer a terminal.
std::string shown(const std::string& line) {
  std::string out;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    const bool steers = (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
    out += steers ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
  }
  return out;
}

}  // namespace

bool wants_colour(bool terminal) {
  const std::string_view forced = variable("SYSTEMD_COLORS");
  if (!forced.empty())
    return forced != "0" && forced != "no" && forced != "false" && forced != "off";
  return terminal && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

StreamOutput::StreamOutput(int fd)
    : fd_(fd), terminal_(isatty(fd) == 1), colour_(wants_colour(terminal_)) {}

std::error_code StreamOutput::write(const log::Record& record,
                                    const plan::LogFormat* format) noexcept {
  return put_whole(fd_, text_of(record, format));
}

std::string StreamOutput::text_of(const log::Record& record, const plan::LogFormat* format) const {
  std::string line = line_of(record, format);
  if (terminal_) line = shown(line);
  const std::string_view colour = colour_ ? colour_of(record.level) : "";
  if (!colour.empty()) line = std::string(colour) + line + "\x1b[0m";
  return line + "\n";
}

}  // namespace aio::runtime
