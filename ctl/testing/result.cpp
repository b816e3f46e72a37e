// SPDX-License-Identifier: MIT
#include "ctl/testing/result.hpp"

namespace aio::ctl::tests {

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok:
      return "ok";
    case Verdict::failed:
      return "failed";
    case Verdict::timeout:
      return "timeout";
    case Verdict::skipped:
      return "skipped";
    case Verdict::listed:
      return "listed";
  }
  return "";
}

bool is_failure(Verdict verdict) {
  return verdict == Verdict::failed || verdict == Verdict::timeout;
}

std::string full_name(const Result& result) {
  const std::string name = result.module + "/" + result.file;
  return result.test.empty() ? name : name + "/" + result.test;
}

Tally tally_of(const std::vector<Result>& results) {
  Tally tally;
  for (const Result& result : results) {
    tally.ok += result.verdict == Verdict::ok ? 1 : 0;
    tally.failed += result.verdict == Verdict::failed ? 1 : 0;
    tally.timeout += result.verdict == Verdict::timeout ? 1 : 0;
    tally.skipped += result.verdict == Verdict::skipped ? 1 : 0;
  }
  return tally;
}

}  // namespace aio::ctl::tests
