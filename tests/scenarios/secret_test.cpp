// SPDX-License-Identifier: MIT
// What aiod takes from its environment and from systemd's credentials: handlers have the value, and
// a credential is seen nowhere else.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "tests/scenarios/peer.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* secret = "kestrel-7";

class Secret : public Scenario {
 protected:
  Secret() {
    place.write("credentials/token", std::string(secret) + "\n");
    place.write("aio.conf",
                "[loggers]\nkeys = root\n[logger_root]\nlevel = DEBUG\n"
                "[app]\nword = ${cred:token}\nurl = https://${word}@${env:AIO_SECRET_HOST}/\n"
                "port = ${env:AIO_NO_PORT:-8023}\n"
                "[server/ask]\nprotocol = probe.ask_the_app\nport = 0\n"
                "[server/print]\nprotocol = exec:/usr/bin/printenv TOKEN\nport = 0\n"
                "environment = TOKEN=${app:word}\n"
                "[schedule/beat]\nevery = 1h\nfunc = exec:/bin/true\nx-token = ${cred:token}\n"
                "environment = TOKEN=${cred:token}\n"
                "[listen/l]\nping = probe.hear\n");
  }

  /// An aiod that a service manager would have given the credential.
  Launch service(Words words = {}) const {
    words.insert(words.begin(), "aiod");
    Launch aiod = launch(place, std::move(words));
    aiod.environment.push_back("CREDENTIALS_DIRECTORY=" +
                               (place.folder() / "credentials").string());
    aiod.environment.emplace_back("AIO_SECRET_HOST=shop.example");
    return aiod;
  }

  std::string answer_of(const std::string& server) const {
    Peer peer({"127.0.0.1", port_of(server)});
    peer.send("x");
    return peer.receive();
  }

  std::string value(const std::string& name) const { return aioctl({"config", "-g", name}).out; }

  /// Whatever aioctl and the bus tell of the configuration and of what runs.
  std::string all_that_is_told() const {
    std::string told;
    const auto add = [&told](const Finished& answer) { told += answer.out + answer.err; };
    for (const Words& words : std::initializer_list<Words>{
             {"config"},
             {"--json", "config"},
             {"--json=pretty", "config", "-g", "app"},
             {"config", "-g", "app"},
             {"config", "-g", "schedule/beat"},
             {"config", "-g", "server/print:environment"},
             {"-f", "aio.conf", "config"},
             {"-c", "aio.conf", "config", "-g", "app:word"},
             {"status"},
             {"--json", "status"},
             {"status", "beat"},
             {"--json", "status", "print"},
             {"list-schedules", "--json"},
             {"list-servers", "--json"},
             {"config", "--plan", "-s", "app:other", "${cred:token}"},
             {"config", "--runtime", "-s", "app:runtime", "<${cred:token}>"},
             {"config", "-s", "schedule/beat:every", "${cred:token}"},
             {"config", "-s", "schedule/beat:environment", "${cred:token}"},
             {"config", "-s", "listen/l:ping", "exec:/bin/echo ${app:word}"},
             {"config", "-s", "app:bad", "${word}${env:AIO_NOWHERE}"},
             {"reload"},
             {"trigger", "beat"},
             {"emit", "ping", "x"}})
      add(aioctl(words));
    add(call("Config", "Dump", {"a{sv}", "0"}));
    add(call("Config", "Get", {"ssa{sv}", "app", "url", "0"}));
    add(call("Config", "GetSection", {"sa{sv}", "app", "0"}));
    add(call("Manager", "Status", {"a{sv}", "0"}));
    add(busctl({"call", "org.aio.Runner1", "/org/aio/Runner1", "org.freedesktop.DBus.ObjectManager",
                "GetManagedObjects"}));
    return told;
  }

  /// Every file in the workplace but the credential's own.
  std::string all_that_is_kept() const {
    std::string kept;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place.folder()))
      if (entry.is_regular_file() && entry.path().filename() != "token") {
        std::ifstream file(entry.path(), std::ios::binary);
        kept.append(std::istreambuf_iterator<char>(file), {});
      }
    return kept;
  }
};

TEST_F(Secret, IsSeenByHandlersAlone) {
  Process aiod(service());
  ASSERT_TRUE(aiod.err().holds("ready:")) << aiod.err().text();
  Process monitor(launch(place, {"aioctl", "--json", "monitor"}));
  EXPECT_EQ(answer_of("ask"), std::string(secret) + ", 2 server, 0 outcome");
  EXPECT_EQ(answer_of("print"), std::string(secret) + "\n");

  EXPECT_EQ(value("app:url"), "https://${cred:token}@shop.example/\n");
  EXPECT_EQ(value("app:port"), "8023\n");
  const std::string told = all_that_is_told();
  EXPECT_THAT(told, HasSubstr("environment = TOKEN=${cred:token}"));
  EXPECT_THAT(told, HasSubstr("'environment' is '${cred:token}', expected variables"));
  EXPECT_THAT(told, HasSubstr("'every': a credential would be shown here"));
  EXPECT_THAT(told, HasSubstr("'ping': a credential would be shown here"));
  EXPECT_THAT(told, HasSubstr("'bad': '${env:AIO_NOWHERE}' is not in the environment"));
  EXPECT_THAT(told, Not(HasSubstr(secret)));
  EXPECT_EQ(value("app:runtime"), "<${cred:token}>\n");

  aiod.signal(SIGTERM);
  EXPECT_EQ(aiod.status(), 0);
  EXPECT_THAT(aiod.out().text() + aiod.err().text(), Not(HasSubstr(secret)));
  EXPECT_THAT(monitor.out().text() + monitor.err().text(), Not(HasSubstr(secret)));
  EXPECT_THAT(all_that_is_kept(), Not(HasSubstr(secret)));
}

TEST_F(Secret, AnotherOneIsReadAtAReload) {
  Process aiod(service());
  ASSERT_TRUE(aiod.err().holds("ready:")) << aiod.err().text();
  place.write("credentials/token", "merlin");
  EXPECT_EQ(answer_of("print"), std::string(secret) + "\n") << "what was read holds";
  EXPECT_THAT(aioctl({"reload"}).out, HasSubstr("server/print"));
  EXPECT_EQ(answer_of("print"), "merlin\n");
}

TEST_F(Secret, ThatIsMissingIsTold) {
  Launch without = service({"-c", "aio.conf"});
  without.environment.emplace_back("CREDENTIALS_DIRECTORY");
  const Finished started = run(without);
  EXPECT_NE(started.status, 0);
  EXPECT_THAT(started.err, HasSubstr("aio.conf:6: 'word': '${cred:token}' is not among the "
                                     "credentials\n"));
  EXPECT_THAT(aiod({"--check"}).err,
              HasSubstr("'${env:AIO_SECRET_HOST}' is not in the environment"));
}

TEST_F(Secret, IsNothingToAnEditorWithoutADaemon) {
  EXPECT_THAT(aioctl({"config", "-s", "app:more", "${cred:other} ${env:AIO_OTHER}"}), ExitsWith(0));
  EXPECT_EQ(aioctl({"-c", "aio.conf", "config", "-g", "app:word"}).out, "${cred:token}\n");
  const Finished unknown = aioctl({"-c", "aio.conf", "config", "-g", "app:more"});
  EXPECT_EQ(unknown.status, 6);
  EXPECT_THAT(unknown.err, HasSubstr("'${env:AIO_OTHER}' is known to aiod alone"));
}

}  // namespace
}  // namespace aio::scenarios
