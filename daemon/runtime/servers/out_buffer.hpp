// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace aio::runtime {

/// The bytes of one connection that the kernel did not take yet, in order. Gives its memory back
/// when it is empty, unless it is little.
class OutBuffer {
 public:
  std::size_t size() const noexcept { return bytes_.size() - sent_; }
  bool empty() const noexcept { return size() == 0; }
  std::string_view waiting() const noexcept { return std::string_view(bytes_).substr(sent_); }

  void append(std::string_view data) { bytes_.append(data); }

  void consume(std::size_t count) {
    sent_ += count;
    if (empty())
      clear();
    else if (sent_ > bytes_.size() / 2)  // moving no more than was sent costs O(1) a byte
      bytes_.erase(0, std::exchange(sent_, 0));
  }

  void clear() noexcept {
    bytes_.clear();
    if (bytes_.capacity() > kept) std::string().swap(bytes_);
    sent_ = 0;
  }

 private:
  static constexpr std::size_t kept = 4096;

  std::string bytes_;
  std::size_t sent_ = 0;
};

}  // namespace aio::runtime
