// SPDX-License-Identifier: MIT
// Commands of [aio/commands]: processes of their own, with the caller's terminal, words and end.
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string commands =
    "[DEFAULT]\ninherited = exec:/bin/true\n"
    "[app]\nword = ${other}\nother = grey\n"
    "[aio/commands]\n"
    "show = probe.show\n"
    "end-with = probe.end_with\n"
    "fail = probe.fail_a_command\n"
    "wait = probe.wait_for_ever\n"
    "try = probe.try_the_app\n"
    "die = exec:/bin/sh -c 'kill -9 $$$$'\n"
    "tty = exec:/bin/sh -c 'test -t 0 && test -t 1 && test -t 2 && echo a terminal'\n"
    "say = exec:/bin/sh -c '" AIO_BIN_DIR
    "/aioctl emit said \"$$1\" && echo \"$$AIO_BUS\"' sh\n"
    "[listen/l]\nsaid = probe.hear\n";

class CommandScenario : public Scenario {
 protected:
  CommandScenario() { place.write("aio.conf", commands); }
};

/// What a program on a terminal of its own prints, and its status.
Finished run_on_terminal(const Launch& launch) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    std::vector<char*> argv;
    for (const auto& word : launch.words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    if (chdir(launch.folder.c_str()) == 0) execv(argv[0], argv.data());
    _exit(127);
  }
  Finished finished{-1, {}, {}};
  char buffer[4096];
  for (ssize_t size = 0; (size = read(terminal, buffer, sizeof buffer)) > 0;)
    finished.out.append(buffer, static_cast<std::size_t>(size));
  close(terminal);
  int status = 0;
  waitpid(child, &status, 0);
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

TEST_F(CommandScenario, OfAModuleHasItsWordsTheConfigurationAndNothingElseThatRuns) {
  const auto shown = aioctl({"-c", "aio.conf", "show", "--json", "-h", "", "--", "x\ny"});
  EXPECT_THAT(shown, ExitsWith(0));
  EXPECT_EQ(shown.out, "show <--json> <-h> <> <--> <x\ny>\nword grey\nmodule probe\nterminal 0\n");
  EXPECT_EQ(shown.err, "");
}

TEST_F(CommandScenario, OfAModuleEndsWithWhatItReturns) {
  EXPECT_THAT(aioctl({"end-with", "0"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"end-with", "3"}), ExitsWith(3));
  EXPECT_THAT(aioctl({"end-with", "255"}), ExitsWith(255));
  const auto odd = aioctl({"end-with", "256"});
  EXPECT_THAT(odd, ExitsWith(1));
  EXPECT_EQ(odd.err, "end-with: returned 256, which is no exit status\n");
  EXPECT_THAT(aioctl({"end-with", "-1"}), ExitsWith(1));
}

TEST_F(CommandScenario, OfAModuleThatThrowsSaysSoAndEndsWith1) {
  const auto failed = aioctl({"fail"});
  EXPECT_THAT(failed, ExitsWith(1));
  EXPECT_EQ(failed.out, "printed\n");
  EXPECT_EQ(failed.err, "fail: the command threw\n");
}

TEST_F(CommandScenario, OfAModuleIsAnAppThatListensToItself) {
  const auto tried = aioctl({"try"});
  EXPECT_THAT(tried, ExitsWith(1));
  EXPECT_EQ(tried.out, "heard it\n1 outcome\n");
  EXPECT_EQ(tried.err, "try: a command has no servers\n");
}

TEST_F(CommandScenario, EndsByASignalAsAnyProgramDoes) {
  EXPECT_THAT(aioctl({"die"}), ExitsWith(128 + SIGKILL));
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    Process waiting(launch(place, {"aioctl", "wait"}));
    ASSERT_TRUE(waiting.err().holds("waiting"));
    waiting.signal(number);
    EXPECT_EQ(waiting.status(), 128 + number);
  }
}

TEST_F(CommandScenario, HasTheTerminal) {
  const auto program = run_on_terminal(launch(place, {"aioctl", "-c", "aio.conf", "tty"}));
  EXPECT_EQ(program.out, "a terminal\r\n");
  EXPECT_THAT(program, ExitsWith(0));
  const auto function = run_on_terminal(launch(place, {"aioctl", "-c", "aio.conf", "show"}));
  EXPECT_THAT(function.out, HasSubstr("terminal 1\r\n"));
  EXPECT_THAT(function, ExitsWith(0));
}

TEST_F(CommandScenario, SpeaksToTheDaemonThatItWasFoundIn) {
  const std::string address = "unix:path=" + (place.runtime_folder() / "aio/bus").string();
  const Daemon daemon(place);
  const auto said = aioctl({"say", "hello"});
  EXPECT_THAT(said, ExitsWith(0));
  EXPECT_THAT(said.out, HasSubstr("probe.hear  ok"));
  EXPECT_THAT(said.out, HasSubstr("\n" + address + "\n"));
  EXPECT_TRUE(daemon.logs("heard said: hello"));

  Launch elsewhere = launch(place, {"aioctl", "--address=" + address, "say", "again"});
  elsewhere.environment.push_back("XDG_RUNTIME_DIR");
  EXPECT_THAT(run(elsewhere), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("heard said: again"));
}

TEST_F(CommandScenario, IsTheDaemonsOwnWhereverItIsCalled) {
  place.write("other/here", "");
  const Daemon daemon(place);
  Launch elsewhere = launch(place, {"aioctl", "show"});
  elsewhere.folder = place.folder() / "other";
  const auto shown = run(elsewhere);
  EXPECT_THAT(shown, ExitsWith(0));
  EXPECT_THAT(shown.out, HasSubstr("word grey\n")) << "of the daemon's file";
  EXPECT_THAT(aioctl({"inherited"}), ExitsWith(2)) << "[DEFAULT] has no commands";
  EXPECT_THAT(aioctl({"--help"}).out,
              HasSubstr("\n  wait                        probe.wait_for_ever"));
}

TEST_F(CommandScenario, ComesAndGoesWithAReload) {
  const Daemon daemon(place);
  const auto set = aioctl({"config", "-s", "aio/commands:greet", "probe.show"});
  EXPECT_THAT(set.out, StartsWith("started command/greet\n"));
  EXPECT_THAT(aioctl({"greet"}).out, StartsWith("greet\n"));
  const auto unset = aioctl({"config", "--unset", "aio/commands:greet"});
  EXPECT_THAT(unset.out, StartsWith("stopped command/greet\n"));
  EXPECT_THAT(aioctl({"greet"}), ExitsWith(2));
}

TEST_F(CommandScenario, WithAMistakeIsRefusedAndFoundByCheck) {
  const Daemon daemon(place);
  const auto wrong = aioctl({"config", "-s", "aio/commands:greet", "probe.hear"});
  EXPECT_THAT(wrong, ExitsWith(6));
  EXPECT_THAT(wrong.err, HasSubstr("'probe.hear' is a listener, expected a command\n"));
  const auto verb = aioctl({"config", "-s", "aio/commands:status", "probe.show"});
  EXPECT_THAT(verb, ExitsWith(6));
  EXPECT_THAT(verb.err, HasSubstr("'status' is a verb of aioctl"));
  EXPECT_EQ(place.read("aio.conf"), commands);

  place.write("bad.conf", "[aio/commands]\na = probe.shwo\n");
  const auto checked = aioctl({"config", "--check", "-c", "bad.conf"});
  EXPECT_THAT(checked, ExitsWith(6));
  EXPECT_THAT(checked.err,
              HasSubstr("bad.conf:2: module 'probe' has no 'shwo', did you mean 'show'?"));
  const auto called = aioctl({"-c", "bad.conf", "a"});
  EXPECT_THAT(called, ExitsWith(6));
  EXPECT_EQ(called.err, "a: module 'probe' has no 'shwo', did you mean 'show'?\n");
}

TEST_F(CommandScenario, SaysThatItsOutputCouldNotBeWritten) {
  const auto full = run(
      launch(place, {"/bin/sh", "-c", "exec " AIO_BIN_DIR "/aioctl -c aio.conf show >/dev/full"}));
  EXPECT_THAT(full, ExitsWith(1));
  EXPECT_EQ(full.err, "show: standard output: No space left on device\n");
}

}  // namespace
}  // namespace aio::scenarios
