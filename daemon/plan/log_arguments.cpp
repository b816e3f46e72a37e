// SPDX-License-Identifier: MIT
#include "daemon/plan/log_arguments.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "conf/names.hpp"

namespace aio::plan {

std::string shown(const Literal& literal) {
  if (const auto* text = std::get_if<std::string>(&literal.value)) return "'" + *text + "'";
  if (const auto* name = std::get_if<Literal::Name>(&literal.value)) return name->text;
  if (const auto* whole = std::get_if<std::int64_t>(&literal.value)) return std::to_string(*whole);
  if (const auto* flag = std::get_if<bool>(&literal.value)) return *flag ? "True" : "False";
  if (std::holds_alternative<Literal::Sequence>(literal.value)) return "a tuple";
  if (std::holds_alternative<Literal::Dict>(literal.value)) return "a dict";
  return std::holds_alternative<double>(literal.value) ? "a float" : "None";
}

LogArguments::LogArguments(Keys& keys,
                           std::span<const std::string_view> parameters,
                           Findings& findings)
    : keys_(keys), findings_(findings) {
  bind(read("args"), parameters);
  bind_keywords(parameters, false);
}

LogArguments::LogArguments(Keys& keys, Findings& findings) : keys_(keys), findings_(findings) {
  bind(read("args"), {});
  bind_keywords({}, true);
}

void LogArguments::report(std::string_view option, std::string what) {
  sound_ = false;
  findings_.mistakes.push_back({keys_.place(option), std::move(what)});
}

Literal LogArguments::read(std::string_view option) {
  const std::string text = keys_.text(option);
  LiteralReading reading = parse_literal(text);
  if (!reading.mistake.empty())
    report(option, "'" + std::string(option) + "' is no Python literal: " + reading.mistake);
  return std::move(reading.literal);
}

void LogArguments::bind(const Literal& args, std::span<const std::string_view> parameters) {
  const auto* tuple = std::get_if<Literal::Sequence>(&args.value);
  if (tuple == nullptr) {
    if (sound_)
      report("args",
             "'args' is " + shown(args) + ", expected a tuple such as ('file.log', 'a')" +
                 (keys_.text("args").starts_with('(') ? ": a tuple of one ends with ',)'" : ""));
    return;
  }
  if (tuple->items.size() > parameters.size())
    return report("args", "'args' has " + std::to_string(tuple->items.size()) +
                              " values, expected " + std::to_string(parameters.size()) +
                              " at most");
  for (std::size_t i = 0; i < tuple->items.size(); ++i) {
    values_.emplace(parameters[i], tuple->items[i]);
    options_.emplace(parameters[i], "args");
  }
}

void LogArguments::bind_keywords(std::span<const std::string_view> parameters, bool any) {
  const Literal literal = read("kwargs");
  const auto* dict = std::get_if<Literal::Dict>(&literal.value);
  if (dict == nullptr) {
    if (sound_) report("kwargs", "'kwargs' is " + shown(literal) + ", expected a dict");
    return;
  }
  const std::vector<std::string> known(parameters.begin(), parameters.end());
  for (const auto& [name, value] : dict->items) {
    if (!any && std::ranges::find(known, name) == known.end()) {
      const auto near = conf::nearest(name, known);
      report("kwargs",
             "unknown argument '" + name + "'" + (near ? ", did you mean '" + *near + "'?" : ""));
    } else if (!values_.emplace(name, value).second) {
      report("kwargs", "'" + name + "' is given twice");
    } else {
      options_.emplace(name, "kwargs");
    }
  }
}

const Literal* LogArguments::find(std::string_view name) const {
  const auto found = values_.find(name);
  const bool given =
      found != values_.end() && !std::holds_alternative<Literal::None>(found->second.value);
  return given ? &found->second : nullptr;
}

void LogArguments::mistake(std::string_view name, const std::string& expected) {
  const auto option = options_.find(name);
  const auto value = values_.find(name);
  if (value == values_.end())
    return report("args", "'" + std::string(name) + "' is not given, expected " + expected);
  report(option->second,
         "'" + std::string(name) + "' is " + shown(value->second) + ", expected " + expected);
}

void LogArguments::text(std::string_view name, std::string& value) {
  const Literal* const literal = find(name);
  if (literal == nullptr) return;
  if (const auto* text = std::get_if<std::string>(&literal->value))
    value = *text;
  else
    mistake(name, "a text in quotes");
}

void LogArguments::flag(std::string_view name, bool& value) {
  const Literal* const literal = find(name);
  if (literal == nullptr) return;
  if (const auto* flag = std::get_if<bool>(&literal->value))
    value = *flag;
  else if (const auto* whole = std::get_if<std::int64_t>(&literal->value))
    value = *whole != 0;
  else
    mistake(name, "True or False");
}

void LogArguments::count(std::string_view name, std::uint64_t& value, std::uint64_t most) {
  const Literal* const literal = find(name);
  if (literal == nullptr) return;
  const auto* whole = std::get_if<std::int64_t>(&literal->value);
  if (whole && *whole >= 0 && static_cast<std::uint64_t>(*whole) <= most)
    value = static_cast<std::uint64_t>(*whole);
  else
    mistake(name, "a number from 0 to " + std::to_string(most));
}

conf::Place LogArguments::place() const {
  for (const std::string_view option : {"args", "kwargs", "class"})
    if (conf::Place place = keys_.place(option); place.line != 0) return place;
  return {};
}

}  // namespace aio::plan
