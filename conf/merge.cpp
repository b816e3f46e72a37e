// SPDX-License-Identifier: MIT
#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "conf/config.hpp"

namespace aio::conf {

/// Builds a Config, document by document.
class Merge {
 public:
  explicit Merge(std::shared_ptr<const ModuleKeys> module_keys = nullptr) {
    config_.module_keys_ = std::move(module_keys);
  }

  void add(const LayeredDocument& layered) {
    const std::uint32_t file = file_index(layered);
    make_room(*layered.document);
    for (const SectionText& section : layered.document->sections()) add(section, file);
  }

  Config finish(const Outside* outside) {
    for (Config::Section& section : config_.sections_) section.options.shrink_to_fit();
    config_.arena_.shrink_to_fit();
    read_outside(outside);
    return std::move(config_);
  }

 private:
  /// For a document that has more than all before it: the others find room as vectors grow.
  void make_room(const Document& document) {
    const std::size_t count = config_.sections_.size() + document.sections().size();
    if (count < 2 * config_.sections_.size()) return;
    config_.index_.reserve(count);
    config_.sections_.reserve(count);
    config_.arena_.reserve(config_.arena_.size() + document.text().size());
  }

  void add(const SectionText& from, std::uint32_t file) {
    const Config::Spot spot{file, static_cast<std::uint32_t>(from.line)};
    Config::Section& to = section(from.name, spot);
    if (&to == &config_.sections_.front() && to.spot.line == 0) to.spot = spot;
    if (to.options.empty()) to.options.reserve(from.options.size());
    const std::size_t before = to.options.size();  // a file has each option once
    const auto name_of = [&](std::size_t i) { return config_.text(to.options[i].name); };
    for (const OptionText& option : from.options) {
      const Config::Spot at{file, static_cast<std::uint32_t>(option.line)};
      const std::size_t old =
          before == 0 ? NameIndex::nowhere : to.index.find(option.name, to.options.size(), name_of);
      if (old == NameIndex::nowhere) {
        to.options.push_back(new_option(option, at));
        to.index.add(to.options.size() - 1, name_of);
      } else {
        override_option(to.options[old], option, at);
      }
    }
  }

  Config::Section& section(std::string_view name, Config::Spot spot) {
    if (name == default_section) return config_.sections_.front();
    std::vector<Config::Section>& sections = config_.sections_;
    const auto name_of = [&](std::size_t i) { return config_.text(sections[i].name); };
    std::size_t at = config_.index_.find(name, sections.size(), name_of);
    if (at == NameIndex::nowhere) {
      at = sections.size();
      sections.push_back({keep(name), spot, {}, {}});
      config_.index_.add(at, name_of);
    }
    return sections[at];
  }

  Config::Option new_option(const OptionText& from, Config::Spot spot) {
    const Config::Slice name = keep(from.name);
    return {name, from.written == from.name ? name : keep(from.written), keep(from.value), spot,
            Config::nothing};
  }

  void override_option(Config::Option& to, const OptionText& from, Config::Spot spot) {
    if (to.spot != spot) {
      config_.overridden_.push_back({to.value, to.spot, to.below});
      to.below = static_cast<std::uint32_t>(config_.overridden_.size() - 1);
    }
    to.spot = spot;
    if (config_.text(to.value) != from.value) to.value = keep(from.value);
  }

  Config::Slice keep(std::string_view text) {
    std::string& arena = config_.arena_;
    if (arena.size() + text.size() > std::numeric_limits<std::uint32_t>::max()) {
      throw std::length_error("a configuration of more than 4 GB");
    }
    const Config::Slice slice{static_cast<std::uint32_t>(arena.size()),
                              static_cast<std::uint32_t>(text.size())};
    arena += text;
    return slice;
  }

  std::uint32_t file_index(const LayeredDocument& layered) {
    const std::string& name = layered.document->name();
    for (std::size_t i = 0; i < config_.files_.size(); ++i) {
      const auto& [kind, module] = config_.layers_[i];
      if (config_.files_[i] == name && kind == layered.layer && module == layered.module)
        return static_cast<std::uint32_t>(i);
    }
    config_.files_.push_back(name);
    config_.layers_.push_back({layered.layer, std::string(layered.module)});
    return static_cast<std::uint32_t>(config_.files_.size() - 1);
  }

  void read_outside(const Outside* outside) {
    const auto read = [&](const OutsideReference& reference) {
      if (config_.has_section(section_of(reference.kind))) return;
      const std::pair key(reference.kind, std::string(reference.name));
      if (config_.outside_.contains(key)) return;
      config_.outside_.emplace(
          key, outside == nullptr ? OutsideValue() : outside->read(key.first, key.second));
    };
    for (const OutsideKind kind : {OutsideKind::environment, OutsideKind::credential}) {
      const std::string mark = "${" + std::string(section_of(kind)) + ":";
      if (config_.arena_.find(mark) != std::string::npos) return find_outside(read);
    }
  }

  void find_outside(const std::function<void(const OutsideReference&)>& read) const {
    for (const Config::Section& section : config_.sections_)
      for (const Config::Option& option : section.options)
        find_outside_references(config_.text(option.value), read);
  }

  Config config_;
};

Config merged(std::span<const LayeredDocument> documents,
              const Outside* outside,
              std::shared_ptr<const ModuleKeys> module_keys) {
  Merge merge(std::move(module_keys));
  for (const LayeredDocument& document : documents) merge.add(document);
  return merge.finish(outside);
}

Config merged(std::span<const Document> documents, const Outside* outside) {
  Merge merge;
  for (const Document& document : documents) merge.add({&document, LayerKind::file});
  return merge.finish(outside);
}

}  // namespace aio::conf
