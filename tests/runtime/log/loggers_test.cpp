// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/loggers.hpp"

#include <aio/error.hpp>

#include <gmock/gmock.h>

#include <map>
#include <string>

#include "tests/runtime/log/log_capture.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using log::Level;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

plan::HandlerSpec handler(const std::string& name, Level level = Level::notset) {
  return {.name = name, .level = level, .opening = name};
}

/// A log whose handlers keep what they get. A handler named "broken" cannot be opened.
class LoggersTest : public testing::Test {
 protected:
  LoggersTest()
      : loggers([this](const plan::HandlerSpec& spec) { return open(spec); },
                handler("consoleHandler")) {}

  void commit(std::vector<plan::LoggerSpec> tree, std::vector<plan::HandlerSpec> handlers) {
    loggers.commit(loggers.prepare({std::move(tree), std::move(handlers)}));
  }
  void write(std::string_view logger, Level level, std::string text) {
    if (level >= loggers.least(logger))
      loggers.write({.level = level, .text = std::move(text), .logger = logger});
  }
  std::vector<std::string> lines(const std::string& name) {
    loggers.flush();
    return captured[name] ? captured[name]->lines() : std::vector<std::string>();
  }

  std::map<std::string, std::shared_ptr<Heard>> captured;
  int opened = 0;
  Loggers loggers;  // its handlers use the above

 private:
  std::unique_ptr<LogOutput> open(const plan::HandlerSpec& spec) {
    if (spec.name == "broken")
      throw std::system_error(std::make_error_code(std::errc::no_such_file_or_directory));
    ++opened;
    if (!captured[spec.name]) captured[spec.name] = std::make_shared<Heard>();
    return std::make_unique<CapturingOutput>(captured[spec.name]);
  }
};

TEST_F(LoggersTest, WritesToTheDefaultHandlerUntilItIsConfigured) {
  write("aio", Level::info, "one");
  write("aio", Level::debug, "unwanted");
  EXPECT_THAT(lines("consoleHandler"), ElementsAre("INFO one"));
}

TEST_F(LoggersTest, ALoggerWithoutALevelHasThatOfItsNearestAncestor) {
  commit({{.name = "root", .level = Level::warning},
          {.name = "a.b", .level = Level::debug},
          {.name = "a.b.c"}},
         {});
  EXPECT_EQ(loggers.least("root"), Level::warning);
  EXPECT_EQ(loggers.least("a"), Level::warning);
  EXPECT_EQ(loggers.least("a.b"), Level::debug);
  EXPECT_EQ(loggers.least("a.b.c.d"), Level::debug);
  EXPECT_EQ(loggers.least("a.bc"), Level::warning) << "a name is not a beginning of letters";
}

TEST_F(LoggersTest, ARootOfLevelNotsetWantsEverything) {
  commit({{.name = "root"}}, {});
  EXPECT_EQ(loggers.least("any"), Level::notset);
}

TEST_F(LoggersTest, ALineGoesToTheHandlersOfAllAncestorsWhileTheyPropagate) {
  commit({{.name = "root", .level = Level::info, .handlers = {"top"}},
          {.name = "a", .handlers = {"middle"}},
          {.name = "a.b", .handlers = {"deep"}, .propagate = false},
          {.name = "a.c", .handlers = {"deep"}}},
         {handler("top"), handler("middle"), handler("deep")});
  write("a.b.x", Level::info, "stays");
  write("a.c", Level::info, "rises");
  EXPECT_THAT(lines("deep"), ElementsAre("INFO stays", "INFO rises"));
  EXPECT_THAT(lines("middle"), ElementsAre("INFO rises"));
  EXPECT_THAT(lines("top"), ElementsAre("INFO rises"));
}

TEST_F(LoggersTest, AHandlersOwnLevelHoldsToo) {
  commit({{.name = "root", .level = Level::debug, .handlers = {"all", "bad"}}},
         {handler("all"), handler("bad", Level::error)});
  write("x", Level::debug, "small");
  write("x", Level::error, "large");
  EXPECT_THAT(lines("all"), ElementsAre("DEBUG small", "ERROR large"));
  EXPECT_THAT(lines("bad"), ElementsAre("ERROR large"));
}

TEST_F(LoggersTest, AHandlerThatIsTheSameStaysOpenAndOneThatWentWritesWhatItHas) {
  commit({{.name = "root", .level = Level::info, .handlers = {"old", "kept"}}},
         {handler("old"), handler("kept")});
  const int before = opened;
  write("x", Level::info, "one");
  commit({{.name = "root", .level = Level::info, .handlers = {"kept", "new"}}},
         {handler("kept"), handler("new")});
  write("x", Level::info, "two");
  EXPECT_EQ(opened, before + 1);
  EXPECT_THAT(lines("kept"), ElementsAre("INFO one", "INFO two"));
  EXPECT_THAT(lines("new"), ElementsAre("INFO two"));
  EXPECT_TRUE(loggers.flush(30s));
  EXPECT_THAT(captured["old"]->lines(), ElementsAre("INFO one"));
}

TEST_F(LoggersTest, AHandlerThatCannotBeOpenedIsLeftOutAndTold) {
  plan::HandlerSpec broken = handler("broken");
  broken.place = {"aio.conf", 7};
  auto prepared =
      loggers.prepare({{{.name = "root", .level = Level::info, .handlers = {"broken", "sound"}}},
                       {broken, handler("sound")}});
  EXPECT_EQ(conf::rendered(prepared.failures),
            "aio.conf:7: log handler 'broken' cannot be opened: No such file or directory");
  loggers.commit(std::move(prepared));
  write("x", Level::info, "one");
  EXPECT_THAT(lines("sound"), ElementsAre("INFO one"));
}

TEST_F(LoggersTest, ARootWhoseHandlersAllFailHasTheDefaultOne) {
  loggers.commit(loggers.prepare(
      {{{.name = "root", .level = Level::info, .handlers = {"broken"}}}, {handler("broken")}}));
  write("x", Level::info, "one");
  EXPECT_THAT(lines("consoleHandler"), ElementsAre("INFO one"));
}

TEST_F(LoggersTest, ARootWithoutAnyHandlerIsSilent) {
  commit({{.name = "root", .level = Level::info}}, {});
  write("x", Level::critical, "one");
  EXPECT_THAT(lines("consoleHandler"), IsEmpty());
}

TEST_F(LoggersTest, AFrozenHandlerHoldsUpNoOther) {
  commit({{.name = "root", .level = Level::info, .handlers = {"frozen", "sound"}}},
         {handler("frozen"), handler("sound")});
  captured["frozen"]->hold();
  write("x", Level::info, "line");
  captured["frozen"]->wait_until_it_hangs();
  for (int i = 0; i < 10'000; ++i) write("x", Level::info, "line");
  write("x", Level::info, "last");
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (captured["sound"]->lines().empty() || captured["sound"]->lines().back() != "INFO last") {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline);
    if (loggers.handlers().at(1).dropped > 0) write("x", Level::info, "last");
  }
  EXPECT_EQ(loggers.handlers().at(0).name, "frozen");
  EXPECT_GE(loggers.handlers().at(0).dropped, 10'000U - 8192);
  captured["frozen"]->let_go();
}

TEST_F(LoggersTest, WhatAHandlerThatWentHasDroppedStaysCounted) {
  commit({{.name = "root", .level = Level::info, .handlers = {"full"}}}, {handler("full")});
  captured["full"]->fail(std::make_error_code(std::errc::no_space_on_device));
  write("x", Level::info, "one");
  loggers.flush();
  EXPECT_EQ(loggers.dropped(), 1U);
  commit({{.name = "root", .level = Level::info}}, {});
  EXPECT_TRUE(loggers.flush(30s));
  EXPECT_EQ(loggers.dropped(), 1U);
  commit({{.name = "root", .level = Level::info}}, {});
  EXPECT_EQ(loggers.dropped(), 1U) << "it has ended";
}

TEST_F(LoggersTest, NoMoreHandlersAreLeftBehindThanAreBounded) {
  const auto use = [&](const std::string& name) {
    commit({{.name = "root", .level = Level::info, .handlers = {name}}}, {handler(name)});
    captured[name]->hold();
    write("x", Level::info, "held by " + name);
    captured[name]->wait_until_it_hangs();
  };
  for (const std::string name : {"a", "b", "c", "d", "e"}) use(name);
  try {
    use("f");
    FAIL() << "was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::refused);
    EXPECT_STREQ(error.what(),
                 "log handler 'e' cannot be changed or removed: its output takes nothing, and no "
                 "more than 4 such may be left behind (4 are)");
  }
  EXPECT_EQ(captured.count("f"), 0U) << "it was not even opened";
  captured["b"]->let_go();
  EXPECT_NO_THROW(use("f"));
  for (const auto& [name, heard] : captured) heard->let_go();
}

TEST_F(LoggersTest, HandlersThatWriteWhatTheyHaveMayGoInAnyNumber) {
  std::vector<std::string> names;
  std::vector<plan::HandlerSpec> handlers;
  for (char name = 'a'; name <= 'p'; ++name) {
    names.emplace_back(1, name);
    handlers.push_back(handler(names.back()));
  }
  commit({{.name = "root", .level = Level::info, .handlers = names}}, handlers);
  write("x", Level::info, "one");
  EXPECT_NO_THROW(commit({{.name = "root", .level = Level::info}}, {}));
  EXPECT_TRUE(loggers.flush(30s));
  for (const std::string& name : names) EXPECT_THAT(lines(name), ElementsAre("INFO one"));
}

TEST_F(LoggersTest, TheOtherHandlersTellOfOneThatLosesLines) {
  commit({{.name = "root", .level = Level::info, .handlers = {"full", "sound"}}},
         {handler("full"), handler("sound")});
  captured["full"]->fail(std::make_error_code(std::errc::no_space_on_device));
  write("x", Level::info, "one");
  lines("full");
  EXPECT_THAT(lines("sound"),
              UnorderedElementsAre(
                  "INFO one", "ERROR log handler 'full' loses lines: No space left on device"));
  captured["full"]->fail({});
}

TEST_F(LoggersTest, ALevelSetAtRuntimeHoldsUntilItIsTakenBack) {
  commit({{.name = "root", .level = Level::info}, {.name = "a", .level = Level::error}}, {});
  loggers.level("a", Level::debug);
  EXPECT_EQ(loggers.least("a.b"), Level::debug);
  loggers.level("a", std::nullopt);
  EXPECT_EQ(loggers.least("a.b"), Level::error);
}

TEST_F(LoggersTest, ALevelSetAtRuntimeEndsWhenItsConfigurationChangesAndNotBefore) {
  commit({{.name = "root", .level = Level::info}, {.name = "a", .level = Level::error}}, {});
  loggers.level("a", Level::debug);
  loggers.level("root", Level::critical);
  commit({{.name = "root", .level = Level::warning}, {.name = "a", .level = Level::error}}, {});
  EXPECT_EQ(loggers.least("a"), Level::debug) << "its own level is configured as before";
  EXPECT_EQ(loggers.least("root"), Level::warning);
}

TEST_F(LoggersTest, ListsTheRootFirstThenAllThatAreConfiguredOrUsed) {
  const log::Logger used("loggers_test.used");
  commit({{.name = "root", .level = Level::info}, {.name = "a", .level = Level::error}}, {});
  loggers.level("a", Level::debug);
  const auto all = loggers.loggers();
  EXPECT_EQ(all.at(0).name, "root");
  EXPECT_EQ(all.at(1).name, "a");
  EXPECT_EQ(all.at(1).configured, Level::error);
  EXPECT_EQ(all.at(1).own(), Level::debug);
  const auto found = std::ranges::find(all, "loggers_test.used", &LoggerSnapshot::name);
  ASSERT_NE(found, all.end());
  EXPECT_EQ(found->own(), Level::notset);
  EXPECT_EQ(found->effective, Level::info);
}

TEST_F(LoggersTest, KnowsNoLoggerThatNobodyUsesOrConfigures) {
  const log::Logger used("loggers_test.deep.used");
  loggers.level("loggers_test.deep", Level::debug);
  EXPECT_EQ(loggers.least("loggers_test.deep.used"), Level::debug) << "an ancestor will do";
  try {
    loggers.level("loggers_test.deeep", Level::debug);
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::not_found);
    EXPECT_THAT(error.what(), testing::StartsWith("there is no logger 'loggers_test.deeep'"));
  }
  EXPECT_THROW(loggers.level("", Level::debug), Error);
}

TEST_F(LoggersTest, ReopensEachHandler) {
  commit({{.name = "root", .handlers = {"a", "b"}}}, {handler("a"), handler("b")});
  loggers.reopen();
  loggers.flush();
  EXPECT_EQ(captured["a"]->reopens(), 1);
  EXPECT_EQ(captured["b"]->reopens(), 1);
}

}  // namespace
}  // namespace aio::runtime
