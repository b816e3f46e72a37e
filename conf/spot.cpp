// SPDX-License-Identifier: MIT
#include "conf/spot.hpp"

#include <string>
#include <utility>

#include "conf/names.hpp"

namespace aio::conf {
namespace {

/// Looks for one option, line by line.
class Finder {
 public:
  Finder(std::string_view text, std::string_view section, std::string_view option)
      : text_(text), section_(section), option_(fold(option)) {}

  Spot find() {
    Lines lines(text_);
    while (const std::optional<Line> line = lines.next()) visit(*line);
    return std::move(spot_);
  }

  /// In the section whose header is the first line, up to the next header.
  Spot find_from(std::size_t header) {
    Lines lines(text_, header);
    for (std::optional<Line> line = lines.next(); line; line = lines.next()) {
      visit(*line);
      if (!in_section_) break;
    }
    return std::move(spot_);
  }

 private:
  void visit(const Line& line) {
    switch (line.kind) {
      case LineKind::header:
        return visit_header(line);
      case LineKind::option:
        return visit_option(line);
      case LineKind::continuation:
        return visit_continuation(line);
      default:
        loose_.push_back(line);
    }
  }

  void visit_header(const Line& line) {
    // An indented header behind an empty section would continue a new option that is less deep.
    if (in_section_ && !spot_.neighbour) spot_.neighbour = line;
    in_section_ = section_name(text_, line) == section_;
    in_option_ = false;
    loose_.clear();
    if (!in_section_) return;
    spot_.has_section = true;
    spot_.neighbour.reset();
    spot_.end = line.next;
  }

  void visit_option(const Line& line) {
    in_option_ = in_section_ && fold(option_name(text_, line)) == option_;
    if (in_option_) spot_.option = line;
    if (in_section_) {
      spot_.neighbour = line;
      spot_.end = line.next;
    }
    loose_.clear();
  }

  void visit_continuation(const Line& line) {
    if (in_section_) spot_.end = line.next;
    if (in_option_) {
      spot_.value.insert(spot_.value.end(), loose_.begin(), loose_.end());
      spot_.value.push_back(line);
    }
    loose_.clear();
  }

  std::string_view text_;
  std::string_view section_;
  std::string option_;
  bool in_section_ = false;
  bool in_option_ = false;
  std::vector<Line> loose_;  // blanks and comments that may turn out to be within a value
  Spot spot_;
};

}  // namespace

Spot find_spot(std::string_view text,
               std::string_view section,
               std::string_view option,
               std::optional<std::size_t> only_from) {
  Finder finder(text, section, option);
  return only_from ? finder.find_from(*only_from) : finder.find();
}

}  // namespace aio::conf
