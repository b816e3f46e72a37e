// SPDX-License-Identifier: MIT
#include "conf/keys.hpp"

namespace aio::conf {

bool takes_credential(const Key* key) {
  return key == nullptr || key->type == KeyType::variables;
}

std::string value_or_default(const Config& config,
                             std::string_view section,
                             std::string_view option) {
  if (config.holds_credential(section, option) && !takes_credential(find_key(section, option))) {
    throw InterpolationError(InterpolationError::Kind::credential, section, option,
                             "a credential would be shown here; only 'environment', a handler's "
                             "own parameters and sections of the app take one");
  }
  if (std::optional<std::string> value = config.get(section, option)) return std::move(*value);
  const Key* const key = find_key(section, option);
  return key == nullptr ? std::string() : std::string(key->fallback);
}

}  // namespace aio::conf
