// SPDX-License-Identifier: MIT
#include "sdk/src/worker_signals.hpp"

#include <aio/error.hpp>
#include <aio/main_loop.hpp>

#include <memory>
#include <string>
#include <utility>

#include "sdk/src/current_app.hpp"

namespace aio::detail {
namespace {

task<std::vector<Outcome>> emit_here(std::string name, std::string data, Until until) {
  App* const app = current_app();
  if (app == nullptr) co_return std::vector<Outcome>();
  co_return co_await app->signals().emit(std::move(name), std::move(data), until);
}

void send_to_main(const std::string& name, const std::string& data) {
  main_loop_of_worker()->post([name, data] {
    if (App* const app = current_app()) app->signals().send(name, data);
  });
}

class WorkerLine final : public SignalLine {
 public:
  bool send(const std::string& name, const std::string& data) override {
    send_to_main(name, data);
    return true;
  }
  bool open() const noexcept override { return true; }
  task<std::vector<Outcome>> emit(std::string name, std::string data, Until until) override {
    return on_main_loop(emit_here(std::move(name), std::move(data), until));
  }
};

class WorkerSignals final : public Signals {
 public:
  task<std::vector<Outcome>> emit(std::string name, std::string data, Until until) override {
    return on_main_loop(emit_here(std::move(name), std::move(data), until));
  }
  void send(const std::string& name, const std::string& data) override { send_to_main(name, data); }
  std::shared_ptr<SignalLine> line(std::string_view) override {
    return std::make_shared<WorkerLine>();
  }
  Subscription listen(std::string name, ListenerFunction listener) override {
    const auto subscribe = [name = std::move(name), listener = std::move(listener)] {
      App* const app = current_app();
      return app == nullptr ? Subscription{0} : app->signals().listen(name, listener);
    };
    return asked_of_main<Subscription>(subscribe, 0);
  }
  void unlisten(Subscription subscription) noexcept override {
    try {
      asked_of_main<bool>(
          [subscription] {
            App* const app = current_app();
            if (app != nullptr) app->signals().unlisten(subscription);
            return app != nullptr;
          },
          false);
    } catch (...) {  // no memory for the question: as with any unsubscribing, there is no answer
    }
  }
};

}  // namespace

Signals& signals_of_worker() noexcept {
  static WorkerSignals signals;
  return signals;
}

}  // namespace aio::detail
