// SPDX-License-Identifier: MIT
#include "tests/conf/agreement.hpp"

#include <string>

#include <gtest/gtest.h>

#include "conf/config.hpp"
#include "tests/conf/python.hpp"
#include "tests/conf/shrinking.hpp"

namespace {

using namespace aio::conf;
using nlohmann::json;

json value_of(const Config& config, const std::string& section, const std::string& option) {
  json result = {{"name", option}, {"raw", config.raw(section, option).value()}};
  try {
    result["value"] = config.get(section, option).value();
  } catch (const InterpolationError& error) {
    const std::vector<std::string> kinds = {"missing", "depth", "syntax", "size"};
    result["error"] = kinds.at(static_cast<std::size_t>(error.kind));
    result["section"] = error.section;
    result["option"] = error.option;
  }
  return result;
}

json described(const Config& config, const std::string& section) {
  json options = json::array();
  for (const std::string& option : config.options(section)) {
    options.push_back(value_of(config, section, option));
  }
  return {{"name", section}, {"options", options}};
}

std::string kind_of(const Problem& problem) {
  if (problem.what.find("no section header") != std::string::npos) return "headless";
  return problem.what.find("is already at line") != std::string::npos ? "duplicate" : "broken";
}

/// The Problems of a text as Python would raise them: at once where it gives up at once, else all
/// broken lines.
json raised(const Problems& problems, std::size_t source) {
  json lines = json::array();
  for (const Problem& problem : problems) {
    const std::string kind = kind_of(problem);
    if (kind != "broken") {
      return {{"failed", kind}, {"source", source}, {"lines", {problem.place.line}}};
    }
    lines.push_back(problem.place.line);
  }
  return {{"failed", "broken"}, {"source", source}, {"lines", lines}};
}

std::vector<bool> differ(const std::vector<Texts>& candidates) {
  const std::vector<json> cases(candidates.begin(), candidates.end());
  const std::vector<json> answers = ask_python(cases);
  std::vector<bool> different;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    different.push_back(read_by_us(cases[i]) != answers[i]);
  }
  return different;
}

void fail(const json& texts) {
  const Texts smallest = shrunk(texts.get<Texts>(), differ);
  std::string literals;
  for (const std::string& text : smallest) literals += literal(text) + "\n";
  FAIL() << "for the texts\n"
         << literals << "we read   " << read_by_us(smallest) << "\nPython reads "
         << ask_python({smallest}).front();
}

}  // namespace

json read_by_us(const json& texts) {
  std::vector<Document> documents;
  for (std::size_t source = 0; source < texts.size(); ++source) {
    Problems problems;
    documents.push_back(Document::parse("t", texts[source].get<std::string>(), problems));
    if (!problems.empty()) return raised(problems, source);
  }
  const Config config = merged(documents);
  json sections = {described(config, "DEFAULT")};
  for (const std::string& section : config.sections())
    sections.push_back(described(config, section));
  return {{"sections", sections}};
}

std::size_t expect_agreement(const std::vector<json>& cases) {
  const std::vector<json> answers = ask_python(cases);
  std::size_t read_well = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const json ours = read_by_us(cases[i]);
    read_well += ours.contains("sections") ? 1 : 0;
    if (ours == answers[i]) continue;
    fail(cases[i]);
    break;
  }
  return read_well;
}
