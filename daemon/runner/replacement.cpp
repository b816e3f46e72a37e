// SPDX-License-Identifier: MIT
#include "daemon/runner/replacement.hpp"

#include <aio/error.hpp>

#include <array>
#include <charconv>
#include <functional>
#include <string_view>
#include <system_error>
#include <utility>

#include "conf/files.hpp"
#include "conf/problem.hpp"
#include "daemon/runner/file_error.hpp"
#include "daemon/runner/problems.hpp"
#include "daemon/runner/runner.hpp"

namespace aio::runner {
namespace {

namespace fs = std::filesystem;

// A name with a '/' would lead elsewhere, and one that begins with a dot is not read.
fs::path file_of(const conf::Search& search, const std::string& drop_in) {
  if (search.text) throw Error(Fault::refused, "the configuration is not in a file");
  const fs::path file = file_to_edit(search, conf::read_user_files(search));
  if (drop_in.empty()) return file;
  if (drop_in.find('/') != std::string::npos || drop_in.starts_with('.'))
    throw Error(Fault::refused, "'" + conf::shown(drop_in) + "' is no name of a drop-in");
  fs::path below = fs::path(file.string() + ".d") / (drop_in + ".conf");
  refuse_foreign(below, search);
  return below;
}

std::string version_of(const fs::path& file, std::string_view text) {
  const std::size_t hash = std::hash<std::string_view>()(text);
  const std::size_t name = std::hash<std::string>()(file.native());
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), hash ^ (name * 31), 16).ptr;
  return {digits.begin(), end};
}

void refuse_large(const fs::path& file, const std::string& text) {
  if (text.size() > largest_replacement)
    throw Error(Fault::too_large,
                file.string() +
                    ": has more than 1 MB, which no call brings back; edit the file "
                    "itself, then reload");
}

}  // namespace

FileCopy copy_of(const conf::Search& search, const std::string& drop_in) {
  const fs::path file = file_of(search, drop_in);
  conf::FileText read = conf::read_text(file);
  if (read.error == std::errc::no_such_file_or_directory)
    return {file, std::nullopt, version_of(file, "")};
  if (read.error) throw file_error(std::system_error(read.error, file.string()));
  refuse_large(file, read.text);
  std::string version = version_of(file, read.text);
  return {file, std::move(read.text), std::move(version)};
}

Draft draft(const conf::Search& search,
            const Replacement& replacement,
            const conf::Document& values,
            const conf::Reading* before) {
  FileCopy now = copy_of(search, replacement.drop_in);
  if (now.version != replacement.version)
    throw Error(Fault::refused, now.file.string() + ": was changed meanwhile by somebody else");
  conf::Search trial = search;
  trial.runtime = values.text();
  conf::Problems mistakes;
  trial.replaced.emplace(now.file,
                         conf::Document::parse(now.file.string(), replacement.text, mistakes));
  Draft draft{.reading = conf::load(trial, before),
              .rewrite = Rewrite{now.file, std::move(now.text), replacement.text}};
  append(draft.reading.problems, mistakes);
  return draft;
}

task<FileCopy> Runner::copy_of_file(std::string drop_in) {
  co_return co_await worker_.run([this, &drop_in] { return copy_of(search_, drop_in); });
}

task<Change> Runner::replace(Replacement replacement, bool only_plan) {
  Terms terms;
  terms.only_plan = only_plan;
  Order order({}, terms);
  order.replacement = std::move(replacement);
  co_return co_await change(std::move(order));
}

}  // namespace aio::runner
