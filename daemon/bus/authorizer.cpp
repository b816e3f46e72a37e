// SPDX-License-Identifier: MIT
#include "daemon/bus/authorizer.hpp"

#include <aio/error.hpp>

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "dbus/caller_user.hpp"
#include "dbus/errors.hpp"
#include "dbus/utf8.hpp"

namespace aio::bus {
namespace {

constexpr uid_t root = 0;
constexpr const char* failed_authentication = "needs an authentication, which has failed";

/// By which polkit knows the question again; of this connection alone.
std::string cancellation_of(std::uint64_t id) {
  return "aiod-" + std::to_string(id);
}

}  // namespace

Authorizer::Authorizer(runtime::EventLoop& loop,
                       runner::Runner& runner,
                       sdbus::IConnection& connection,
                       dbus::Pump& pump,
                       bool is_the_systems,
                       Patience patience)
    : runner_(runner),
      bus_(dbus::raw(connection)),
      pump_(pump),
      is_the_systems_(is_the_systems),
      patience_(patience),
      denials_(loop),
      gate_(connection, *this),
      self_(std::make_shared<Authorizer*>(this)) {}

Authorizer::~Authorizer() = default;

bool Authorizer::holds(const std::string& sender, const char* interface, const char* member) {
  if (unknown_.contains(sender) || gate_.is_passing(sender)) return true;  // behind those
  const Rule* const rule = find_rule(interface, member);
  if (rule != nullptr && !rule->action) return false;
  const auto user = known_user(sender);
  return !user || !may_do_all(*user);
}

void Authorizer::take(dbus::HeldCall call) {
  const auto user = unknown_.contains(call.sender()) ? std::nullopt : known_user(call.sender());
  if (user)
    decide(std::move(call), *user);
  else
    ask_for_user(std::move(call));
  pump_.wake();
}

std::optional<uid_t> Authorizer::known_user(const std::string& sender) const {
  const auto found = known_.find(sender);
  return found == known_.end() ? std::nullopt : std::optional(found->second);
}

void Authorizer::ask_for_user(dbus::HeldCall call) {
  const std::string sender = call.sender();
  const auto found = unknown_.find(sender);
  const bool too_many_of_it =
      found != unknown_.end() && found->second.calls.size() >= most_unknown_of_a_sender;
  if (unknown_calls_ >= most_unknown || too_many_of_it)
    return call.refuse(dbus::to_dbus(Error(Fault::too_large, "too many calls at one time")));
  if (found == unknown_.end())
    unknown_[sender].question = dbus::ask_user(
        bus_, sender, [this, sender](std::optional<uid_t> user) { user_told(sender, user); });
  unknown_[sender].calls.push_back(std::move(call));
  ++unknown_calls_;
}

// A bus that does not know it any more has nobody to answer.
void Authorizer::user_told(const std::string& sender, std::optional<uid_t> user) {
  auto held = unknown_.extract(std::string(sender));  // the question's own goes with it
  unknown_calls_ -= held.mapped().calls.size();
  if (user) remember(held.key(), *user);
  for (dbus::HeldCall& call : held.mapped().calls)
    if (user)
      decide(std::move(call), *user);
    else
      call.refuse(dbus::to_dbus(
          Error(Fault::not_permitted, "the bus does not say which user the caller is")));
  pump_.wake();
}

void Authorizer::remember(const std::string& sender, uid_t user) {
  if (!known_.try_emplace(sender, user).second) return;
  remembered_.push_back(sender);
  if (remembered_.size() <= most_known) return;
  known_.erase(remembered_.front());
  remembered_.pop_front();
}

bool Authorizer::may_do_all(uid_t user) const {
  return user == root || (!is_the_systems_ && user == ::geteuid());
}

void Authorizer::decide(dbus::HeldCall call, uid_t user) {
  const Rule* const rule = find_rule(call.interface(), call.member());
  if (may_do_all(user) || (rule != nullptr && !rule->action)) return call.pass();
  if (rule == nullptr) return deny(call, user, std::string(call.member()) + " is root's alone");
  try {
    auto demand = demand_of(*rule, call.path(), call.arguments());
    if (!demand) return call.pass();
    wait(std::move(call), user, std::move(*demand));
  } catch (const sdbus::Error& unreadable) {
    call.refuse(unreadable);
  } catch (const Error& error) {
    deny(call, user, id_of(*rule->action) + ": " + error.what());
  }
}

void Authorizer::wait(dbus::HeldCall call, uid_t user, Demand demand) {
  if (waiting_.size() >= most_waiting || waiting_of(user) >= most_waiting_of_a_user)
    return call.refuse(
        dbus::to_dbus(Error(Fault::too_large, "too many calls wait for polkit at one time")));
  const bool files_decide = demand.open_with_the_files;
  const Id id = ++last_id_;
  waiting_.try_emplace(id, std::move(call), user, std::move(demand));
  if (files_decide)
    runner_.spawn(look_at_files(runner_, self_, id), {});
  else
    ask(id);
}

// The runner awaits it before it ends; we may be gone by then.
task<> Authorizer::look_at_files(runner::Runner& runner, std::weak_ptr<Authorizer*> us, Id id) {
  const bool open = co_await runner.is_open_to_all();
  const auto here = us.lock();
  if (!here) co_return;
  Authorizer& self = **here;
  if (open)
    self.look_whether_it_is_there(id);
  else
    self.ask(id);
  self.pump_.wake();
}

// Programs of handlers are that user's, and would be free of every limit that is set to them.
void Authorizer::ask(Id id) {
  Waiting& waiting = waiting_.at(id);
  if (waiting.user == ::geteuid())
    return deny(id, "is not given to the service's own user, which programs of handlers are");
  waiting.until = Clock::now() + patience_.polkit;
  ask_next(id);
}

void Authorizer::ask_next(Id id) {
  Waiting& waiting = waiting_.at(id);
  if (waiting.next < waiting.demand.things.size())
    return ask_polkit(id, waiting.demand.things[waiting.next]);
  if (waiting.for_a_human.empty()) return look_whether_it_is_there(id);
  waiting.asks_a_human = true;
  waiting.until = Clock::now() + patience_.human;
  ask_polkit(id, together(waiting.demand, waiting.for_a_human));
}

void Authorizer::ask_polkit(Id id, const Thing& thing) {
  Waiting& waiting = waiting_.at(id);
  dbus::PolkitQuestion question{waiting.call.sender(), id_of(waiting.demand.action), thing.details};
  question.may_ask_a_human = waiting.asks_a_human;
  if (waiting.asks_a_human) question.cancellation = cancellation_of(id);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(waiting.until - Clock::now());
  try {
    waiting.question =
        dbus::ask_polkit(bus_, question, std::max(left, std::chrono::milliseconds(1)),
                         [this, id](const dbus::PolkitAnswer& answer) {
                           answered(id, answer);
                           pump_.wake();
                         });
  } catch (const sdbus::Error& error) {
    deny(id, "cannot be asked of polkit: " + error.getMessage());
  }
}

void Authorizer::answered(Id id, const dbus::PolkitAnswer& answer) {
  using Kind = dbus::PolkitAnswer::Kind;
  Waiting& waiting = waiting_.at(id);
  switch (answer.kind) {
    case Kind::granted:
      if (waiting.asks_a_human) return look_whether_it_is_there(id);
      ++waiting.next;
      return ask_next(id);
    case Kind::needs_authentication:
      if (waiting.asks_a_human) return deny(id, failed_authentication);
      if (!waiting.call.may_ask_a_human())
        return deny(id, "needs an authentication, for which the caller does not wait");
      waiting.for_a_human.push_back(waiting.demand.things[waiting.next++]);
      return ask_next(id);
    case Kind::denied:
      return deny(id, waiting.asks_a_human ? failed_authentication : "is not granted by polkit");
    case Kind::unknown:
      break;
  }
  if (waiting.asks_a_human) dbus::cancel_polkit(bus_, cancellation_of(id));
  deny(id, "is not granted, for polkit does not answer: " + answer.why);
}

// What nobody waits for any more is not done. The bus is asked anew, since it is who knows.
void Authorizer::look_whether_it_is_there(Id id) {
  Waiting& waiting = waiting_.at(id);
  try {
    waiting.question =
        dbus::ask_user(bus_, waiting.call.sender(), [this, id](std::optional<uid_t> user) {
          auto decided = waiting_.extract(id);
          if (user == decided.mapped().user) decided.mapped().call.pass();
          pump_.wake();
        });
  } catch (const sdbus::Error&) {
    waiting_.erase(id);  // the connection breaks, and the caller hears of that
  }
}

// What an item has logged is asked for with each look at its status, which is no matter for the
// log.
void Authorizer::deny(Id id, const std::string& why) {
  const auto denied = waiting_.extract(id);
  const Waiting& waiting = denied.mapped();
  const std::size_t place = std::min(waiting.next, waiting.demand.things.size() - 1);
  const std::string what = waiting.asks_a_human ? together(waiting.demand, waiting.for_a_human).what
                                                : waiting.demand.things[place].what;
  const std::string text =
      id_of(waiting.demand.action) + (what.empty() ? " " : " (" + what + ") ") + why;
  if (waiting.demand.action == Action::read_log)
    refuse(waiting.call, text);
  else
    deny(waiting.call, waiting.user, text);
}

void Authorizer::deny(const dbus::HeldCall& call, uid_t user, const std::string& why) {
  refuse(call, why);
  denials_.tell(user, call.sender(), dbus::sendable(why));
}

void Authorizer::refuse(const dbus::HeldCall& call, const std::string& why) {
  call.refuse(dbus::to_dbus(Error(Fault::not_permitted, why)));
}

std::size_t Authorizer::waiting_of(uid_t user) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(waiting_, [&](const auto& each) { return each.second.user == user; }));
}

}  // namespace aio::bus
