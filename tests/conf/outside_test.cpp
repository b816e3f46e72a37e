// SPDX-License-Identifier: MIT
#include "conf/outside.hpp"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "conf/config.hpp"
#include "conf/judge.hpp"
#include "tests/conf/temporary_folder.hpp"

namespace aio::conf {
namespace {

using State = OutsideValue::State;

/// What a test says is there.
class Given final : public Outside {
 public:
  OutsideValue read(OutsideKind kind, const std::string& name) const override {
    const auto found = values_.find({kind, name});
    return found == values_.end() ? OutsideValue{of_absent_, {}} : found->second;
  }

  void env(const std::string& name, std::string value) {
    values_[{OutsideKind::environment, name}] = {State::there, std::move(value)};
  }
  void cred(const std::string& name, std::string value) {
    values_[{OutsideKind::credential, name}] = {State::there, std::move(value)};
  }
  void unreadable(const std::string& name) {
    values_[{OutsideKind::environment, name}] = {State::unreadable, "is not UTF-8 text"};
  }
  void knows_little() { of_absent_ = State::unknown; }

 private:
  State of_absent_ = State::absent;
  std::map<std::pair<OutsideKind, std::string>, OutsideValue> values_;
};

class FromOutside : public testing::Test {
 protected:
  FromOutside() {
    given_.env("HOME", "/root");
    given_.env("EMPTY", "");
    given_.env("ODD", " a$b ${c} $${d}\n e");
    given_.cred("token", "s3cr3t");
  }

  Config read(const std::string& text) {
    Problems problems;
    const std::vector<Document> documents = {Document::parse("a.conf", text, problems)};
    EXPECT_EQ(rendered(problems), "");
    return merged(documents, &given_);
  }

  /// Of option `a` of [s], or why there is none.
  std::string value(const std::string& text) {
    try {
      return read("[s]\na = " + text + "\nb = 1\n").get("s", "a").value_or("(none)");
    } catch (const InterpolationError& error) {
      return std::string("error: ") + error.what();
    }
  }

  std::string judged(const std::string& text) { return rendered(judge(read(text))); }

  Given given_;
};

TEST_F(FromOutside, AVariableOfTheEnvironmentIsAValue) {
  EXPECT_EQ(value("${env:HOME}"), "/root");
  EXPECT_EQ(value("in ${env:HOME}/x${b}"), "in /root/x1");
  EXPECT_EQ(value("${env:EMPTY}"), "");
}

TEST_F(FromOutside, ACredentialIsAValue) {
  EXPECT_EQ(value("Bearer ${cred:token}"), "Bearer s3cr3t");
}

TEST_F(FromOutside, TheNameIsExact) {
  EXPECT_EQ(value("${env:home}"), "error: '${env:home}' is not in the environment");
  EXPECT_EQ(value("${env: HOME}"), "error: '${env: HOME}' is not in the environment");
  EXPECT_EQ(value("${Env:HOME}"), "error: '${Env:HOME}' is not there");
  EXPECT_EQ(value("${cred:HOME}"), "error: '${cred:HOME}' is not among the credentials");
}

TEST_F(FromOutside, ADefaultIsForWhatIsNotThereOrEmpty) {
  EXPECT_EQ(value("${env:NO:-8080}"), "8080");
  EXPECT_EQ(value("${env:EMPTY:-8080}"), "8080");
  EXPECT_EQ(value("${env:HOME:-8080}"), "/root");
  EXPECT_EQ(value("x${cred:no:-}y"), "xy");
}

TEST_F(FromOutside, ADefaultEndsAtTheFirstBraceAndMayHaveColons) {
  EXPECT_EQ(value("${env:NO:-http://[::1]:80}"), "http://[::1]:80");
  EXPECT_EQ(value("${env:NO:-a:-b}"), "a:-b");
  EXPECT_EQ(value("${env:NO:- a }"), " a ");
  EXPECT_EQ(value("${env:NO:-{a}}"), "{a}");
  EXPECT_EQ(value("${env:NO:-5$$}"), "5$");
}

TEST_F(FromOutside, ADefaultHasNoReferencesWhetherItIsNeededOrNot) {
  const std::string why = ": a default has no references, and '$' is '$$'";
  EXPECT_EQ(value("${env:NO:-${b}}"), "error: '${env:NO:-${b}'" + why);
  EXPECT_EQ(value("${env:HOME:-$b}"), "error: '${env:HOME:-$b}'" + why);
}

TEST_F(FromOutside, ASecondColonWithoutDashIsPythonsMistake) {
  EXPECT_EQ(value("${env:HOME:x}"), "error: '${env:HOME:x}' has more than one ':'");
  EXPECT_EQ(value("${env:HOME:=x}"), "error: '${env:HOME:=x}' has more than one ':'");
}

TEST_F(FromOutside, WhatIsOutsideIsTakenAsItIs) {
  EXPECT_EQ(value("${env:ODD}"), " a$b ${c} $${d}\n e");
  EXPECT_EQ(value("$${env:HOME}"), "${env:HOME}");
}

TEST_F(FromOutside, ASectionOfThatNameHasPythonsRulesWhole) {
  EXPECT_EQ(read("[env]\nhome = mine\n[s]\na = ${env:HOME}\n").get("s", "a"), "mine");
  const Config config = read("[env]\n[cred]\ntoken = x\n[s]\na = ${env:HOME}\nb = ${env:NO:-1}\n");
  EXPECT_THROW(config.get("s", "a"), InterpolationError);
  EXPECT_THROW(config.get("s", "b"), InterpolationError);
  EXPECT_EQ(read("[cred]\n[s]\na = ${env:HOME}\n").get("s", "a"), "/root");
}

TEST_F(FromOutside, AnInheritedReferenceIsSeenByEverySection) {
  EXPECT_EQ(read("[DEFAULT]\nhome = ${env:HOME}\n[s]\n").get("s", "home"), "/root");
}

TEST_F(FromOutside, ACredentialIsPrintedAsItIsWritten) {
  const Config config = read(
      "[s]\na = x ${cred:token} ${env:HOME}\nb = ${a}${cred:no:-1}\nc = ${env:HOME}\nd = $$$$\n");
  EXPECT_EQ(config.printable("s", "a"), "x ${cred:token} /root");
  EXPECT_EQ(config.printable("s", "b"), "x ${cred:token} /root${cred:no:-1}");
  EXPECT_EQ(config.printable("s", "c"), "/root");
  EXPECT_EQ(config.printable("s", "d"), "$$");
  EXPECT_EQ(config.printable("s", "e"), std::nullopt);
  EXPECT_EQ(config.get("s", "b"), "x s3cr3t /root1");
  EXPECT_TRUE(config.holds_credential("s", "b"));
  EXPECT_FALSE(config.holds_credential("s", "c"));
  EXPECT_EQ(config.dump().find("s3cr3t"), std::string::npos);
  EXPECT_EQ(config.dump_section("s"),
            "[s]\na = x ${cred:token} /root\nb = x ${cred:token} /root${cred:no:-1}\n"
            "c = /root\nd = $$\n\n");
}

TEST_F(FromOutside, AStepTellsWhereItsTextIsFromAndNoCredential) {
  const Config config = read("[s]\na = ${b}${env:NO:-d}\nb = ${cred:token}${env:HOME}\n");
  Trace trace;
  EXPECT_EQ(config.traced("s", "a", trace), "${cred:token}/rootd");
  std::vector<std::string> steps;
  for (const Step& step : trace.steps)
    steps.push_back(std::to_string(step.depth) + " " + step.reference + " " + step.option + " " +
                    std::to_string(static_cast<int>(step.source)) + " " + step.value);
  const std::vector<std::string> expected = {"0 ${b} b 0 ${cred:token}/root",
                                             "1 ${cred:token}  2 ${cred:token}",
                                             "1 ${env:HOME}  1 /root", "0 ${env:NO:-d}  3 d"};
  EXPECT_EQ(steps, expected);
}

TEST_F(FromOutside, WhatIsMissingIsAProblemInEverySection) {
  EXPECT_EQ(
      judged("[DEFAULT]\nd = ${env:A}\n[app]\nt = ${cred:x}\nu = ${t}${env:B}\nv = ${nothing}\n"),
      "a.conf:2: 'd': '${env:A}' is not in the environment\n"
      "a.conf:4: 't': '${cred:x}' is not among the credentials\n"
      "a.conf:5: 'u': '${env:B}' is not in the environment");
  given_.unreadable("RAW");
  EXPECT_EQ(judged("[app]\nt = ${env:RAW:-1}\n"),
            "a.conf:2: 't': '${env:RAW:-1}' is not UTF-8 text");
}

TEST_F(FromOutside, WhatIsMissingForAKeyIsOneProblem) {
  EXPECT_EQ(judged("[schedule/a]\nevery = ${env:A}\nfunc = m.f\n"),
            "a.conf:2: 'every': '${env:A}' is not in the environment");
}

TEST_F(FromOutside, AnOverriddenReferenceIsNobodysProblem) {
  Problems problems;
  const std::vector<Document> documents = {Document::parse("a", "[app]\nt = ${env:A}\n", problems),
                                           Document::parse("b", "[app]\nt = 1\n", problems)};
  EXPECT_EQ(judge(merged(documents, &given_)), Problems());
}

TEST_F(FromOutside, WhatOnlyTheDaemonKnowsIsNoProblem) {
  given_.knows_little();
  EXPECT_EQ(judged("[schedule/a]\nevery = ${env:A}\nfunc = m.f\n[app]\nt = ${cred:x}\n"), "");
  EXPECT_EQ(value("${env:A}"), "error: '${env:A}' is known to aiod alone");
  EXPECT_EQ(value("${env:A:-1}"), "1");
}

TEST_F(FromOutside, AKeyThatIsShownTakesNoCredential) {
  given_.cred("span", "5 parsecs");
  const std::string why =
      ": a credential would be shown here; only 'environment', a handler's own parameters and "
      "sections of the app take one";
  EXPECT_EQ(judged("[s]\nx = ${cred:span}\n"
                   "[schedule/a]\nevery = ${s:x}\nfunc = exec:/bin/true ${cred:token}\n"
                   "[listen/b]\nsig = exec:/bin/true ${cred:token}\n"
                   "[aio/commands]\nc = exec:/bin/true ${cred:token}\n"),
            "a.conf:4: 'every'" + why + "\na.conf:5: 'func'" + why + "\na.conf:7: 'sig'" + why +
                "\na.conf:9: 'c'" + why);
}

TEST_F(FromOutside, AProblemAboutAValueWithACredentialDoesNotQuoteIt) {
  EXPECT_EQ(judged("[schedule/a]\nevery = 1\nfunc = exec:/bin/true\nx-t = ${cred:token}\n"
                   "environment = A=${cred:token}\n\t${cred:token}\n"),
            "a.conf:5: 'environment' is 'A=${cred:token}\\n${cred:token}', expected variables such "
            "as LANG=C, one a line, whose names do not begin with AIO_");
}

/// A folder of credentials, and the environment that names it.
class OfAProcess : public testing::Test {
 protected:
  OfAProcess() { ::setenv("CREDENTIALS_DIRECTORY", folder_.path().c_str(), 1); }
  ~OfAProcess() override { ::unsetenv("CREDENTIALS_DIRECTORY"); }

  std::string credential(const std::string& name) const {
    const OutsideValue value = ProcessOutside().read(OutsideKind::credential, name);
    if (value.state == State::there) return value.text;
    return "(" + why_not(OutsideKind::credential, value) + ")";
  }

  TemporaryFolder folder_;
};

TEST_F(OfAProcess, TheEnvironmentIsThatOfItsBeginning) {
  ::setenv("AIO_OUTSIDE_TEST", "a=b", 1);
  const ProcessOutside outside;
  ::setenv("AIO_OUTSIDE_TEST", "other", 1);
  EXPECT_EQ(outside.read(OutsideKind::environment, "AIO_OUTSIDE_TEST").text, "a=b");
  ::unsetenv("AIO_OUTSIDE_TEST");
  EXPECT_EQ(outside.read(OutsideKind::environment, "AIO_OUTSIDE_TEST").state, State::there);
  EXPECT_EQ(ProcessOutside().read(OutsideKind::environment, "AIO_OUTSIDE_TEST").state,
            State::absent);
  EXPECT_EQ(ProcessOutside(State::unknown).read(OutsideKind::environment, "AIO_NO").state,
            State::unknown);
}

TEST_F(OfAProcess, ACredentialLosesTheOneLineEndOfItsFile) {
  folder_.write("bare", "s3cr3t");
  folder_.write("line", "s3cr3t\n");
  folder_.write("lines", " a\n b \n\n");
  folder_.write("empty", "\n");
  EXPECT_EQ(credential("bare"), "s3cr3t");
  EXPECT_EQ(credential("line"), "s3cr3t");
  EXPECT_EQ(credential("lines"), " a\n b \n");
  EXPECT_EQ(credential("empty"), "");
}

TEST_F(OfAProcess, ACredentialThatIsNoTextSaysSo) {
  folder_.write("nul", std::string("a\0b", 3));
  folder_.write("latin", "\xe9t\xe9\n");
  folder_.write("huge", std::string(ProcessOutside::largest_credential + 1, 'x'));
  std::filesystem::create_directory(folder_.path() / "folder");
  EXPECT_EQ(credential("nul"), "(has a NUL byte)");
  EXPECT_EQ(credential("latin"), "(is not UTF-8 text)");
  EXPECT_EQ(credential("huge"), "(has more than 1 MB)");
  EXPECT_EQ(credential("folder"), "(cannot be read: Is a directory)");
  EXPECT_EQ(credential("no"), "(is not among the credentials)");
}

TEST_F(OfAProcess, NoNameLeadsOutOfTheFolder) {
  for (const char* const name : {"", ".", "..", "../x", "/etc/passwd", "a/b"})
    EXPECT_EQ(credential(name), "(is no name of a credential)") << name;
}

TEST_F(OfAProcess, WithoutAFolderThereAreNoCredentials) {
  ::setenv("CREDENTIALS_DIRECTORY", "/nonexistent", 1);
  EXPECT_EQ(credential("a"), "(is not among the credentials)");
  ::unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_EQ(credential("a"), "(is not among the credentials)");
}

}  // namespace
}  // namespace aio::conf
