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
#include "daemon/runtime/log/log_event.hpp"

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

task<> Runner::restore() {
  const auto folder = host_.state_folder();
  if (folder.empty() || search_.text) co_return;
  try {
    co_await kept_.restore(folder, search_, loop_.clock().reading().wall);
  } catch (const Error& error) {
    trouble(kept_trouble, "what was set at runtime is not heeded: " + std::string(error.what()));
    runtime::log_event(log::Level::error, runtime::LogEvent::state_not_kept,
                       "what was set at runtime is not heeded: {}", error.what());
  }
}

void Runner::refuse_unkept(const Order& order) const {
  const Terms& terms = order.terms;
  if (terms.revert_after > longest_promise)
    throw Error(Fault::refused, "a change may wait to be confirmed for 366 days at most");
  if (terms.revert_after.count() > 0 && kept_.state().revert && !order.undo)
    throw Error(Fault::refused, "another change waits to be confirmed, or to be undone");
  if (!terms.need_state() || terms.only_plan || kept_.has_place()) return;
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
  KeptState next = kept_.state();
  if (order.undo) next.revert.reset();
  if (terms.layer == Layer::runtime && candidate.draft.values)
    next.values = *candidate.draft.values;
  if (next.values.text().size() > largest_values)
    throw Error(Fault::too_large, "the values set at runtime have more than " +
                                      std::to_string(largest_values) + " bytes");
  if (terms.revert_after.count() > 0) {
    const auto span = std::chrono::duration_cast<std::chrono::microseconds>(terms.revert_after);
    next.revert = {terms.layer, order.edits, candidate.draft.undo,
                   loop_.clock().reading().wall + span, candidate.draft.ended};
  }
  co_await kept_.keep(std::move(next));
  await_confirmation();
}

task<> Runner::break_promise() {
  KeptState next = kept_.state();
  next.revert.reset();
  co_await kept_.keep(std::move(next));
  await_confirmation();
}

// Somebody has set all of it to something else.
task<Change> Runner::nothing_to_undo() {
  co_await break_promise();
  observer_.runner_changed();
  co_return Change{generation_, {}};
}

// A change that was not made is not to come back at the next start.
task<> Runner::take_back(const Order& order, KeptState before) {
  if (order.terms.need_state()) {
    kept_.hold(std::move(before));
    co_await keep_state();
  }
  await_confirmation();
}

// Where nothing is refused any more.
task<> Runner::keep_state() {
  if (!kept_.has_place()) co_return;
  try {
    co_await kept_.save();
    trouble(kept_trouble, "");
  } catch (const std::exception& error) {
    trouble(kept_trouble, "what was set at runtime is not kept: " + std::string(error.what()));
    runtime::log_event(log::Level::error, runtime::LogEvent::state_not_kept,
                       "what was set at runtime is not kept: {}", error.what());
  }
}

void Runner::await_confirmation() {
  revert_due_.cancel();
  const auto& revert = kept_.state().revert;
  if (!revert) return;
  const auto left = revert->until - loop_.clock().reading().wall;
  revert_due_.start(std::max(std::chrono::nanoseconds(left), std::chrono::nanoseconds(0)));
}

task<std::vector<std::string>> Runner::confirm() {
  const auto turn = co_await turns_.next();
  if (!kept_.state().revert) throw Error(Fault::refused, "no change waits to be confirmed");
  const std::vector<Edit> made = kept_.state().revert->made;
  co_await break_promise();
  observer_.runner_changed();
  log::info("confirmed: {}", names_of(made));
  std::vector<std::string> names;
  for (const Edit& edit : made) names.push_back(edit.section + ":" + edit.option);
  co_return names;
}

task<> Runner::revert() {
  const auto waiting = kept_.state().revert;
  const std::string names = waiting ? names_of(waiting->made) : "";
  try {
    Terms terms;
    terms.layer = waiting ? waiting->layer : Layer::file;
    co_await change(Order({}, terms, true));
    trouble(revert_trouble, "");
    runtime::log_event(log::Level::warning, runtime::LogEvent::change_undone,
                       "undone, since nobody has confirmed it: {}", names);
  } catch (const Cancelled&) {
    throw;
  } catch (const std::exception& error) {
    if (state_ == State::stopping || !kept_.state().revert) co_return;
    trouble(revert_trouble, "cannot undo " + names + ": " + error.what());
    log::error("cannot undo {}, tried again: {}", names, error.what());
    revert_due_.start(until_tried_again);
  }
}

}  // namespace aio::runner
