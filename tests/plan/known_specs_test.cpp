// SPDX-License-Identifier: MIT
// What is taken over from a reading before must be what a reading of everything comes to.
#include "daemon/plan/known_specs.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conf/load.hpp"
#include "daemon/plan/plan.hpp"
#include "daemon/plan/specs_reading.hpp"
#include "tests/conf/changing_app.hpp"
#include "tests/plan/parsed.hpp"
#include "tests/plan/table_catalog.hpp"
#include "tests/plan/with_defaults.hpp"
#include "tests/stress.hpp"

namespace aio::plan {
namespace {

std::string told(const Specs& specs) {
  std::string all;
  for (const ScheduleSpec& each : specs.schedules)
    all += each.name + " " + std::to_string(each.every.count()) + " " + each.rule->fingerprint +
           (each.rule->func ? " runs" : "") + "\n";
  for (const ServerSpec& each : specs.servers)
    all += each.name + " " + each.address + " " + std::to_string(each.port) + " " +
           each.fingerprint + "\n";
  for (const ListenerSpec& each : specs.listeners)
    all += each.section + " " + each.signal + " " + each.handler_name + "\n";
  for (const SignalSpec& each : specs.signals) all += each.name + " " + each.fingerprint + "\n";
  for (const CommandSpec& each : specs.commands) all += each.name + " " + each.handler_name + "\n";
  for (const auto& each : specs.logging.loggers) all += each.section + each.fingerprint + "\n";
  return all;
}

std::string told(const Plan& plan) {
  std::string all = plan.kept + "\n";
  for (const Step& step : plan.steps) all += done(step.action) + " " + step.item + "\n";
  return all;
}

std::string told(const Findings& findings) {
  return conf::rendered(findings.mistakes) + conf::rendered(findings.missing);
}

/// A configuration and what it came to.
struct Generation {
  conf::Reading reading;
  Specs specs;
  bool is_sound = false;
};

class Generations {
 public:
  void go_on_to(const std::string& text) {
    Generation next;
    next.reading = conf::load({.text = text}, last_ ? &last_->reading : nullptr);
    const conf::Config& config = *next.reading.config;
    Findings findings;
    next.specs = parse_specs(config, catalog_, findings);
    if (last_ && last_->is_sound && next.reading.changed) {
      expect_the_same(next, findings);
      ASSERT_FALSE(testing::Test::HasFailure());
    }
    next.is_sound =
        next.reading.problems.empty() && findings.mistakes.empty() && findings.missing.empty();
    last_ = std::move(next);
  }

  int compared() const { return compared_; }
  const Specs& specs() const { return last_->specs; }

 private:
  void expect_the_same(const Generation& next, const Findings& whole) {
    Findings findings;
    const KnownSpecs known(last_->specs, *next.reading.changed);
    SpecsReading reading(*next.reading.config, catalog_, findings, &known);
    while (reading.portion(3)) {
    }
    const Specs specs = std::move(reading).specs();
    EXPECT_EQ(told(specs), told(next.specs));
    EXPECT_EQ(told(findings), told(whole));
    EXPECT_EQ(told(plan_change(last_->specs, specs)), told(plan_change(last_->specs, next.specs)));
    ++compared_;
  }

  TableCatalog catalog_;
  std::optional<Generation> last_;
  int compared_ = 0;
};

constexpr const char* two_schedules =
    "[schedule/a]\nevery = 1s\nfunc = m.beat\n[schedule/b]\nevery = 1s\nfunc = m.beat\n";

TEST(KnownSpecs, HasThoseOfSectionsThatHaveNotChanged) {
  Specs specs = parse(two_schedules);
  specs.schedules[1].every = std::chrono::seconds(7);
  const conf::SectionNames changed{"schedule/a"};
  const KnownSpecs known(specs, changed);
  Specs to;
  EXPECT_FALSE(known.take("schedule/a", to));
  EXPECT_FALSE(known.take("schedule/c", to));
  EXPECT_FALSE(known.take("listen/b", to));
  EXPECT_TRUE(known.take("schedule/b", to));
  EXPECT_EQ(to.schedules.at(0).every, std::chrono::seconds(7));
}

TEST(KnownSpecs, ShareTheirRulesWithThoseThatAreRead) {
  TableCatalog catalog;
  Findings findings;
  const conf::Config config = with_defaults(two_schedules);
  const Specs specs = parse_specs(config, catalog, findings);
  const conf::SectionNames changed{"schedule/a"};
  const KnownSpecs known(specs, changed);
  SpecsReading reading(config, catalog, findings, &known);
  reading.portion(100);
  const Specs again = std::move(reading).specs();
  EXPECT_EQ(again.schedules.at(0).rule, specs.schedules.at(1).rule);
}

TEST(KnownSpecsStress, ComeToWhatAWholeReadingComesTo) {
  int compared = 0;
  for (unsigned seed = 0; seed < stress::amount(20U, 4'000U); ++seed) {
    ChangingApp app(seed);
    Generations generations;
    for (int change = 0; change < 25; ++change) {
      generations.go_on_to(app.text());
      ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << app.text();
      app.change();
    }
    compared += generations.compared();
  }
  EXPECT_GT(compared, 50);  // else it has not been tried
}

}  // namespace
}  // namespace aio::plan
