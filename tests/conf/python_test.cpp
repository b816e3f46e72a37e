// SPDX-License-Identifier: MIT
// The same odd texts, read by us and by Python's configparser.
#include "tests/conf/python.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conf/config.hpp"
#include "conf/names.hpp"
#include "tests/conf/odd_texts.hpp"

namespace aio::conf {
namespace {

using nlohmann::json;

class AgreesWithPython : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = why_no_python(); !why.empty()) GTEST_SKIP() << why;
  }
};

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

/// Python takes two lines without a name for a duplicate option; we report both as broken.
bool is_nameless_duplicate(const json& ours, const json& theirs) {
  if (!theirs.contains("failed") || theirs["failed"] != "nameless") return false;
  const json& lines = ours.at("lines");
  return ours.at("failed") == "broken" &&
         std::find(lines.begin(), lines.end(), theirs["lines"][0]) != lines.end();
}

void expect_agreement(const std::vector<json>& cases) {
  const std::vector<json> answers = ask_python(cases);
  std::size_t read_well = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const json ours = read_by_us(cases[i]);
    read_well += ours.contains("sections") ? 1 : 0;
    if (is_nameless_duplicate(ours, answers[i])) continue;
    ASSERT_EQ(ours, answers[i]) << "for the texts " << cases[i];
  }
  // A comparison of nothing but refusals would say little.
  EXPECT_GT(read_well, cases.size() / 10);
  testing::Test::RecordProperty("read_well", static_cast<int>(read_well));
}

TEST_F(AgreesWithPython, OnTextsOfAnything) {
  OddTexts odd(1);
  std::vector<json> cases;
  for (int i = 0; i < 4000; ++i) cases.push_back({odd.soup()});
  expect_agreement(cases);
}

TEST_F(AgreesWithPython, OnLinesOfAllKinds) {
  OddTexts odd(2);
  std::vector<json> cases;
  for (int i = 0; i < 6000; ++i) cases.push_back({odd.lines()});
  expect_agreement(cases);
}

TEST_F(AgreesWithPython, OnLinesAtTheBordersOfInih) {
  OddTexts odd(3);
  std::vector<json> cases;
  for (int i = 0; i < 1500; ++i) cases.push_back({odd.border()});
  expect_agreement(cases);
}

TEST_F(AgreesWithPython, OnSourcesThatOverrideEachOther) {
  OddTexts odd(4);
  std::vector<json> cases;
  for (int i = 0; i < 4000; ++i) {
    // Alone, most of these texts are refused: take some that are not.
    json texts = json::array();
    while (texts.size() < 3) {
      std::string text = odd.lines();
      if (read_by_us({text}).contains("sections")) texts.push_back(std::move(text));
    }
    cases.push_back(std::move(texts));
  }
  expect_agreement(cases);
}

TEST_F(AgreesWithPython, OnWhatAnEditLeaves) {
  OddTexts odd(5);
  std::vector<json> cases;
  while (cases.size() < 2000) {
    Problems problems;
    Document document = Document::parse("t", odd.lines(), problems);
    if (!document.set(odd.name(), odd.name(), odd.value())) cases.push_back({document.text()});
  }
  expect_agreement(cases);
}

TEST_F(AgreesWithPython, OnEveryCharacterThatIsSpace) {
  std::vector<json> ours(1, json::array());
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (is_space(c)) ours[0].push_back(static_cast<std::uint32_t>(c));
  }
  EXPECT_EQ(ours, ask_python({{{"spaces", true}}}));
}

std::string utf8(char32_t c) {
  std::string text;
  if (c < 0x80) return text += static_cast<char>(c);
  if (c < 0x800) {
    text += static_cast<char>(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      text += static_cast<char>(0xE0 | (c >> 12));
    } else {
      text += static_cast<char>(0xF0 | (c >> 18));
      text += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    }
    text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
  }
  return text += static_cast<char>(0x80 | (c & 0x3F));
}

TEST_F(AgreesWithPython, OnTheLowerCaseOfEveryCharacter) {
  std::string all;
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c < 0xD800 || c > 0xDFFF) all += utf8(c) + '\n';
  }
  for (const char* const sigma : {"ΑΣ", "Σ", "ΑΣ Σ", "Α.Σ", "ΑΣ.", "ΑΣ-Α", "AΣ\u0301", "İΣ"}) {
    all.append(sigma) += '\n';
  }
  const std::string theirs = ask_python({{{"fold", {all}}}}).front().front();
  EXPECT_TRUE(fold(all) == theirs);  // no EXPECT_EQ: it would print eight megabytes
  EXPECT_EQ(fold("ΑΣ Σ"), "ας σ");
}

}  // namespace
}  // namespace aio::conf
