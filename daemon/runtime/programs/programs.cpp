// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/programs.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>
#include <aio/sleep.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <exception>
#include <system_error>
#include <utility>

#include "daemon/runtime/run_number.hpp"
#include "daemon/runtime/schedules/span_text.hpp"

namespace aio::runtime {
namespace {

constexpr std::chrono::milliseconds between_looks_at_the_left{50};
constexpr int looks_before_kill = 40;
constexpr int looks_in_all = 60;

// Each needs four descriptors; the rest of them is for everything else.
std::size_t most_at_once() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  return std::clamp<std::size_t>(limit.rlim_cur / 5, 16, 4096);
}

Descriptor checked(int number, const char* what) {
  if (number < 0) throw std::system_error(errno, std::generic_category(), what);
  return Descriptor(number);
}

// A file in memory: whoever does not read it holds nobody up, and nobody waits for whoever does.
Descriptor readable(const std::string& payload) {
  if (payload.empty()) return checked(open("/dev/null", O_RDONLY | O_CLOEXEC), "/dev/null");
  Descriptor file = checked(memfd_create("aio-data", MFD_CLOEXEC), "a file for its input");
  for (std::size_t at = 0; at < payload.size();) {
    const ssize_t size =
        pwrite(file.number(), payload.data() + at, payload.size() - at, static_cast<off_t>(at));
    if (size < 0) throw std::system_error(errno, std::generic_category(), "a file for its input");
    at += static_cast<std::size_t>(size);
  }
  return file;
}

// With tries to come, this process keeps the connection too.
Descriptor socket_of_try(Descriptor& socket, bool is_last) {
  if (is_last) return std::move(socket);
  return checked(fcntl(socket.number(), F_DUPFD_CLOEXEC, 0), "a descriptor of the connection");
}

}  // namespace

Programs::Programs(EventLoop& loop) : setting_(loop), gate_(most_at_once()) {}

task<std::string> Programs::run(Spec spec, ProgramCall call, Descriptor socket) {
  const TaskContext context = co_await current_context();
  Item item = context.item != nullptr ? *context.item : Item{};
  if (item.run == 0) item.run = next_run_number();
  const Gate::Place place =
      co_await gate_.enter(item.name + " " + spec->handler, spec->max_instances, setting_.loop);
  std::chrono::nanoseconds pause = spec->first_pause;
  for (std::size_t tried = 0;; ++tried) {
    const bool is_last = tried == spec->retry;
    std::string failure;
    try {
      Descriptor in = call.role == plan::ProgramRole::connection ? socket_of_try(socket, is_last)
                                                                 : readable(call.payload);
      co_return co_await try_once(*spec, call, item, std::move(in));
    } catch (const Cancelled&) {
      throw;
    } catch (const std::exception& error) {
      if (is_last) throw;
      failure = error.what();
    }
    log::warning("{}: {}, tried again in {}, {} of {} tries are left", item.name, failure,
                 text_of(pause), spec->retry - tried, spec->retry);
    co_await sleep(pause);
    pause = std::min(pause * 2, spec->longest_pause);
  }
}

task<std::string> Programs::try_once(const plan::ProgramSpec& spec,
                                     const ProgramCall& call,
                                     const Item& item,
                                     Descriptor in) {
  Process process(setting_, item,
                  {.timeout = spec.timeout,
                   .kill_after = spec.kill_after,
                   .keep_output = call.role == plan::ProgramRole::schedule});
  Launch launch{.words = spec.words,
                .variables = variables_of(spec, call, item.run),
                .directory = spec.directory,
                .umask = spec.umask,
                .in = std::move(in),
                .out = {},
                .out_is_in = call.role == plan::ProgramRole::connection,
                .err = {}};
  process.start(std::move(launch));
  if (!co_await process.over(true)) {
    process.stop();
    co_await process.over(false);
    throw Cancelled();
  }
  if (std::string error = process.error(); !error.empty()) throw Error(Fault::failed, error);
  co_return process.take_output();
}

// Nothing that a program began is left running by an aiod that ends in good order.
task<> Programs::stop() {
  for (int look = 0; look < looks_in_all; ++look) {
    const std::vector<pid_t> left = setting_.strangers.alive_of(0);
    if (left.empty()) break;
    if (look == 0) log::info("{} processes that programs have left behind are ended", left.size());
    if (look == 0 || look == looks_before_kill)
      setting_.strangers.signal(left, look == 0 ? SIGTERM : SIGKILL);
    co_await sleep(between_looks_at_the_left);
  }
  setting_.strangers.reap_ended();
}

}  // namespace aio::runtime
