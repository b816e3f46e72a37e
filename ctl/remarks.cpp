// SPDX-License-Identifier: MIT
#include "ctl/remarks.hpp"

#include <cstdint>
#include <string_view>

#include "ctl/cells.hpp"
#include "ctl/items.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

/// A property that counts what should not be.
struct Count {
  std::string_view kind;
  const char* property;
  const char* words;
};

constexpr Count counts[] = {
    {"schedule", "queued", "queued"},
    {"schedule", "missed", "missed"},
    {"schedule", "timeouts", "timed out"},
    {"server", "refused", "refused"},
    {"server", "datagrams_dropped", "datagrams dropped"},
    {"listener", "waiting", "waiting"},
    {"listener", "timeouts", "timed out"},
    {"listener", "dropped", "dropped"},
};

std::string counted(const Item& item) {
  std::string text;
  for (const auto& [kind, property, words] : counts) {
    const std::uint64_t count = item.kind == kind ? number(item.properties, property) : 0;
    if (count == 0) continue;
    text.append(text.empty() ? ": " : ", ").append(std::to_string(count)).append(" ") += words;
  }
  return text.empty() ? text : full_name(item) + text + "\n";
}

std::string last_error(const Item& item) {
  const std::string error = word(item.properties, "last_error");
  if (error.empty()) return error;
  const std::string outcome = word(item.properties, "last_outcome");
  const char* const end = outcome == "timeout"   ? " timed out: "
                          : outcome == "dropped" ? " was dropped: "
                                                 : " failed: ";
  return full_name(item) + end + visible(error) + "\n";
}

}  // namespace

std::string remarks(const std::vector<Item>& items) {
  std::string text;
  for (const Item& item : items) text += counted(item) + last_error(item);
  return text;
}

}  // namespace aio::ctl
