// SPDX-License-Identifier: MIT
#include "conf/reread.hpp"

#include <array>
#include <random>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "conf/document.hpp"
#include "tests/conf/odd_texts.hpp"
#include "tests/stress.hpp"

namespace aio::conf {
namespace {

/// All that a document says, and where.
std::string told(const Document& document, const Problems& problems) {
  std::string all = rendered(problems);
  for (const SectionText& section : document.sections()) {
    all.append("[").append(section.name).append("] ") +=
        std::to_string(section.line) + " at " + std::to_string(section.begin) + '\n';
    for (const OptionText& option : section.options) {
      all.append(option.name).append(" / ").append(option.written).append(" / ");
      all.append(option.value).append(" / ") += std::to_string(option.line) + '\n';
    }
  }
  return all;
}

/// Goes from text to text, rereading, and holds what comes to what a reading of all comes to.
class Rereading {
 public:
  explicit Rereading(std::string text) : document_(Document::parse("f", std::move(text), none_)) {}

  void go_on_to(const std::string& text) {
    Problems again;
    Problems whole;
    const Document expected = Document::parse("f", text, whole);
    Document found = document_.reread(text, again);
    ASSERT_EQ(found.text(), text);
    ASSERT_EQ(told(found, again), told(expected, whole)) << "from:\n" << document_.text();
    for (const SectionText& section : expected.sections())
      ASSERT_EQ(found.find_section(section.name)->line, section.line);
    if (whole.empty()) document_ = std::move(found);
  }

  const std::string& text() const { return document_.text(); }

 private:
  Problems none_;
  Document document_;
};

TEST(Reread, SaysWhatWasSaidInAnotherPlace) {
  Rereading rereading("[a]\nx = 1\n[b]\nY = 2\n  3\n[c]\nz = 4\n");
  rereading.go_on_to("[a]\nx = 10\n\n\n[b]\nY = 2\n  3\n[c]\nz = 4\n");
  rereading.go_on_to("[a]\nx = 10\n[b]\nY = 2\n  3\n  5\n[c]\nz = 4\n");
  rereading.go_on_to("[b]\nY = 2\n  3\n  5\n[c]\nz = 4\n");
  rereading.go_on_to("[b]\nY = 2\n  3\n  5\n[d]\n[c]\nz = 4\n[e]");
  rereading.go_on_to("");
  rereading.go_on_to("# c\n[b]\n");
}

TEST(Reread, SeesAHeaderBecomeAValueAndAValueAHeader) {
  Rereading rereading("[a]\nx = 1\n[b]\n y = 2\n [c]\nz = 4\n");
  rereading.go_on_to("[a]\n x = 1\n[b]\n y = 2\n [c]\nz = 4\n");
  rereading.go_on_to("[a]\n x = 1\n [b]\n y = 2\n [c]\nz = 4\n");
  rereading.go_on_to("[a]\nx = 1\n [b]\n y = 2\n [c]\nz = 4\n");
  rereading.go_on_to("[a]\nx = 1\n#[b]\n y = 2\n [c]\nz = 4\n");
  rereading.go_on_to("[a]\nx = 1\n[b]\ny = 2\n [c]\nz = 4\n");
  rereading.go_on_to("[a]\nx = 1\n[b]y = 2\n [c]\nz = 4\n");
}

TEST(Reread, FindsTheMistakesThatTheWholeTextHas) {
  Rereading rereading("[a]\nx = 1\n[b]\ny = 2\n[c]\nz = 3\n");
  rereading.go_on_to("[a]\nx = 1\n[c]\ny = 2\n[c]\nz = 3\n");
  rereading.go_on_to("[a]\nx = 1\n[b]\ny = 2\nY = 2\n[c]\nz = 3\n");
  rereading.go_on_to("x = 1\n[b]\ny = 2\n[c]\nz = 3\n");
  rereading.go_on_to("[a]\nx = 1\n[b]\ny = \xff\n[c]\nz = 3\n");
  rereading.go_on_to("[DEFAULT]\nx = 1\n[b]\ny = 2\n[DEFAULT]\nz = 3\n");
  rereading.go_on_to("[DEFAULT]\nx = 1\n[b]\ny = 2\n[DEFAULT]\nx = 3\n");
}

constexpr std::array<std::string_view, 24> pieces = {
    "[a]\n", "[b]\n",       "[c]\n",      " [d]\n",  "[DEFAULT]\n", "[e]\r\n",
    "[f]\r", "x = 1\n",     "Y: 2\n",     "z =\n",   "  deeper\n",  "\tdeeper\n",
    "\n",    "# comment\n", " ; inner\n", "k = 3\r", "[",           "]",
    "=",     "\r",          "\n",         "é = Ü\n", " ",           ""};

std::string any_text(std::mt19937& random, std::size_t most) {
  std::string text;
  for (std::size_t count = random() % (most + 1); count > 0; --count)
    text += pieces[random() % pieces.size()];
  return text;
}

/// With something put in the place of something.
std::string changed(std::string text, std::mt19937& random) {
  const std::size_t at = random() % (text.size() + 1);
  const std::size_t size = random() % 3 == 0 ? random() % 40 : random() % 3;
  return text.replace(at, size, any_text(random, 3));
}

std::string sound_text(std::mt19937& random) {
  for (;;) {
    std::string text = any_text(random, 40);
    Problems problems;
    (void)Document::parse("f", text, problems);
    if (problems.empty()) return text;
  }
}

TEST(RereadStress, ComesToWhatAWholeReadingComesTo) {
  for (unsigned seed = 0; seed < stress::amount(300U, 20'000U); ++seed) {
    std::mt19937 random(seed);
    Rereading rereading(sound_text(random));
    for (int change = 0; change < 20; ++change) {
      rereading.go_on_to(changed(rereading.text(), random));
      ASSERT_FALSE(testing::Test::HasFatalFailure()) << "seed " << seed;
    }
  }
}

TEST(RereadStress, HoldsForOddTexts) {
  for (unsigned seed = 0; seed < stress::amount(30U, 2'000U); ++seed) {
    OddTexts odd(seed);
    Rereading rereading("");
    for (int change = 0; change < 20; ++change) {
      rereading.go_on_to(odd.lines());
      ASSERT_FALSE(testing::Test::HasFatalFailure()) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace aio::conf
