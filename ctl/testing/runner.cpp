// SPDX-License-Identifier: MIT
#include "ctl/testing/runner.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace aio::ctl::tests {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

constexpr int stopping_signals[] = {SIGINT, SIGTERM, SIGHUP};

// What is ignored stays so, as nohup(1) wants it.
sigset_t heeded_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : stopping_signals) {
    struct sigaction action = {};
    ::sigaction(signal, nullptr, &action);
    if (action.sa_handler != SIG_IGN) ::sigaddset(&signals, signal);
  }
  return signals;
}

// Besides those that stop us, the one that a supervisor waits for.
void block_signals(int how) {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : stopping_signals) ::sigaddset(&signals, signal);
  ::sigaddset(&signals, SIGCHLD);
  ::sigprocmask(how, &signals, nullptr);
}

}  // namespace

/// A file from the start of its first command until its results were told.
struct Runner::Place {
  const TestFile& file;
  std::size_t round = 1;
  std::unique_ptr<Job> job{};
  std::unique_ptr<Child> child{};
  std::filesystem::path scratch{};
  bool is_done = false;
};

Runner::Runner(std::vector<TestFile> files, RunSettings settings, Observer& observer)
    : files_(std::move(files)),
      settings_(std::move(settings)),
      observer_(observer),
      places_(files_.size()) {
  const sigset_t signals = heeded_signals();
  block_signals(SIG_BLOCK);
  signals_ = conf::Descriptor(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!signals_.is_open()) fail("cannot wait for signals");
}

Runner::~Runner() {
  stop_all(Haste::none);
  places_.clear();
  block_signals(SIG_UNBLOCK);
}

int Runner::run() {
  start_more();
  while (running() > 0) {
    serve();
    tell_finished();
    if (stopped_by_ == 0) start_more();
  }
  return stopped_by_;
}

std::size_t Runner::running() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      std::span(places_).subspan(told_, next_ - told_),
      [](const auto& place) { return place != nullptr && place->child != nullptr; }));
}

void Runner::start_more() {
  while (next_ < files_.size() && running() < settings_.parallel) {
    const TestFile& file = files_[next_];
    auto& place = places_[next_++];
    place = std::make_unique<Place>(Place{.file = file});
    place->job = make_job(file, settings_.selection);
    go_on(*place);
    tell_finished();
  }
  tell_running();
}

void Runner::go_on(Place& place) {
  for (;;) {
    if (place.job == nullptr || stopped_by_ != 0) break;
    place.scratch = scratch_.make();
    if (const auto command = place.job->next(place.scratch)) {
      begin_command(place, *command);
      return;
    }
    scratch_.remove(place.scratch);
    if (!repeats(place)) break;
    place.job = make_job(place.file, settings_.selection);
  }
  place.is_done = true;
}

void Runner::begin_command(Place& place, const Command& command) {
  place.child = std::make_unique<Child>(
      command, environment_for(place.file, settings_.module_path, place.scratch), settings_.limit);
}

// What is told of a file that runs several times is how the last time went.
bool Runner::repeats(Place& place) {
  if (settings_.selection.only_list || settings_.repeat == 1) return false;
  bool has_failed = false;
  for (Result& result : place.job->results()) {
    if (!is_failure(result.verdict)) continue;
    has_failed = true;
    if (!result.reason.empty() && !result.reason.ends_with('\n')) result.reason += '\n';
    result.reason += "in run " + std::to_string(place.round);
  }
  return !has_failed && !place.job->results().empty() && place.round++ < settings_.repeat;
}

void Runner::tell_finished() {
  while (told_ < next_ && places_[told_]->is_done) {
    const auto place = std::move(places_[told_++]);
    if (place->job != nullptr && stopped_by_ == 0) observer_.has_results(place->job->results());
  }
}

void Runner::tell_running() {
  if (told_ < next_) observer_.is_running(places_[told_]->file, told_, files_.size());
}

void Runner::serve() {
  std::vector<pollfd> polled{{signals_.number(), POLLIN, 0}};
  for (std::size_t i = told_; i < next_; ++i) {
    if (places_[i]->child == nullptr) continue;
    const Child& child = *places_[i]->child;
    for (const int number :
         {child.process(), child.pipe(Stream::output), child.pipe(Stream::error)})
      polled.push_back({number, POLLIN, 0});
  }
  if (::poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) fail("cannot wait");
  signalfd_siginfo signal;
  while (::read(signals_.number(), &signal, sizeof signal) == sizeof signal) {
    const bool again = std::exchange(stopped_by_, static_cast<int>(signal.ssi_signo)) != 0;
    stop_all(again ? Haste::at_once : Haste::none);
    if (!again) observer_.is_stopping();
  }
  std::size_t at = 1;
  for (std::size_t i = told_; i < next_; ++i) {
    Place& place = *places_[i];
    if (place.child == nullptr) continue;
    const bool has_ended = polled[at].revents != 0;
    at += 3;
    read(place);
    if (has_ended) finish(place);
  }
}

void Runner::read(Place& place) {
  for (const Stream stream : {Stream::output, Stream::error})
    if (const std::string bytes = place.child->read(stream); !bytes.empty())
      place.job->hear(stream, bytes);
}

void Runner::finish(Place& place) {
  // All who could write have ended, so that what is there is all.
  for (const Stream stream : {Stream::output, Stream::error})
    for (std::string bytes; !(bytes = place.child->read(stream)).empty();)
      place.job->hear(stream, bytes);
  const Ending ending = place.child->await_ending();
  place.child.reset();
  if (stopped_by_ == 0) place.job->ended(ending);
  scratch_.remove(place.scratch);
  go_on(place);
}

void Runner::stop_all(Haste haste) {
  for (const auto& place : places_)
    if (place != nullptr && place->child != nullptr) place->child->stop(haste);
}

}  // namespace aio::ctl::tests
