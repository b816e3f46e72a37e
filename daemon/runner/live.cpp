// SPDX-License-Identifier: MIT
// What a change leaves besides files: values set at runtime alone, and the promise to take it back
// unless somebody confirms it. Both are kept over a restart.
#include <aio/error.hpp>
#include <aio/log.hpp>

#include <algorithm>
#include <utility>

#include "conf/names.hpp"
#include "daemon/runner/problems.hpp"
#include "daemon/runner/runner.hpp"
#include "daemon/runtime/failure.hpp"

namespace aio::runner {
namespace {

constexpr const char* kept_trouble = "kept state";
constexpr const char* revert_trouble = "revert";
constexpr std::chrono::seconds until_tried_again{10};
constexpr std::chrono::hours longest_promise{366 * 24};
constexpr std::size_t largest_values = 1 << 20;  // the state is read and written whole

/// The last of several edits of one option, which is the one that counts.
std::vector<Edit> last_of_each(std::vector<Edit> edits) {
  std::vector<Edit> last;
  for (Edit& edit : edits) {
    std::erase_if(last, [&](const Edit& other) {
      return other.section == edit.section && conf::fold(other.option) == conf::fold(edit.option);
    });
    last.push_back(std::move(edit));
  }
  return last;
}

/// In time, or not: then what is to be undone stays in the state.
void undo_in_time(const conf::Search& search,
                  KeptState& state,
                  const std::filesystem::path& path,
                  const std::filesystem::path& configuration) {
  KeptState undone = state;
  try {
    undo(search, undone);
  } catch (const Error&) {
    return;  // the timer is due at once, and tells why
  }
  save_state(path, undone, configuration.string());
  state = std::move(undone);
}

std::string names_of(const std::vector<Edit>& edits) {
  std::string names;
  for (const Edit& edit : edits)
    names += (names.empty() ? "" : ", ") + edit.section + ":" + edit.option;
  return names;
}

}  // namespace

task<Change> Runner::edit(std::vector<Edit> edits, Terms terms) {
  if (terms.revert_after.count() > 0) edits = last_of_each(std::move(edits));
  co_return co_await change(Order(std::move(edits), terms));
}

// A state that cannot be read is left as it is: it may be a later aiod's. What nobody has confirmed
// in time is undone before it can do any more harm; when that fails, it is tried again later.
task<> Runner::restore() {
  const auto folder = host_.state_folder();
  if (folder.empty() || search_.text) co_return;
  const auto now = loop_.clock().reading().wall;
  try {
    kept_ = co_await worker_.run([this, &folder, now] {
      const auto file = conf::find_file(search_).value_or(conf::new_file(search_));
      const auto path = state_file(folder, file);
      KeptState state = load_state(path);
      if (state.revert && state.revert->until <= now) undo_in_time(search_, state, path, file);
      state_file_ = path;
      return state;
    });
  } catch (const Error& error) {
    trouble(kept_trouble, "what was set at runtime is not heeded: " + std::string(error.what()));
    log::error("what was set at runtime is not heeded: {}", error.what());
  }
}

void Runner::refuse_unkept(const Order& order) const {
  const Terms& terms = order.terms;
  if (terms.revert_after > longest_promise)
    throw Error(Fault::refused, "a change may wait to be confirmed for 366 days at most");
  if (terms.revert_after.count() > 0 && kept_.revert && !order.undo)
    throw Error(Fault::refused, "another change waits to be confirmed, or to be undone");
  if (!terms.need_state() || terms.only_plan || !state_file_.empty()) return;
  const auto why = troubles_.find(kept_trouble);
  throw Error(Fault::refused, why != troubles_.end()
                                  ? why->second
                                  : "there is no folder to keep it in over a restart");
}

// Before the file is written: a change that is made, and whose promise is not kept, is worse than a
// promise of a change that was not made.
task<> Runner::keep_promise(const Order& order, const Candidate& candidate) {
  const Terms& terms = order.terms;
  if (!terms.need_state()) co_return;
  KeptState next = kept_;
  if (order.undo) next.revert.reset();
  if (terms.layer == Layer::runtime && candidate.draft.values)
    next.values = *candidate.draft.values;
  if (next.values.text().size() > largest_values)
    throw Error(Fault::too_large, "the values set at runtime have more than " +
                                      std::to_string(largest_values) + " bytes");
  if (terms.revert_after.count() > 0) {
    const auto span = std::chrono::duration_cast<std::chrono::microseconds>(terms.revert_after);
    next.revert = {terms.layer, order.edits, candidate.draft.undo,
                   loop_.clock().reading().wall + span};
  }
  co_await save(std::move(next));
  await_confirmation();
}

task<> Runner::break_promise() {
  KeptState next = kept_;
  next.revert.reset();
  co_await save(std::move(next));
  await_confirmation();
}

// Somebody has set all of it to something else.
task<Change> Runner::nothing_to_undo() {
  co_await break_promise();
  observer_.runner_changed();
  co_return Change{generation_, {}};
}

// Behind the commit, where nothing is refused any more.
task<> Runner::keep_state() {
  if (state_file_.empty()) co_return;
  try {
    co_await save(kept_);
    trouble(kept_trouble, "");
  } catch (const std::exception& error) {
    trouble(kept_trouble, "what was set at runtime is not kept: " + std::string(error.what()));
    log::error("what was set at runtime is not kept: {}", error.what());
  }
}

task<> Runner::save(KeptState state) {
  co_await worker_.run([this, &state] {
    save_state(state_file_, state, file_);
    return true;
  });
  kept_ = std::move(state);
}

void Runner::await_confirmation() {
  revert_due_.cancel();
  if (!kept_.revert) return;
  const auto left = kept_.revert->until - loop_.clock().reading().wall;
  revert_due_.start(std::max(std::chrono::nanoseconds(left), std::chrono::nanoseconds(0)));
}

task<std::vector<std::string>> Runner::confirm() {
  const auto turn = co_await turns_.next();
  if (!kept_.revert) throw Error(Fault::refused, "no change waits to be confirmed");
  const std::vector<Edit> made = kept_.revert->made;
  co_await break_promise();
  observer_.runner_changed();
  log::info("confirmed: {}", names_of(made));
  std::vector<std::string> names;
  for (const Edit& edit : made) names.push_back(edit.section + ":" + edit.option);
  co_return names;
}

task<> Runner::revert() {
  const std::string names = kept_.revert ? names_of(kept_.revert->made) : "";
  try {
    Terms terms;
    terms.layer = kept_.revert ? kept_.revert->layer : Layer::file;
    co_await change(Order({}, terms, true));
    trouble(revert_trouble, "");
    log::warning("undone, since nobody has confirmed it: {}", names);
  } catch (const Cancelled&) {
    throw;
  } catch (const std::exception& error) {
    if (state_ == State::stopping || !kept_.revert) co_return;
    trouble(revert_trouble, "cannot undo " + names + ": " + error.what());
    log::error("cannot undo {}, tried again: {}", names, error.what());
    revert_due_.start(until_tried_again);
  }
}

}  // namespace aio::runner
