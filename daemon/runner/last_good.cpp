// SPDX-License-Identifier: MIT
#include "daemon/runner/last_good.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <system_error>
#include <utility>

#include "conf/file_writer.hpp"
#include "conf/files.hpp"
#include "conf/search_order.hpp"
#include "daemon/runner/file_error.hpp"
#include "daemon/runner/kept_state.hpp"

namespace aio::runner {
namespace {

namespace fs = std::filesystem;

// No configuration has a NUL in it, and no name of a file.
constexpr std::string_view head{"aio last good configuration 1\0", 30};

fs::path place(const fs::path& folder, const fs::path& configuration) {
  return state_file(folder, configuration).replace_extension(".good");
}

std::string_view taken_up_to_nul(const std::string& name, std::string_view& rest) {
  const std::size_t end = rest.find('\0');
  if (end == std::string_view::npos) throw Error(Fault::failed, name + ": a part of it is missing");
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return taken;
}

}  // namespace

std::string dumped(std::span<const SavedFile> files) {
  std::string text(head);
  for (const SavedFile& file : files) {
    text.append(file.name).push_back('\0');
    text.append(file.text).push_back('\0');
  }
  return text;
}

std::vector<SavedFile> parse_saved_files(const std::string& name, std::string_view text) {
  if (!text.starts_with(head))
    throw Error(Fault::failed, name + ": this is no configuration that this aiod has kept");
  text.remove_prefix(head.size());
  std::vector<SavedFile> files;
  while (!text.empty()) {
    const std::string_view file = taken_up_to_nul(name, text);
    files.push_back({std::string(file), std::string(taken_up_to_nul(name, text))});
  }
  return files;
}

std::optional<conf::Search> with_saved_files(conf::Search search,
                                             std::span<const SavedFile> files) {
  const auto found = conf::Files(search).chosen();
  if (!found || files.empty()) return std::nullopt;
  const fs::path typed = search.file.empty() ? found->path : search.file;
  const fs::path folder = found->path.string() + ".d";
  const auto replace = [&](const fs::path& path, const fs::path& name, std::string text) {
    conf::Problems again;  // whoever reads them finds the same
    search.replaced.insert_or_assign(path,
                                     conf::Document::parse(name.string(), std::move(text), again));
  };
  const auto drop_in = [&](const fs::path& name, std::string text) {
    replace(folder / name, fs::path(typed.string() + ".d") / name, std::move(text));
  };
  std::error_code unreadable;  // the search will come to it, too
  const conf::Search on_disk = search;
  for (const fs::path& path : conf::Files(on_disk).drop_ins(*found, unreadable))
    drop_in(path.filename(), "");
  replace(found->path, typed, files.front().text);
  for (const SavedFile& file : files.subspan(1)) drop_in(file.name, file.text);
  return search;
}

task<std::optional<conf::Search>> LastGood::find(conf::Search search) {
  if (folder_.empty()) co_return std::nullopt;
  co_return co_await worker_.run([this, &search]() -> std::optional<conf::Search> {
    const auto configuration = conf::find_file(search);
    if (!configuration) return std::nullopt;
    const fs::path kept = place(folder_, *configuration);
    const conf::FileText read = conf::read_text(kept);
    if (read.error == std::errc::no_such_file_or_directory) return std::nullopt;
    if (read.error) throw file_error(std::system_error(read.error, kept.string()));
    return with_saved_files(search, parse_saved_files(kept.string(), read.text));
  });
}

bool LastGood::note(const conf::UserFiles& files) {
  if (folder_.empty() || !files.file || !files.file_is_read) return false;
  noted_ = Noted{*files.file, files.user};
  return !std::exchange(keeping_, true);
}

task<> LastGood::keep() {
  while (const auto noted = std::exchange(noted_, std::nullopt)) {
    try {
      co_await worker_.run([this, &noted] {
        write(*noted);
        return true;
      });
    } catch (const std::exception& error) {
      log::warning("the configuration is not kept for a start with a bad one: {}", error.what());
    }
  }
  keeping_ = false;
}

void LastGood::write(const Noted& noted) {
  std::vector<SavedFile> files;
  for (const conf::Document& document : noted.documents)
    files.push_back({fs::path(document.name()).filename().string(), document.text()});
  const std::string text = dumped(files);
  fs::create_directories(folder_);
  const conf::FileWriter writer(place(folder_, noted.file));
  // As few may read it as the configuration, which may hold secrets.
  if (writer.read().text != text) (void)writer.write(text, 0600);
}

}  // namespace aio::runner
