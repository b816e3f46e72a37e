// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <utility>

#include "daemon/runtime/schedules/span_text.hpp"

namespace aio::runtime {
namespace {

constexpr std::size_t most_output = 1U << 20U;
constexpr std::size_t read_at_once = 4096;  // of what becomes lines of the log: some 2,000 of them
constexpr std::chrono::milliseconds patience_with_pipes{500};
constexpr std::chrono::milliseconds between_looks{20};
constexpr int most_looks_after_kill = 50;

struct Pipe {
  Descriptor to_read;
  Descriptor to_write;
};

Pipe open_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "a pipe for its output");
  Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  fcntl(ends[0], F_SETFL, O_NONBLOCK);  // ours alone: the other end has flags of its own
  return pipe;
}

std::string text_of_end(const siginfo_t& info) {
  if (info.si_code == CLD_EXITED)
    return info.si_status == 0 ? "" : "exit status " + std::to_string(info.si_status);
  const char* const name = sigabbrev_np(info.si_status);
  return "ended by signal " +
         (name != nullptr ? "SIG" + std::string(name) : std::to_string(info.si_status)) +
         (info.si_code == CLD_DUMPED ? " (core dumped)" : "");
}

}  // namespace

void Process::Part::open(Descriptor descriptor) {
  process_.setting_.poller.watch(descriptor.number(), EPOLLIN, *this);
  descriptor_ = std::move(descriptor);
}

void Process::Part::close() noexcept {
  if (!descriptor_) return;
  process_.setting_.poller.unwatch(descriptor_.number(), *this);
  descriptor_.close();
}

Process::Process(ProcessSetting& setting, const Item& item, Terms terms)
    : setting_(setting),
      item_(item),
      terms_(terms),
      main_(*this, &Process::ended),
      out_(*this, &Process::read_out),
      err_(*this, &Process::read_err),
      log_(setting.loop, item),
      timeout_(setting.loop, *this, &Process::time_is_over),
      kill_(setting.loop, *this, &Process::kill_all),
      look_(setting.loop, *this, &Process::leave_when_alone),
      grace_(setting.loop, *this, &Process::give_up_pipes) {}

Process::~Process() {
  if (order_) order_->done = {};
  main_.close();
  out_.close();
  err_.close();
  if (child_.process) setting_.spawner.bury(std::move(child_));
}

void Process::start(Launch launch) {
  Pipe err = open_pipe();
  launch.err = std::move(err.to_write);
  Pipe out;
  if (!launch.out_is_in) {
    out = open_pipe();
    launch.out = std::move(out.to_write);
    out_.open(std::move(out.to_read));
  }
  err_.open(std::move(err.to_read));
  order_ = std::make_shared<Spawner::Order>();
  order_->launch = std::move(launch);
  order_->done = [this](Spawner::Order& order) { begun(order); };
  setting_.spawner.start(order_);
}

void Process::begun(Spawner::Order& order) {
  const auto kept = std::exchange(order_, nullptr);
  if (!order.error.empty()) return fail(std::move(order.error));
  child_ = std::move(order.child);
  try {
    const int copy = fcntl(child_.process.number(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) throw std::system_error(errno, std::generic_category(), "its pidfd");
    main_.open(Descriptor(copy));
  } catch (const std::system_error& failure) {  // nobody would hear of its end
    setting_.spawner.bury(std::exchange(child_, {}));
    return fail(failure.what());
  }
  if (terms_.timeout.count() > 0) timeout_.start(terms_.timeout);
  if (stopping_) terminate();
}

void Process::fail(std::string error) {
  error_ = std::move(error);
  has_ended_ = true;
  finish();
}

void Process::stop() {
  if (std::exchange(stopping_, true) || has_ended_) return;
  timeout_.cancel();
  if (child_.process) terminate();
}

void Process::terminate() noexcept {
  kill(-child_.pid, SIGTERM);
  kill(-child_.pid, SIGCONT);  // a stopped one would not hear it
  kill_.start(terms_.kill_after);
}

void Process::time_is_over() {
  error_ = "took longer than " + text_of(terms_.timeout);
  stop();
}

// Its pid, and so its group's, cannot be another's as long as it was not waited for.
void Process::kill_all() {
  killed_ = true;
  kill(-child_.pid, SIGKILL);
  setting_.strangers.signal(setting_.strangers.alive_of(item_.run, child_.pid), SIGKILL);
  if (has_ended_) look_.start(between_looks);
}

void Process::ended() {
  has_ended_ = true;
  timeout_.cancel();
  main_.close();
  if (stopping_)
    leave_when_alone();
  else
    reap();
}

// A worker of a script that was asked to stop has its time too. What is killed and does not go, as
// one that waits for a disk, is left behind.
void Process::leave_when_alone() {
  const std::vector<pid_t> others = setting_.strangers.alive_of(item_.run, child_.pid);
  if (others.empty() || (killed_ && ++looks_after_kill_ > most_looks_after_kill)) return reap();
  if (killed_) setting_.strangers.signal(others, SIGKILL);
  look_.start(between_looks);
}

void Process::reap() {
  kill_.cancel();
  siginfo_t info{};
  waitid(P_PIDFD, static_cast<id_t>(child_.process.number()), &info, WEXITED | WNOHANG);
  child_ = {};
  if (error_.empty()) error_ = text_of_end(info);
  setting_.strangers.look_soon();
  drain();
}

// What it has written is there by now. Who else has the pipes, as a daemon that it has left behind,
// may go on writing there for as long as it lives.
void Process::drain() {
  if (stopping_) return give_up_pipes();
  close_if_drained();
  if (!over_) grace_.start(patience_with_pipes);
}

void Process::give_up_pipes() {
  constexpr int most_reads = 64;
  for (int i = 0; i < most_reads && out_; ++i) read_out();
  for (int i = 0; i < most_reads && err_; ++i) read_err();
  out_.close();
  err_.close();
  if (!over_) finish();
}

void Process::close_if_drained() {
  if (has_ended_ && !child_.process && !out_ && !err_ && !over_) finish();
}

void Process::read_out() {
  const std::string_view data = read(out_);
  if (terms_.keep_output) output_ += data.substr(0, most_output - output_.size());
  log_.out(data);
  close_if_drained();
}

void Process::read_err() {
  log_.err(read(err_));
  close_if_drained();
}

// As much as may be logged in one turn without holding up the loop; more when nothing is logged.
std::string_view Process::read(Part& part) {
  std::span<char> buffer = setting_.poller.buffer();
  if (!log_.full()) buffer = buffer.first(std::min(buffer.size(), read_at_once));
  const ssize_t size = ::read(part.number(), buffer.data(), buffer.size());
  if (size > 0) return {buffer.data(), static_cast<std::size_t>(size)};
  if (size == 0 || (errno != EAGAIN && errno != EINTR)) part.close();
  return {};
}

// Whoever awaits it goes on in a turn of its own, where this may go.
void Process::finish() {
  out_.close();
  err_.close();
  grace_.cancel();
  log_.end();
  const std::string last = log_.last_errors();
  if (!error_.empty() && !last.empty()) error_ += ": " + last;
  over_ = true;
  if (waiting_ != nullptr) setting_.loop.add(*waiting_, setting_.loop.now());
}

std::string Process::error() const {
  return error_;
}

}  // namespace aio::runtime
