// SPDX-License-Identifier: MIT
#include "conf/judge.hpp"

#include <algorithm>
#include <utility>

#include "conf/command_names.hpp"
#include "conf/key_types.hpp"
#include "conf/keys.hpp"
#include "conf/module_keys.hpp"
#include "conf/names.hpp"
#include "conf/place_order.hpp"

namespace aio::conf {
namespace {

using Kind = InterpolationError::Kind;

constexpr std::size_t longest_name = 128;

std::string in_quotes(std::string_view text) {
  return "'" + shown(text) + "'";
}
std::string quoted_value(std::string_view value) {
  return "'" + shown(value, 80) + "'";
}
std::string bracketed(std::string_view section) {
  return "[" + shown(section) + "]";
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
  const std::optional<std::string> near = nearest(word, known);
  return near ? ", did you mean " + in_quotes(*near) + "?" : "";
}

/// Why a reference comes to nothing, in the words of its interpolation. Nothing when it comes to
/// something, as a default is, or when nobody here can know.
std::optional<std::string> mistake_in(const OutsideReference& reference,
                                      const OutsideValue& value) {
  const bool absent = value.state == OutsideValue::State::absent && !reference.fallback;
  if (!absent && value.state != OutsideValue::State::unreadable) return std::nullopt;
  std::string path(section_of(reference.kind));
  path.append(":").append(reference.name);
  if (reference.fallback) path.append(":-").append(*reference.fallback);
  return "'${" + shown(path) + "}' " + why_not(reference.kind, value);
}

/// One judgement of one configuration.
class Judge {
 public:
  Judge(const Config& config, const SectionNames* only) : config_(config), only_(only) {}

  Problems all() {
    for (const std::string& section : config_.sections()) {
      if (only_ != nullptr && !only_->contains(section)) continue;
      const std::string_view known = table_section(section);
      const ModuleKeys* const declared = config_.module_keys();
      if (declared != nullptr && declared->has_section(section)) {
        judge_module(section, *declared);
      } else if (known.empty()) {
        judge_foreign(section);
      } else {
        judge_section(section, known);
      }
    }
    if (!config_.outside().empty()) judge_outside();
    // An inherited value is judged in every section.
    return each_once(std::move(problems_), config_.files());
  }

 private:
  void report(Place place, std::string what) {
    problems_.push_back({std::move(place), std::move(what)});
  }

  /// Sections that aio does not know belong to the app, unless they look like a slip.
  void judge_foreign(const std::string& section) {
    static const std::vector<std::string> words = {"schedule", "server",   "listen",    "signal",
                                                   "loggers",  "handlers", "formatters"};
    const std::string kind = section.substr(0, section.find('/'));
    if (kind != "aio" && fold(kind) == "aio") {
      return report(config_.section_place(section),
                    bracketed(section) + " is not known, did you mean 'aio'?");
    }
    if (kind.size() < 5) return;
    const std::optional<std::string> near = nearest(kind, words);
    if (!near || *near == kind) return;
    report(config_.section_place(section),
           bracketed(section) + " is not known, did you mean " + in_quotes(*near) + "?");
  }

  /// The section of a module that has declared its keys.
  void judge_module(const std::string& section, const ModuleKeys& declared) {
    for (const std::string& option : config_.own_options(section)) {
      if (const Key* const key = declared.find(section, option)) {
        judge_value(section, option, *key);
        continue;
      }
      std::vector<std::string> known;
      for (const Key& key : declared.rows())
        if (key.section == section) known.emplace_back(key.name);
      report(config_.place(section, option), "unknown key " + in_quotes(option) + " in " +
                                                 bracketed(section) + did_you_mean(option, known));
    }
  }

  void judge_section(const std::string& section, std::string_view known) {
    const bool named = known.ends_with('/') || known.ends_with('_');
    if (named && !is_name(std::string_view(section).substr(known.size()))) {
      const std::string mark = known.ends_with('/') ? "the first '/'" : in_quotes(known);
      report(config_.section_place(section),
             bracketed(section) + ": expected a name of 1 to 128 characters A-Za-z0-9._@/- after " +
                 mark + ", beginning with a letter or digit");
    }
    for (const std::string& option : config_.own_options(section)) judge_option(section, option);
    for (const Key& key : key_table()) {
      if (key.section == known && key.name != "*") judge_key(section, key);
    }
    if (known == "server/") judge_server(section);
  }

  /// An own option: known at all? Its references?
  void judge_option(const std::string& section, const std::string& option) {
    const Key* const key = find_key(section, option);
    if (key == nullptr) return judge_unknown(section, option);
    if (section == "aio/commands") judge_command_name(section, option);
    if (key->name == "*") judge_value(section, option, *key);
  }

  void judge_command_name(const std::string& section, const std::string& option) {
    if (!is_command_name(option))
      report(config_.place(section, option),
             in_quotes(shown(option)) +
                 ": expected a command's name of 1 to 128 characters a-z0-9_-, beginning with a "
                 "letter or digit");
    else if (is_verb_name(option))
      report(config_.place(section, option),
             in_quotes(option) + " is a verb of aioctl, which no command can have as its name");
  }

  void judge_unknown(const std::string& section, const std::string& option) {
    const bool has_own_words =
        section.find('/') != std::string::npos && !section.starts_with("aio/");
    if (has_own_words && option.starts_with("x-")) {
      read(section, option);
      return;
    }
    const Place place = config_.place(section, option);
    std::vector<std::string> known;
    for (const Key& key : key_table()) {
      if (key.section == table_section(section)) known.emplace_back(key.name);
    }
    std::string hint = did_you_mean(option, known);
    if (hint.empty() && has_own_words) hint = "; a handler's own parameters begin with 'x-'";
    report(place, "unknown key " + in_quotes(option) + " in " + bracketed(section) + hint);
  }

  void judge_key(const std::string& section, const Key& key) {
    if (!key.types.empty() && !belongs(section, key)) return;
    if (config_.raw(section, key.name)) return judge_value(section, key.name, key);
    if (key.required) {
      report(config_.section_place(section),
             bracketed(section) + " needs " + in_quotes(key.name) + ", " + expected(key));
    }
  }

  /// Whether the section's type has such a key. An own one that it has not is a mistake, an
  /// inherited one is nothing to it. Of a section whose type cannot be read, nothing more is said.
  bool belongs(const std::string& section, const Key& key) {
    const std::string type = type_of(section);
    if (type.empty() || is_among(key.types, type)) return !type.empty();
    const std::vector<std::string> own = config_.own_options(section);
    if (std::ranges::find(own, key.name) != own.end())
      report(config_.place(section, key.name), in_quotes(key.name) + " is not for type " + type +
                                                   ", only for " + alternatives(key.types));
    return false;
  }

  std::string type_of(const std::string& section) const try {
    std::string type = value_or_default(config_, section, "type");
    const Key* const key = find_key(section, "type");
    return key != nullptr && fits(*key, type) ? type : std::string();
  } catch (const InterpolationError&) {
    return {};
  }

  void judge_value(const std::string& section, std::string_view option, const Key& key) {
    const std::optional<std::string> value = read(section, option);
    if (!value || fits(key, *value)) return;
    report(config_.place(section, option),
           in_quotes(option) + " is " + quoted_value(config_.printable(section, option).value_or("")) +
               ", expected " + expected(key));
  }

  /// The value, unless its references are wrong.
  std::optional<std::string> read(const std::string& section, std::string_view option) {
    try {
      return value_or_default(config_, section, option);
    } catch (const InterpolationError& error) {
      if (error.kind != Kind::unknown) report(section, option, error);
      return std::nullopt;
    }
  }

  void report(std::string_view section, std::string_view option, const InterpolationError& error) {
    std::string where;
    if (error.section != section || error.option != option) {
      where = " (in " + bracketed(error.section) + " '" + error.option + "')";
    }
    report(config_.place(section, option), in_quotes(option) + ": " + error.what() + where);
  }

  /// What is missing outside is a mistake wherever it is asked for, also in sections of the app,
  /// whose values nobody reads before a handler does.
  void judge_outside() {
    judge_outside(std::string(default_section));
    for (const std::string& section : config_.sections()) judge_outside(section);
  }

  void judge_outside(const std::string& section) {
    if (only_ != nullptr && section != default_section && !only_->contains(section)) return;
    for (const std::string& option : config_.own_options(section)) {
      const auto judge_one = [&](const OutsideReference& reference) {
        const auto found = config_.outside().find({reference.kind, std::string(reference.name)});
        if (found == config_.outside().end()) return;
        if (const auto why = mistake_in(reference, found->second))
          report(config_.place(section, option), in_quotes(option) + ": " + *why);
      };
      find_outside_references(*config_.raw(section, option), judge_one);
    }
  }

  void judge_server(const std::string& section) {
    if (!config_.raw(section, "protocol") && !config_.raw(section, "factory"))
      report(config_.section_place(section), bracketed(section) + " needs 'protocol' or 'factory'");
    judge_abstract(section);
  }

  /// An abstract socket has no file that could belong to somebody.
  void judge_abstract(const std::string& section) {
    const auto path = config_.raw(section, "path");
    if (!path || !path->starts_with('@') || !type_of(section).starts_with("unix")) return;
    for (const std::string& option : config_.own_options(section))
      if (is_among("mode user group", option))
        report(config_.place(section, option), in_quotes(option) + " is for socket files, and " +
                                                   quoted_value(*path) + " is abstract");
  }

  const Config& config_;
  const SectionNames* const only_;
  Problems problems_;
};

}  // namespace

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && is_letter_or_digit(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_letter_or_digit(c) ||
                  std::string_view("._@/-").find(c) != std::string_view::npos;
         });
}

Problems judge(const Config& config, const SectionNames* only) {
  return Judge(config, only).all();
}

}  // namespace aio::conf
