// SPDX-License-Identifier: MIT
#include "ctl/testing/examples.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "ctl/text.hpp"

namespace aio::ctl::tests {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

std::string_view without_end(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t");
  return line.substr(0, last == line.npos ? 0 : last + 1);
}

/// How CommonMark opens a block of code: at least three backticks, then the language.
struct Fence {
  std::size_t length = 0;
  std::string_view language;
};

Fence fence_of(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  if (indent > 3) return {};
  line.remove_prefix(indent);
  const std::size_t length = std::min(line.find_first_not_of('`'), line.size());
  if (length < 3) return {};
  line = without_end(line.substr(length));
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return {length, line.substr(0, line.find(' '))};
}

class BlockReader {
 public:
  explicit BlockReader(std::size_t line) : block_{line, {}} {}

  void read(std::string_view line) {
    if (goes_on()) {
      if (line.starts_with("> ")) line.remove_prefix(2);
      block_.examples.back().command.append("\n").append(line);
      is_command_ = true;
    } else if (line.starts_with("$ ")) {
      block_.examples.push_back({std::string(line.substr(2)), {}});
      is_command_ = true;
    } else {
      is_command_ = false;
      if (!block_.examples.empty() && !without_end(line).empty())
        block_.examples.back().shown.emplace_back(without_end(line));
    }
  }

  ExampleBlock& block() { return block_; }

 private:
  bool goes_on() const { return is_command_ && block_.examples.back().command.ends_with('\\'); }

  ExampleBlock block_;
  bool is_command_ = false;
};

std::string shell_quoted(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

// Only `*` is a wildcard: all else is itself.
std::string pattern_of(std::string_view shown) {
  std::string pattern;
  for (const char c : shown) {
    if (c == '[' || c == '?' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

std::optional<std::string> lacking(const std::vector<std::string>& shown, std::string_view output) {
  const auto lines = lines_of(output);
  auto line = lines.begin();
  for (const std::string& want : shown) {
    const std::string pattern = pattern_of(want);
    const auto is_it = [&](std::string_view each) {
      return ::fnmatch(pattern.c_str(), std::string(without_end(each)).c_str(), 0) == 0;
    };
    line = std::find_if(line, lines.end(), is_it);
    if (line == lines.end()) return want;
    ++line;
  }
  return std::nullopt;
}

std::string objection_to(const Example& example, std::string_view output, int exit_status) {
  if (exit_status != 0)
    return "`" + visible(example.command) + "`: exit status " + std::to_string(exit_status);
  if (const auto line = lacking(example.shown, output))
    return "`" + visible(example.command) + "`: no line '" + visible(*line) + "' in its output";
  return {};
}

}  // namespace

std::vector<ExampleBlock> parse_examples(std::string_view readme) {
  std::vector<ExampleBlock> blocks;
  Fence open;  // of no length: none is
  BlockReader reader(0);
  std::size_t number = 0;
  for (const std::string_view line : lines_of(readme)) {
    ++number;
    const Fence fence = fence_of(line);
    if (open.length == 0) {
      open = fence;
      reader = BlockReader(number);
    } else if (fence.length >= open.length && fence.language.empty()) {
      if (open.language == "console" && !reader.block().examples.empty())
        blocks.push_back(std::move(reader.block()));
      open = {};
    } else {
      reader.read(line);
    }
  }
  return blocks;
}

std::string script_of(const ExampleBlock& block, std::string_view mark) {
  std::string script;
  for (const Example& example : block.examples)
    script += "eval " + shell_quoted(example.command) + "\nprintf '\\n%s %d\\n' " +
              shell_quoted(mark) + " $?\n";
  return script + "exit 0\n";
}

std::string objection_to(const ExampleBlock& block,
                         std::string_view mark,
                         std::string_view printed,
                         int exit_status) {
  const std::string start = "\n" + std::string(mark) + " ";
  bool has_ended = false;
  for (const Example& example : block.examples) {
    if (has_ended) return "`" + visible(example.command) + "`: the shell had ended before it";
    const std::size_t at = printed.find(start);
    has_ended = at == printed.npos;
    const std::string_view output = printed.substr(0, at);
    int status = exit_status;
    if (!has_ended) {
      status = std::atoi(std::string(printed.substr(at + start.size(), 4)).c_str());
      printed.remove_prefix(std::min(printed.find('\n', at + 1) + 1, printed.size()));
    }
    if (auto objection = objection_to(example, output, status); !objection.empty())
      return objection;
  }
  return {};
}

}  // namespace aio::ctl::tests
