// SPDX-License-Identifier: MIT
#include "conf/layer.hpp"

#include <array>
#include <cstddef>

namespace aio::conf {

std::string_view word(LayerKind layer) {
  constexpr std::array words{"defaults", "vendor", "module", "file", "drop-in", "runtime"};
  return words.at(static_cast<std::size_t>(layer));
}

}  // namespace aio::conf
