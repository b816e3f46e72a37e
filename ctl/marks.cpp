// SPDX-License-Identifier: MIT
#include "ctl/marks.hpp"

#include "ctl/items.hpp"

namespace aio::ctl {

Mark mark_of(const Item& item) {
  if (is_wrong(item)) return {Glyph::failed, Tone::bad};
  if (is_active(item)) return {Glyph::active, Tone::good};
  return {Glyph::inactive, Tone::faint};
}

Mark mark_of(const std::string& state) {
  if (state == "running") return {Glyph::active, Tone::good};
  if (state == "degraded") return {Glyph::failed, Tone::bad};
  return {Glyph::changing, Tone::warning};
}

}  // namespace aio::ctl
