// SPDX-License-Identifier: MIT
// The transaction's beginning: what the configuration would be, and the specs that it comes to.
#include <aio/log.hpp>
#include <aio/sleep.hpp>

#include <optional>
#include <utility>

#include "daemon/plan/handler_names.hpp"
#include "daemon/plan/known_specs.hpp"
#include "daemon/plan/specs_reading.hpp"
#include "daemon/runner/catalog.hpp"
#include "daemon/runner/problems.hpp"
#include "daemon/runner/runner.hpp"

namespace aio::runner {
namespace {

constexpr std::size_t sections_a_turn = 250;  // some milliseconds

}  // namespace

task<Runner::Candidate> Runner::read(Order& order) {
  Candidate candidate;
  const conf::Reading* const before = reading_.config ? &reading_ : nullptr;
  candidate.draft = co_await worker_.run([this, &order, before] {
    const KeptState& kept = kept_.state();
    if (order.replacement) return runner::draft(search_, *order.replacement, kept.values, before);
    const Trial trial = order.undo ? undo_of(*kept.revert, search_, kept.values, before)
                                   : Trial{order.edits, order.terms.layer};
    order.edits = trial.edits;
    return runner::draft(search_, trial, kept.values, before);
  });
  if (before != nullptr) {
    const auto& now = candidate.draft.reading.config;
    candidate.changed_values =
        co_await worker_.run([&now, before] { return now->changed_since(*before->config); });
  }
  if (!order.edits.empty() || order.replacement) candidate.known = known_problems();
  if (const auto& file = candidate.draft.reading.passed_over)
    log::warning("{} {}", file->string(), conf::why_passed_over);
  co_return candidate;
}

// Off the loop: a constructor that hangs takes its time here.
task<> Runner::rehearse(const Candidate& candidate) {
  const conf::Reading& reading = candidate.draft.reading;
  modules_.search_in(reading.module_path);
  modules_.believe(co_await worker_.run([this, &reading] {
    return modules_.rehearse(plan::handler_names(*reading.config), reading.modules);
  }));
}

// On the loop, since loading a module runs code of it. Others have their turn after each portion of
// the sections; they cannot change what is read here, nor what runs of it.
task<> Runner::find_functions(Candidate& candidate) {
  const conf::Reading& reading = candidate.draft.reading;
  ModuleCatalog catalog(modules_, programs_);
  plan::Findings findings;
  const plan::Specs running = running_specs();
  std::optional<plan::KnownSpecs> known;
  if (reading.changed && problems_.empty() && catalog.finds_again(functions_))
    known.emplace(running, *reading.changed);
  plan::SpecsReading parsing(*reading.config, catalog, findings, known ? &*known : nullptr);
  while (parsing.portion(sections_a_turn)) co_await sleep(std::chrono::nanoseconds(0));
  candidate.specs = std::move(parsing).specs();
  candidate.functions = catalog.found();
  load_listed(reading, modules_, {}, findings);
  candidate.plan = plan::plan_change(running, candidate.specs);
  candidate.mistakes = reading.problems;
  append(candidate.mistakes, findings.mistakes);
  candidate.missing = std::move(findings.missing);
}

plan::Specs Runner::running_specs() const {
  plan::Specs running = specs_;
  running.schedules = timetable_.specs();
  return running;
}

}  // namespace aio::runner
