// SPDX-License-Identifier: MIT
#include "daemon/runtime/history/line_history.hpp"

#include <exception>
#include <utility>

#include "daemon/runtime/history/clipped.hpp"

namespace aio::runtime {

void LineHistory::add(const log::Record& record) noexcept {
  try {
    const std::lock_guard lock(mutex_);
    put(record);
  } catch (const std::exception&) {
    // What there is no memory to remember is not remembered.
  }
}

void LineHistory::put(const log::Record& record) {
  std::string text(clipped(record.text, longest_text));
  if (items_.size() == limits_.items && items_.find(record.item) == nullptr) forget_oldest();
  Ring& ring = items_.use(record.item);
  LineSnapshot& line = next(ring);
  ring.bytes += text.size() - line.text.size();
  bytes_ += text.size() - line.text.size();
  line = {.at = record.at,
          .level = record.level,
          .logger = record.logger,
          .text = std::move(text),
          .run = record.run};
  while (bytes_ > limits_.bytes && items_.size() > 1) forget_oldest();
}

LineSnapshot& LineHistory::next(Ring& ring) const {
  if (ring.lines.size() < limits_.lines) return ring.lines.emplace_back();
  LineSnapshot& line = ring.lines[ring.oldest];
  ring.oldest = (ring.oldest + 1) % limits_.lines;
  return line;
}

void LineHistory::forget_oldest() {
  bytes_ -= items_.oldest()->bytes;
  items_.forget_oldest();
}

std::vector<LineSnapshot> LineHistory::lines(std::string_view item) const {
  std::vector<LineSnapshot> lines;
  const std::lock_guard lock(mutex_);
  const Ring* const ring = items_.find(item);
  if (ring == nullptr) return lines;
  const std::size_t count = ring->lines.size();
  for (std::size_t i = count; i > 0; --i)
    lines.push_back(ring->lines[(ring->oldest + i - 1) % count]);
  return lines;
}

void LineHistory::forget_if(const std::function<bool(std::string_view item)>& gone) {
  const std::lock_guard lock(mutex_);
  items_.forget_if([&](std::string_view name, const Ring& ring) {
    const bool goes = !name.empty() && gone(name);
    if (goes) bytes_ -= ring.bytes;
    return goes;
  });
}

}  // namespace aio::runtime
