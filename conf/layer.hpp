// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "conf/problem.hpp"

namespace aio::conf {

/// The layers of a configuration: a value in a later one wins.
enum class LayerKind { defaults, vendor, module, file, drop_in, runtime };

/// "drop-in", as users read it.
std::string_view word(LayerKind layer);

/// One of the values that an option has been given, as it stands in its layer. A value.
struct Origin {
  std::string section;  ///< the one asked for, or DEFAULT
  LayerKind layer = LayerKind::file;
  std::string module;  ///< whose aio.conf it is; of other layers nothing
  Place place;
  std::string raw;
};

}  // namespace aio::conf
