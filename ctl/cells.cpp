// SPDX-License-Identifier: MIT
#include "ctl/cells.hpp"

#include <algorithm>

#include "ctl/spans.hpp"

namespace aio::ctl {
namespace {

using std::chrono::microseconds;

microseconds since_1970(Time time) {
  return std::chrono::floor<microseconds>(time.time_since_epoch());
}

}  // namespace

std::uint64_t number(const Properties& properties, const char* name) {
  return property<std::uint64_t>(properties, name);
}

std::string digits(const Properties& properties, const char* name) {
  return std::to_string(number(properties, name));
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, 1, ',');
  return text;
}

std::string word(const Properties& properties, const char* name) {
  return property<std::string>(properties, name);
}

std::string words(const Properties& properties, const char* name) {
  std::string text;
  for (const std::string& word : property<std::vector<std::string>>(properties, name))
    text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string span(const Properties& properties, const char* name) {
  return short_span(microseconds(number(properties, name)));
}

std::string passed(std::uint64_t since_usec, Time now) {
  return short_span(std::max(microseconds(0), since_1970(now) - microseconds(since_usec)));
}

std::string until(std::uint64_t usec, Time now) {
  const microseconds left = microseconds(usec) - since_1970(now);
  return left > microseconds(0) ? "in " + short_span(left) : "now";
}

}  // namespace aio::ctl
