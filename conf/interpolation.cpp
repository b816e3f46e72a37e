// SPDX-License-Identifier: MIT
#include "conf/interpolation.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "conf/names.hpp"
#include "conf/problem.hpp"

namespace aio::conf {
namespace {

using Kind = InterpolationError::Kind;
using State = OutsideValue::State;

constexpr int deepest = 10;  // Python's MAX_INTERPOLATION_DEPTH
// Ten levels of references that each name others a thousand times never end in Python.
constexpr std::size_t most_references = 100'000;
constexpr std::size_t largest_value = 64 << 20;

/// A part of a raw value: text as it is, or what stands between "${" and "}".
struct Piece {
  enum class Kind { text, reference, mistake };
  Kind kind = Kind::text;
  std::string_view text;  ///< of a mistake, what is wrong
};

/// The next piece of `rest`, which is not empty and is shortened by it.
Piece next_piece(std::string_view& rest) {
  const auto taken = [&rest](std::size_t size) {
    const std::string_view text = rest.substr(0, size);
    rest.remove_prefix(size);
    return text;
  };
  const std::size_t dollar = std::min(rest.find('$'), rest.size());
  if (dollar > 0) return {Piece::Kind::text, taken(dollar)};
  if (rest.starts_with("$$")) return {Piece::Kind::text, taken(2).substr(1)};
  if (!rest.starts_with("${"))
    return {Piece::Kind::mistake, "'$' is followed by neither '$' nor '{'"};
  const std::size_t close = rest.find('}');
  if (close == std::string_view::npos) return {Piece::Kind::mistake, "'${' has no '}'"};
  return {Piece::Kind::reference, taken(close + 1).substr(2, close - 2)};
}

/// One value on its way.
class Interpolation {
 public:
  Interpolation(const References& references, Credentials credentials, Trace* trace)
      : references_(references), credentials_(credentials), trace_(trace) {}

  Interpolated take() { return std::move(result_); }

  void resolve(std::string_view section,
               std::string_view option,
               std::string_view rest,
               int depth) {
    const At at{section, option};
    if (depth > deepest) {
      fail(Kind::depth, at, "references nest more than 10 deep, or in a circle");
    }
    while (!rest.empty()) {
      const Piece piece = next_piece(rest);
      if (piece.kind == Piece::Kind::mistake) fail(Kind::syntax, at, std::string(piece.text));
      if (piece.kind == Piece::Kind::text) {
        append(at, piece.text);
      } else {
        follow(at, piece.text, depth);
      }
    }
  }

 private:
  /// The option whose raw value is being read.
  struct At {
    std::string_view section;
    std::string_view option;
  };

  void follow(const At& at, std::string_view path, int depth) {
    if (path.empty()) fail(Kind::syntax, at, "'${}' names no option");
    if (++references_count_ > most_references) fail(Kind::size, at, "more than 100000 references");
    const auto outside = parse_outside_reference(path);
    if (outside && !references_.has_section(section_of(outside->kind)))
      return follow_outside(at, path, *outside, depth);
    const std::size_t colon = path.find(':');
    const bool names_section = colon != std::string_view::npos;
    if (names_section && path.find(':', colon + 1) != std::string_view::npos) {
      fail(Kind::syntax, at, quoted(path) + " has more than one ':'");
    }
    const std::string_view in = names_section ? path.substr(0, colon) : at.section;
    const std::string name = fold(names_section ? path.substr(colon + 1) : path);
    const std::optional<std::string_view> value = references_.option(in, name);
    if (!value) fail(Kind::missing, at, quoted(path) + " is not there");
    const Mark mark = note({path, Step::Source::option, in, name}, depth);
    if (value->find('$') == std::string_view::npos)
      append(at, *value);
    else
      resolve(in, name, *value, depth + 1);
    finish(mark);
  }

  // What is outside is never looked into.
  void follow_outside(const At& at,
                      std::string_view path,
                      const OutsideReference& reference,
                      int depth) {
    const auto [text, source] = outside_text(at, path, reference);
    const Mark mark = note({path, source, {}, {}}, depth);
    append(at, text);
    finish(mark);
  }

  // As in the shell, a default is for what is empty, too.
  std::pair<std::string, Step::Source> outside_text(const At& at,
                                                    std::string_view path,
                                                    const OutsideReference& reference) {
    const bool secret = reference.kind == OutsideKind::credential;
    const auto source = secret ? Step::Source::credential : Step::Source::environment;
    std::string fallback = default_text(at, path, reference);
    result_.holds_credential |= secret;
    if (secret && credentials_ == Credentials::as_written) return {written(path), source};
    const OutsideValue& value = references_.outside(reference.kind, reference.name);
    const bool there = value.state == State::there;
    if (there && !(value.text.empty() && reference.fallback)) return {value.text, source};
    if (reference.fallback && value.state != State::unreadable)
      return {std::move(fallback), Step::Source::fallback};
    fail(value.state == State::unknown ? Kind::unknown : Kind::outside, at,
         quoted(path) + " " + why_not(reference.kind, value));
  }

  static std::string default_text(const At& at,
                                  std::string_view path,
                                  const OutsideReference& reference) {
    std::string text;
    for (std::string_view rest = reference.fallback.value_or(""); !rest.empty();) {
      const Piece piece = next_piece(rest);
      if (piece.kind != Piece::Kind::text)
        fail(Kind::syntax, at, quoted(path) + ": a default has no references, and '$' is '$$'");
      text += piece.text;
    }
    return text;
  }

  void append(const At& at, std::string_view text) {
    if (result_.text.size() + text.size() > largest_value) {
      fail(Kind::size, at, "references make a value of more than 64 MB");
    }
    result_.text += text;
  }

  /// A reference, and what it has led to.
  struct Link {
    std::string_view path;
    Step::Source source;
    std::string_view section;
    std::string_view option;
  };

  /// Where the text of a step begins, and which step it is, if it is kept.
  struct Mark {
    std::size_t begin;
    std::optional<std::size_t> step{};
  };

  /// A new step, if steps are wanted and there are not too many.
  Mark note(const Link& link, int depth) {
    if (trace_ == nullptr) return {result_.text.size()};
    if (trace_->steps.size() == Trace::most_steps) {
      ++trace_->left_out;
      return {result_.text.size()};
    }
    trace_->steps.push_back({static_cast<std::size_t>(depth) - 1, written(link.path), link.source,
                             std::string(link.section), std::string(link.option), {}});
    return {result_.text.size(), trace_->steps.size() - 1};
  }

  void finish(const Mark& mark) {
    if (!mark.step) return;
    const std::string_view text = std::string_view(result_.text).substr(mark.begin);
    trace_->steps[*mark.step].value = begin_of(text, Trace::most_of_a_value);
  }

  static std::string written(std::string_view path) { return "${" + std::string(path) + "}"; }
  static std::string quoted(std::string_view path) { return "'${" + shown(path) + "}'"; }

  [[noreturn]] static void fail(Kind kind, const At& at, const std::string& what) {
    throw InterpolationError(kind, at.section, at.option, what);
  }

  const References& references_;
  const Credentials credentials_;
  Trace* const trace_;
  std::size_t references_count_ = 0;
  Interpolated result_;
};

}  // namespace

Interpolated interpolated(std::string_view section,
                          std::string_view option,
                          std::string_view value,
                          const References& references,
                          Credentials credentials,
                          Trace* trace) {
  Interpolation interpolation(references, credentials, trace);
  interpolation.resolve(section, option, value, 1);
  return interpolation.take();
}

void find_outside_references(std::string_view value,
                             const std::function<void(const OutsideReference&)>& found) {
  while (!value.empty()) {
    const Piece piece = next_piece(value);
    if (piece.kind == Piece::Kind::mistake) return;
    if (piece.kind != Piece::Kind::reference) continue;
    if (const auto reference = parse_outside_reference(piece.text)) found(*reference);
  }
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
