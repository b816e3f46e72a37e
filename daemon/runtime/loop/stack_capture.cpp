// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/stack_capture.hpp"

#include <aio/item.hpp>

#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <thread>

namespace aio::runtime {
namespace {

constexpr std::size_t most_frames = 48;
constexpr std::size_t own_frames = 2;  // the handler and the kernel's return from it

enum class Step { idle, asked, taking, taken };

// What the handler writes into: it may allocate nothing and lock nothing.
struct Buffer {
  std::atomic<Step> step = Step::idle;
  pthread_t thread{};
  std::array<char, 256> item{};
  std::array<char, 256> handler{};
  std::uint64_t run = 0;
  std::array<void*, most_frames> frames{};
  int count = 0;
};
Buffer buffer;

void copy(const std::string& text, std::array<char, 256>& to) noexcept {
  const std::size_t size = std::min(text.size(), to.size() - 1);
  std::memcpy(to.data(), text.data(), size);
  to[size] = '\0';
}

void take(int) noexcept {
  const int error = errno;
  Step asked = Step::asked;
  if (buffer.step == Step::asked && pthread_equal(buffer.thread, pthread_self()) != 0 &&
      buffer.step.compare_exchange_strong(asked, Step::taking)) {
    const Item* const item = detail::current_item();
    buffer.item[0] = buffer.handler[0] = '\0';
    buffer.run = 0;
    if (item != nullptr) {
      copy(item->name, buffer.item);
      copy(item->handler, buffer.handler);
      buffer.run = item->run;
    }
    buffer.count = backtrace(buffer.frames.data(), static_cast<int>(most_frames));
    buffer.step = Step::taken;
  }
  errno = error;
}

CapturedStack captured() {
  CapturedStack captured{buffer.item.data(), buffer.handler.data(), buffer.run, {}};
  const auto* const begin = buffer.frames.data();
  for (auto i = own_frames; i < static_cast<std::size_t>(buffer.count); ++i)
    captured.frames.push_back(begin[i]);
  return captured;
}

std::string demangled(const char* symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(symbol, nullptr, nullptr, &status), &std::free);
  return status == 0 && name ? name.get() : symbol;
}

}  // namespace

int StackCapture::signal_number() noexcept {
  return SIGRTMIN + 5;
}

// backtrace() loads libgcc the first time, which is nothing for a handler.
StackCapture::StackCapture() {
  void* frame = nullptr;
  backtrace(&frame, 1);
  struct sigaction there {};
  if (sigaction(signal_number(), nullptr, &there) != 0) return;
  ours_ = there.sa_handler == take;
  if (there.sa_handler != SIG_DFL) return;
  struct sigaction ours {};
  ours.sa_handler = take;
  ours.sa_flags = SA_RESTART | SA_ONSTACK;
  sigfillset(&ours.sa_mask);
  ours_ = sigaction(signal_number(), &ours, nullptr) == 0;
}

std::optional<CapturedStack> StackCapture::of(pthread_t thread,
                                              std::chrono::milliseconds patience) {
  if (!ours_) return std::nullopt;
  buffer.thread = thread;
  buffer.step = Step::asked;
  if (pthread_kill(thread, signal_number()) != 0) return std::nullopt;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (buffer.step != Step::taken && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  Step asked = Step::asked;
  if (buffer.step.compare_exchange_strong(asked, Step::idle)) return std::nullopt;
  while (buffer.step != Step::taken) std::this_thread::yield();  // it is just writing
  buffer.step = Step::idle;
  return captured();
}

std::string described(const void* frame) {
  Dl_info info{};
  if (dladdr(frame, &info) == 0 || info.dli_fname == nullptr) return fmt::format("{}", frame);
  const auto offset = [&](const void* from) {
    return static_cast<const char*>(frame) - static_cast<const char*>(from);
  };
  const std::string place = fmt::format("{}+{:#x}", info.dli_fname, offset(info.dli_fbase));
  if (info.dli_sname == nullptr) return place;
  return fmt::format("{}+{:#x} in {}", demangled(info.dli_sname), offset(info.dli_saddr), place);
}

}  // namespace aio::runtime
