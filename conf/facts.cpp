// SPDX-License-Identifier: MIT
#include "conf/facts.hpp"

#include "conf/key_types.hpp"

namespace aio::conf {
namespace {

Fact text(std::string_view text) {
  return std::string(text);
}

std::string_view word(Step::Source source) {
  switch (source) {
    case Step::Source::option:
      return "option";
    case Step::Source::environment:
      return "environment";
    case Step::Source::credential:
      return "credential";
    case Step::Source::fallback:
      return "default";
  }
  return {};
}

/// What is in no file has no place that a user could look at.
void add_place(Facts& to, const Place& place) {
  to.emplace_back("file", place.file);
  to.emplace_back("line", std::uint64_t{place.line});
}

}  // namespace

Facts facts_of(const Where& where) {
  Facts facts{{"section", where.section}, {"option", where.option}};
  if (where.mistake)
    facts.emplace_back("mistake", rendered(*where.mistake));
  else
    facts.emplace_back("value", where.value);
  if (where.steps_left_out > 0)
    facts.emplace_back("steps_left_out", std::uint64_t{where.steps_left_out});
  if (where.key == nullptr) return facts;
  facts.emplace_back("help", text(where.key->help));
  facts.emplace_back("expected", expected(*where.key));
  facts.emplace_back("default", text(where.key->fallback));
  facts.emplace_back("live", where.key->live);
  return facts;
}

Facts facts_of(const Origin& origin) {
  Facts facts{{"layer", text(word(origin.layer))}, {"section", origin.section}};
  if (!origin.module.empty()) facts.emplace_back("module", origin.module);
  if (origin.layer != LayerKind::defaults && origin.layer != LayerKind::runtime)
    add_place(facts, origin.place);
  facts.emplace_back("raw", origin.raw);
  return facts;
}

Facts facts_of(const Where::Followed& step) {
  const auto& [of, place] = step;
  Facts facts{{"depth", std::uint64_t{of.depth}},
              {"reference", of.reference},
              {"source", text(word(of.source))},
              {"section", of.section},
              {"option", of.option}};
  if (place) add_place(facts, *place);
  facts.emplace_back("value", of.value);
  return facts;
}

}  // namespace aio::conf
