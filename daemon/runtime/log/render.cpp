// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/render.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "daemon/runtime/log/pad.hpp"

namespace aio::runtime {
namespace {

using std::chrono::system_clock;

const system_clock::time_point begun = system_clock::now();

std::string indented(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out;
}

std::string fields_of(const log::Record& record) {
  std::string all;
  for (const auto& [name, value] : record.fields)
    all += (all.empty() ? "" : " ") + name + "=" + indented(value);
  return all;
}

std::tm local(system_clock::time_point at) {
  const std::time_t seconds = system_clock::to_time_t(at);
  std::tm time{};
  localtime_r(&seconds, &time);
  return time;
}

// Python counts from the whole second before.
long milliseconds_of(system_clock::time_point at) {
  using std::chrono::milliseconds;
  return std::chrono::floor<milliseconds>(at).time_since_epoch().count() % 1000;
}

std::string time_text(system_clock::time_point at, const std::string& format) {
  const std::tm time = local(at);
  std::string text(256 + format.size() * 16, '\0');
  text.resize(strftime(text.data(), text.size(), format.c_str(), &time));
  return text;
}

std::string asctime_of(system_clock::time_point at, const std::string& format) {
  if (!format.empty()) return time_text(at, format);
  return fmt::format("{:%Y-%m-%d %H:%M:%S},{:03}", local(at), milliseconds_of(at));
}

double seconds_of(system_clock::duration span) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(span);
  return static_cast<double>(whole.count()) +
         static_cast<double>(std::chrono::nanoseconds(span - whole).count()) / 1e9;
}

std::string thread_name(int thread) {
  if (thread == getpid()) return "MainThread";
  std::ifstream comm("/proc/self/task/" + std::to_string(thread) + "/comm");
  std::string name;
  if (std::getline(comm, name)) return name;
  return "Thread-" + std::to_string(thread);
}

std::string padded(const plan::LogField& field,
                   const log::Record& record,
                   plan::LogKey key,
                   const plan::LogFormat& format) {
  using plan::LogKey;
  const std::filesystem::path path(record.place.file_name());
  switch (key) {
    case LogKey::literal:
      return {};
    case LogKey::asctime:
      return pad_text(asctime_of(record.at, format.datefmt), field);
    case LogKey::created:
      return pad_real(seconds_of(record.at.time_since_epoch()), field);
    case LogKey::filename:
      return pad_text(path.filename().string(), field);
    case LogKey::func_name:
      return pad_text(function_of(record.place.function_name()), field);
    case LogKey::levelname:
      return pad_text(std::string(word(record.level)), field);
    case LogKey::levelno:
      return pad_whole(static_cast<int>(record.level), field);
    case LogKey::lineno:
      return pad_whole(record.place.line(), field);
    case LogKey::message:
      return pad_text(indented(record.text), field);
    case LogKey::module:
      return pad_text(path.stem().string(), field);
    case LogKey::msecs:
      return pad_real(static_cast<double>(milliseconds_of(record.at)), field);
    case LogKey::name:
      return pad_text(std::string(record.logger), field);
    case LogKey::pathname:
      return pad_text(path.string(), field);
    case LogKey::process:
      return pad_whole(getpid(), field);
    case LogKey::process_name:
      return pad_text("MainProcess", field);
    case LogKey::relative_created:
      return pad_real(seconds_of(record.at - begun) * 1000, field);
    case LogKey::thread:
      return pad_whole(record.thread, field);
    case LogKey::thread_name:
      return pad_text(thread_name(record.thread), field);
    case LogKey::fields:
      return pad_text(fields_of(record), field);
    case LogKey::item:
      return pad_text(record.item, field);
    case LogKey::run:
      return pad_whole(static_cast<std::int64_t>(record.run), field);
  }
  return {};
}

}  // namespace

std::string_view word(log::Level level) {
  switch (level) {
    case log::Level::notset:
      return "NOTSET";
    case log::Level::debug:
      return "DEBUG";
    case log::Level::info:
      return "INFO";
    case log::Level::warning:
      return "WARNING";
    case log::Level::error:
      return "ERROR";
    case log::Level::critical:
      return "CRITICAL";
  }
  return "NOTSET";
}

std::string own_line(const log::Record& record) {
  std::string line =
      fmt::format("{:%Y-%m-%d %H:%M:%S}.{:03} {} {}", local(record.at), milliseconds_of(record.at),
                  word(record.level), indented(record.text));
  if (!record.fields.empty()) line += " " + fields_of(record);
  return line;
}

std::string rendered(const plan::LogFormat& format, const log::Record& record) {
  std::string line;
  for (const auto& piece : format.pieces)
    line += piece.key == plan::LogKey::literal ? piece.literal
                                               : padded(piece.field, record, piece.key, format);
  return line;
}

std::string line_of(const log::Record& record, const plan::LogFormat* format) {
  return format ? rendered(*format, record) : own_line(record);
}

std::string function_of(const std::string& signature) {
  std::size_t end = 0;
  int depth = 0;  // of template arguments
  std::size_t begin = 0;
  for (; end < signature.size(); ++end) {
    const char c = signature[end];
    if (c == '<') ++depth;
    if (c == '>') --depth;
    if (depth > 0) continue;
    if (c == '(') break;
    if (c == ' ' || c == ':' || c == '*' || c == '&') begin = end + 1;
  }
  std::string name = signature.substr(begin, end - begin);
  if (const std::size_t arguments = name.find('<'); arguments != name.npos && arguments > 0)
    name.resize(arguments);
  return name;
}

}  // namespace aio::runtime
