// SPDX-License-Identifier: MIT
#include "conf/text_edits.hpp"

#include <vector>

#include "conf/lines.hpp"
#include "conf/names.hpp"

namespace aio::conf {
namespace {

std::vector<std::string_view> split_lines(std::string_view value) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = value.find('\n');
    lines.push_back(value.substr(0, end));
    if (end == std::string_view::npos) return lines;
    value.remove_prefix(end + 1);
  }
}

// A carriage return would end the line.
bool is_writable(std::string_view text) {
  return text.find('\r') == std::string_view::npos && is_text(text);
}

std::optional<std::string> unwritable_option(std::string_view option) {
  if (option.empty()) return "an option needs a name";
  if (!is_writable(option) || option.find_first_of("=:\n") != std::string_view::npos) {
    return "an option's name has no '=', ':' or line end";
  }
  if (option.front() == '#' || option.front() == ';')
    return "an option's name cannot begin like a comment";
  if (option.front() == '[' && option.back() == ']')
    return "an option's name cannot look like a [section]";
  if (strip(option) != option) return "an option's name cannot begin or end with white space";
  return std::nullopt;
}

std::optional<std::string> unwritable_value(std::string_view value) {
  if (!is_writable(value)) return "a value is UTF-8 text without NUL and carriage return";
  const std::vector<std::string_view> lines = split_lines(value);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    if (strip(line) != line) return "white space around a value's line would be lost";
    if (i > 0 && (line.starts_with('#') || line.starts_with(';'))) {
      return "a value's further line that begins with '#' or ';' would be a comment";
    }
  }
  if (lines.size() > 1 && lines.back().empty()) return "line ends behind a value would be lost";
  return std::nullopt;
}

/// Writes the new text. Whole lines of the old one are copied as they are.
class Writer {
 public:
  explicit Writer(std::string_view text) : text_(text) {
    if (const std::optional<Line> first = Lines(text).next(); first && first->next > first->end) {
      line_end_ = text.substr(first->end, first->next - first->end);
    }
  }

  std::string_view part(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  std::string_view indentation(const Line& line) const { return part(line.begin, line.text_begin); }

  void copy(std::size_t begin, std::size_t end) {
    result_ += part(begin, end);
    new_line_end_ = false;
  }
  void write(std::string_view text) { result_ += text; }
  void end_line() {
    result_ += line_end_;
    new_line_end_ = true;
  }

  /// Ends the last line written if the text did not.
  void need_line_end() {
    if (!result_.empty() && result_.back() != '\n' && result_.back() != '\r') end_line();
  }

  /// The new text; a last line of ours ends without a line end if that of the old text did.
  std::string finish(std::size_t rest) {
    if (rest < text_.size()) {
      copy(rest, text_.size());
    } else if (new_line_end_ && !text_.empty() && text_.back() != '\n' && text_.back() != '\r') {
      result_.resize(result_.size() - line_end_.size());
    }
    return std::move(result_);
  }

 private:
  std::string_view text_;
  std::string_view line_end_ = "\n";
  bool new_line_end_ = false;  // the last thing written
  std::string result_;
};

void write_line(Writer& writer, std::string_view indentation, std::string_view line) {
  if (!line.empty()) {
    writer.write(indentation);
    writer.write(line);
  }
  writer.end_line();
}

/// The lines behind the first one of a new option, deeper than it by a tab, as Python writes them.
void write_further(Writer& writer,
                   const std::string& indentation,
                   const std::vector<std::string_view>& lines,
                   std::size_t from) {
  for (std::size_t i = from; i < lines.size(); ++i) write_line(writer, indentation, lines[i]);
}

void write_option(Writer& writer,
                  std::string_view indentation,
                  std::string_view option,
                  std::string_view value) {
  const std::vector<std::string_view> lines = split_lines(value);
  const std::string first = std::string(option) + (lines.front().empty() ? " =" : " = ");
  write_line(writer, indentation, first + std::string(lines.front()));
  write_further(writer, std::string(indentation) + '\t', lines, 1);
}

/// The option's own line with another first line of its value; what stands between = and value
/// stays.
void write_first(Writer& writer, const Line& option, std::string_view line) {
  writer.copy(option.begin, option.split + 1);
  if (!line.empty()) {
    const std::string_view old = writer.part(option.split + 1, option.text_end);
    const std::size_t gap = old.size() - strip(old).size();
    writer.write(old.empty() ? " " : old.substr(0, gap));
    writer.write(line);
  }
  writer.end_line();
}

std::string replaced(std::string_view text, const Spot& spot, std::string_view value) {
  const std::vector<std::string_view> lines = split_lines(value);
  Writer writer(text);
  writer.copy(0, spot.option->begin);
  write_first(writer, *spot.option, lines.front());
  std::string indentation = std::string(writer.indentation(*spot.option)) + '\t';
  std::size_t written = 1;
  for (const Line& old : spot.value) {
    if (old.kind == LineKind::comment) writer.copy(old.begin, old.next);
    if (old.kind != LineKind::continuation) continue;
    indentation = writer.indentation(old);
    if (written < lines.size()) write_line(writer, indentation, lines[written++]);
  }
  write_further(writer, indentation, lines, written);
  return writer.finish(spot.value.empty() ? spot.option->next : spot.value.back().next);
}

std::string inserted(std::string_view text,
                     const Spot& spot,
                     std::string_view option,
                     std::string_view value) {
  Writer writer(text);
  writer.copy(0, spot.end);
  writer.need_line_end();
  write_option(writer, spot.neighbour ? writer.indentation(*spot.neighbour) : "", option, value);
  return writer.finish(spot.end);
}

std::string appended(std::string_view text,
                     std::string_view section,
                     std::string_view option,
                     std::string_view value) {
  Writer writer(text);
  writer.copy(0, text.size());
  writer.need_line_end();
  if (!text.empty()) writer.end_line();
  write_line(writer, "", '[' + std::string(section) + ']');
  write_option(writer, "", option, value);
  return writer.finish(text.size());
}

}  // namespace

std::optional<std::string> unwritable(std::string_view section,
                                      std::string_view option,
                                      std::string_view value) {
  if (section.empty()) return "a section needs a name";
  if (!is_writable(section) || section.find('\n') != std::string_view::npos) {
    return "a section's name is one line of UTF-8 text";
  }
  if (std::optional<std::string> why = unwritable_option(option)) return why;
  return unwritable_value(value);
}

std::string with_option(std::string_view text,
                        const Spot& spot,
                        std::string_view section,
                        std::string_view option,
                        std::string_view value) {
  if (spot.option) return replaced(text, spot, value);
  if (spot.has_section) return inserted(text, spot, option, value);
  return appended(text, section, option, value);
}

std::string without_option(std::string_view text, const Spot& spot) {
  if (!spot.option) return std::string(text);
  Writer writer(text);
  writer.copy(0, spot.option->begin);
  for (const Line& old : spot.value) {
    if (old.kind == LineKind::comment) writer.copy(old.begin, old.next);
  }
  return writer.finish(spot.value.empty() ? spot.option->next : spot.value.back().next);
}

}  // namespace aio::conf
