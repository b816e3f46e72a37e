// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conf/document.hpp"
#include "conf/interpolation.hpp"
#include "conf/layer.hpp"
#include "conf/name_index.hpp"
#include "conf/outside.hpp"
#include "conf/problem.hpp"

namespace aio::conf {

class ModuleKeys;

enum class Values { interpolated, raw };

/// What the merged documents say: an immutable snapshot with an own copy of each value, of its
/// place, and of what it takes from outside. Option names given to it may be in any case. [DEFAULT]
/// is seen in every section, after the section's own options.
class Config {
 public:
  Config();  ///< with nothing in it

  std::vector<std::string> sections() const;  ///< without DEFAULT, in order of first appearance
  bool has_section(std::string_view section) const;                  ///< DEFAULT is always there
  std::vector<std::string> options(std::string_view section) const;  ///< own, then inherited
  std::vector<std::string> own_options(std::string_view section) const;

  std::optional<std::string> raw(std::string_view section, std::string_view option) const;

  /// The value with its references resolved in the section asked. nullopt: not there. Throws
  /// InterpolationError. It may be secret: for those who work with it.
  std::optional<std::string> get(std::string_view section, std::string_view option) const;

  /// The same for those who show it: each ${cred:NAME} stands there as it is written.
  std::optional<std::string> printable(std::string_view section, std::string_view option) const;

  /// That with the references that were followed, also those before one that cannot be. Throws as
  /// get().
  std::optional<std::string> traced(std::string_view section,
                                    std::string_view option,
                                    Trace& trace) const;

  /// Every value that the option was given, the one that holds first, then those below it, what
  /// DEFAULT has last.
  std::vector<Origin> origins(std::string_view section, std::string_view option) const;

  /// The first of these, without its text, which may be long.
  std::optional<Origin> origin(std::string_view section, std::string_view option) const;

  /// Whether a credential is part of the value, be it through other options. False for one that
  /// cannot be read.
  bool holds_credential(std::string_view section, std::string_view option) const;

  /// What the values of all sections take from outside, by kind and name.
  using OutsideValues = std::map<std::pair<OutsideKind, std::string>, OutsideValue>;
  const OutsideValues& outside() const { return outside_; }

  /// Section and option of each value of a section's own that is not what it was, or is in one of
  /// the two alone: raw, wherever it stands.
  std::vector<std::pair<std::string, std::string>> changed_since(const Config& before) const;

  /// What the modules have declared that it was read with; nullptr: nothing.
  const ModuleKeys* module_keys() const { return module_keys_.get(); }

  /// The option's name as its first place spells it; empty when it is not there.
  std::string written(std::string_view section, std::string_view option) const;

  Place place(std::string_view section,
              std::string_view option) const;  ///< {} when it is not there
  Place section_place(std::string_view section) const;
  Problem problem(const InterpolationError& error) const;        ///< at the value that it is about
  std::span<const std::string> files() const { return files_; }  ///< in order of reading

  /// Everything in Python's format, DEFAULT first. Interpolated: printable, with what each section
  /// inherits; throws InterpolationError. Raw: each section's own options, so that reading it gives
  /// this Config again.
  std::string dump(Values values = Values::interpolated) const;
  std::string dump_section(std::string_view section, Values values = Values::interpolated) const;

  /// Same sections, options and raw values in the same order, wherever they came from, and whatever
  /// is outside.
  bool operator==(const Config& other) const;

 private:
  friend class Merge;
  friend class Comparison;

  static constexpr std::uint32_t nothing = UINT32_MAX;

  // Texts stand in one arena: a large configuration has hundreds of thousands of short ones.
  struct Slice {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  struct Spot {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    bool operator==(const Spot&) const = default;
  };
  struct Option {
    Slice name;
    Slice written;
    Slice value;
    Spot spot;
    std::uint32_t below = nothing;  // in overridden_: the value that this one has taken the place of
  };
  struct Overridden {
    Slice value;
    Spot spot;
    std::uint32_t below = nothing;
  };
  struct Layer {
    LayerKind kind = LayerKind::file;
    std::string module;
  };
  struct Section {
    Slice name;
    Spot spot;
    std::vector<Option> options;
    NameIndex index;
  };

  std::string_view text(Slice slice) const {
    return std::string_view(arena_).substr(slice.begin, slice.size);
  }
  const Section* find(std::string_view section) const;
  const Section* find(std::string_view section, std::size_t first_place_to_look) const;
  const Option* find_own(const Section& section,
                         std::string_view folded,
                         std::size_t first_place_to_look) const;
  const Option* find_own(const Section& section, std::string_view folded) const;
  const Option* find_seen(const Section& section, std::string_view folded) const;
  const Option* find_seen(std::string_view section, std::string_view option) const;
  std::vector<const Option*> seen(const Section& section) const;
  class Seen;
  Interpolated value_of(const Section& section,
                        const Option& option,
                        Credentials how,
                        Trace* trace = nullptr) const;
  std::optional<Interpolated> value_of(std::string_view section,
                                       std::string_view option,
                                       Credentials how,
                                       Trace* trace = nullptr) const;
  Origin origin_of(const Section& section, Spot spot) const;
  void append_origins(std::vector<Origin>& to, const Section& section, const Option& option) const;
  void append_section(std::string& out, const Section& section, Values values) const;
  Place place(Spot spot) const { return {files_[spot.file], spot.line}; }

  std::string arena_;
  std::vector<std::string> files_;
  std::vector<Layer> layers_;  // of the files
  std::vector<Section> sections_;  // DEFAULT is the first
  NameIndex index_;
  std::vector<Overridden> overridden_;
  OutsideValues outside_;
  std::shared_ptr<const ModuleKeys> module_keys_;
};

/// A document, and the layer that it is of. Outlived by both.
struct LayeredDocument {
  const Document* document;
  LayerKind layer;
  std::string_view module = {};  ///< of a module's aio.conf
};

/// Merges documents in order: a later one overrides option by option and keeps the rest. What their
/// values take from outside is read now, and once; null: nothing is there.
Config merged(std::span<const LayeredDocument> documents,
              const Outside* outside = nullptr,
              std::shared_ptr<const ModuleKeys> module_keys = nullptr);
Config merged(std::span<const Document> documents,  ///< all of them files
              const Outside* outside = nullptr);

}  // namespace aio::conf
