// SPDX-License-Identifier: MIT
#include "ctl/config_edit.hpp"

#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "ctl/edit_target.hpp"
#include "ctl/edited_copy.hpp"
#include "ctl/editor.hpp"
#include "ctl/failure.hpp"
#include "ctl/question.hpp"
#include "ctl/render.hpp"

namespace aio::ctl {
namespace {

/// One file on its way to the editor and back.
class Editing {
 public:
  Editing(const Invocation& invocation, EditTarget& target)
      : invocation_(invocation),
        target_(target),
        before_(target.text()),
        copy_(target.file(), before_) {}

  /// Whatever goes wrong, what the user has written is not lost.
  Exit run() {
    try {
      return edit();
    } catch (const Failure& failure) {
      if (!keep()) throw;
      throw Failure(failure.exit(), failure.what(), where_kept());
    } catch (const std::system_error& error) {
      if (!keep()) throw;
      throw Failure(exit_of(error.code()), error.what(), where_kept());
    }
  }

 private:
  enum class Next { apply, edit_again, leave };

  Exit edit() {
    for (;;) {
      edit_file(copy_.file());
      const std::string text = copy_.text();
      if (text == before_) return tell({});
      std::optional<Exit> refused;
      switch (judge(text, refused)) {
        case Next::apply:
          return tell(target_.apply(text));
        case Next::leave:
          return leave(refused.value_or(Exit::failed));
        case Next::edit_again:
          break;
      }
    }
  }

  Next judge(const std::string& text, std::optional<Exit>& refused) {
    try {
      return confirmed(target_.plan(text));
    } catch (const Failure& failure) {
      if (failure.exit() != Exit::bad_config || !can_ask()) throw;
      invocation_.output.complain(failure);
      refused = failure.exit();
    }
    const auto answer = ask("Edit it again? [Y/n] ", "yn", 'y');
    return answer == 'y' ? Next::edit_again : Next::leave;
  }

  Next confirmed(const Change& plan) const {
    if (invocation_.options.yes || !can_ask()) return Next::apply;
    const std::string steps = plan.done.empty() ? "" : rendered(plan, Format::text);
    switch (ask(steps + "Apply this to " + target_.file() + "? [y/n/e(dit)] ", "yne", {})
                .value_or('n')) {
      case 'y':
        return Next::apply;
      case 'e':
        return Next::edit_again;
      default:
        return Next::leave;
    }
  }

  Exit tell(const Change& change) const {
    invocation_.output.print(rendered(change, invocation_.options.format));
    return Exit::done;
  }

  Exit leave(Exit exit) {
    keep();
    invocation_.output.note("not applied; " + where_kept());
    return exit;
  }

  /// Unless there is nothing to keep.
  bool keep() {
    try {
      if (copy_.text() == before_) return false;
    } catch (const std::system_error&) {
      return false;  // the editor has left no file
    }
    copy_.keep();
    return true;
  }

  std::string where_kept() const { return "your text is kept in " + copy_.file().string(); }

  const Invocation& invocation_;
  EditTarget& target_;
  const std::string before_;
  EditedCopy copy_;
};

}  // namespace

Exit config_edit(const Invocation& invocation) {
  const auto target = edit_target_of(invocation.options);
  return Editing(invocation, *target).run();
}

}  // namespace aio::ctl
