// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>
#include <aio/log_record.hpp>
#include <aio/module.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// For the tests of modules: an app in the test's own process, whose time passes only when the test
/// says so. With any test library, or none; link aio::testing.
///   aio::testing::App app("[schedule/beat]\nevery = 2\nfunc = my.example.beat\n");
///   app.run_forever(5s);                       // at 0, 2 and 4 s, in no time
///   EXPECT_EQ(app.logged("beat"), 3);
namespace aio::testing {

/// Thrown where what a test waits for does not come: a plain sentence.
class Missed : public std::exception {
 public:
  explicit Missed(std::string what) : what_(std::move(what)) {}
  const char* what() const noexcept override { return what_.c_str(); }

 private:
  std::string what_;
};

/// A line that was logged while the app ran.
struct LogLine {
  log::Level level = log::Level::info;
  std::string logger;
  std::string text;
};

namespace detail {
struct Running;
class Ear;
}  // namespace detail

/// What a signal was emitted with since somebody began to listen. Ends its listening with itself.
class Heard {
 public:
  explicit Heard(std::unique_ptr<detail::Ear> ear);
  Heard(Heard&&) noexcept;
  ~Heard();

  const std::vector<std::string>& data() const noexcept;  ///< of each emit, in order
  std::size_t count() const noexcept { return data().size(); }

 private:
  std::unique_ptr<detail::Ear> ear_;
};

/// A client of a server of the app. Whenever it waits, the app runs, and its time passes. Closes
/// its connection with itself; must not outlive the App.
class Peer {
 public:
  Peer(detail::Running& app, int fd) noexcept : app_(&app), fd_(fd) {}
  Peer(Peer&& other) noexcept : app_(other.app_), fd_(std::exchange(other.fd_, -1)) {}
  Peer& operator=(Peer&&) = delete;
  ~Peer();

  /// Throws std::system_error when the server has closed the connection.
  void write(std::string_view data);

  /// All of these throw Missed when it does not come within a minute of the app's time.
  std::string read();  ///< what there is, at least a byte; empty: the end. Or a datagram
  std::string read_exactly(std::size_t n);  ///< bytes
  std::string read_line();                  ///< without its "\n"
  std::string read_all();                   ///< until the server closes the connection

  void finish();  ///< writes no more: the server hears eof_received()

 private:
  bool receive();
  void receive_until(const std::function<bool()>& enough);

  detail::Running* app_;
  int fd_;
  bool ended_ = false;
  std::string received_;
};

/// An app in this process: one at a time. What it logs is kept, not written. Its servers open no
/// ports: connect() leads to them. Programs (`exec:`) take real time, which it does not wait for.
/// Not for several threads.
///   Its modules are sought where `[aio] module_path` says. A configuration that says nothing has
/// the folders of AIO_MODULE_PATH (with ":" between them), or the folder above the module's own, as
/// seen from MODULE/tests/PROGRAM.
class App {
 public:
  explicit App(std::string config = {});
  ~App();
  App(const App&) = delete;

  /// A module that is written in the test and needs no file. Before start().
  void module(std::string name, std::function<void(ModuleBuilder&)> define);

  /// Begins to run; the other functions do it by themselves. Throws Error, as reload would, with
  /// all that is wrong with the configuration.
  void start();

  /// Runs a task to its end, in the app; throws what it throws, and Missed when it takes more than
  /// an hour of the app's time.
  template <class T>
  T run_until_complete(task<T> work) {
    std::optional<T> result;
    finish(keep(std::move(work), result));
    return std::move(*result);
  }
  void run_until_complete(task<> work) { finish(std::move(work)); }

  /// Lets the app's time pass.
  void run_forever(std::chrono::nanoseconds timeout);

  /// Emits a signal, and waits for its listeners.
  std::vector<Outcome> emit(std::string signal, std::string data = {});

  /// Runs a schedule once, now, and waits for its end.
  Outcome trigger(const std::string& schedule);

  /// Keeps what this signal is emitted with from now on.
  Heard listen(std::string signal);

  /// Runs the app until it emits this signal, and returns its data. Throws Missed when it does not
  /// within this much of the app's time.
  std::string expect_emit(const std::string& signal,
                          std::chrono::nanoseconds within = std::chrono::minutes(1));

  /// A connection to a tcp or unix server; to a udp or unixgram server a socket of which each
  /// write() sends one datagram and each read() receives one. Throws Error{not_found}.
  Peer connect(const std::string& server);

  std::vector<LogLine> logged();              ///< all lines so far
  std::size_t logged(std::string_view text);  ///< how many lines say exactly this

  /// Ends the app in good order: aio::app is empty again, and every socket closed. Another start()
  /// begins anew.
  void clear();

 private:
  template <class T>
  static task<> keep(task<T> work, std::optional<T>& result) {
    result.emplace(co_await std::move(work));
  }
  void finish(task<> work);
  detail::Running& running();

  std::string config_;
  std::vector<std::pair<std::string, std::function<void(ModuleBuilder&)>>> modules_;
  std::vector<LogLine> logged_before_;
  std::unique_ptr<detail::Running> running_;
};

}  // namespace aio::testing
