// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ctl/answers.hpp"
#include "ctl/options.hpp"
#include "ctl/route.hpp"

namespace aio::ctl {

/// An option and the value that it is to have.
struct Assignment {
  std::string section;
  std::string option;
  std::string value;
};

/// The configuration file as the daemon reads it.
struct FileText {
  std::string file;
  std::string text;
  std::string version;  ///< which the daemon wants to see again
};

/// A text in place of the one that had the version.
struct NewText {
  std::string version;
  std::string text;
  std::string drop_in;  ///< empty: the file itself
};

struct ItemName {
  std::string kind;
  std::string name;

  bool operator==(const ItemName&) const = default;
};

/// Which items of the daemon a verb wants.
struct Wanted {
  std::string kind{};                  ///< empty: of each
  std::optional<std::string> match{};  ///< a name or a shell pattern; nothing: all
  bool properties = true;
};

/// What a schedule or a server can be made to do.
enum class Control { pause, resume, start, stop };

/// The daemon as aioctl sees it: each method is one call, which waits for its answer as long as
/// --timeout allows. Owned by the verb. All of it throws Failure.
class Client {
 public:
  explicit Client(const Options& options) : route_(options) {}  ///< connects, as Route does

  bool has_daemon() { return route_.has_daemon(); }
  void require_daemon() { route_.require_daemon(); }  ///< throws Failure{no_daemon}
  const dbus::Bus& bus() const { return route_.bus(); }
  uid_t user_of_daemon() { return route_.user_of_daemon(); }

  /// Without `wait`, the answer comes when every listener has begun.
  std::vector<Outcome> emit(const std::string& signal, const std::string& data, bool wait);
  Change reload();

  /// However many there are: it asks for one part after the other.
  Snapshot status(const Wanted& wanted = {});
  /// What a word of the command line may mean; with none of that, the names of all, which are for
  /// the hint.
  std::vector<Item> candidates(const std::string& word);

  /// Without lines of the log for whom they are not meant.
  History history(const Item& item);

  Run trigger(const std::string& schedule, bool wait);
  void control(const ItemName& item, Control control);  ///< of a schedule or a server

  std::vector<Logger> loggers();
  void set_log_level(const std::string& logger, const std::string& level);

  std::string value(const std::string& section, const std::string& option);
  Section section(const std::string& name);
  Section own_section(const std::string& name);  ///< without what [DEFAULT] has
  std::vector<Section> sections();
  Where where(const std::string& section, const std::string& option);
  std::vector<Properties> keys();  ///< the rows of its key table
  std::string config_file();       ///< empty: the daemon has none
  Change set(const std::vector<Assignment>& values, const Terms& terms);
  Change unset(const std::vector<std::pair<std::string, std::string>>& names, const Terms& terms);
  FileText text(const std::string& drop_in);
  Change replace(const NewText& text, bool only_plan);
  std::vector<std::string> confirm();  ///< SECTION:OPTION of each that stays

 private:
  Route route_;
};

/// The daemon, if there is one and neither -c nor -f names a file; nothing: the file is meant. A
/// bus that was named must be there, and one that says nothing may have a daemon, which is not to
/// be passed over: both throw Failure.
std::unique_ptr<Client> find_daemon(const Options& options);

}  // namespace aio::ctl
