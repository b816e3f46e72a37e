// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdio>
#include <map>
#include <string_view>

#include "ctl/testing/report.hpp"
#include "dbus/utf8.hpp"

namespace aio::ctl::tests {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

// What neither escape nor encoding brings into XML 1.0 (its production 2, "Char").
bool is_forbidden(char c) {
  const auto value = static_cast<std::uint8_t>(c);
  return value < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

std::string escaped(std::string_view raw) {
  const std::string text = dbus::sendable(raw);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    const char c = text[i];
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\r')
      out += "&#13;";
    else if (is_forbidden(c))
      out += replacement;
    else if (rest.starts_with("\xef\xbf\xbe") || rest.starts_with("\xef\xbf\xbf")) {
      out += replacement;  // U+FFFE and U+FFFF
      i += 2;
    } else
      out += c;
  }
  return out;
}

std::string attribute(const char* name, std::string_view value) {
  std::string text = " " + std::string(name) + "=\"";
  for (const char c : escaped(value)) text += c == '\n' ? std::string("&#10;") : std::string(1, c);
  return text + "\"";
}

std::string seconds(std::chrono::microseconds span) {
  char text[32];
  std::snprintf(text, sizeof text, "%lld.%06lld", static_cast<long long>(span.count() / 1'000'000),
                static_cast<long long>(span.count() % 1'000'000));
  return text;
}

std::string counts(const Tally& tally) {
  return attribute("tests", std::to_string(tally.all())) +
         attribute("failures", std::to_string(tally.failed + tally.timeout)) +
         attribute("errors", "0") + attribute("skipped", std::to_string(tally.skipped));
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::string testcase(const Result& result) {
  const std::string file = result.module + "/" + result.file;
  std::string text = "    <testcase" +
                     attribute("classname", result.test.empty() ? result.module : file) +
                     attribute("name", result.test.empty() ? result.file : result.test) +
                     attribute("time", seconds(result.duration));
  if (result.verdict == Verdict::skipped)
    return text + "><skipped" + attribute("message", result.reason) + "/></testcase>\n";
  if (!is_failure(result.verdict)) return text + "/>\n";
  const std::string message = first_line(result.reason.empty() ? result.output : result.reason);
  return text + "><failure" + attribute("message", message) +
         attribute("type", word(result.verdict)) + ">" +
         escaped(result.reason + "\n" + result.output) + "</failure></testcase>\n";
}

}  // namespace

std::string junit(const std::vector<Result>& results, std::chrono::microseconds duration) {
  // By module, in the order of their first tests.
  std::vector<std::string> order;
  std::map<std::string, std::vector<Result>> modules;
  for (const Result& result : results) {
    auto& those = modules[result.module];
    if (those.empty()) order.push_back(result.module);
    those.push_back(result);
  }
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                     attribute("name", "aioctl test") + counts(tally_of(results)) +
                     attribute("time", seconds(duration)) + ">\n";
  for (const std::string& module : order) {
    std::chrono::microseconds spent{};
    for (const Result& result : modules[module]) spent += result.duration;
    text += "  <testsuite" + attribute("name", module) + counts(tally_of(modules[module])) +
            attribute("time", seconds(spent)) + ">\n";
    for (const Result& result : modules[module]) text += testcase(result);
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace aio::ctl::tests
