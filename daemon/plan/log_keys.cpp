// SPDX-License-Identifier: MIT
#include "daemon/plan/log_keys.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "conf/names.hpp"

namespace aio::plan {
namespace {

constexpr std::array keys = {
    LogKeyName{"asctime", LogKey::asctime, LogValue::text},
    LogKeyName{"created", LogKey::created, LogValue::real},
    LogKeyName{"filename", LogKey::filename, LogValue::text},
    LogKeyName{"funcName", LogKey::func_name, LogValue::text},
    LogKeyName{"levelname", LogKey::levelname, LogValue::text},
    LogKeyName{"levelno", LogKey::levelno, LogValue::whole},
    LogKeyName{"lineno", LogKey::lineno, LogValue::whole},
    LogKeyName{"message", LogKey::message, LogValue::text},
    LogKeyName{"module", LogKey::module, LogValue::text},
    LogKeyName{"msecs", LogKey::msecs, LogValue::real},
    LogKeyName{"name", LogKey::name, LogValue::text},
    LogKeyName{"pathname", LogKey::pathname, LogValue::text},
    LogKeyName{"process", LogKey::process, LogValue::whole},
    LogKeyName{"processName", LogKey::process_name, LogValue::text},
    LogKeyName{"relativeCreated", LogKey::relative_created, LogValue::real},
    LogKeyName{"thread", LogKey::thread, LogValue::whole},
    LogKeyName{"threadName", LogKey::thread_name, LogValue::text},
    LogKeyName{"fields", LogKey::fields, LogValue::text},
    LogKeyName{"item", LogKey::item, LogValue::text},
    LogKeyName{"run", LogKey::run, LogValue::whole},
};

}  // namespace

const LogKeyName* find_log_key(std::string_view name) {
  const auto found = std::ranges::find(keys, name, &LogKeyName::name);
  return found == keys.end() ? nullptr : &*found;
}

std::string unknown_log_key(std::string_view name) {
  std::vector<std::string> known;
  for (const LogKeyName& key : keys) known.emplace_back(key.name);
  const auto near = conf::nearest(name, known);
  return "unknown key '" + std::string(name) + "'" +
         (near ? ", did you mean '" + *near + "'?" : "");
}

}  // namespace aio::plan
