// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "conf/problem.hpp"
#include "daemon/plan/log_format.hpp"

namespace aio::plan {

/// A stream that the process was started with.
enum class Stream { out, err };

// What a handler writes to: the arguments of the Python class of that name.
struct StreamTarget {
  Stream stream = Stream::err;
};
struct FileTarget {
  std::string path;  ///< relative to the current folder
  bool truncate = false;
  bool delay = false;           ///< open it only for the first line
  std::uint64_t max_bytes = 0;  ///< 0: never rotated
  std::uint64_t backups = 0;
};
struct SyslogTarget {
  std::string path;  ///< of a unix socket; empty: host and port
  std::string host = "localhost";
  std::uint16_t port = 514;
  int facility = 1;      ///< LOG_USER, by its number
  bool stream = false;   ///< TCP, or SOCK_STREAM, instead of datagrams
  bool any_kind = true;  ///< of a unix socket: datagrams, or else a stream
};
struct JournalTarget {
  std::vector<std::pair<std::string, std::string>> fields;  ///< that each entry has
};

/// One [handler_NAME].
struct HandlerSpec {
  std::string name;
  std::variant<StreamTarget, FileTarget, SyslogTarget, JournalTarget> target;
  log::Level level = log::Level::notset;
  std::optional<LogFormat> format;  ///< none: as the handler writes by itself
  std::string section;              ///< empty: it is there by itself
  conf::Place place;                ///< of what it writes to
  std::string opening;              ///< equal: what is open can be kept
  std::string fingerprint;
};

/// One [logger_NAME].
struct LoggerSpec {
  std::string name;  ///< its qualname; "root"
  log::Level level = log::Level::notset;
  std::vector<std::string> handlers;
  bool propagate = true;
  std::string section;  ///< empty: it is there by itself
  std::string fingerprint;
};

/// All that a configuration says of logging. The root is the first logger.
struct LoggingSpec {
  std::vector<LoggerSpec> loggers;
  std::vector<HandlerSpec> handlers;
  bool default_handler = false;  ///< the root has no handler of its own: the process's default
};

HandlerSpec console_handler();  ///< "consoleHandler": lines on standard error
HandlerSpec journal_handler();  ///< "journalHandler": entries of the journal

}  // namespace aio::plan
