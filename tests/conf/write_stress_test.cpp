// SPDX-License-Identifier: MIT
// Writers that are killed, and many at once.
#include <chrono>
#include <csignal>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "conf/file_writer.hpp"
#include "tests/conf/temporary_folder.hpp"
#include "tests/stress.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// A process of its own that does the work, and ends well if that throws nothing.
template <class Work>
pid_t process(Work work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  try {
    work();
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

int end_of(pid_t child) {
  int status = -1;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

TEST(FileWriterStress, LeavesOneOfTheTextsWholeWheneverItIsKilled) {
  const TemporaryFolder folder;
  const std::vector<std::string> texts = {std::string(100'000, 'a'), std::string(70'000, 'b')};
  const fs::path path = folder.write("aio.conf", texts[0]);
  std::mt19937 random(7);
  std::uniform_int_distribution<int> microseconds(0, 4000);
  const int kills = stress::amount(60, 2000);
  for (int i = 0; i < kills; ++i) {
    const pid_t child = process([&] {
      for (int turn = 0;; ++turn) (void)FileWriter(path).write(texts[turn % 2]);
    });
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    ::kill(child, SIGKILL);
    ASSERT_TRUE(WIFSIGNALED(end_of(child)));
    ASSERT_THAT(texts, testing::Contains(folder.read("aio.conf"))) << "after kill " << i;
  }
  EXPECT_TRUE(FileWriter(path).write("new"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(FileWriterStress, LosesNoUpdateOfManyAtOnce) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("aio.conf", "");
  constexpr int writers = 20;
  const int updates = stress::amount(5, 100);
  std::vector<pid_t> children;
  for (int i = 0; i < writers; ++i)
    children.push_back(process([&] {
      for (int update = 0; update < updates; ++update) {
        const FileWriter writer(path, Links::anywhere, 60s);
        (void)writer.write(writer.read().text + "x");
      }
    }));
  for (const pid_t child : children) EXPECT_EQ(end_of(child), 0);
  EXPECT_EQ(folder.read("aio.conf").size(), static_cast<std::size_t>(writers * updates));
}

}  // namespace
}  // namespace aio::conf
