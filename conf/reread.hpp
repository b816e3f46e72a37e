// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/name_index.hpp"
#include "conf/sections.hpp"

namespace aio::conf {

/// A text that was read without a mistake, and its sections in their order, each in one place.
struct ReadText {
  std::string_view text;
  const std::vector<SectionText>& sections;
  const NameIndex& index;
};

/// What read_sections() would make of another text, found by reading only the sections between the
/// first byte and the last one in which the two texts differ. nullopt: it has to be read whole, for
/// there may be a mistake in it, or a section in two places.
std::optional<Sections> reread(const std::string& file,
                               const ReadText& before,
                               std::string_view text);

}  // namespace aio::conf
