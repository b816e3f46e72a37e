// SPDX-License-Identifier: MIT
// Where the frames of coroutines lie. A listener that does not suspend takes less time than
// malloc() and free() do, so each thread keeps a few frames that have gone for those to come.
#include <aio/task.hpp>

#include <array>
#include <new>
#include <utility>

namespace aio::detail {
namespace {

constexpr std::size_t step = 64;
constexpr std::size_t sizes = 16;  // up to 1 KiB; larger frames are seldom, and last
constexpr std::size_t most_kept = 16;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool keeps_frames = false;  // so that a frame that is used after its end is found
#else
constexpr bool keeps_frames = true;
#endif

struct Spare {
  Spare* next;
};

/// Frames of one size that have gone.
struct Shelf {
  Spare* first;
  std::size_t count;
};

/// A thread's: at most 136 KiB.
struct Shelves {
  std::array<Shelf, sizes> by_size;
  bool swept_at_end;  // a Sweeper waits for the thread's end
};

constinit thread_local Shelves shelves [[gnu::tls_model("initial-exec")]] = {};

/// Empties the shelves when its thread ends, and keeps them empty for what ends after it.
struct Sweeper {
  ~Sweeper() {
    for (Shelf& shelf : shelves.by_size) {
      while (shelf.first != nullptr)
        ::operator delete(std::exchange(shelf.first, shelf.first->next));
      shelf.count = most_kept;
    }
  }
};

void have_swept_at_end() noexcept {
  static thread_local const Sweeper sweeper;
  shelves.swept_at_end = true;
}

std::size_t place_of(std::size_t size) noexcept {
  return (size - 1) / step;
}

}  // namespace

void* make_frame(std::size_t size) {
  const std::size_t place = place_of(size);
  if (!keeps_frames || place >= sizes) return ::operator new(size);
  Shelf& shelf = shelves.by_size[place];
  if (shelf.first == nullptr) return ::operator new((place + 1) * step);
  --shelf.count;
  return std::exchange(shelf.first, shelf.first->next);
}

void free_frame(void* frame, std::size_t size) noexcept {
  const std::size_t place = place_of(size);
  if (!keeps_frames || place >= sizes) return ::operator delete(frame);
  Shelf& shelf = shelves.by_size[place];
  if (shelf.count == most_kept) return ::operator delete(frame);
  if (!shelves.swept_at_end) have_swept_at_end();
  shelf.first = new (frame) Spare{shelf.first};
  ++shelf.count;
}

}  // namespace aio::detail
