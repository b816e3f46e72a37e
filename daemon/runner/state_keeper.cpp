// SPDX-License-Identifier: MIT
#include "daemon/runner/state_keeper.hpp"

#include <aio/error.hpp>

#include "conf/edits.hpp"
#include "daemon/runner/reading.hpp"

namespace aio::runner {
namespace {

/// In time, or not: then what is to be undone stays in the state.
void undo_in_time(const conf::Search& search,
                  KeptState& state,
                  const std::filesystem::path& path,
                  const std::string& configuration) {
  KeptState undone = state;
  try {
    undo(search, undone);
  } catch (const Error&) {
    return;  // the timer is due at once, and tells why
  }
  save_state(path, undone, configuration);
  state = std::move(undone);
}

}  // namespace

task<> StateKeeper::restore(std::filesystem::path folder,
                            conf::Search search,
                            std::chrono::system_clock::time_point now) {
  state_ = co_await worker_.run([this, &folder, &search, now] {
    const auto file = conf::find_file(search).value_or(conf::new_file(search));
    const auto path = state_file(folder, file);
    KeptState state = load_state(path);
    if (state.revert && state.revert->until <= now) undo_in_time(search, state, path, file);
    configuration_ = file;
    file_ = path;
    return state;
  });
}

task<> StateKeeper::keep(KeptState state) {
  co_await write(state);
  state_ = std::move(state);
}

task<> StateKeeper::save() {
  if (has_place()) co_await write(state_);
}

task<> StateKeeper::write(KeptState state) {
  co_await worker_.run([this, &state] {
    save_state(file_, state, configuration_);
    return true;
  });
}

}  // namespace aio::runner
