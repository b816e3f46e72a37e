// SPDX-License-Identifier: MIT
#include "daemon/host/kept_grid.hpp"

#include <aio/log.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <charconv>
#include <new>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <systemd/sd-daemon.h>

namespace aio::host {
namespace {

constexpr std::string_view grid_mark = "grid=";
constexpr std::string_view moment_name = "grid-moment";
constexpr std::size_t largest_grid = 64U << 20U;

std::optional<std::uint64_t> number_in(std::string_view name) {
  if (!name.starts_with(grid_mark)) return std::nullopt;
  name.remove_prefix(grid_mark.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? std::optional(number)
                                                                  : std::nullopt;
}

std::size_t size_of(const runtime::Descriptor& file) {
  struct stat status {};
  const bool regular = fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode);
  return regular ? static_cast<std::size_t>(status.st_size) : 0;
}

std::string content_of(const runtime::Descriptor& file) {
  const std::size_t size = size_of(file);
  if (size == 0 || size > largest_grid) return {};
  std::string text(size, '\0');
  const ssize_t got = pread(file.number(), text.data(), size, 0);
  return got == static_cast<ssize_t>(size) ? text : std::string();
}

bool write_whole(const runtime::Descriptor& file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file.number(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void forget_in_store(const std::string& name) {
  sd_notify(0, ("FDSTOREREMOVE=1\nFDNAME=" + name).c_str());
}

bool store_file(const std::string& name, const runtime::Descriptor& file) {
  const int fd = file.number();
  const std::string state = "FDSTORE=1\nFDPOLL=0\nFDNAME=" + name;
  return sd_pid_notify_with_fds(0, 0, state.c_str(), &fd, 1) >= 0;
}

std::string name_of_grid(std::uint64_t number) {
  return std::string(grid_mark) + std::to_string(number);
}

}  // namespace

KeptGrid::~KeptGrid() {
  if (moment_ != nullptr) munmap(moment_, sizeof(Cell));
}

// Of two texts, the one that was begun last: the process ended before the other one had gone.
bool KeptGrid::take_back(const std::string& name, runtime::Descriptor& descriptor) {
  const auto number = number_in(name);
  if (!number && name != moment_name) return false;
  const runtime::Descriptor file = std::move(descriptor);
  if (!number) {
    if (size_of(file) == sizeof(Cell)) map_moment(file);
    return true;
  }
  const std::uint64_t older = *number > number_ ? std::exchange(number_, *number) : *number;
  if (older != number_ && older != 0) forget_in_store(name_of_grid(older));
  if (*number == number_) text_ = content_of(file);
  return true;
}

std::atomic<std::int64_t>* KeptGrid::moment() {
  if (moment_ != nullptr || !there_) return moment_;
  const std::string name(moment_name);
  const runtime::Descriptor file(memfd_create(name.c_str(), MFD_CLOEXEC));
  if (!file || ftruncate(file.number(), sizeof(Cell)) != 0) return nullptr;
  forget_in_store(name);  // one that was of no use
  if (store_file(name, file)) map_moment(file);
  return moment_;
}

void KeptGrid::map_moment(const runtime::Descriptor& file) {
  static_assert(Cell::is_always_lock_free && sizeof(Cell) == sizeof(std::int64_t));
  void* const page =
      mmap(nullptr, sizeof(Cell), PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
  if (page != MAP_FAILED) moment_ = std::launder(static_cast<Cell*>(page));
}

void KeptGrid::keep(const std::string& text) {
  if (!there_) return;
  const runtime::Descriptor file(memfd_create("grid", MFD_CLOEXEC));
  if (!file || !write_whole(file, text) || !store_file(name_of_grid(number_ + 1), file))
    return log::warning("schedules may begin anew with the next start: {}",
                        std::generic_category().message(errno));
  if (number_ > 0) forget_in_store(name_of_grid(number_));
  ++number_;
}

}  // namespace aio::host
