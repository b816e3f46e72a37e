// SPDX-License-Identifier: MIT
#include "tests/ctl/fake_daemon.hpp"

#include <aio/error.hpp>

#include <future>
#include <map>
#include <optional>
#include <thread>
#include <tuple>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <sdbus-c++/sdbus-c++.h>

#include "conf/item_pattern.hpp"
#include "dbus/connection.hpp"
#include "dbus/errors.hpp"
#include "dbus/glue/config_adaptor.hpp"
#include "dbus/glue/manager_adaptor.hpp"
#include "dbus/names.hpp"
#include "dbus/pump.hpp"
#include "tests/ctl/fake_items.hpp"

namespace aio::test {
namespace {

using Options = std::map<std::string, sdbus::Variant>;
using Outcomes = std::vector<sdbus::Struct<std::string, std::string, std::string, std::uint64_t>>;
using Pairs = std::vector<sdbus::Struct<std::string, std::string>>;
using Triples = std::vector<sdbus::Struct<std::string, std::string, std::string>>;
using LoggerRows = std::vector<sdbus::Struct<std::string, std::string, std::string>>;
using Items = std::vector<sdbus::Struct<std::string, Options>>;
using Calls = std::vector<std::string>;

sdbus::Variant variant(auto value) {
  return sdbus::Variant(value);
}

Outcomes outcomes_of(const std::string& signal) {
  Outcomes outcomes;
  if (signal == "ok" || signal == "both") outcomes.emplace_back("m.good", "ok", "", 1500U);
  if (signal == "bad" || signal == "both") outcomes.emplace_back("m.bad", "failed", "boom", 20U);
  return outcomes;
}

Outcomes begun() {
  Outcomes outcomes;
  outcomes.emplace_back("m.good", "begun", "", 0U);
  return outcomes;
}

Pairs done(const char* action, const char* item) {
  Pairs pairs;
  pairs.emplace_back(action, item);
  return pairs;
}

Items all_items() {
  Items items;
  items.emplace_back("schedule/beat", Options{{"enabled", variant(true)}});
  items.emplace_back("schedule/off", Options{{"enabled", variant(false)}});
  items.emplace_back("schedule/both", Options{{"enabled", variant(true)}});
  items.emplace_back("server/both", Options{{"state", variant(std::string("listening"))}});
  items.emplace_back("server/echo", Options{{"state", variant(std::string("listening"))}});
  items.emplace_back("schedule/schedule/odd", Options{{"enabled", variant(true)}});
  items.emplace_back("listener/Boom", Options{{"emits", variant(std::uint64_t{2})}});
  return items;
}

std::string text(const Options& options, const char* name) {
  const auto found = options.find(name);
  return found == options.end() ? "" : found->second.get<std::string>();
}

bool is_chosen(const std::string& item, const Options& options) {
  const std::string kind = item.substr(0, item.find('/'));
  if (options.contains("kind") && text(options, "kind") != kind) return false;
  return !options.contains("match") ||
         conf::ItemPattern(text(options, "match")).fits(kind, item.substr(kind.size() + 1));
}

Items chosen_items(const Options& options) {
  Items items;
  for (const auto& item : all_items()) {
    const std::string& name = item.get<0>();
    if (is_chosen(name, options)) items.push_back(item);
    if (options.contains("properties")) items.back().get<1>().clear();
    if (name == text(options, "after")) items.clear();
  }
  return items;
}

class Manager final : public sdbus::AdaptorInterfaces<org::aio::Runner1::Manager_adaptor> {
 public:
  Manager(sdbus::IConnection& connection, Calls& calls)
      : AdaptorInterfaces(connection, dbus::root_path), calls_(calls) {
    registerAdaptor();
  }
  ~Manager() { unregisterAdaptor(); }

 private:
  void Emit(sdbus::Result<Outcomes>&& result,
            std::string signal,
            std::string data,
            Options options) override {
    calls_.push_back("Emit(" + signal + ", " + data + ")");
    if (options.contains("wait")) return result.returnResults(begun());
    if (signal == "never") {
      unanswered_.push_back(std::move(result));
    } else if (signal == "denied") {
      result.returnError(dbus::to_dbus(Error(Fault::not_permitted, "not for you")));
    } else if (signal == "large") {
      result.returnError(dbus::to_dbus(Error(Fault::too_large, "too much")));
    } else {
      result.returnResults(outcomes_of(signal));
    }
  }

  void Reload(sdbus::Result<std::uint64_t, Pairs>&& result, Options) override {
    calls_.push_back("Reload()");
    result.returnResults(4, done("started", "schedule/beat"));
  }

  void Status(sdbus::Result<Options, Items>&& result, Options options) override {
    if (!options.contains("after")) calls_.push_back("Status()");
    Options runner{{"state", variant(std::string("running"))}, {"pid", variant(std::uint32_t{7})}};
    Items part;
    for (const auto& item : chosen_items(options)) {
      if (part.size() == 3) {
        runner["next"] = variant(part.back().get<0>());
        break;
      }
      part.push_back(item);
    }
    result.returnResults(runner, part);
  }

  std::tuple<std::vector<Options>, std::vector<Options>> History(const std::string& item,
                                                                 const Options&) override {
    calls_.push_back("History(" + item + ")");
    if (item != "schedule/beat") return {};
    const Options run{{"id", variant(std::uint64_t{7})}, {"outcome", variant(std::string("ok"))}};
    return {{run}, {}};
  }

  void Subscribe(const Options&) override { calls_.push_back("Subscribe()"); }
  void Unsubscribe(const Options&) override { calls_.push_back("Unsubscribe()"); }

  LoggerRows Loggers(const Options&) override {
    calls_.push_back("Loggers()");
    LoggerRows loggers;
    loggers.emplace_back("root", "INFO", "INFO");
    loggers.emplace_back("custom", "", "INFO");
    return loggers;
  }

  void SetLogLevel(const std::string& logger, const std::string& level, const Options&) override {
    calls_.push_back("SetLogLevel(" + logger + ", " + level + ")");
  }

  std::string State() override { return "running"; }
  std::vector<std::string> Problems() override { return {}; }
  std::uint64_t Generation() override { return 1; }
  std::string ConfigFile() override { return {}; }
  std::uint32_t Pid() override { return 7; }
  std::string Version() override { return "0"; }
  std::uint64_t SinceUsec() override { return 0; }
  std::string Bus() override { return "the user bus"; }

  Calls& calls_;
  std::vector<sdbus::Result<Outcomes>> unanswered_;
};

class Config final : public sdbus::AdaptorInterfaces<org::aio::Runner1::Config_adaptor> {
 public:
  Config(sdbus::IConnection& connection, Calls& calls)
      : AdaptorInterfaces(connection, dbus::root_path), calls_(calls) {
    registerAdaptor();
  }
  ~Config() { unregisterAdaptor(); }

 private:
  void Set(sdbus::Result<std::uint64_t, Pairs>&& result, Triples values, Options) override {
    std::string call = "Set(";
    bool bad = false;
    for (const auto& triple : values) {
      call += triple.get<0>() + ":" + triple.get<1>() + "=" + triple.get<2>() + ";";
      bad = bad || triple.get<1>() == "bad";
    }
    calls_.push_back(call + ")");
    if (bad)
      return result.returnError(dbus::to_dbus(
          Error(Fault::broken_config, "/f.conf:3: 'bad' is bad\n/f.conf:4: so is this")));
    result.returnResults(5, done("changed", "schedule/beat"));
  }

  void Unset(sdbus::Result<std::uint64_t, Pairs>&& result, Pairs names, Options) override {
    std::string call = "Unset(";
    for (const auto& pair : names) call += pair.get<0>() + ":" + pair.get<1>() + ";";
    calls_.push_back(call + ")");
    result.returnResults(6, Pairs());
  }

  void Text(sdbus::Result<std::string, std::string, std::string>&& result,
            Options options) override {
    calls_.push_back("Text(" + text(options, "drop_in") + ")");
    result.returnResults("/f.conf", "[a]\nb = 1\n", "v1");
  }

  void Replace(sdbus::Result<std::uint64_t, Pairs>&& result,
               std::string version,
               std::string text,
               Options options) override {
    const bool plan = options.contains("plan");
    calls_.push_back((plan ? "Plan(" : "Replace(") + version + ", " + text + ")");
    if (text.find("bad") != text.npos)
      return result.returnError(
          dbus::to_dbus(Error(Fault::broken_config, "/f.conf:2: 'b' is bad")));
    if (text.find("late") != text.npos && !plan)
      return result.returnError(dbus::to_dbus(Error(Fault::refused, "/f.conf: was changed")));
    result.returnResults(7, done("rebound", "server/b"));
  }

  void Confirm(sdbus::Result<std::vector<std::string>>&& result, Options) override {
    calls_.push_back("Confirm()");
    result.returnResults({"a:b"});
  }

  std::string Get(const std::string& section, const std::string& option, const Options&) override {
    calls_.push_back("Get(" + section + ", " + option + ")");
    if (section == "a" && option == "b") return "1";
    throw dbus::to_dbus(Error(Fault::not_found, "there is no option '" + option + "'"));
  }

  std::tuple<Options, std::vector<Options>, std::vector<Options>> Where(const std::string& section,
                                                                        const std::string& option,
                                                                        const Options&) override {
    calls_.push_back("Where(" + section + ", " + option + ")");
    if (section != "a" || option != "b")
      throw dbus::to_dbus(Error(Fault::not_found, "there is no option '" + option + "'"));
    const auto text = [](const char* of) { return variant(std::string(of)); };
    const auto number = [](std::uint64_t of) { return variant(of); };
    return {{{"section", text("a")},
             {"option", text("b")},
             {"value", text("1")},
             {"generation", number(3)},
             {"since_usec", number(1'795'905'406'000'000)}},
            {{{"layer", text("runtime")}, {"section", text("a")}, {"raw", text("${c}")}},
             {{"layer", text("file")},
              {"section", text("DEFAULT")},
              {"file", text("/f.conf")},
              {"line", number(4)},
              {"raw", text("0")}}},
            {{{"depth", number(0)},
              {"reference", text("${c}")},
              {"source", text("option")},
              {"section", text("a")},
              {"option", text("c")},
              {"file", text("/f.conf")},
              {"line", number(7)},
              {"value", text("1")}}}};
  }

  std::vector<Options> Schema(const Options&) override {
    calls_.push_back("Schema()");
    return {{{"section", variant(std::string("m"))},
             {"key", variant(std::string("greeting"))},
             {"live", variant(true)}}};
  }

  Pairs GetSection(const std::string& section, const Options&) override {
    calls_.push_back("GetSection(" + section + ")");
    if (section == "a") return done("b", "1");
    throw dbus::to_dbus(Error(Fault::not_found, "there is no section [" + section + "]"));
  }

  std::vector<sdbus::Struct<std::string, Pairs>> Dump(const Options&) override {
    calls_.push_back("Dump()");
    std::vector<sdbus::Struct<std::string, Pairs>> sections;
    sections.emplace_back("a", done("b", "1"));
    return sections;
  }

  Calls& calls_;
};

}  // namespace

/// All of it in its loop's thread.
class FakeDaemon::Service {
 public:
  explicit Service(const std::string& address)
      : connection_(dbus::open({dbus::Bus::Kind::address, address})),
        manager_(*connection_, calls_),
        config_(*connection_, calls_),
        items_(*connection_, calls_) {
    connection_->requestName(dbus::bus_name);  // nobody serves it yet
    pump_.emplace(loop_, *connection_, [](const std::string&) {});
    thread_ = std::thread([this] { loop_.run(); });
  }

  ~Service() {
    boost::asio::post(loop_, [this] { pump_.reset(); });
    guard_.reset();
    thread_.join();
  }

  Calls calls() {
    std::promise<Calls> answer;
    boost::asio::post(loop_, [&] { answer.set_value(calls_); });
    return answer.get_future().get();
  }

 private:
  boost::asio::io_context loop_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{
      loop_.get_executor()};
  Calls calls_;
  std::unique_ptr<sdbus::IConnection> connection_;
  Manager manager_;
  Config config_;
  FakeItems items_;
  std::optional<dbus::Pump> pump_;
  std::thread thread_;
};

FakeDaemon::FakeDaemon(const std::string& address) : service_(new Service(address)) {}

FakeDaemon::~FakeDaemon() = default;

std::vector<std::string> FakeDaemon::calls() {
  return service_->calls();
}

}  // namespace aio::test
