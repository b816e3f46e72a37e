// SPDX-License-Identifier: MIT
#include "tests/runner/running_app.hpp"

#include <aio/asio.hpp>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <stdexcept>

#include "daemon/runtime/log/make_output.hpp"

namespace aio::runner {
namespace {

using boost::asio::ip::tcp;

conf::Search search_in(const std::string& text) {
  conf::Search search;
  search.text = text;
  return search;
}

task<> talk(std::uint16_t port, std::string text, std::string& answer) {
  tcp::socket socket(co_await current_io_context());
  co_await socket.async_connect({boost::asio::ip::address_v4::loopback(), port}, use_task);
  co_await boost::asio::async_write(socket, boost::asio::buffer(text), use_task);
  for (;;) {
    char buffer[1024];
    std::size_t size = 0;
    try {
      size = co_await socket.async_read_some(boost::asio::buffer(buffer), use_task);
    } catch (const boost::system::system_error&) {
      co_return;  // the end of the stream
    }
    answer.append(buffer, size);
  }
}

}  // namespace

/// Keeps what the writer thread puts out.
class RunningApp::Lines {
 public:
  void add(std::string text) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(text));
  }
  std::vector<std::string> all() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

  class Output final : public runtime::LogOutput {
   public:
    explicit Output(std::shared_ptr<Lines> lines) : lines_(std::move(lines)) {}
    std::error_code write(const log::Record& record, const plan::LogFormat*) noexcept override {
      lines_->add(record.text);
      return {};
    }

   private:
    std::shared_ptr<Lines> lines_;
  };

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

RunningApp::RunningApp(conf::Search search, std::filesystem::path state_folder, Started started)
    : loop_(clock_),
      lines_(std::make_shared<Lines>()),
      log_(
          [lines =
               lines_](const plan::HandlerSpec& handler) -> std::unique_ptr<runtime::LogOutput> {
            if (handler.name != plan::console_handler().name) return runtime::make_output(handler);
            return std::make_unique<Lines::Output>(lines);
          },
          plan::console_handler()),
      host_(std::move(state_folder), started),
      runner_(std::make_unique<Runner>(loop_, log_, host_, std::move(search))) {}
RunningApp::RunningApp(const std::string& config) : RunningApp(search_in(config)) {}

RunningApp::~RunningApp() {
  if (runner_) stop();
}

void RunningApp::start() {
  finish(runner_->start());
}

void RunningApp::stop() {
  finish(runner_->stop());
  runner_.reset();
}

void RunningApp::finish(task<> work) {
  bool ended = false;
  std::exception_ptr failure;
  runtime::TaskGroup group(loop_);
  group.spawn(std::move(work), [&](const std::exception_ptr& thrown) {
    ended = true;
    failure = thrown;
  });
  for (int tenth = 0; tenth < 600 && !ended; ++tenth) loop_.run_for(std::chrono::milliseconds(100));
  if (!ended) throw std::runtime_error("did not end within a minute");
  if (failure) std::rethrow_exception(failure);
}

std::string RunningApp::ask(std::uint16_t port, std::string text) {
  std::string answer;
  loop_.run_until_done(talk(port, std::move(text), answer));
  return answer;
}

std::vector<std::string> RunningApp::logged() {
  log_.flush();
  return lines_->all();
}

bool RunningApp::logged(const std::string& text) {
  const auto lines = logged();
  return std::ranges::find(lines, text) != lines.end();
}

conf::Search search_for(const std::filesystem::path& file) {
  conf::Search search;
  search.file = file;
  return search;
}

std::string with_modules(const std::string& rest) {
  return "[aio]\nmodule_path = " AIO_TEST_MODULES "\n" + rest;
}

}  // namespace aio::runner
