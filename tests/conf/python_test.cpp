// SPDX-License-Identifier: MIT
// The same odd texts, read by us and by Python's configparser.
#include "tests/conf/python.hpp"

#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conf/config.hpp"
#include "conf/document.hpp"
#include "conf/interpolation.hpp"
#include "conf/names.hpp"
#include "tests/conf/agreement.hpp"
#include "tests/conf/odd_texts.hpp"
#include "tests/stress.hpp"

namespace aio::conf {
namespace {

using nlohmann::json;

class AgreesWithPython : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = why_no_python(); !why.empty()) GTEST_SKIP() << why;
  }
};

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

using AgreesWithPythonStress = AgreesWithPython;

/// Compares so many cases of a kind, far more in make stress; the same ones each time.
void compare(int count, const std::function<json()>& next) {
  for (int rounds = stress::amount(1, 8); rounds > 0; --rounds) {
    std::vector<json> cases;
    while (cases.size() < static_cast<std::size_t>(count)) {
      if (json texts = next(); !texts.is_null()) cases.push_back(std::move(texts));
    }
    // A comparison of nothing but refusals would say little.
    const std::size_t read_well = expect_agreement(cases);
    if (testing::Test::HasFailure()) return;
    EXPECT_GT(read_well, cases.size() / 10);
  }
}

TEST_F(AgreesWithPythonStress, OnTextsOfAnything) {
  OddTexts odd(1);
  compare(3000, [&] { return json{odd.soup()}; });
}

TEST_F(AgreesWithPythonStress, OnLinesOfAllKinds) {
  OddTexts odd(2);
  compare(4000, [&] { return json{odd.lines()}; });
}

TEST_F(AgreesWithPythonStress, OnLinesAtTheBordersOfInih) {
  OddTexts odd(3);
  compare(1000, [&] { return json{odd.border()}; });
}

TEST_F(AgreesWithPythonStress, OnSourcesThatOverrideEachOther) {
  OddTexts odd(4);
  compare(1200, [&] {
    // Alone, most of these texts are refused: take some that are not.
    json texts = json::array();
    while (texts.size() < 3) {
      std::string text = odd.lines();
      if (read_by_us({text}).contains("sections")) texts.push_back(std::move(text));
    }
    return texts;
  });
}

TEST_F(AgreesWithPythonStress, OnLinesOfUpToAMegabyte) {
  OddTexts odd(7);
  compare(16, [&] { return json{odd.long_line()}; });
}

TEST_F(AgreesWithPythonStress, OnSectionNamesOfUpTo300Characters) {
  OddTexts odd(8);
  compare(500, [&] { return json{odd.long_section()}; });
}

TEST_F(AgreesWithPythonStress, OnChainsAndCirclesOfReferences) {
  OddTexts odd(9);
  compare(600, [&] { return json{odd.references()}; });
}

TEST_F(AgreesWithPythonStress, OnOtherLineEndsAndByteOrderMarks) {
  OddTexts odd(10);
  compare(1500, [&] { return json{odd.other_line_ends()}; });
}

TEST_F(AgreesWithPythonStress, OnWhatAnEditLeaves) {
  OddTexts odd(5);
  compare(1000, [&] {
    Problems problems;
    Document document = Document::parse("t", odd.lines(), problems);
    const bool refused = document.set(odd.name(), odd.name(), odd.value()).has_value();
    return refused ? json() : json{document.text()};
  });
}

TEST_F(AgreesWithPythonStress, OnWhatADumpSays) {
  OddTexts odd(11);
  compare(500, [&] {
    Problems problems;
    const std::string text = odd.lines();
    const Config config = merged(std::vector{Document::parse("t", text, problems)});
    if (!problems.empty()) return json();
    const json dump = {config.dump(Values::raw)};
    EXPECT_EQ(read_by_us(dump), read_by_us({text}));
    return dump;
  });
}

TEST_F(AgreesWithPythonStress, OnWhatIsNoText) {
  OddTexts odd(12);
  std::vector<json> cases;
  json lines = json::array();
  for (int left = stress::amount(2000, 50'000); left > 0; --left) {
    const std::string octets = odd.octets();
    Problems problems;
    Document::parse("t", octets, problems);
    const bool is_text = problems.empty() || problems.front().what != "this is not UTF-8 text";
    lines.push_back(is_text ? 0 : problems.front().place.line);
    std::string latin;
    for (const char c : octets) latin += utf8(static_cast<unsigned char>(c));
    cases.push_back({{"decoded", {latin}}});
  }
  std::size_t texts = 0;
  const std::vector<json> answers = ask_python(cases);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    ASSERT_EQ(lines[i], answers[i].front()) << cases[i];
    texts += lines[i] == 0 ? 1 : 0;
  }
  EXPECT_GT(texts, cases.size() / 10);
  EXPECT_LT(texts, cases.size() / 10 * 9);
}

TEST_F(AgreesWithPythonStress, OnReferencesThatAreWrittenWell) {
  OddTexts odd(13);
  json values = json::array();
  json ours = json::array();
  for (int left = stress::amount(3000, 100'000); left > 0; --left) {
    values.push_back(odd.value());
    ours.push_back(has_sound_references(values.back().get<std::string>()));
  }
  EXPECT_EQ(ours, ask_python({{{"settable", values}}}).front());
}

TEST_F(AgreesWithPython, OnEveryCharacterThatIsSpace) {
  std::vector<json> ours(1, json::array());
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (is_space(c)) ours[0].push_back(static_cast<std::uint32_t>(c));
  }
  EXPECT_EQ(ours, ask_python({{{"spaces", true}}}));
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
