// SPDX-License-Identifier: MIT
// Formats and the tree of loggers, held against Python's own logging.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <unistd.h>

#include "conf/document.hpp"
#include "conf/keys.hpp"
#include "daemon/plan/parse_logging.hpp"
#include "daemon/runtime/log/loggers.hpp"
#include "daemon/runtime/log/render.hpp"
#include "tests/runtime/log/log_capture.hpp"

namespace aio::runtime {
namespace {

using nlohmann::json;

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"),
                                                             ::pclose);
  std::string output;
  char buffer[65536];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe.get()))
    output.append(buffer, size);
  return output;
}

class PythonsLogging : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TZ", "UTC", 1);
    tzset();
    const std::string version = output_of("python3 --version 2>&1");
    if (!version.starts_with("Python 3.11."))
      GTEST_SKIP() << "python3 of version 3.11 is the measure, here is: " << version;
  }

  static json ask(const std::vector<json>& cases) {
    const std::string file = testing::TempDir() + "aio-log-cases-" + std::to_string(getpid());
    {
      std::ofstream out(file);
      for (const json& each : cases) out << each.dump() << '\n';
    }
    const std::string output = output_of("python3 '" AIO_LOGGING_ORACLE "' < '" + file + "'");
    std::remove(file.c_str());
    json answers = json::array();
    for (std::size_t at = 0, end = 0; (end = output.find('\n', at)) != output.npos; at = end + 1)
      answers.push_back(json::parse(output.substr(at, end - at)));
    EXPECT_EQ(answers.size(), cases.size());
    return answers;
  }
};

constexpr const char* long_flags[] = {"",   "-",  "0",   "+",  " ",   "#",  "8",   "-8",
                                      "08", "+8", "-08", ".3", "8.3", "#8", "+.1", "012.4"};

/// The same record that the oracle makes, but for the place, which is the compiler's.
log::Record fixed_record() {
  return {.level = log::Level::warning,
          .text = "hello wörld",
          .logger = "my.app",
          .at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1769860800250)),
          .thread = 4321};
}

TEST_F(PythonsLogging, FormatsTheSameLines) {
  std::vector<json> cases;
  const auto add = [&](const std::string& format, const std::string& style, json datefmt = {}) {
    cases.push_back({{"format", format}, {"style", style}, {"datefmt", std::move(datefmt)}});
  };
  for (const std::string key : {"message", "levelname", "name", "asctime"})
    for (const std::string flags : long_flags) add("%(" + key + ")" + flags + "s", "%");
  for (const std::string key : {"levelno", "msecs", "created"})
    for (const std::string flags : long_flags)
      for (const std::string type : {"d", "i", "u", "x", "X", "o", "e", "E", "f", "g", "G", "s"}) {
        const bool bases_a_real =
            key != "levelno" && std::string("xXo").find(type) != std::string::npos;
        if (!bases_a_real) add("%(" + key + ")" + flags + type, "%");
      }
  for (const std::string spec :
       {"", ":8", ":<14", ":>14", ":^14", ":*^14", ":é<14", ":.3", ":14.3"})
    for (const std::string key : {"message", "levelname", "name"}) add("{" + key + spec + "}", "{");
  for (const std::string spec :
       {"", ":5", ":05", ":<5", ":^5d", ":+d", ":x", ":#x", ":5.1f", ":+08.2f", ":e", ":=+6"})
    add("{levelno" + spec + "}", "{");
  for (const std::string spec : {"", ":.0f", ":03.0f", ":10.2f", ":g"})
    add("{msecs" + spec + "}", "{");
  for (const std::string text : {"$message", "${levelname}: $$ $name", "$asctime|${msecs}"})
    add(text, "$");
  add("%(asctime)s", "%", "%H:%M:%S");
  add("{asctime}", "{", "%d/%m/%y %j");
  add("100%% %(message)s", "%");
  add("{{}} {message}", "{");

  const json answers = ask(cases);
  ASSERT_EQ(answers.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::string format = cases[i]["format"];
    auto reading = plan::parse_log_format(format, std::string(cases[i]["style"])[0]);
    if (cases[i]["datefmt"].is_string()) reading.format.datefmt = cases[i]["datefmt"];
    ASSERT_EQ(reading.mistake.empty(), !answers[i].is_null()) << format << ": " << reading.mistake;
    if (answers[i].is_null()) continue;
    EXPECT_EQ(rendered(reading.format, fixed_record()), std::string(answers[i])) << format;
  }
}

TEST_F(PythonsLogging, RefusesTheSameFormats) {
  std::vector<json> cases;
  for (const std::string format : {"plain", "%(message)d", "%(message", "%(message)",
                                   "50% %(message)s", "%s", "%(levelno)q", "%(message)s %"})
    cases.push_back({{"format", format}, {"style", "%"}, {"datefmt", nullptr}});
  for (const std::string format : {"plain", "{message", "message}", "{message:d}", "{}"})
    cases.push_back({{"format", format}, {"style", "{"}, {"datefmt", nullptr}});
  for (const std::string format : {"plain", "$ message", "${message"})
    cases.push_back({{"format", format}, {"style", "$"}, {"datefmt", nullptr}});
  const json answers = ask(cases);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::string format = cases[i]["format"];
    EXPECT_TRUE(answers[i].is_null()) << format << " is " << answers[i];
    EXPECT_NE(plan::parse_log_format(format, std::string(cases[i]["style"])[0]).mistake, "")
        << format;
  }
}

/// Which handlers of our own log get a line of each logger and level.
json delivered(const json& the_case) {
  conf::Problems problems;
  const std::vector documents{conf::Document::parse("(defaults)", conf::defaults_text(), problems),
                              conf::Document::parse("aio.conf", the_case["config"], problems)};
  plan::Findings findings;
  const auto spec = plan::parse_logging(conf::merged(documents), findings);
  EXPECT_EQ(conf::rendered(problems) + conf::rendered(findings.mistakes), "");
  std::map<std::string, std::shared_ptr<Heard>> captured;
  Loggers loggers(
      [&](const plan::HandlerSpec& handler) {
        captured[handler.name] = std::make_shared<Heard>();
        return std::make_unique<CapturingOutput>(captured[handler.name]);
      },
      plan::console_handler());
  loggers.commit(loggers.prepare(spec));
  json answers = json::array();
  for (const auto& line : the_case["lines"]) {
    const std::string logger = line[0];
    const log::Level level{line[1].get<int>()};
    const auto count = [&](const std::string& name) { return captured[name]->lines().size(); };
    std::map<std::string, std::size_t> before;
    for (const auto& [name, lines] : captured) before[name] = count(name);
    if (level >= loggers.least(logger))
      loggers.write({.level = level, .text = "x", .logger = logger});
    loggers.flush();
    std::vector<std::string> hits;
    for (const auto& [name, lines] : captured)
      for (std::size_t more = count(name) - before[name]; more > 0; --more) hits.push_back(name);
    answers.push_back(hits);
  }
  return answers;
}

TEST_F(PythonsLogging, DeliversLinesToTheSameHandlers) {
  const std::string handlers =
      "[handlers]\nkeys=top,mid,low\n"
      "[handler_top]\nclass=StreamHandler\nargs=(sys.stderr,)\n"
      "[handler_mid]\nclass=StreamHandler\nargs=(sys.stdout,)\nlevel=ERROR\n"
      "[handler_low]\nclass=StreamHandler\nargs=()\nlevel=DEBUG\n"
      "[formatters]\nkeys=\n";
  std::vector<json> cases;
  json lines = json::array();
  for (const std::string name : {"root", "a", "a.b", "a.b.c", "a.bc", "x", "x.y"})
    for (const int level : {10, 20, 30, 40, 50}) lines.push_back({name, level});
  for (const std::string root : {"WARNING", "NOTSET", "ERROR"})
    for (const std::string a : {"DEBUG", "NOTSET", "CRITICAL"})
      for (const std::string propagate : {"0", "1"})
        for (const std::string b_handlers : {"", "low", "low,mid", "top"})
          cases.push_back(
              {{"config", "[loggers]\nkeys=root,a,b\n[logger_root]\nlevel=" + root +
                              "\nhandlers=top\n[logger_a]\nqualname=a\nlevel=" + a +
                              "\nhandlers=mid\n[logger_b]\nqualname=a.b\nhandlers=" + b_handlers +
                              "\npropagate=" + propagate + "\n" + handlers},
               {"lines", lines}});
  const json answers = ask(cases);
  for (std::size_t i = 0; i < cases.size(); ++i)
    EXPECT_EQ(delivered(cases[i]), answers[i]) << std::string(cases[i]["config"]);
}

}  // namespace
}  // namespace aio::runtime
