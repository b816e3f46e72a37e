// SPDX-License-Identifier: MIT
#include "conf/interpolation.hpp"

#include <algorithm>
#include <cstddef>

#include "conf/names.hpp"
#include "conf/problem.hpp"

namespace aio::conf {
namespace {

using Kind = InterpolationError::Kind;

constexpr int deepest = 10;  // Python's MAX_INTERPOLATION_DEPTH
// Ten levels of references that each name others a thousand times never end in Python.
constexpr std::size_t most_references = 100'000;
constexpr std::size_t largest_value = 64 << 20;

/// One value on its way.
class Interpolation {
 public:
  Interpolation(const LookUp& look_up, Trace* trace) : look_up_(look_up), trace_(trace) {}

  std::string take() { return std::move(result_); }

  void resolve(std::string_view section,
               std::string_view option,
               std::string_view rest,
               int depth) {
    if (depth > deepest) {
      fail(Kind::depth, section, option, "references nest more than 10 deep, or in a circle");
    }
    while (!rest.empty()) {
      const std::size_t dollar = std::min(rest.find('$'), rest.size());
      append(section, option, rest.substr(0, dollar));
      rest.remove_prefix(dollar);
      if (rest.starts_with("$$")) {
        append(section, option, "$");
        rest.remove_prefix(2);
      } else if (rest.starts_with("${")) {
        const std::size_t close = rest.find('}');
        if (close == std::string_view::npos) {
          fail(Kind::syntax, section, option, "'${' has no '}'");
        }
        follow(section, option, rest.substr(2, close - 2), depth);
        rest.remove_prefix(close + 1);
      } else if (!rest.empty()) {
        fail(Kind::syntax, section, option, "'$' is followed by neither '$' nor '{'");
      }
    }
  }

 private:
  void follow(std::string_view section, std::string_view option, std::string_view path, int depth) {
    if (path.empty()) fail(Kind::syntax, section, option, "'${}' names no option");
    const std::size_t colon = path.find(':');
    const bool names_section = colon != std::string_view::npos;
    if (names_section && path.find(':', colon + 1) != std::string_view::npos) {
      fail(Kind::syntax, section, option, reference(path) + " has more than one ':'");
    }
    const std::string_view in = names_section ? path.substr(0, colon) : section;
    const std::string name = fold(names_section ? path.substr(colon + 1) : path);
    const std::optional<std::string_view> value = look_up_(in, name);
    if (!value) fail(Kind::missing, section, option, reference(path) + " is not there");
    if (++references_ > most_references) {
      fail(Kind::size, section, option, "more than 100000 references");
    }
    const std::size_t begin = result_.size();
    const std::optional<std::size_t> step = note(path, in, name, depth);
    if (value->find('$') == std::string_view::npos)
      append(section, option, *value);
    else
      resolve(in, name, *value, depth + 1);
    if (step)
      trace_->steps[*step].value =
          begin_of(std::string_view(result_).substr(begin), Trace::most_of_a_value);
  }

  /// The number of the new step, if steps are wanted and there are not too many.
  std::optional<std::size_t> note(std::string_view path,
                                  std::string_view in,
                                  const std::string& name,
                                  int depth) {
    if (trace_ == nullptr) return std::nullopt;
    if (trace_->steps.size() == Trace::most_steps) {
      ++trace_->left_out;
      return std::nullopt;
    }
    trace_->steps.push_back({static_cast<std::size_t>(depth) - 1, "${" + std::string(path) + "}",
                             std::string(in), name, {}});
    return trace_->steps.size() - 1;
  }

  void append(std::string_view section, std::string_view option, std::string_view text) {
    if (result_.size() + text.size() > largest_value) {
      fail(Kind::size, section, option, "references make a value of more than 64 MB");
    }
    result_ += text;
  }

  static std::string reference(std::string_view path) { return "'${" + shown(path) + "}'"; }

  [[noreturn]] static void fail(Kind kind,
                                std::string_view section,
                                std::string_view option,
                                const std::string& what) {
    throw InterpolationError(kind, section, option, what);
  }

  const LookUp& look_up_;
  Trace* trace_;
  std::size_t references_ = 0;
  std::string result_;
};

}  // namespace

std::string interpolated(std::string_view section,
                         std::string_view option,
                         std::string_view value,
                         const LookUp& look_up,
                         Trace* trace) {
  Interpolation interpolation(look_up, trace);
  interpolation.resolve(section, option, value, 1);
  return interpolation.take();
}

bool has_sound_references(std::string_view value) {
  // Python takes every $$ out first, even within a reference.
  std::string rest;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value.substr(at, 2) == "$$") {
      ++at;
    } else {
      rest += value[at];
    }
  }
  for (std::size_t at = 0; (at = rest.find('$', at)) != std::string::npos;) {
    const std::size_t close = rest.find('}', at);
    const bool is_reference = rest.compare(at, 2, "${") == 0 && close != std::string::npos;
    if (!is_reference || close == at + 2) return false;
    at = close + 1;
  }
  return true;
}

}  // namespace aio::conf
