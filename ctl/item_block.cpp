// SPDX-License-Identifier: MIT
#include "ctl/item_block.hpp"

#include <initializer_list>
#include <utility>
#include <vector>

#include "ctl/cells.hpp"
#include "ctl/dates.hpp"
#include "ctl/endpoint.hpp"
#include "ctl/field.hpp"
#include "ctl/history_text.hpp"
#include "ctl/items.hpp"
#include "ctl/marks.hpp"
#include "ctl/text.hpp"
#include "ctl/width.hpp"

namespace aio::ctl {
namespace {

/// A count's property, and the words behind it.
using Counts = std::initializer_list<std::pair<const char*, const char*>>;

std::string counts(const Properties& of, Counts all) {
  std::string text;
  for (const auto& [name, words] : all)
    text.append(text.empty() ? "" : ", ").append(grouped(number(of, name))).append(" ") += words;
  return text;
}

std::string next(const Item& schedule, Time now) {
  const std::uint64_t next = number(schedule.properties, "next_usec");
  return is_active(schedule) ? date(next) + "; " + until(next, now) : "";
}

// How the last run began, and how the last that has ended did.
std::string last(const Properties& of, Time now) {
  const std::uint64_t start = number(of, "last_start_usec");
  if (start == 0) return "none";
  const std::string outcome = word(of, "last_outcome");
  std::string text = date_and_age(start, now) + ", " + word(of, "last_cause");
  if (number(of, "running") > 0) return text + ", running";
  return text + ", " + outcome + " after " + span(of, "last_duration_usec");
}

std::string schedule(const Item& item, Time now, const Screen& screen) {
  const Properties& of = item.properties;
  const Tone tone = is_wrong(item) ? Tone::bad : Tone::plain;
  return field("State", {word(of, "state"), is_active(item) ? Tone::good : Tone::faint}, screen) +
         field("Every", span(of, "every_usec"), screen) +
         field("Function", word(of, "func"), screen) +
         field("Last run", {last(of, now), tone}, screen) +
         field("Error", {word(of, "last_error"), tone}, screen) +
         field("Next run", next(item, now), screen) +
         field("Runs",
               counts(of, {{"runs", "so far"},
                           {"failures", "failed"},
                           {"timeouts", "timed out"},
                           {"skipped", "skipped"},
                           {"missed", "missed"},
                           {"queued", "queued"}}),
               screen);
}

std::string server(const Item& item, const Screen& screen) {
  const Properties& of = item.properties;
  const bool has_datagrams = word(of, "type") == "udp" || word(of, "type") == "unixgram";
  std::string text = field("State", {word(of, "state"), mark_of(item).tone}, screen) +
                     field("Address", endpoint(of), screen) +
                     field("Handler", word(of, "handler"), screen);
  if (number(of, "workers") > 1) text += field("Workers", digits(of, "workers"), screen);
  if (has_datagrams)
    return text + field("Datagrams",
                        counts(of, {{"datagrams_received", "received"},
                                    {"datagrams_sent", "sent"},
                                    {"datagrams_dropped", "dropped"},
                                    {"failures", "failed"}}),
                        screen);
  return text + field("Accepted",
                      counts(of, {{"accepted", "so far"},
                                  {"connections", "open"},
                                  {"refused", "refused"},
                                  {"failures", "failed"},
                                  {"idle_closed", "closed as idle"}}),
                      screen);
}

std::string listener(const Item& item, const Screen& screen) {
  const Properties& of = item.properties;
  return field("Handlers", words(of, "handlers"), screen) +
         field("Emits",
               counts(of, {{"emits", "so far"},
                           {"under_way", "under way"},
                           {"waiting", "waiting"},
                           {"dropped", "dropped"}}),
               screen) +
         field("Listeners", counts(of, {{"failures", "failed"}, {"timeouts", "timed out"}}),
               screen);
}

std::string fields(const Item& item, Time now, const Screen& screen) {
  if (item.kind == "schedule") return schedule(item, now, screen);
  if (item.kind == "server") return server(item, screen);
  if (item.kind == "listener") return listener(item, screen);
  return field("Path", word(item.properties, "path"), screen);
}

}  // namespace

std::string item_block(const Item& item, Time now, const Screen& screen) {
  constexpr std::size_t sign_width = 2;
  const Mark mark = mark_of(item);
  return painted(sign(mark.glyph, screen), mark.tone, screen) + " " +
         painted(cut(visible(full_name(item)), screen.room_beside(sign_width), screen),
                 Tone::strong, screen) +
         "\n" + fields(item, now, screen) + history_text(item, screen);
}

}  // namespace aio::ctl
