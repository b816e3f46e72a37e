// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>
#include <aio/loop.hpp>
#include <aio/module_note.hpp>
#include <aio/task.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/system_error.hpp>
#include <boost/version.hpp>

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <tuple>
#include <type_traits>
#include <utility>

// A module that includes this shares Asio's objects with aiod, so it must be built with aiod's
// Boost.
AIO_MODULE_NOTE("boost=" BOOST_LIB_VERSION ";")

/// The bridge to Boost.Asio: `co_await socket.async_read_some(buffer, aio::use_task)` in a task.
namespace aio {

/// The Asio context behind the loop: for making sockets and timers on. Only aiod runs it.
inline boost::asio::io_context& io_context(Loop& loop) {
  return *static_cast<boost::asio::io_context*>(loop.native());
}

/// `auto& context = co_await aio::current_io_context()`: the one that the task runs on.
struct current_io_context {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    context_ = &io_context(*self.promise().context().loop);
    return false;
  }
  boost::asio::io_context& await_resume() const noexcept { return *context_; }

 private:
  boost::asio::io_context* context_ = nullptr;
};

/// The completion token that makes an Asio operation awaitable in a task. The operation begins when
/// it is awaited, and the task goes on on its own loop. Results are the value of the co_await
/// (several: a tuple), an error_code is thrown as boost::system::system_error; a task that is asked
/// to stop cancels the operation and throws Cancelled.
struct use_task_t {};
inline constexpr use_task_t use_task;

namespace detail {

template <class T>
concept AsioFailure =
    std::is_same_v<T, boost::system::error_code> || std::is_same_v<T, std::exception_ptr>;

inline void throw_failure(const boost::system::error_code& failure, bool stopped) {
  if (stopped && failure == boost::asio::error::operation_aborted) throw Cancelled();
  if (failure) throw boost::system::system_error(failure);
}
inline void throw_failure(const std::exception_ptr& failure, bool /*stopped*/) {
  if (failure) std::rethrow_exception(failure);
}

inline void asio_value() {}
template <class T>
T asio_value(T&& value) {
  return std::forward<T>(value);
}
template <class... T>
requires(sizeof...(T) > 1) std::tuple<T...> asio_value(T&&... values) {
  return {std::forward<T>(values)...};
}

/// The arguments of a completion handler as the value of a co_await.
template <class First = void, class... Rest>
auto asio_outcome(bool stopped, First&& first, Rest&&... rest) {
  if constexpr (AsioFailure<First>) {
    throw_failure(first, stopped);
    return asio_value(std::move(rest)...);
  } else {
    return asio_value(std::move(first), std::move(rest)...);
  }
}
inline void asio_outcome(bool /*stopped*/) {}

/// One Asio operation that a coroutine awaits; lies in the coroutine's frame.
template <class Initiation, class Arguments, class... Results>
class AsioOperation {
 public:
  AsioOperation(Initiation initiation, Arguments arguments)
      : initiation_(std::move(initiation)), arguments_(std::move(arguments)) {}
  AsioOperation(const AsioOperation&) = delete;
  AsioOperation& operator=(const AsioOperation&) = delete;
  ~AsioOperation() {
    if (link_ == nullptr) return;
    link_->operation = nullptr;
    if (link_.use_count() > 1) cancel();  // else Asio has let go of it, perhaps with its context
  }

  bool await_ready() const noexcept { return false; }

  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    const TaskContext& context = self.promise().context();
    if (context.stop.stop_requested()) {
      stopped_ = true;
      return false;
    }
    waiting_ = self;
    item_ = context.item;
    link_ = std::make_shared<Link>(this, io_context(*context.loop).get_executor());
    on_stop_.emplace(context.stop, Stop{this});
    std::apply(
        [&](auto&&... arguments) {
          std::move(initiation_)(Completed{link_}, std::move(arguments)...);
        },
        std::move(arguments_));
    return true;
  }

  auto await_resume() {
    if (!results_) throw Cancelled();
    return std::apply(
        [&](auto&&... results) { return asio_outcome(stopped_, std::move(results)...); },
        std::move(*results_));
  }

 private:
  /// Between the operation and the handler that Asio holds, shared because either may go first: a
  /// coroutine may be destroyed while Asio is at work, and Asio looks at the signal to the end.
  struct Link {
    Link(AsioOperation* operation, boost::asio::io_context::executor_type executor)
        : operation(operation), executor(executor) {}
    AsioOperation* operation;
    boost::asio::io_context::executor_type executor;
    boost::asio::cancellation_signal signal;
  };

  /// The completion handler: with its executor the coroutine goes on on its own loop, whatever the
  /// operation ran on.
  struct Completed {
    std::shared_ptr<Link> link;

    using executor_type = boost::asio::io_context::executor_type;
    executor_type get_executor() const noexcept { return link->executor; }
    using cancellation_slot_type = boost::asio::cancellation_slot;
    cancellation_slot_type get_cancellation_slot() const noexcept { return link->signal.slot(); }

    void operator()(Results... results) const {
      if (link->operation != nullptr) link->operation->complete(std::move(results)...);
    }
  };

  struct Stop {
    AsioOperation* operation;
    void operator()() const {
      operation->stopped_ = true;
      operation->cancel();
    }
  };

  void cancel() { link_->signal.emit(boost::asio::cancellation_type::terminal); }
  void complete(Results... results) {
    on_stop_.reset();
    link_.reset();
    results_.emplace(std::move(results)...);
    const ItemScope scope(item_);
    waiting_.resume();
  }

  Initiation initiation_;
  Arguments arguments_;
  std::coroutine_handle<> waiting_;
  const Item* item_ = nullptr;
  std::shared_ptr<Link> link_;  // from the beginning to the end of the operation
  std::optional<std::stop_callback<Stop>> on_stop_;
  std::optional<std::tuple<std::decay_t<Results>...>> results_;
  bool stopped_ = false;
};

}  // namespace detail
}  // namespace aio

/// How Asio asks a completion token what an operation returns.
template <class... Results>
class boost::asio::async_result<aio::use_task_t, void(Results...)> {
 public:
  template <class Initiation, class... Arguments>
  static auto initiate(Initiation&& initiation, aio::use_task_t, Arguments&&... arguments) {
    using Stored = std::tuple<std::decay_t<Arguments>...>;
    return aio::detail::AsioOperation<std::decay_t<Initiation>, Stored, Results...>(
        std::forward<Initiation>(initiation), Stored(std::forward<Arguments>(arguments)...));
  }
};
