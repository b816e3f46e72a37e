// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <functional>
#include <utility>

namespace aio::tests {

/// A real io_context where a task expects its loop. It has no timers but Asio's own.
class AsioLoop final : public Loop {
 public:
  boost::asio::io_context context{1};

  TimePoint now() const noexcept override { return std::chrono::steady_clock::now(); }
  void add(Timer&, TimePoint) override {}
  void cancel(Timer&) noexcept override {}
  void post(std::function<void()> job) override { boost::asio::post(context, std::move(job)); }
  void* native() noexcept override { return &context; }
};

}  // namespace aio::tests
