// SPDX-License-Identifier: MIT
#include "conf/facts.hpp"

#include <algorithm>

#include "conf/key_types.hpp"
#include "conf/names.hpp"

namespace aio::conf {
namespace {

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

/// Of a text that may be as long as a file.
void add_long(Facts& to, const std::string& name, std::string_view all) {
  to.emplace_back(name, fact_of(begin_of(all, WhereFacts::most_of_a_text)));
  if (all.size() > WhereFacts::most_of_a_text)
    to.emplace_back(name + "_bytes", std::uint64_t{all.size()});
}

/// What is in no file has no place that a user could look at.
void add_origin(Facts& to, const Origin& origin) {
  to.emplace_back("layer", fact_of(word(origin.layer)));
  to.emplace_back("section", origin.section);
  if (!origin.module.empty()) to.emplace_back("module", origin.module);
  if (origin.layer == LayerKind::defaults || origin.layer == LayerKind::runtime) return;
  to.emplace_back("file", origin.place.file);
  to.emplace_back("line", std::uint64_t{origin.place.line});
}

Facts facts_of(const Origin& origin) {
  Facts facts;
  add_origin(facts, origin);
  add_long(facts, "raw", origin.raw);
  return facts;
}

Facts facts_of(const Where::Followed& followed) {
  const auto& [step, origin] = followed;
  Facts facts{{"depth", std::uint64_t{step.depth}},
              {"reference", step.reference},
              {"source", fact_of(word(step.source))}};
  if (origin) {
    add_origin(facts, *origin);
    facts.emplace_back("option", step.option);
  }
  facts.emplace_back("value", step.value);
  return facts;
}

Facts facts_of_option(const Where& where) {
  Facts facts{{"section", where.section}, {"option", where.option}};
  if (where.mistake)
    facts.emplace_back("mistake", rendered(*where.mistake));
  else
    add_long(facts, "value", where.value);
  if (where.steps_left_out > 0)
    facts.emplace_back("steps_left_out", std::uint64_t{where.steps_left_out});
  if (where.origins.size() > WhereFacts::most_origins)
    facts.emplace_back("origins_left_out",
                       std::uint64_t{where.origins.size() - WhereFacts::most_origins});
  if (where.key == nullptr) return facts;
  facts.emplace_back("help", fact_of(where.key->help));
  facts.emplace_back("expected", expected(*where.key));
  facts.emplace_back("default", fact_of(where.key->fallback));
  facts.emplace_back("live", where.key->live);
  return facts;
}

}  // namespace

WhereFacts facts_of(const Where& where) {
  WhereFacts facts{.of = facts_of_option(where), .origins = {}, .steps = {}};
  const std::size_t count = std::min(where.origins.size(), WhereFacts::most_origins);
  for (std::size_t i = 0; i < count; ++i) facts.origins.push_back(facts_of(where.origins[i]));
  for (const Where::Followed& step : where.steps) facts.steps.push_back(facts_of(step));
  return facts;
}

}  // namespace aio::conf
