// SPDX-License-Identifier: MIT
#include "conf/key_types.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

#include "conf/names.hpp"
#include "conf/values.hpp"

namespace aio::conf {
namespace {

bool is_module_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-';
         });
}

bool is_ip_address(const std::string& text) {
  in6_addr any{};  // room enough for both
  return inet_pton(AF_INET, text.c_str(), &any) == 1 ||
         inet_pton(AF_INET6, text.c_str(), &any) == 1;
}

/// What the kernel has room for, with a NUL behind a path and before an abstract name.
constexpr std::size_t longest_socket_path = 107;

bool is_socket_path(std::string_view text) {
  return !text.empty() && text != "@" && text.size() <= longest_socket_path &&
         text.find('\n') == std::string_view::npos && !text.ends_with('/');
}

bool is_account(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view("._-$@").find(c) != std::string_view::npos;
  });
}

// aio's own variables are not to be made up.
bool is_variable(std::string_view text) {
  const std::string_view name = text.substr(0, text.find('='));
  return name.size() < text.size() && !name.empty() && (name[0] < '0' || name[0] > '9') &&
         !name.starts_with("AIO_") && std::all_of(name.begin(), name.end(), [](char c) {
           return is_letter_or_digit(c) || c == '_';
         });
}

std::string range_of(const Key& key) {
  if (key.lowest == INT64_MIN && key.highest == INT64_MAX) return "";
  return " from " + std::to_string(key.lowest) + " to " + std::to_string(key.highest);
}

}  // namespace

std::string_view word(KeyType type) {
  constexpr std::array words{"address", "text",     "list",      "names",       "modules",
                             "handler", "handlers", "span",      "period",      "boolean",
                             "count",   "level",    "choice",    "socket_path", "mode",
                             "account", "folder",   "variables", "span_range",  "integer",
                             "size",    "text"};
  return words.at(static_cast<std::size_t>(type));
}

std::string alternatives(std::string_view words) {
  std::string text(words);
  const std::size_t last = text.rfind(' ');
  if (last == std::string::npos) return text;
  for (std::size_t at = text.find(' '); at < last; at = text.find(' ', at + 2)) {
    text.insert(at, ",");
  }
  return text.replace(text.rfind(' '), 1, " or ");
}

std::string expected(const Key& key) {
  switch (key.type) {
    case KeyType::address:
      return "an IP address such as 127.0.0.1, 0.0.0.0 or ::1, or *";
    case KeyType::text:
      return "some text";
    case KeyType::list:
      return "one entry a line";
    case KeyType::names:
      return "names parted by commas";
    case KeyType::modules:
      return "module names of A-Za-z0-9_.-, one a line";
    case KeyType::handler:
      return "a handler such as my_example.listener or exec:PROGRAM ARGS";
    case KeyType::handlers:
      return "handlers such as my_example.listener, one a line";
    case KeyType::span:
      return "a time span such as 500ms, 5 or 1h 30min";
    case KeyType::period:
      return "a time span above zero such as 500ms, 5 or 1h 30min";
    case KeyType::boolean:
      return "yes or no";
    case KeyType::count:
      return "a number from " + std::to_string(key.least) + " to " + std::to_string(key.most);
    case KeyType::level:
      return "DEBUG, INFO, WARNING, ERROR, CRITICAL or NOTSET";
    case KeyType::choice:
      return alternatives(key.choices);
    case KeyType::socket_path:
      return "a path of at most 107 bytes such as /run/aio/web.sock, or @NAME";
    case KeyType::mode:
      return "permissions in octal from 0 to 0777";
    case KeyType::account:
      return "a name or a number";
    case KeyType::folder:
      return "an absolute path such as /var/lib/collect";
    case KeyType::variables:
      return "variables such as LANG=C, one a line, whose names do not begin with AIO_";
    case KeyType::span_range:
      return "two time spans above zero such as 1s..60s, the longer one last";
    case KeyType::integer:
      return "a whole number" + range_of(key);
    case KeyType::size:
      return "a size in bytes such as 4096, 64K or 2M";
    case KeyType::any_text:
      return "any text";
  }
  return {};
}

bool fits(const Key& key, std::string_view value) {
  switch (key.type) {
    case KeyType::address:
      return value == "*" || is_ip_address(std::string(value));
    case KeyType::text:
      return !value.empty();
    case KeyType::list:
    case KeyType::names:
      return true;
    case KeyType::modules: {
      const std::vector<std::string> modules = parse_list(value);
      return std::all_of(modules.begin(), modules.end(), is_module_name);
    }
    case KeyType::handler:
      return parse_list(value).size() == 1;
    case KeyType::handlers:
      return !parse_list(value).empty();
    case KeyType::span:
      return parse_span(value).has_value();
    case KeyType::period:
      return parse_span(value).value_or(Span::zero()) > Span::zero();
    case KeyType::boolean:
      return parse_boolean(value).has_value();
    case KeyType::count:
      return parse_count(value, key.least, key.most).has_value();
    case KeyType::level:
      return parse_level(value).has_value();
    case KeyType::choice:
      return is_among(key.choices, value);
    case KeyType::socket_path:
      return is_socket_path(value);
    case KeyType::mode:
      return parse_mode(value).has_value();
    case KeyType::account:
      return is_account(value);
    case KeyType::folder:
      return value.starts_with('/') && value.find('\n') == std::string_view::npos;
    case KeyType::variables: {
      const std::vector<std::string> variables = parse_list(value);
      return std::all_of(variables.begin(), variables.end(), is_variable);
    }
    case KeyType::span_range:
      return parse_span_range(value).has_value();
    case KeyType::integer: {
      const auto number = parse_integer(value);
      return number && *number >= key.lowest && *number <= key.highest;
    }
    case KeyType::size:
      return parse_size(value).has_value();
    case KeyType::any_text:
      return true;
  }
  return false;
}

}  // namespace aio::conf
