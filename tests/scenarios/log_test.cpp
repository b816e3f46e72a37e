// SPDX-License-Identifier: MIT
// The log of the real aiod: its handlers, its files, and what modules print themselves.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A pipe of a page in the file system, which is open and which nobody reads.
class Unread {
 public:
  explicit Unread(const std::filesystem::path& path) {
    EXPECT_EQ(mkfifo(path.c_str(), 0600), 0);
    descriptor_ = open(path.c_str(), O_RDWR | O_CLOEXEC);
    fcntl(descriptor_, F_SETPIPE_SZ, 4096);
  }
  ~Unread() { close(descriptor_); }
  Unread(const Unread&) = delete;
  Unread& operator=(const Unread&) = delete;

  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

class Log : public Scenario {
 protected:
  Log() { std::filesystem::create_directory_symlink(AIO_CHATTER_DIR, place.folder() / "chatter"); }

  /// Waits until a file of the workplace holds this.
  bool file_holds(const std::string& name, const std::string& words) const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
      if (place.has(name) && place.read(name).find(words) != std::string::npos) return true;
      std::this_thread::yield();
    }
    return false;
  }
};

const std::string listening =
    "[listen/all]\nprint = chatter.print\nflood = chatter.flood\nexit = chatter.print_and_exit\n"
    "deep = chatter.log_deep\nmany = chatter.log_many\n";
const std::string to_file =
    "[logger_root]\nhandlers = consoleHandler, file\n[handler_file]\nclass = FileHandler\n"
    "args = ('a.log',)\nformatter = short\n[formatter_short]\n"
    "format = %(levelname)s %(name)s %(message)s\n";

TEST_F(Log, GoesToConsoleAndFileEachInItsFormat) {
  place.write("aio.conf", to_file + listening);
  Daemon daemon(place);
  aioctl({"emit", "deep", "one"});
  EXPECT_TRUE(daemon.logs(" INFO logged one"));
  EXPECT_TRUE(file_holds("a.log", "INFO chatter logged one\n"));
  EXPECT_TRUE(file_holds("a.log", "INFO aio ready: "));
}

TEST_F(Log, ItsFilesAreOpenedAnewOnSigusr1) {
  place.write("aio.conf", to_file + listening);
  Daemon daemon(place);
  ASSERT_TRUE(file_holds("a.log", "ready:"));
  std::filesystem::rename(place.folder() / "a.log", place.folder() / "a.log.old");
  daemon.process().signal(SIGUSR1);
  EXPECT_TRUE([&] {  // the file comes back when the handler's thread has seen to it
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!place.has("a.log") && std::chrono::steady_clock::now() < deadline)
      std::this_thread::yield();
    return place.has("a.log");
  }());
  aioctl({"emit", "deep", "two"});
  EXPECT_TRUE(file_holds("a.log", "INFO chatter logged two\n"));
  EXPECT_THAT(place.read("a.log.old"), Not(HasSubstr("two")));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Log, ALoggersLevelIsChangedLive) {
  place.write("aio.conf", listening);
  Daemon daemon(place);
  aioctl({"emit", "deep", "unseen"});
  const auto set = aioctl({"config", "-s", "logger_my.app:level", "DEBUG"});
  EXPECT_THAT(set, ExitsWith(0));
  EXPECT_THAT(set.out, HasSubstr("logger/my.app"));
  aioctl({"emit", "deep", "seen"});
  EXPECT_TRUE(daemon.logs("DEBUG deep seen DATA=seen"));
  EXPECT_THAT(daemon.log(), Not(HasSubstr("deep unseen")));
}

TEST_F(Log, MistakesAreNamedWithTheirLines) {
  place.write("aio.conf",
              "[logger_root]\nhandlers = flie\n[handler_file]\nclass = FileHandler\n"
              "args = (open('x'),)\n");
  const auto check = aiod({"--check"});
  EXPECT_THAT(check, ExitsWith(6));
  EXPECT_THAT(check.err, HasSubstr("aio.conf:2: unknown handler 'flie', did you mean 'file'?"));
  EXPECT_THAT(check.err, HasSubstr("aio.conf:5: 'args' is no Python literal: 'open' is no value"));
}

TEST_F(Log, AFileIsRotatedByItsSize) {
  place.write("aio.conf",
              "[logger_root]\nhandlers = consoleHandler, r\n[handler_r]\n"
              "class = logging.handlers.RotatingFileHandler\nargs = ('r.log', 'a', 200, 2)\n" +
                  listening);
  Daemon daemon(place);
  for (int i = 0; i < 12; ++i) aioctl({"emit", "--no-wait", "deep", "word"});
  EXPECT_EQ(daemon.stop(), 0);
  EXPECT_TRUE(place.has("r.log.1"));
  EXPECT_TRUE(place.has("r.log.2"));
  EXPECT_FALSE(place.has("r.log.3"));
  for (const std::string name : {"r.log", "r.log.1", "r.log.2"})
    EXPECT_LE(place.read(name).size(), 200) << name;
}

TEST_F(Log, AFullDiskCostsLinesAndIsToldElsewhere) {
  place.write("aio.conf",
              "[logger_root]\nhandlers = consoleHandler, full\n[handler_full]\n"
              "class = FileHandler\nargs = ('/dev/full',)\n" +
                  listening);
  Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("log handler 'full' loses lines: No space left on device"));
  EXPECT_THAT(aioctl({"emit", "deep", "on it goes"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("logged on it goes"));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Log, AFolderThatIsNotThereRefusesAReload) {
  place.write("aio.conf", listening);
  Daemon daemon(place);
  const auto set = aioctl({"config", "-s", "handler_file:class", "FileHandler", "handler_file:args",
                           "('no/such/a.log',)"});
  EXPECT_THAT(set, Not(ExitsWith(0)));
  EXPECT_THAT(set.err, HasSubstr("log handler 'file' cannot be opened: "));
  EXPECT_THAT(place.read("aio.conf"), Not(HasSubstr("no/such")));
}

TEST_F(Log, APipeThatNobodyReadsHoldsUpNoFile) {
  place.write("aio.conf", to_file + listening);
  const Unread fifo(place.folder() / "fifo");
  Process aiod(launch(place, {"sh", "-c", "exec " AIO_BIN_DIR "/aiod 2> fifo"}));
  ASSERT_TRUE(file_holds("a.log", "ready:"));
  const std::string long_word(3000, 'w');
  for (int i = 0; i < 5; ++i) aioctl({"emit", "deep", long_word});
  aioctl({"emit", "deep", "behind them"});
  EXPECT_TRUE(file_holds("a.log", "logged behind them"));
  aiod.signal(SIGTERM);
  EXPECT_EQ(aiod.status(), 0);
}

TEST_F(Log, TheStatusTellsHowManyLinesASlowPipeDropped) {
  place.write("aio.conf", to_file + "[handler_pipe]\nclass = FileHandler\nargs = ('fifo',)\n" +
                              "[logger_chatter]\nhandlers = pipe\npropagate = 0\n" + listening);
  const Unread fifo(place.folder() / "fifo");
  Daemon daemon(place);
  EXPECT_EQ(status()["log_lines_dropped"], 0);
  EXPECT_THAT(aioctl({"status"}).out, Not(HasSubstr("the log has dropped")));
  aioctl({"emit", "deep", std::string(5000, 'w')});  // more than the pipe holds
  aioctl({"emit", "many", "20000"});                 // more than the queue holds
  const auto dropped = status()["log_lines_dropped"].get<std::uint64_t>();
  EXPECT_THAT(dropped, testing::AllOf(testing::Ge(20'000U - 8192), testing::Le(20'000U)));
  EXPECT_THAT(aioctl({"status"}).out,
              testing::ContainsRegex("\n! the log has dropped [0-9,]+ lines\n"));
}

TEST_F(Log, HandlersThatNobodyReadsDoNotPileUp) {
  const auto configure = [&](const std::string& fifo) {
    place.write("aio.conf", to_file + "[handler_pipe]\nclass = FileHandler\nargs = ('" + fifo +
                                "',)\n[logger_chatter]\nhandlers = pipe\n" + listening);
  };
  std::vector<std::unique_ptr<Unread>> fifos;
  for (int i = 0; i < 6; ++i)
    fifos.push_back(std::make_unique<Unread>(place.folder() / ("fifo" + std::to_string(i))));
  configure("fifo0");
  Daemon daemon(place);
  for (int i = 1; i < 6; ++i) {
    aioctl({"emit", "deep", std::string(5000, 'w')});
    configure("fifo" + std::to_string(i));
    const auto reload = aioctl({"reload"});
    if (i < 5) {
      EXPECT_THAT(reload, ExitsWith(0)) << reload.err;
      continue;
    }
    EXPECT_THAT(reload, ExitsWith(1));
    EXPECT_THAT(reload.err, HasSubstr("log handler 'pipe' cannot be changed or removed: its "
                                      "output takes nothing"));
  }
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
}

TEST_F(Log, AClosedStandardErrorIsNoReasonToEnd) {
  place.write("aio.conf", to_file + listening);
  Process aiod(launch(place, {"sh", "-c", "exec " AIO_BIN_DIR "/aiod 1>&- 2>&-"}));
  ASSERT_TRUE(file_holds("a.log", "ready:"));
  EXPECT_TRUE(file_holds("a.log", "log handler 'consoleHandler' loses lines"));
  EXPECT_THAT(aioctl({"emit", "print", "into nothing"}), ExitsWith(0));
  EXPECT_TRUE(file_holds("a.log", "printed into nothing"));
  aiod.signal(SIGTERM);
  EXPECT_EQ(aiod.status(), 0);
}

TEST_F(Log, WhatAModulePrintsIsNotLost) {
  place.write("aio.conf", listening);
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"emit", "print", "one"}), ExitsWith(0));
  EXPECT_TRUE(daemon.process().out().holds("printf one\n"));
  EXPECT_TRUE(daemon.process().out().holds("cout one\n"));
  EXPECT_TRUE(daemon.logs("stderr one\n"));
}

TEST_F(Log, WhatAModulePrintedIsNotLostWhenItEndsTheProcess) {
  place.write("aio.conf", listening);
  Daemon daemon(place);
  aioctl({"emit", "exit"});
  EXPECT_TRUE(daemon.process().out().holds("the last words\n"));
}

TEST_F(Log, WhatAModulePrintsHoldsUpNothingWhenNobodyReadsIt) {
  place.write("aio.conf", listening);
  const Unread fifo(place.folder() / "fifo");
  Process aiod(launch(place, {"sh", "-c", "exec " AIO_BIN_DIR "/aiod > fifo"}));
  ASSERT_TRUE(aiod.err().holds("ready:")) << aiod.err().text();
  EXPECT_THAT(aioctl({"emit", "flood"}), ExitsWith(0));
  EXPECT_TRUE(aiod.err().holds("flooded"));
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));

  const Captured late(dup(fifo.descriptor()));  // now somebody reads
  EXPECT_TRUE(late.holds("bytes of output dropped here"));
  aiod.signal(SIGTERM);
  EXPECT_EQ(aiod.status(), 0);
}

TEST_F(Log, AHandlerOnStandardOutputWritesThere) {
  place.write("aio.conf",
              "[handler_consoleHandler]\nclass = StreamHandler\nargs = (sys.stdout,)\n"
              "[aio]\nlog_handlers = consoleHandler\n");
  Process aiod(launch(place, {"aiod"}));
  EXPECT_TRUE(aiod.out().holds("ready:"));
  EXPECT_THAT(aiod.err().text(), Not(HasSubstr("ready:")));
}

}  // namespace
}  // namespace aio::scenarios
