// SPDX-License-Identifier: MIT
#include "ctl/render.hpp"

#include "ctl/event_line.hpp"
#include "ctl/item_table.hpp"
#include "ctl/render_json.hpp"
#include "ctl/schema_text.hpp"
#include "ctl/spans.hpp"
#include "ctl/status_text.hpp"
#include "ctl/table.hpp"
#include "ctl/where_text.hpp"

namespace aio::ctl {
namespace {

Layout layout_of(Format format) {
  return format == Format::pretty_json ? Layout::indented : Layout::one_line;
}

void append_value(std::string& out, const std::string& value) {
  for (const char c : value) {
    out += c;
    if (c == '\n') out += '\t';
  }
  out += '\n';
}

}  // namespace

std::string rendered(const Snapshot& snapshot, Format format, Time now, const Screen& screen) {
  if (format != Format::text) return json(snapshot, layout_of(format));
  return status_text(snapshot, now, screen);
}

std::string rendered_items(const Snapshot& snapshot,
                           Format format,
                           Time now,
                           const Screen& screen) {
  if (format != Format::text) return json(snapshot, layout_of(format));
  return items_text(snapshot.items, now, screen);
}

std::string rendered(const std::vector<Item>& items,
                     const std::string& kind,
                     Format format,
                     Time now,
                     const Screen& screen) {
  if (format != Format::text) return json(items, kind, layout_of(format));
  return item_table(items, kind, now, screen);
}

std::string rendered(const Activity& activity, Format format) {
  if (format != Format::text) return json(activity, layout_of(format));
  return activity.active ? "active\n" : "inactive\n";
}

std::string rendered(const Event& event, Format format, const Screen& screen) {
  if (format != Format::text) return json(event, layout_of(format));
  return event_line(event, screen);
}

std::string rendered(const Action& action, Format format) {
  if (format != Format::text) return json(action, layout_of(format));
  return action.action + " " + action.item + "\n";
}

std::string rendered(const Run& run, Format format, const Screen& screen) {
  if (format != Format::text) return json(run, layout_of(format));
  Table table({"SCHEDULE", "OUTCOME", "TIME", "ERROR"});
  table.add({run.schedule, run.outcome, short_span(std::chrono::microseconds(run.duration_usec)),
             run.error});
  return table.rendered(screen);
}

std::string rendered(const std::vector<Logger>& loggers, Format format, const Screen& screen) {
  if (format != Format::text) return json(loggers, layout_of(format));
  Table table({"LOGGER", "LEVEL", "OWN"});
  for (const auto& [name, level, effective] : loggers)
    table.add({name, effective, level.empty() ? "-" : level});
  return table.empty() ? "" : table.rendered(screen);
}

std::string rendered(const Logger& logger, Format format) {
  if (format != Format::text) return json(logger, layout_of(format));
  return logger.effective_level + "\n";
}

std::string rendered(const std::vector<Outcome>& outcomes, Format format, const Screen& screen) {
  if (format != Format::text) return json(outcomes, layout_of(format));
  Table table({"HANDLER", "OUTCOME", "TIME", "ERROR"});
  for (const auto& [handler, result, error, usec] : outcomes)
    table.add({handler, result, short_span(std::chrono::microseconds(usec)), error});
  return table.empty() ? "" : table.rendered(screen);
}

std::string rendered(const Change& change, Format format) {
  if (format != Format::text) return json(change, layout_of(format));
  std::string text;
  for (const auto& [action, item] : change.done)
    text.append(action).append(" ").append(item) += '\n';
  return text.empty() ? "nothing changed\n" : text;
}

std::string rendered(const Where& where, Format format, Time now, const Screen& screen) {
  if (format != Format::text) return json(where, layout_of(format));
  return where_text(where, now, screen);
}

std::string rendered_schema(const std::vector<Properties>& keys,
                            Format format,
                            const Screen& screen) {
  if (format != Format::text) return schema_json(keys, layout_of(format));
  return schema_text(keys, screen);
}

std::string rendered(const std::vector<Section>& sections, Format format) {
  if (format != Format::text) return json(sections, layout_of(format));
  std::string text;
  for (const Section& section : sections)
    text += "[" + section.name + "]\n" + rendered_options(section) + "\n";
  return text;
}

std::string rendered_options(const Section& section) {
  std::string text;
  for (const auto& [option, value] : section.values) {
    text.append(option).append(" = ");
    append_value(text, value);
  }
  return text;
}

}  // namespace aio::ctl
