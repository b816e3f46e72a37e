// SPDX-License-Identifier: MIT
// Many programs, one after the other and at once: none is lost, nothing is left of them, and the
// loop turns meanwhile.
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "tests/runtime/programs/running.hpp"
#include "tests/stress.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;

// A sanitizer keeps what is freed, to find uses of it: memory is not flat there. And the loop's work
// takes some ten times as long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool keeps_what_is_freed = true;
constexpr auto most_work = 100ms;
#else
constexpr bool keeps_what_is_freed = false;
constexpr auto most_work = 10ms;
#endif

/// Ticks each millisecond on the loop. Between two ticks a neighbour on the machine takes wall time
/// as it likes, but no CPU time of this thread: that is what the loop did instead of ticking.
class Ticks final : public Timer {
 public:
  explicit Ticks(Loop& loop) : loop_(loop) { loop_.add(*this, loop_.now() + 1ms); }
  ~Ticks() { loop_.cancel(*this); }

  std::chrono::nanoseconds longest_work() const { return longest_work_; }
  std::chrono::nanoseconds usual_lateness() {
    std::ranges::nth_element(late_, late_.begin() + std::ssize(late_) / 2);
    return late_[late_.size() / 2];
  }
  std::chrono::nanoseconds worst_lateness() const { return *std::ranges::max_element(late_); }

 private:
  static std::chrono::nanoseconds cpu_time() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  }
  void fire() noexcept override {
    const auto now = cpu_time();
    if (!late_.empty()) longest_work_ = std::max(longest_work_, now - last_);
    last_ = now;
    late_.push_back(loop_.now() - due());
    loop_.add(*this, loop_.now() + 1ms);
  }

  Loop& loop_;
  std::chrono::nanoseconds last_{0};
  std::chrono::nanoseconds longest_work_{0};
  std::vector<std::chrono::nanoseconds> late_;
};

class ProgramStress : public Running {
 protected:
  ProgramStress() {
    for (int i = 0; i < 20; ++i) run(script("exit 1"));  // what is needed once is there
    failed = 0;
    begun = 0;
  }

  /// So many, `at_once` of them at a time; each fifth exits with 5, each seventh is killed.
  void run_many(int count, int at_once) {
    while (ended_well + failed < count) {
      while (begun < count && begun - ended_well - failed < at_once) begin_one();
      ASSERT_TRUE(
          until([&, before = ended_well + failed] { return ended_well + failed > before; }));
    }
  }
  void begin_one() {
    const int number = begun++;
    const char* const text = number % 7 == 0   ? "kill -KILL $$"
                             : number % 5 == 0 ? "exit 5"
                                               : "exit 0";
    plan::ProgramSpec spec = script(text);
    spec.max_instances = 1000;
    const std::string expected = number % 7 == 0   ? "ended by signal SIGKILL"
                                 : number % 5 == 0 ? "exit status 5"
                                                   : "";
    runs.spawn(one(std::make_shared<const plan::ProgramSpec>(std::move(spec)), expected));
  }
  task<> one(Programs::Spec spec, std::string expected) {
    std::string error;
    ProgramCall call;  // by name: g++ 12 destroys an aggregate twice that a co_await has in it
    try {
      co_await programs.run(spec, std::move(call));
    } catch (const std::exception& failure) {
      error = failure.what();
    }
    EXPECT_EQ(error, expected);
    ++(error.empty() ? ended_well : failed);
  }
  static double resident_mib() {
    long pages = 0;
    std::ifstream file("/proc/self/statm");
    file >> pages >> pages;
    return double(pages) * double(sysconf(_SC_PAGESIZE)) / (1 << 20);
  }
  void expect_all_flat(int count, int at_once) {
    run_many(at_once * 2, at_once);
    begun = ended_well = failed = 0;
    const std::size_t descriptors = open_descriptors();
    const double memory = resident_mib();
    Ticks ticks(loop);
    const auto start = std::chrono::steady_clock::now();
    run_many(count, at_once);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(ended_well + failed, count);
    EXPECT_TRUE(until([&] { return runs.size() == 0; }));
    EXPECT_EQ(open_descriptors(), descriptors);
    EXPECT_TRUE(keeps_what_is_freed || resident_mib() < memory + 4) << resident_mib() - memory;
    EXPECT_LT(ticks.longest_work(), most_work);
    EXPECT_LT(ticks.usual_lateness(), 10ms);
    EXPECT_TRUE(until([] { return children().empty(); })) << "zombies";
    std::printf(
        "%d programs, %d at once: %.0f/s, longest work of the loop %.2f ms, tick late by "
        "%.2f ms (median), %.2f ms (worst), memory %+.1f MiB\n",
        count, at_once, count / took.count(), double(ticks.longest_work().count()) / 1e6,
        double(ticks.usual_lateness().count()) / 1e6, double(ticks.worst_lateness().count()) / 1e6,
        resident_mib() - memory);
  }

  int begun = 0;
  int ended_well = 0;
  int failed = 0;
};

TEST_F(ProgramStress, ManyInARowAreNeitherLostNorLeaveAnythingBehind) {
  expect_all_flat(stress::amount(200, 10'000), 1);
}

TEST_F(ProgramStress, TwoHundredAtOnceHoldUpNobody) {
  expect_all_flat(stress::amount(400, 10'000), 200);
}

TEST_F(ProgramStress, AGigabyteOfOutputIsReadAndNotKept) {
  const std::string size = stress::amount("20000000", "1000000000");
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  RunEnd end;
  bool done = false;
  runs.spawn(keep(programs,
                  std::make_shared<const plan::ProgramSpec>(
                      script("yes 'a line of output' | head -c " + size)),
                  {}, std::shared_ptr<RunEnd>(&end, [](RunEnd*) {})),
             [&](const std::exception_ptr& failure) {
               end.error = text_of(failure);
               done = true;
             });
  ASSERT_TRUE(drive(
      loop, [&] { return done; }, std::chrono::minutes(2)));
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  EXPECT_EQ(end.error, "");
  EXPECT_EQ(end.output.size(), 1 << 20);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 16 * 1024) << "KiB";
  EXPECT_LE(log.lines().size(), 10'002);
  EXPECT_THAT(log.lines().back(), testing::HasSubstr("bytes of output were not logged"));
}

}  // namespace
}  // namespace aio::runtime
