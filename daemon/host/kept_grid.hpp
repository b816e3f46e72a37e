// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

#include "daemon/runtime/loop/descriptor.hpp"

namespace aio::host {

/// A text and a moment of the monotonic clock in systemd's descriptor store: files in memory, which
/// outlive this process, but neither `systemctl stop` nor the machine. A text is a file of its own,
/// "grid=NUMBER", and the one before goes when systemd has it; the moment is one cell, which this
/// process and the next ones write to. Owned by SystemdHost.
class KeptGrid {
 public:
  /// `there`: somebody keeps what is sent.
  explicit KeptGrid(bool there) : there_(there) {}
  ~KeptGrid();
  KeptGrid(const KeptGrid&) = delete;
  KeptGrid& operator=(const KeptGrid&) = delete;

  /// Takes what came back at the start, when it is one of these. Whether it was.
  bool take_back(const std::string& name, runtime::Descriptor& descriptor);

  const std::string& text() const noexcept { return text_; }  ///< as it came back; empty: none
  std::atomic<std::int64_t>* moment();  ///< null: nobody keeps it. Lives as long as this
  void keep(const std::string& text);   ///< waits for systemd's queue: not for the loop

 private:
  using Cell = std::atomic<std::int64_t>;

  void map_moment(const runtime::Descriptor& file);

  bool there_;
  std::uint64_t number_ = 0;  // of the text that systemd has; 0: none
  std::string text_;
  Cell* moment_ = nullptr;
};

}  // namespace aio::host
