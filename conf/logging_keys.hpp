// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "conf/keys.hpp"

namespace aio::conf {

/// The rows of the key table for [loggers], [handlers], [formatters] and what they name.
inline constexpr std::array logging_keys = {
    Key{.section = "loggers",
        .name = "keys",
        .type = KeyType::names,
        .help = "Names of loggers; a [logger_NAME] needs no list"},
    Key{.section = "handlers",
        .name = "keys",
        .type = KeyType::names,
        .help = "Names of handlers; a [handler_NAME] needs no list"},
    Key{.section = "formatters",
        .name = "keys",
        .type = KeyType::names,
        .help = "Names of formatters; a [formatter_NAME] needs no list"},
    Key{.section = "logger_",
        .name = "level",
        .type = KeyType::level,
        .help = "What is logged; by default, and with NOTSET, what the parent logs; the root has "
                "aio:log_level"},
    Key{.section = "logger_",
        .name = "handlers",
        .type = KeyType::names,
        .help = "Where its lines go, beside the handlers of its parents; the root has "
                "aio:log_handlers"},
    Key{.section = "logger_",
        .name = "qualname",
        .type = KeyType::text,
        .help = "The logger's dotted name; by default NAME; the root is always the root"},
    Key{.section = "logger_",
        .name = "propagate",
        .type = KeyType::boolean,
        .fallback = "1",
        .help = "Whether its lines go to its parents' handlers too"},
    Key{.section = "handler_",
        .name = "class",
        .type = KeyType::text,
        .help = "StreamHandler, FileHandler, RotatingFileHandler, SysLogHandler or JournalHandler, "
                "also with the names of Python's modules before",
        .required = true},
    Key{.section = "handler_",
        .name = "args",
        .type = KeyType::text,
        .fallback = "()",
        .help = "The class's arguments, as a tuple of Python literals"},
    Key{.section = "handler_",
        .name = "kwargs",
        .type = KeyType::text,
        .fallback = "{}",
        .help = "The class's named arguments, as a dict of Python literals"},
    Key{.section = "handler_",
        .name = "level",
        .type = KeyType::level,
        .fallback = "NOTSET",
        .help = "What is written: this level and those above it"},
    Key{.section = "handler_",
        .name = "formatter",
        .type = KeyType::names,
        .help = "The formatter of its lines; by default time, level and text"},
    Key{.section = "formatter_",
        .name = "format",
        .type = KeyType::text,
        .help = "A line's format in Python's keys; by default the text alone"},
    Key{.section = "formatter_",
        .name = "datefmt",
        .type = KeyType::text,
        .help = "The format of the time, of strftime(3)"},
    Key{.section = "formatter_",
        .name = "style",
        .type = KeyType::choice,
        .fallback = "%",
        .help = "How the format has its keys: %(KEY)s, {KEY} or ${KEY}; a $ is written $$",
        .choices = "% { $"},
    Key{.section = "formatter_",
        .name = "class",
        .type = KeyType::text,
        .fallback = "logging.Formatter",
        .help = "logging.Formatter; there is no other"},
};

}  // namespace aio::conf
