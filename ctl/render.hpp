// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "ctl/answers.hpp"
#include "ctl/options.hpp"
#include "ctl/screen.hpp"

// The one place that makes text or JSON of answers. Pure. JSON has lower_snake keys, times in
// microseconds, and lists as arrays even when they are empty; it ends in a line end.
namespace aio::ctl {

/// `now` is what "2s ago" counts from.
std::string rendered(const Snapshot& snapshot, Format format, Time now, const Screen& screen);

/// The same of the items of a pattern, without the daemon, which is in JSON alone: as blocks where
/// their history is there, else as tables.
std::string rendered_items(const Snapshot& snapshot, Format format, Time now, const Screen& screen);

/// A table of the items, all of them of this kind: nothing at all without any. In JSON a list, as
/// status has it.
std::string rendered(const std::vector<Item>& items,
                     const std::string& kind,
                     Format format,
                     Time now,
                     const Screen& screen);
std::string rendered(const Activity& activity, Format format);
std::string rendered(const Event& event, Format format, const Screen& screen);
std::string rendered(const Action& action, Format format);
std::string rendered(const Run& run, Format format, const Screen& screen);
std::string rendered(const std::vector<Logger>& loggers, Format format, const Screen& screen);
std::string rendered(const Logger& logger, Format format);  ///< as text, the level that counts
std::string rendered(const std::vector<Outcome>& outcomes, Format format, const Screen& screen);
std::string rendered(const Change& change, Format format);

std::string rendered(const Where& where, Format format, Time now, const Screen& screen);

/// The key table, a row each.
std::string rendered_schema(const std::vector<Properties>& keys,
                            Format format,
                            const Screen& screen);

/// [section] blocks in the format of the file, or {"section": {"option": "value"}}.
std::string rendered(const std::vector<Section>& sections, Format format);

/// The section's lines alone, `option = value`; further lines of a value begin with a tab.
std::string rendered_options(const Section& section);

}  // namespace aio::ctl
