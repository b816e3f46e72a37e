// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/suspension.hpp>
#include <aio/task.hpp>

#include <sys/types.h>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "daemon/runtime/loop/descriptor.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/poller.hpp"
#include "daemon/runtime/programs/output_log.hpp"
#include "daemon/runtime/programs/spawner.hpp"
#include "daemon/runtime/programs/strangers.hpp"

namespace aio::runtime {

/// What the processes of all programs share. Owned by Programs.
struct ProcessSetting {
  explicit ProcessSetting(EventLoop& event_loop)
      : loop(event_loop), poller(loop.context()), spawner(loop), strangers(loop) {}

  EventLoop& loop;
  Poller poller;
  Spawner spawner;
  Strangers strangers;
};

/// One process of a program, from its order to the end of all that belongs to it. Lies in the frame
/// of the coroutine that awaits it; one that is destroyed before its end is killed.
///   ordered --begun--> running --its main process ends--> draining --its pipes are closed, by all
///   who have them or after half a second--> over;  ordered --it cannot begin--> over
///   stop(): SIGTERM to its group now, SIGKILL to all that is left of it after kill_after; then it
///   drains when nothing is left, or that has passed
/// Of what it prints on standard output the first MiB is kept, if it is wanted.
class Process final {
 public:
  struct Terms {
    std::chrono::nanoseconds timeout{0};  ///< 0: none
    std::chrono::nanoseconds kill_after{0};
    bool keep_output = false;
  };
  class Over;

  Process(ProcessSetting& setting, const Item& item, Terms terms);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Once. Throws std::system_error when there is no descriptor left for its pipes.
  void start(Launch launch);
  void stop();  ///< asks it to end

  /// `co_await process.over(true)`: true when it is over, false when the task is asked to stop
  /// before; over(false) does not heed that.
  Over over(bool heeding_stop) noexcept;

  /// Why it failed, in words; empty when it ended well.
  std::string error() const;
  std::string take_output() noexcept { return std::move(output_); }

 private:
  /// One of its descriptors in the poller.
  class Part final : public Watch {
   public:
    Part(Process& process, void (Process::*on_ready)()) : process_(process), on_ready_(on_ready) {}
    void ready(std::uint32_t) noexcept override { (process_.*on_ready_)(); }
    void open(Descriptor descriptor);
    void close() noexcept;
    int number() const noexcept { return descriptor_.number(); }
    explicit operator bool() const noexcept { return static_cast<bool>(descriptor_); }

   private:
    Process& process_;
    void (Process::*on_ready_)();
    Descriptor descriptor_;
  };

  void begun(Spawner::Order& order);
  void read_out();
  void read_err();
  std::string_view read(Part& part);
  void ended();
  void leave_when_alone();
  void reap();
  void drain();
  void close_if_drained();
  void finish();
  void terminate() noexcept;
  void kill_all();
  void time_is_over();
  void give_up_pipes();
  void fail(std::string error);

  ProcessSetting& setting_;
  const Item& item_;
  const Terms terms_;
  std::shared_ptr<Spawner::Order> order_;  // until it has begun
  Child child_;                            // until it was reaped
  Part main_;
  Part out_;
  Part err_;
  OutputLog log_;
  std::string output_;
  std::string error_;
  bool has_ended_ = false;
  bool stopping_ = false;
  bool killed_ = false;
  bool over_ = false;
  int looks_after_kill_ = 0;
  MemberTimer<Process> timeout_;
  MemberTimer<Process> kill_;
  MemberTimer<Process> look_;
  MemberTimer<Process> grace_;
  detail::Suspension* waiting_ = nullptr;
};

class [[nodiscard]] Process::Over {
 public:
  Over(Process& process, bool heeding_stop) noexcept
      : process_(process), heeding_stop_(heeding_stop) {}
  ~Over() { process_.waiting_ = nullptr; }
  Over(const Over&) = delete;
  Over& operator=(const Over&) = delete;

  bool await_ready() const noexcept { return process_.over_; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    TaskContext context = self.promise().context();
    if (!heeding_stop_) context.stop = {};
    if (suspension_.forbidden(context)) return false;
    process_.waiting_ = &suspension_;
    suspension_.begin(self, context);
    return true;
  }
  bool await_resume() const noexcept { return process_.over_; }

 private:
  Process& process_;
  const bool heeding_stop_;
  detail::Suspension suspension_;
};

inline Process::Over Process::over(bool heeding_stop) noexcept {
  return {*this, heeding_stop};
}

}  // namespace aio::runtime
