// SPDX-License-Identifier: MIT
#include "daemon/runner/check.hpp"

#include <system_error>

#include "conf/place_order.hpp"
#include "daemon/plan/parse_specs.hpp"
#include "daemon/runner/catalog.hpp"
#include "daemon/runner/problems.hpp"
#include "daemon/runtime/loop/event_loop.hpp"

namespace aio::runner {
namespace {

class AnnouncingCatalog final : public plan::Catalog {
 public:
  AnnouncingCatalog(plan::Catalog& catalog, const Announce& announce)
      : catalog_(catalog), announce_(announce) {}

  Found find(const std::string& dotted) override {
    announce_(dotted);
    return catalog_.find(dotted);
  }

  Definition program(const plan::ProgramSpec& spec, plan::ProgramRole role) override {
    return catalog_.program(spec, role);
  }

 private:
  plan::Catalog& catalog_;
  const Announce& announce_;
};

}  // namespace

Verdict check(const conf::Search& search, const Announce& announce) {
  const conf::Reading reading = conf::load(search);
  modules::Store modules;
  modules.search_in(reading.module_path);
  runtime::EventLoop loop;  // which nothing runs on
  runtime::Programs programs(loop);
  ModuleCatalog catalog(modules, programs);
  AnnouncingCatalog announcing(catalog, announce);

  plan::Findings findings;
  plan::parse_specs(*reading.config, announcing, findings);
  load_listed(reading, modules, announce, findings);

  Verdict verdict{.problems = reading.problems,
                  .not_permitted = reading.file_error == std::errc::permission_denied};
  append(verdict.problems, findings.mistakes);
  append(verdict.problems, findings.missing);
  conf::sort_by_place(verdict.problems, reading.config->files());
  if (reading.passed_over)
    verdict.note = reading.passed_over->string() + " " + conf::why_passed_over;
  return verdict;
}

}  // namespace aio::runner
