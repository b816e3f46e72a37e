// SPDX-License-Identifier: MIT
#include "ctl/testing/report.hpp"

#include <nlohmann/json.hpp>

#include "ctl/spans.hpp"
#include "ctl/text.hpp"

namespace aio::ctl::tests {
namespace {

constexpr std::size_t column = 9;  // "timeout" and two blanks

// As visible(), but that a tab stays one.
std::string shown(std::string_view line) {
  std::string text;
  for (std::size_t tab = 0; (tab = line.find('\t')) != line.npos; line.remove_prefix(tab + 1))
    text += visible(line.substr(0, tab)) + "\t";
  return text + visible(line);
}

std::string indented(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines += line.empty() ? "\n" : "    " + shown(line) + "\n";
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

void add_count(std::string& text, std::size_t count, Verdict verdict) {
  if (count > 0)
    text.append(text.ends_with(':') ? " " : ", ")
        .append(std::to_string(count) + " ")
        .append(word(verdict));
}

std::string one_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return visible(text);
}

}  // namespace

std::string rendered(const Result& result) {
  const std::string name = visible(full_name(result));
  if (result.verdict == Verdict::listed) return name + "\n";
  std::string text(word(result.verdict));
  text.resize(column, ' ');
  text += name;
  if (result.duration.count() > 0) text += " (" + short_span(result.duration) + ")";
  if (!is_failure(result.verdict))
    return text + (result.reason.empty() ? "" : ": " + one_line(result.reason)) + "\n";
  return text + "\n" + indented(result.reason) + indented(result.output);
}

std::string rendered(const Tally& tally, std::chrono::microseconds duration) {
  std::string text = std::to_string(tally.all()) + (tally.all() == 1 ? " test:" : " tests:");
  add_count(text, tally.ok, Verdict::ok);
  add_count(text, tally.failed, Verdict::failed);
  add_count(text, tally.timeout, Verdict::timeout);
  add_count(text, tally.skipped, Verdict::skipped);
  return text + ", in " + short_span(duration) + "\n";
}

std::string json(const std::vector<Result>& results,
                 std::chrono::microseconds duration,
                 bool indented) {
  using Json = nlohmann::ordered_json;
  Json tests = Json::array();
  for (const Result& result : results)
    tests.push_back({{"name", full_name(result)},
                     {"module", result.module},
                     {"file", result.file},
                     {"test", result.test},
                     {"outcome", word(result.verdict)},
                     {"reason", result.reason},
                     {"output", result.output},
                     {"duration_usec", result.duration.count()}});
  const Tally tally = tally_of(results);
  const Json all = {{"tests", tests},           {"ok", tally.ok},
                    {"failed", tally.failed},   {"timeout", tally.timeout},
                    {"skipped", tally.skipped}, {"duration_usec", duration.count()}};
  // What tests print need not be UTF-8; what is not, is replaced.
  constexpr auto replace = Json::error_handler_t::replace;
  return all.dump(indented ? 2 : -1, ' ', false, replace) + "\n";
}

}  // namespace aio::ctl::tests
