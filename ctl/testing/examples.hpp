// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The examples of a README: its fenced blocks of the language "console". Pure.
namespace aio::ctl::tests {

/// A line after "$ ", with the output that is shown below it.
struct Example {
  std::string command;
  std::vector<std::string> shown;  ///< without blanks at their ends
};

/// A block is one session of a shell, and one test.
struct ExampleBlock {
  std::size_t line = 0;  ///< of its fence, from 1
  std::vector<Example> examples;
};

/// Those that have a command. A command that ends in "\" goes on in the next line, which may begin
/// with "> ".
std::vector<ExampleBlock> parse_examples(std::string_view readme);

/// The script, for bash, that runs the commands one after the other, and prints a line with `mark`
/// and the exit status behind each.
std::string script_of(const ExampleBlock& block, std::string_view mark);

/// Why the examples do not hold for what that script printed; empty: they do. Each is to end with
/// exit status 0, and the lines that are shown are to come in this order, maybe among others; `*`
/// in them stands for anything. `exit_status` is that of the shell, for a command that ends it.
std::string objection_to(const ExampleBlock& block,
                         std::string_view mark,
                         std::string_view printed,
                         int exit_status);

}  // namespace aio::ctl::tests
