// SPDX-License-Identifier: MIT
#include "ctl/testing/tail.hpp"

namespace aio::ctl::tests {

void Tail::add(std::string_view bytes) {
  kept_ += bytes;
  // Not each time: what is kept would be moved for every few bytes.
  if (kept_.size() <= 2 * most) return;
  dropped_ += kept_.size() - most;
  kept_.erase(0, kept_.size() - most);
}

void Tail::clear() {
  kept_.clear();
  dropped_ = 0;
}

std::string Tail::text() const {
  if (dropped_ == 0) return kept_;
  const std::size_t line_end = kept_.find('\n');
  const std::size_t start = line_end == kept_.npos ? 0 : line_end + 1;
  return "(" + std::to_string(dropped_ + start) + " bytes before this are left out)\n" +
         kept_.substr(start);
}

}  // namespace aio::ctl::tests
