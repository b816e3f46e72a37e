// SPDX-License-Identifier: MIT
#include <aio/error.hpp>

#include <csignal>
#include <exception>
#include <string>
#include <system_error>
#include <vector>

#include "ctl/command.hpp"
#include "ctl/commands.hpp"
#include "ctl/failure.hpp"
#include "ctl/help.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {
namespace {

Exit perform(const std::vector<std::string>& arguments, Output& output) {
  const CommandLine line = split(arguments);
  if (line.command) return command(line, output);
  const Verb& verb = line.verb != nullptr ? *line.verb : default_verb();
  const Options options = parse_options(line.options, verb);
  if (options.quiet) output.be_quiet();
  if (options.no_pager) output.use_no_pager();
  if (options.version) {
    output.print("aioctl " AIO_VERSION "\n");
    return Exit::done;
  }
  if (options.help) {
    output.page();
    output.print(line.verb != nullptr ? help(*line.verb)
                                      : help(commands_for_help(options).handlers));
    return Exit::done;
  }
  return verb.run({line, options, output});
}

// Whatever was thrown, as the failure that it means.
Failure failure_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Failure& failure) {
    return failure;
  } catch (const Error& error) {
    return {exit_of(error.fault()), error.what()};
  } catch (const std::system_error& error) {
    return {exit_of(error.code()), error.what()};
  } catch (const std::exception& error) {
    return {Exit::failed, error.what()};
  } catch (...) {
    return {Exit::failed, "an exception of unknown type"};
  }
}

Exit aioctl(const std::vector<std::string>& arguments) {
  Output output;
  try {
    return output.flush(perform(arguments, output));
  } catch (...) {
    const Failure failure = failure_of(std::current_exception());
    output.complain(failure);
    return failure.exit();
  }
}

}  // namespace
}  // namespace aio::ctl

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  aio::ctl::guard_standard_descriptors();
  return static_cast<int>(aio::ctl::aioctl({argv + (argc > 0 ? 1 : 0), argv + argc}));
}
