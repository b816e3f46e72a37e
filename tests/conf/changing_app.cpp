// SPDX-License-Identifier: MIT
#include "tests/conf/changing_app.hpp"

#include <algorithm>
#include <map>

namespace {

using Words = std::vector<std::string_view>;

// What is wrong stands once, and what is right several times.
const std::map<std::string_view, Words> values = {
    {"every", {"1s", "2s", "1h", "5min", "${base:pace}", "${x-pace}", "soon"}},
    {"func", {"m.beat", "m.beat", "${base:func}", "exec:/bin/true ${x-pace}", "m.none"}},
    {"cb", {"m.keep", "", "${base:cb}", "exec:/bin/cat"}},
    {"overlap", {"skip", "queue", "parallel", "${base:overlap}", "both"}},
    {"timeout", {"5s", "1min", "${base:pace}", "${x-pace}", ""}},
    {"enabled", {"yes", "no", "${base:switch}", "${base:switch}", "perhaps"}},
    {"type", {"tcp", "udp", "tcp", "unix"}},
    {"protocol", {"m.Echo", "m.Echo", "${base:protocol}", "m.beat", "exec:/bin/cat"}},
    {"port", {"7001", "7002", "7003", "${base:port}", "70000"}},
    {"address", {"127.0.0.1", "::1", "*", "127.0.0.1"}},
    {"max_connections", {"10", "20", "${base:port}"}},
    {"hello", {"m.hear", "m.hear\n\tm.hear", "${base:listener}", "m.Echo"}},
    {"Bye", {"m.hear", "exec:/bin/cat", "${x-listener}"}},
    {"queue", {"1", "2", "${base:port}", "few"}},
    {"overflow", {"block", "drop-oldest", "drop-newest"}},
    {"greet", {"m.greet", "exec:/bin/echo", "m.greet", "m.hear"}},
    {"level", {"INFO", "DEBUG", "${base:level}", "LOUD"}},
    {"x-own", {"1", "${x-pace}", "${schedule/a:every}", "$$", "${gone:x}"}},
    {"evry", {"1s"}},
    {"pace", {"1s", "7s", "${x-pace}", "${deep:pace}"}},
    {"x-pace", {"3s", "4s", "${base:pace}"}},
    {"switch", {"yes", "no"}},
    {"listener", {"m.hear"}},
    {"x-listener", {"m.hear", "m.hear"}}};

const std::map<std::string_view, Words> options = {
    {"DEFAULT", {"x-pace", "timeout", "x-listener", "overlap", "enabled"}},
    {"base", {"pace", "func", "cb", "overlap", "switch", "protocol", "port", "listener", "level"}},
    {"deep", {"pace"}},
    {"schedule/", {"every", "func", "cb", "overlap", "timeout", "enabled", "x-own", "x-pace"}},
    {"server/", {"type", "protocol", "port", "address", "max_connections", "enabled"}},
    {"listen/", {"hello", "Bye"}},
    {"signal/", {"timeout", "queue", "overflow"}},
    {"aio/commands", {"greet"}},
    {"logger_x", {"level"}}};

constexpr std::string_view names[] = {"a", "b", "c", "d", "e"};

/// Those that make a section sound, with the first of their values.
const Words needed = {"every", "func",  "protocol", "port",     "hello",  "pace",
                      "cb",    "level", "overlap",  "listener", "switch", "x-pace"};

}  // namespace

ChangingApp::ChangingApp(std::uint32_t seed) : random_(seed) {
  sections_ = {{"DEFAULT", {{"x-pace", "3s"}, {"x-listener", "m.hear"}}},
               {"base",
                {{"pace", "1s"},
                 {"func", "m.beat"},
                 {"cb", ""},
                 {"overlap", "skip"},
                 {"switch", "yes"},
                 {"protocol", "m.Echo"},
                 {"port", "7009"},
                 {"listener", "m.hear"},
                 {"level", "INFO"}}},
               {"deep", {{"pace", "2s"}}}};
  for (std::size_t count = 4 + below(8); count > 0; --count) {
    Section section = made();
    if (std::ranges::find(sections_, section.name, &Section::name) == sections_.end())
      sections_.push_back(std::move(section));
  }
}

std::string ChangingApp::text() const {
  std::string text;
  for (const Section& section : sections_) {
    text += section.comment + "[" + section.name + "]\n";
    for (const auto& [option, value] : section.options) text += option + " = " + value + "\n";
  }
  return text;
}

ChangingApp::Section ChangingApp::made() {
  const auto kind = std::next(options.begin(), static_cast<std::ptrdiff_t>(below(options.size())));
  const std::string prefix(kind->first);
  Section section{prefix.ends_with('/') ? prefix + std::string(names[below(5)]) : prefix, {}};
  for (const std::string_view option : kind->second)
    if (std::ranges::find(needed, option) != needed.end())
      section.options.emplace_back(option,
                                   values.contains(option) ? values.at(option).front() : "");
  return section;
}

void ChangingApp::set_option(Section& section) {
  const auto kind = std::ranges::find_if(
      options, [&](const auto& each) { return section.name.starts_with(each.first); });
  const Words& known = kind->second;
  const std::string option(below(20) == 0 ? "evry" : known[below(known.size())]);
  const auto found =
      std::ranges::find(section.options, option, &std::pair<std::string, std::string>::first);
  if (found == section.options.end())
    section.options.emplace_back(option, value_of(option));
  else if (option == "evry" || below(8) == 0)
    section.options.erase(found);
  else
    found->second = value_of(option);
}

std::string ChangingApp::value_of(std::string_view option) {
  const Words& all = values.at(option);
  const bool any = below(4) == 0 || all.size() == 1;
  return std::string(all[below(any ? all.size() : all.size() - 1)]);
}

void ChangingApp::change() {
  const std::size_t at = below(sections_.size());
  switch (below(10)) {
    case 0:
      if (at > 0) sections_.erase(sections_.begin() + static_cast<std::ptrdiff_t>(at));
      return;
    case 1:
      return std::swap(sections_[at], sections_[below(sections_.size())]);
    case 2:
      sections_[at].comment += "# a comment\n";
      return;
    case 3:
    case 4: {
      Section section = made();
      if (std::ranges::find(sections_, section.name, &Section::name) == sections_.end())
        sections_.insert(sections_.begin() + static_cast<std::ptrdiff_t>(at), std::move(section));
      return;
    }
    default:
      set_option(sections_[at]);
  }
}
