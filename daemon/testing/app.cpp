// SPDX-License-Identifier: MIT
#include <aio/error.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/testing/running.hpp"

namespace aio::testing {
namespace detail {

/// A listener of a test's, until it goes.
class Ear {
 public:
  explicit Ear(std::string signal) {
    subscription_ = app::signals()->listen(
        std::move(signal),
        ListenerFunction([data = data_](const Signal& signal) { data->push_back(signal.data()); }));
    signals_ = app::signals();
  }
  ~Ear() {
    if (app::signals() == signals_ && signals_ != nullptr) signals_->unlisten(subscription_);
  }
  const std::vector<std::string>& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<std::vector<std::string>> data_ = std::make_shared<std::vector<std::string>>();
  Signals* signals_ = nullptr;
  Signals::Subscription subscription_ = 0;
};

}  // namespace detail

Heard::Heard(std::unique_ptr<detail::Ear> ear) : ear_(std::move(ear)) {}
Heard::Heard(Heard&&) noexcept = default;
Heard::~Heard() = default;

const std::vector<std::string>& Heard::data() const noexcept {
  return ear_->data();
}

App::App(std::string config) : config_(std::move(config)) {}

App::~App() {
  clear();
}

void App::module(std::string name, std::function<void(ModuleBuilder&)> define) {
  modules_.emplace_back(std::move(name), std::move(define));
}

void App::start() {
  if (running_) return;
  running_ = std::make_unique<detail::Running>(config_);
  try {
    for (const auto& [name, define] : modules_) running_->runner.give_module(name, define);
    running_->finish(running_->runner.start());
    const auto problems = running_->runner.outline().problems;
    std::string all;
    for (const std::string& problem : problems) all += (all.empty() ? "" : "\n") + problem;
    if (!all.empty()) throw Error(Fault::broken_config, all);
  } catch (...) {
    clear();
    throw;
  }
}

detail::Running& App::running() {
  start();
  return *running_;
}

void App::finish(task<> work) {
  running().finish(std::move(work));
}

void App::run_forever(std::chrono::nanoseconds timeout) {
  running().pass(timeout, [] { return false; });
}

std::vector<Outcome> App::emit(std::string signal, std::string data) {
  auto& runner = running().runner;
  return run_until_complete(runner.emit(std::move(signal), std::move(data)));
}

Outcome App::trigger(const std::string& schedule) {
  auto& runner = running().runner;
  const auto outcome = run_until_complete(runner.trigger(schedule));
  return {schedule, outcome.result, outcome.error, outcome.took};
}

Heard App::listen(std::string signal) {
  start();
  return Heard(std::make_unique<detail::Ear>(std::move(signal)));
}

std::string App::expect_emit(const std::string& signal, std::chrono::nanoseconds within) {
  const Heard heard = listen(signal);
  if (!running_->run_until([&] { return heard.count() > 0; }, within))
    throw Missed("signal \"" + signal + "\" was not emitted");
  return heard.data().front();
}

Peer App::connect(const std::string& server) {
  runtime::Descriptor client = running().host.connect(server);
  return {*running_, client.release()};
}

std::vector<LogLine> App::logged() {
  std::vector<LogLine> lines = logged_before_;
  if (!running_) return lines;
  running_->log.flush();
  std::ranges::move(running_->lines->all(), std::back_inserter(lines));
  return lines;
}

std::size_t App::logged(std::string_view text) {
  const auto lines = logged();
  return static_cast<std::size_t>(std::ranges::count(lines, text, &LogLine::text));
}

void App::clear() {
  if (!running_) return;
  running_->finish(running_->runner.stop());
  logged_before_ = logged();
  running_.reset();
}

}  // namespace aio::testing
