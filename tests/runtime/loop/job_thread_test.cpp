// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/job_thread.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace aio::runtime {
namespace {

using testing::ElementsAre;

TEST(JobThread, RunsItsJobsInTheirOrderOnOneThreadAndItsEndWaitsForThem) {
  std::vector<int> order;
  std::vector<std::thread::id> threads;
  {
    JobThread thread("aiod-test");
    for (const int number : {1, 2, 3})
      thread.put([&, number] {
        order.push_back(number);
        threads.push_back(std::this_thread::get_id());
      });
  }
  EXPECT_THAT(order, ElementsAre(1, 2, 3));
  EXPECT_THAT(threads, testing::Each(threads.front()));
  EXPECT_NE(threads.front(), std::this_thread::get_id());
}

TEST(JobThread, BeginsWithItsFirstJob) {
  JobThread thread("aiod-test");
  EXPECT_FALSE(thread.begun());
  thread.put([] {});
  EXPECT_TRUE(thread.begun());
}

TEST(JobThread, HasAName) {
  std::string name;
  {
    JobThread thread("aiod-test");
    thread.put([&] { std::ifstream("/proc/thread-self/comm") >> name; });
  }
  EXPECT_EQ(name, "aiod-test");
}

TEST(JobThread, LetsGoOfAJobBeforeTheNext) {
  bool gone = false;
  {
    JobThread thread("aiod-test");
    std::weak_ptr<int> seen;
    auto held = std::make_shared<int>(1);
    seen = held;
    thread.put([held = std::move(held)] {});
    thread.put([&gone, seen] { gone = seen.expired(); });
  }
  EXPECT_TRUE(gone);
}

}  // namespace
}  // namespace aio::runtime
