// SPDX-License-Identifier: MIT
#include "conf/config.hpp"

#include <algorithm>

#include "conf/interpolation.hpp"
#include "conf/names.hpp"

namespace aio::conf {
namespace {

void append_option(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(" = ");
  for (const char c : value) {
    out += c;
    if (c == '\n') out += '\t';
  }
  out += '\n';
}

}  // namespace

Config::Config() : arena_(default_section) {
  const Slice name{0, static_cast<std::uint32_t>(arena_.size())};
  sections_.push_back({name, {}, {}, {}});
}

const Config::Section* Config::find(std::string_view section) const {
  const auto name_of = [&](std::size_t i) { return text(sections_[i].name); };
  const std::size_t at = index_.find(section, sections_.size(), name_of);
  return at == NameIndex::nowhere ? nullptr : &sections_[at];
}

const Config::Option* Config::find_own(const Section& section, std::string_view folded) const {
  const auto name_of = [&](std::size_t i) { return text(section.options[i].name); };
  const std::size_t at = section.index.find(folded, section.options.size(), name_of);
  return at == NameIndex::nowhere ? nullptr : &section.options[at];
}

const Config::Option* Config::find_seen(const Section& section, std::string_view folded) const {
  const Option* const own = find_own(section, folded);
  return own != nullptr ? own : find_own(sections_.front(), folded);
}

const Config::Option* Config::find_seen(std::string_view section, std::string_view option) const {
  const Section* const in = find(section);
  return in == nullptr ? nullptr : find_seen(*in, fold(option));
}

std::vector<const Config::Option*> Config::seen(const Section& section) const {
  std::vector<const Option*> all;
  all.reserve(section.options.size() + sections_.front().options.size());
  for (const Option& option : section.options) all.push_back(&option);
  if (&section == &sections_.front()) return all;
  for (const Option& option : sections_.front().options) {
    if (find_own(section, text(option.name)) == nullptr) all.push_back(&option);
  }
  return all;
}

std::vector<std::string> Config::sections() const {
  std::vector<std::string> names;
  names.reserve(sections_.size());
  for (const Section& section : sections_) {
    if (&section != &sections_.front()) names.emplace_back(text(section.name));
  }
  return names;
}

bool Config::has_section(std::string_view section) const {
  return find(section) != nullptr;
}

std::vector<std::string> Config::options(std::string_view section) const {
  std::vector<std::string> names;
  const Section* const in = find(section);
  if (in == nullptr) return names;
  const std::vector<const Option*> all = seen(*in);
  names.reserve(all.size());
  for (const Option* const option : all) names.emplace_back(text(option->name));
  return names;
}

std::vector<std::string> Config::own_options(std::string_view section) const {
  std::vector<std::string> names;
  const Section* const in = find(section);
  if (in == nullptr) return names;
  for (const Option& option : in->options) names.emplace_back(text(option.name));
  return names;
}

std::optional<std::string> Config::raw(std::string_view section, std::string_view option) const {
  const Option* const found = find_seen(section, option);
  if (found == nullptr) return std::nullopt;
  return std::string(text(found->value));
}

/// What a configuration's own values can refer to.
class Config::Seen final : public References {
 public:
  Seen(const Config& config, const Section& home)
      : config_(config), home_(home), home_name_(config.text(home.name)) {}

  std::optional<std::string_view> option(std::string_view section,
                                         std::string_view folded) const override {
    const Section* const in = section == home_name_ ? &home_ : config_.find(section);
    const Option* const found = in == nullptr ? nullptr : config_.find_seen(*in, folded);
    return found == nullptr ? std::nullopt : std::optional(config_.text(found->value));
  }

  bool has_section(std::string_view section) const override { return config_.has_section(section); }

  const OutsideValue& outside(OutsideKind kind, std::string_view name) const override {
    static const OutsideValue absent;
    const auto found = config_.outside_.find({kind, std::string(name)});
    return found == config_.outside_.end() ? absent : found->second;
  }

 private:
  const Config& config_;
  const Section& home_;  // most references name an option of their own section
  const std::string_view home_name_;
};

std::optional<std::string> Config::get(std::string_view section, std::string_view option) const {
  auto value = value_of(section, option, Credentials::expanded);
  return value ? std::optional(std::move(value->text)) : std::nullopt;
}

std::optional<std::string> Config::printable(std::string_view section,
                                             std::string_view option) const {
  auto value = value_of(section, option, Credentials::as_written);
  return value ? std::optional(std::move(value->text)) : std::nullopt;
}

bool Config::holds_credential(std::string_view section, std::string_view option) const {
  if (outside_.empty()) return false;
  try {
    const auto value = value_of(section, option, Credentials::as_written);
    return value && value->holds_credential;
  } catch (const InterpolationError&) {
    return false;
  }
}

std::optional<std::string> Config::traced(std::string_view section,
                                          std::string_view option,
                                          Trace& trace) const {
  auto value = value_of(section, option, Credentials::as_written, &trace);
  return value ? std::optional(std::move(value->text)) : std::nullopt;
}

std::optional<Interpolated> Config::value_of(std::string_view section,
                                             std::string_view option,
                                             Credentials how,
                                             Trace* trace) const {
  const Section* const in = find(section);
  if (in == nullptr) return std::nullopt;
  const Option* const found = find_seen(*in, fold(option));
  if (found == nullptr) return std::nullopt;
  return value_of(*in, *found, how, trace);
}

std::vector<Origin> Config::origins(std::string_view section, std::string_view option) const {
  std::vector<Origin> all;
  const Section* const in = find(section);
  if (in == nullptr) return all;
  const std::string folded = fold(option);
  if (const Option* const own = find_own(*in, folded)) append_origins(all, *in, *own);
  if (in == &sections_.front()) return all;
  if (const Option* const inherited = find_own(sections_.front(), folded))
    append_origins(all, sections_.front(), *inherited);
  return all;
}

std::optional<Origin> Config::origin(std::string_view section, std::string_view option) const {
  const Section* const in = find(section);
  if (in == nullptr) return std::nullopt;
  const std::string folded = fold(option);
  if (const Option* const own = find_own(*in, folded)) return origin_of(*in, own->spot);
  const Option* const inherited = find_own(sections_.front(), folded);
  return inherited == nullptr ? std::nullopt
                              : std::optional(origin_of(sections_.front(), inherited->spot));
}

Origin Config::origin_of(const Section& section, Spot spot) const {
  const auto& [kind, module] = layers_[spot.file];
  return {std::string(text(section.name)), kind, module, place(spot), {}};
}

// The user's files are read twice, below and above the modules': a place that comes again has been
// taken the place of by itself.
void Config::append_origins(std::vector<Origin>& to,
                            const Section& section,
                            const Option& option) const {
  const auto begin = static_cast<std::ptrdiff_t>(to.size());
  const auto add = [&](Slice value, Spot spot) {
    Origin origin = origin_of(section, spot);
    const bool known = std::any_of(to.begin() + begin, to.end(), [&](const Origin& other) {
      return other.place == origin.place;
    });
    if (known) return;
    origin.raw = text(value);
    to.push_back(std::move(origin));
  };
  add(option.value, option.spot);
  for (std::uint32_t at = option.below; at != nothing; at = overridden_[at].below)
    add(overridden_[at].value, overridden_[at].spot);
}

Interpolated Config::value_of(const Section& section,
                              const Option& option,
                              Credentials how,
                              Trace* trace) const {
  const std::string_view value = text(option.value);
  if (value.find('$') == std::string_view::npos) return {std::string(value)};
  return interpolated(text(section.name), text(option.name), value, Seen(*this, section), how,
                      trace);
}

std::string Config::written(std::string_view section, std::string_view option) const {
  const Option* const found = find_seen(section, option);
  return found == nullptr ? std::string() : std::string(text(found->written));
}

Place Config::place(std::string_view section, std::string_view option) const {
  const Option* const found = find_seen(section, option);
  return found == nullptr ? Place() : place(found->spot);
}

Place Config::section_place(std::string_view section) const {
  const Section* const found = find(section);
  return found == nullptr || found->spot.line == 0 ? Place() : place(found->spot);
}

Problem Config::problem(const InterpolationError& error) const {
  return {place(error.section, error.option), error.what()};
}

std::string Config::dump(Values values) const {
  std::string out;
  for (const Section& section : sections_) append_section(out, section, values);
  return out;
}

std::string Config::dump_section(std::string_view section, Values values) const {
  std::string out;
  if (const Section* const found = find(section); found != nullptr) {
    append_section(out, *found, values);
  }
  return out;
}

void Config::append_section(std::string& out, const Section& section, Values values) const {
  out.append("[").append(text(section.name)).append("]\n");
  if (values == Values::raw) {
    for (const Option& option : section.options) {
      append_option(out, text(option.name), text(option.value));
    }
  } else {
    for (const Option* const option : seen(section)) {
      const Interpolated value = value_of(section, *option, Credentials::as_written);
      append_option(out, text(option->name), value.text);
    }
  }
  out += '\n';
}

bool Config::operator==(const Config& other) const {
  const auto same_option = [&](const Option& one, const Option& two) {
    return text(one.name) == other.text(two.name) && text(one.value) == other.text(two.value);
  };
  const auto same_section = [&](const Section& one, const Section& two) {
    return text(one.name) == other.text(two.name) &&
           std::equal(one.options.begin(), one.options.end(), two.options.begin(),
                      two.options.end(), same_option);
  };
  return std::equal(sections_.begin(), sections_.end(), other.sections_.begin(),
                    other.sections_.end(), same_section);
}

}  // namespace aio::conf
