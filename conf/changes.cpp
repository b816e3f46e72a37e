// SPDX-License-Identifier: MIT
#include "conf/config.hpp"

// What one configuration says otherwise than another.
namespace aio::conf {

// Most of a configuration stands where it stood before.
const Config::Section* Config::find(std::string_view section, std::size_t first) const {
  if (first < sections_.size() && text(sections_[first].name) == section) return &sections_[first];
  return find(section);
}

const Config::Option* Config::find_own(const Section& section,
                                       std::string_view folded,
                                       std::size_t first) const {
  const auto& options = section.options;
  if (first < options.size() && text(options[first].name) == folded) return &options[first];
  return find_own(section, folded);
}

std::vector<std::pair<std::string, std::string>> Config::changed_since(const Config& before) const {
  std::vector<std::pair<std::string, std::string>> changed;
  // What `one` has and `other` has not, or with another value.
  const auto compare = [&](const Config& one, const Config& other, bool values_too) {
    for (std::size_t i = 0; i < one.sections_.size(); ++i) {
      const Section& section = one.sections_[i];
      const std::string_view name = one.text(section.name);
      const Section* const there = other.find(name, i);
      for (std::size_t j = 0; j < section.options.size(); ++j) {
        const Option& option = section.options[j];
        const std::string_view of = one.text(option.name);
        const Option* const same = there == nullptr ? nullptr : other.find_own(*there, of, j);
        const bool is_same =
            same != nullptr && (!values_too || one.text(option.value) == other.text(same->value));
        if (!is_same) changed.emplace_back(name, of);
      }
    }
  };
  compare(*this, before, true);
  compare(before, *this, false);
  return changed;
}

}  // namespace aio::conf
