// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/output_log.hpp"

#include <aio/log.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace aio::runtime {
namespace {

constexpr std::chrono::seconds window{30};
constexpr std::size_t errors_kept = 5;
constexpr std::size_t longest_error = 256;

/// Takes `<N>` off the front, as sd-daemon(3) says.
log::Level take_priority(std::string_view& text) {
  constexpr std::array levels{log::Level::critical, log::Level::critical, log::Level::critical,
                              log::Level::error,    log::Level::warning,  log::Level::info,
                              log::Level::info,     log::Level::debug};
  if (text.size() < 3 || text[0] != '<' || text[1] < '0' || text[1] > '7' || text[2] != '>')
    return log::Level::info;
  const log::Level level = levels[static_cast<std::size_t>(text[1] - '0')];
  text.remove_prefix(3);
  return level;
}

std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (text[most] & 0xC0) == 0x80) --most;  // no half a character
  return text.substr(0, most);
}

const log::Logger& logger() {
  static const log::Logger of_programs("aio.program");
  return of_programs;
}

}  // namespace

void OutputLog::take(std::string& begun, std::string_view data, bool is_error) {
  while (!data.empty()) {
    const std::size_t end = data.find('\n');
    const bool whole = end != std::string_view::npos;
    std::string_view piece = data.substr(0, end);
    piece = piece.substr(0, longest_line - begun.size());
    const bool ended = whole && piece.size() == end;
    data.remove_prefix(piece.size() + (ended ? 1 : 0));
    if (begun.empty() && (ended || piece.size() == longest_line)) {
      line(piece, is_error);
      continue;
    }
    begun += piece;
    if (ended || begun.size() == longest_line) line(std::exchange(begun, {}), is_error);
  }
}

void OutputLog::line(std::string_view text, bool is_error) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  const std::size_t size = text.size() + 1;
  const log::Level level = take_priority(text);
  if (is_error && !text.empty()) {
    if (last_errors_.size() == errors_kept) last_errors_.pop_front();
    last_errors_.emplace_back(cut(text, longest_error));
  }
  if (full() && loop_.now() - window_ >= window) begin_window();
  if (full()) {
    dropped_ += size;
    return;
  }
  if (lines_ == 0) window_ = loop_.now();
  ++lines_;
  bytes_ += size;
  const detail::ItemScope scope(&item_);
  logger().write<std::string_view, std::string_view>(
      level, {}, "{}: {}", std::string_view(item_.name), std::string_view(text));
}

void OutputLog::begin_window() {
  tell_dropped();
  lines_ = 0;
  bytes_ = 0;
}

void OutputLog::tell_dropped() {
  if (dropped_ == 0) return;
  const detail::ItemScope scope(&item_);
  log::warning("{}: {} bytes of output were not logged, there was too much of it", item_.name,
               std::exchange(dropped_, 0));
}

void OutputLog::end() {
  if (!out_.empty()) line(std::exchange(out_, {}), false);
  if (!err_.empty()) line(std::exchange(err_, {}), true);
  tell_dropped();
}

std::string OutputLog::last_errors() const {
  std::string text;
  for (const std::string& line : last_errors_) text += (text.empty() ? "" : " / ") + line;
  return text;
}

}  // namespace aio::runtime
