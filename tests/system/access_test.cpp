// SPDX-License-Identifier: MIT
// Who may do what with aio.service, as the real polkit has it: root all, others nothing but to look
// unless a rule says more, and nothing at all for a polkit that does not answer.
#include <algorithm>
#include <sstream>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr auto configuration = R"ini([aio]
drain = 100ms
[server/echo]
protocol = aio.demo.echo
port = 7001
[schedule/beat]
every = 1h
func = aio.demo.tick
[listen/all]
lamp = probe.hear
siren = probe.hear
)ini";

// Members of the group may do these things, and nothing else.
constexpr auto rules = R"js(polkit.addRule(function (action, subject) {
    if (!subject.isInGroup("operators")) return;
    if (action.id == "org.aio.Runner1.emit" && action.lookup("signal") == "lamp")
        return polkit.Result.YES;
    if (action.id == "org.aio.Runner1.set-config" && action.lookup("section") == "aio" &&
        action.lookup("option") == "drain")
        return polkit.Result.YES;
    if (action.id == "org.aio.Runner1.pause" && action.lookup("item") == "server/echo")
        return polkit.Result.YES;
});
)js";

/// A command, and what a denial of it says that it takes.
struct Attempt {
  std::string command;
  std::string takes;
};

// In an order in which root can do all of it.
const std::vector<Attempt> attempts{
    {"aioctl emit lamp", "org.aio.Runner1.emit (the signal lamp)"},
    {"aioctl emit siren", "org.aio.Runner1.emit (the signal siren)"},
    {"aioctl config -s aio:drain 2s", "org.aio.Runner1.set-config (aio:drain)"},
    {"aioctl config -s server/echo:port 7009", "org.aio.Runner1.set-config (server/echo:port)"},
    {"aioctl config --unset aio:drain", "org.aio.Runner1.set-config (aio:drain)"},
    {"aioctl trigger beat", "org.aio.Runner1.trigger (schedule/beat)"},
    {"aioctl pause schedule/beat", "org.aio.Runner1.pause (schedule/beat)"},
    {"aioctl pause server/echo", "org.aio.Runner1.pause (server/echo)"},
    {"aioctl resume schedule/beat", "org.aio.Runner1.resume (schedule/beat)"},
    {"aioctl stop server/echo", "org.aio.Runner1.stop (server/echo)"},
    {"aioctl start server/echo", "org.aio.Runner1.start (server/echo)"},
    {"aioctl reload", "org.aio.Runner1.reload"},
    {"aioctl log-level root DEBUG", "org.aio.Runner1.log-level (the logger root)"},
    {"busctl set-property org.aio.Runner1 /org/freedesktop/LogControl1"
     " org.freedesktop.LogControl1 LogLevel s debug",
     "ccess"},  // busctl has words of its own for a denial
};

const std::vector<std::string> looks{
    "aioctl status",    "aioctl status schedule/beat", "aioctl list-servers",
    "aioctl log-level", "aioctl config -g aio:drain",  "aioctl config"};

class Access : public System {
 protected:
  void SetUp() override {
    System::SetUp();
    if (IsSkipped()) return;
    boot();
    machine().told({"sh", "-c",
                    "groupadd operators && useradd alice && useradd -G operators oscar && "
                    "useradd -G sudo carol && echo carol:of-carol | chpasswd && "
                    "install -d -m 755 /etc/polkit-1/rules.d"});
    machine().write("/etc/polkit-1/rules.d/40-operators.rules", rules);
    configure(configuration);
    machine().told({"chown", "-R", "aio:aio", "/etc/aio"});
    ASSERT_THAT(systemctl({"start", "aio"}), ExitsWith(0));
  }

  /// Each command's exit status and what it complained of.
  std::vector<std::string> tried(const std::string& user,
                                 const std::vector<std::string>& commands) const {
    std::string script;
    for (const auto& command : commands)
      script += "complaint=$(" + command + " 2>&1 >/dev/null); echo $? $complaint\n";
    std::istringstream lines(machine().told({"runuser", "-u", user, "--", "sh", "-c", script}));
    std::vector<std::string> told;
    for (std::string line; std::getline(lines, line);) told.push_back(line);
    return told;
  }
  std::string tried(const std::string& user, const std::string& command) const {
    return tried(user, std::vector{command}).at(0);
  }

  static std::vector<std::string> all_commands() {
    std::vector<std::string> commands;
    for (const auto& [command, takes] : attempts) commands.push_back(command);
    return commands;
  }

  /// The lines of the log that tell of a denial.
  std::vector<std::string> denials() const {
    std::vector<std::string> told;
    for (const auto& entry : entries()) {
      const auto text = entry.at("MESSAGE").get<std::string>();
      if (text.starts_with("denied to ")) told.push_back(text);
    }
    return told;
  }

  std::string user_number(const std::string& user) const {
    return machine().told({"id", "-u", user});
  }

  void expect_denied_all(const std::string& user) const {
    const auto told = tried(user, all_commands());
    ASSERT_EQ(told.size(), attempts.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
      const auto& [command, takes] = attempts[i];
      EXPECT_THAT(told[i], StartsWith(command.starts_with("aioctl") ? "4 " : "1 ")) << command;
      EXPECT_THAT(told[i], HasSubstr(takes)) << command;
    }
  }

  void expect_untouched() const {
    EXPECT_EQ(machine().told({"cat", "/etc/aio/aio.conf"}) + "\n", configuration);
    EXPECT_EQ(aioctl({"log-level", "root"}).out, "INFO\n");
    EXPECT_THAT(aioctl({"is-active", "schedule/beat"}), ExitsWith(0));
    EXPECT_THAT(aioctl({"is-active", "server/echo"}), ExitsWith(0));
    EXPECT_THAT(messages(), Not(HasSubstr("heard lamp")));
    EXPECT_EQ(property("NRestarts"), "0");
  }
};

TEST_F(Access, IsDeniedToAllButRootWhoMayOnlyLook) {
  for (const std::string user : {"alice", "aio"}) {
    expect_denied_all(user);
    EXPECT_THAT(tried(user, looks), Each("0")) << user;
  }
  expect_untouched();

  const auto of_alice = "denied to user " + user_number("alice");
  const auto told = denials();
  EXPECT_EQ(
      std::ranges::count_if(told, [&](const auto& line) { return line.starts_with(of_alice); }), 10)
      << "each once, but for those of one minute over the tenth";
  EXPECT_THAT(told.front(), AllOf(StartsWith(of_alice + " (:1."),
                                  HasSubstr("org.aio.Runner1.emit (the signal lamp)")));

  EXPECT_THAT(tried("root", all_commands()), Each("0"));
}

TEST_F(Access, ARuleGivesAGroupOneSignalOneOptionAndOneServer) {
  EXPECT_THAT(tried("oscar", {"aioctl emit lamp", "aioctl emit LAMP", "aioctl pause server/echo",
                              "aioctl config -s aio:drain 3s", "aioctl config -s aio:DRAIN 4s"}),
              Each("0"));
  EXPECT_TRUE(journal_holds("heard lamp"));
  EXPECT_EQ(aioctl({"config", "-g", "aio:drain"}).out, "4s\n");
  EXPECT_THAT(denials(), IsEmpty());

  EXPECT_THAT(
      tried("oscar", {"aioctl emit siren", "aioctl pause schedule/beat", "aioctl stop server/echo",
                      "aioctl config -s server/echo:port 7009",
                      "aioctl config -s aio:drain 5s server/echo:port 7009",
                      "EDITOR=true aioctl config edit", "aioctl trigger beat", "aioctl reload"}),
      ElementsAre(HasSubstr("4 aioctl: org.aio.Runner1.emit (the signal siren)"), StartsWith("4 "),
                  StartsWith("4 "), StartsWith("4 "), HasSubstr("set-config (server/echo:port)"),
                  StartsWith("0"), StartsWith("4 "), StartsWith("4 ")));
  EXPECT_EQ(aioctl({"config", "-g", "aio:drain"}).out, "4s\n") << "all of it or nothing";
  EXPECT_EQ(aioctl({"config", "-g", "server/echo:port"}).out, "7001\n");
  EXPECT_THAT(messages(), Not(HasSubstr("heard siren")));
}

TEST_F(Access, IsDeniedByAPolkitThatIsNotThereOrDoesNotAnswerWhichHoldsUpNobodyElse) {
  ASSERT_EQ(tried("oscar", "aioctl emit lamp"), "0");
  ASSERT_THAT(systemctl({"kill", "--signal=STOP", "polkit"}), ExitsWith(0));
  EXPECT_THAT(tried("oscar", "aioctl --timeout=500ms emit lamp"), StartsWith("124 "));
  Process waits =
      machine().start({"runuser", "-u", "oscar", "--", "aioctl", "--system", "emit", "lamp"});
  EXPECT_THAT(aioctl({"emit", "siren"}), ExitsWith(0)) << "root is not asked about";
  EXPECT_EQ(tried("alice", "aioctl --timeout=3s status"), "0");
  EXPECT_EQ(waits.status(), 4);
  EXPECT_THAT(waits.err().all(), HasSubstr("polkit does not answer"));
  ASSERT_THAT(systemctl({"kill", "--signal=CONT", "polkit"}), ExitsWith(0));
  EXPECT_EQ(tried("oscar", "aioctl emit lamp"), "0") << "as before";

  ASSERT_THAT(systemctl({"mask", "--now", "polkit"}), ExitsWith(0));
  EXPECT_THAT(tried("oscar", "aioctl emit lamp"),
              AllOf(StartsWith("4 aioctl: org.aio.Runner1.emit (the signal lamp)"),
                    HasSubstr("polkit does not answer")));
  EXPECT_TRUE(comes_true([&] {
    return tried("oscar", "time -p aioctl emit lamp").find("real 0.") != std::string::npos;
  })) << "in less than a second, when the machine has the time for it";
  EXPECT_THAT(aioctl({"emit", "siren"}), ExitsWith(0));

  ASSERT_THAT(systemctl({"unmask", "polkit"}), ExitsWith(0));
  machine().told({"rm", "/usr/share/polkit-1/actions/org.aio.Runner1.policy"});
  EXPECT_THAT(tried("oscar", "aioctl emit lamp"), AllOf(StartsWith("4 "), HasSubstr("polkit")));
  EXPECT_EQ(property("NRestarts"), "0");
}

TEST_F(Access, WhatOnlySomeMayReadInTheFilesOnlySomeMayReadOfTheService) {
  machine().told({"chmod", "640", "/etc/aio/aio.conf"});
  EXPECT_THAT(tried("alice", {"aioctl config -g aio:drain", "aioctl config", "aioctl config -g aio",
                              "aioctl config --where aio:drain", "EDITOR=true aioctl config edit"}),
              Each(HasSubstr("4 aioctl: org.aio.Runner1.get-config")));
  EXPECT_EQ(tried("alice", "aioctl status"), "0");
  EXPECT_THAT(aioctl({"config", "-g", "aio:drain"}), ExitsWith(0));
  machine().told({"chmod", "644", "/etc/aio/aio.conf"});
  EXPECT_EQ(tried("alice", "aioctl config -g aio:drain"), "0");
  ASSERT_THAT(aioctl({"config", "--runtime", "-s", "aio:drain", "7s"}), ExitsWith(0));
  EXPECT_THAT(tried("alice", "aioctl config -g aio:drain"), StartsWith("4 "))
      << "it is in no file of all";

  // The log is not for all either, and is no matter for the log.
  EXPECT_THAT(aioctl({"status", "schedule/beat"}).out, HasSubstr("Received scheduled: beat"));
  const auto seen =
      machine().run({"runuser", "-u", "alice", "--", "aioctl", "status", "schedule/beat"});
  EXPECT_THAT(seen, ExitsWith(0));
  EXPECT_THAT(seen.out, AllOf(HasSubstr("OUTCOME"), Not(HasSubstr("Received scheduled"))));
  EXPECT_THAT(denials(), Each(Not(HasSubstr("read-log"))));
}

TEST_F(Access, RootRunsNoCommandThatTheServicesUserMayHaveWritten) {
  machine().write("/etc/aio/aio.conf", "[aio/commands]\nname = exec:id -un\n");
  machine().told({"chown", "aio:aio", "/etc/aio/aio.conf"});
  ASSERT_THAT(systemctl({"reload", "aio"}), ExitsWith(0));
  const auto refused = aioctl({"name"});
  EXPECT_THAT(refused, ExitsWith(4));
  EXPECT_THAT(refused.err, HasSubstr("user aio can write /etc/aio/aio.conf"));
  EXPECT_EQ(
      machine().told({"runuser", "-u", "aio", "--", "aioctl", "-c", "/etc/aio/aio.conf", "name"}),
      "aio")
      << "as the hint says";
  EXPECT_EQ(machine().told({"runuser", "-u", "alice", "--", "aioctl", "name"}), "alice");
  machine().told({"chown", "-R", "root:root", "/etc/aio"});
  EXPECT_EQ(aioctl({"name"}).out, "root\n");
}

TEST_F(Access, IsGivenToWhoCanAuthenticateAtATerminal) {
  // A text agent that is a fallback for a session's needs a session, which no machine has.
  machine().write("/usr/local/bin/pkttyagent",
                  "#!/bin/sh\nexec /usr/bin/pkttyagent --notify-fd \"$2\"\n");
  machine().told({"chmod", "755", "/usr/local/bin/pkttyagent"});
  machine().put(AIO_TYPIST, "/usr/local/bin/typist");
  const auto typed = [&](const std::string& password, Words words) {
    words.insert(words.begin(), {"typist", password, "runuser", "-u", "alice", "--"});
    return machine().run(std::move(words));
  };
  const auto done = typed("of-carol", {"aioctl", "emit", "lamp"});
  EXPECT_THAT(done, ExitsWith(0));
  EXPECT_THAT(done.out, HasSubstr("Authentication is required to emit the signal lamp"));
  EXPECT_TRUE(journal_holds("heard lamp"));
  EXPECT_THAT(
      typed("of-carol", {"aioctl", "config", "-s", "aio:drain", "2s", "server/echo:port", "7002"})
          .out,
      HasSubstr("(aio:drain, server/echo:port)"));
  EXPECT_EQ(aioctl({"config", "-g", "server/echo:port"}).out, "7002\n");

  const auto failed = typed("of-nobody", {"aioctl", "reload"});
  EXPECT_THAT(failed, ExitsWith(4));
  EXPECT_THAT(failed.out, HasSubstr("org.aio.Runner1.reload needs an authentication"));
  EXPECT_THAT(typed("", {"aioctl", "status"}).out, Not(HasSubstr("Authenti")));
}

}  // namespace
}  // namespace aio::system_tests
