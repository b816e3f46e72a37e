// SPDX-License-Identifier: MIT
#include "ctl/edit_target.hpp"

#include <unistd.h>

#include <optional>
#include <system_error>
#include <utility>

#include "conf/document.hpp"
#include "conf/file_writer.hpp"
#include "conf/load.hpp"
#include "conf/problem.hpp"
#include "ctl/client.hpp"
#include "ctl/config_file.hpp"
#include "ctl/failure.hpp"
#include "ctl/folder_owner.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

namespace fs = std::filesystem;

/// The mistakes that the text has by itself, whatever else is read.
conf::Problems mistakes_in(const std::string& file, const std::string& text) {
  conf::Problems problems;
  conf::Document::parse(file, text, problems);
  return problems;
}

void refuse(const conf::Problems& problems) {
  if (!problems.empty()) throw Failure(Exit::bad_config, conf::rendered(problems));
}

class OfTheDaemon final : public EditTarget {
 public:
  OfTheDaemon(std::unique_ptr<Client> client, std::string drop_in)
      : client_(std::move(client)), drop_in_(std::move(drop_in)), copy_(client_->text(drop_in_)) {}

  std::string file() const override { return copy_.file; }
  std::string text() const override { return copy_.text; }

  // The bus carries text alone.
  Change plan(const std::string& text) override {
    if (!is_utf8(text) || text.find('\0') != text.npos) refuse(mistakes_in(copy_.file, text));
    return client_->replace({copy_.version, text, drop_in_}, true);
  }

  Change apply(const std::string& text) override {
    Change change = client_->replace({copy_.version, text, drop_in_}, false);
    change.done.emplace_back("changed", copy_.file);  // be there anything that runs by it or not
    return change;
  }

 private:
  std::unique_ptr<Client> client_;
  const std::string drop_in_;
  const FileText copy_;  // after the client that it is asked of
};

/// As root in another user's folder it makes this process one of that user's.
class OfNoDaemon final : public EditTarget {
 public:
  /// Without a search, only the file itself is read.
  OfNoDaemon(std::optional<conf::Search> search, const fs::path& file, const std::string& drop_in)
      : search_(std::move(search)), file_(file) {
    if (!drop_in.empty()) enter_drop_ins(drop_in);
    conf::Descriptor folder = conf::open_folder_of(file_);
    if (!is_safe_for_root(folder.number())) links_ = conf::Links::within_the_folder;
    become_owner_of(folder.number());
    before_ = text_in(conf::FileWriter(std::move(folder), file_, links_));
    if (search_) known_ = conf::load(*search_).problems;
  }

  ~OfNoDaemon() override {
    if (!made_.empty()) ::rmdir(made_.c_str());  // which does nothing to one with a drop-in in it
  }

  std::string file() const override { return file_.string(); }
  std::string text() const override { return before_.value_or(""); }

  Change plan(const std::string& text) override {
    if (!search_) {
      refuse(mistakes_in(file_.string(), text));
      return {};
    }
    conf::Search trial = *search_;
    conf::Problems problems;
    trial.replaced.emplace(file_, conf::Document::parse(file_.string(), text, problems));
    const conf::Problems read = conf::load(trial).problems;
    problems.insert(problems.end(), read.begin(), read.end());
    if (!conf::added(known_, problems).empty()) refuse(problems);
    return {};
  }

  Change apply(const std::string& text) override {
    const conf::FileWriter writer(conf::open_folder_of(file_), file_, links_);
    if (text_in(writer) != before_)
      throw Failure(Exit::failed, file_.string() + ": was changed meanwhile by somebody else");
    const bool owner_kept = writer.write(text);
    Change change{0, {{"changed", file_.string()}}};
    if (!owner_kept) change.done.emplace_back(conf::owner_changed, file_.string());
    return change;
  }

 private:
  void enter_drop_ins(const std::string& drop_in) {
    const fs::path folder = file_.string() + ".d";
    become_owner_of(conf::open_folder_of(file_).number());
    if (fs::create_directory(folder)) made_ = folder;
    file_ = folder / (drop_in + ".conf");
  }

  std::optional<std::string> text_in(const conf::FileWriter& writer) const {
    conf::FileText read = writer.read();
    if (read.error == std::errc::no_such_file_or_directory) return std::nullopt;
    if (read.error) throw Failure(exit_of(read.error), file_.string() + ": " + read.failure);
    return std::move(read.text);
  }

  const std::optional<conf::Search> search_;
  fs::path file_;
  fs::path made_;  ///< the folder of the drop-ins, if there was none
  conf::Links links_ = conf::Links::anywhere;
  std::optional<std::string> before_;
  conf::Problems known_;  ///< mistakes that are there already: an edit need not mend these
};

}  // namespace

std::unique_ptr<EditTarget> edit_target_of(const Options& options) {
  try {
    if (auto client = find_daemon(options))
      return std::make_unique<OfTheDaemon>(std::move(client), options.drop_in);
    if (!options.raw_file.empty())
      return std::make_unique<OfNoDaemon>(std::nullopt, options.raw_file, options.drop_in);
    const conf::Search search = search_of(options);
    return std::make_unique<OfNoDaemon>(search, file_to_edit(search), options.drop_in);
  } catch (const std::system_error& error) {
    throw Failure(exit_of(error.code()), error.what());
  }
}

}  // namespace aio::ctl
