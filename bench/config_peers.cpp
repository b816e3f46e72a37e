// SPDX-License-Identifier: MIT
#include "bench/config_peers.hpp"

#include <ini.h>
#include <unistd.h>

#include <stdexcept>

#include "bench/process.hpp"

namespace bench {
namespace {

// items() is its quickest way to all values of a section.
constexpr const char* python_program = R"(
import configparser, sys, time
begin = time.process_time()
parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
with open(sys.argv[1], encoding="utf-8") as file:
    parser.read_file(file)
count = size = 0
for section in parser.sections():
    for _, value in parser.items(section):
        count += 1
        size += len(value)
print(time.process_time() - begin, count, size)
)";

[[noreturn]] void be_python(const std::string& file, int out) {
  ::dup2(out, STDOUT_FILENO);
  ::execlp("python3", "python3", "-I", "-c", python_program, file.c_str(), nullptr);
  ::_exit(127);
}

int count_option(void* count, const char*, const char*, const char*) noexcept {
  ++*static_cast<std::size_t*>(count);
  return 1;
}

}  // namespace

std::vector<double> read_by_python(const std::filesystem::path& file) {
  Process python([&](int out) { be_python(file, out); });
  const auto numbers = numbers_of(python.read_line());
  if (python.wait() != 0 || numbers.size() != 3)
    throw std::runtime_error("python3 did not read the file");
  return numbers;
}

std::size_t options_by_inih(const std::string& text) {
  std::size_t count = 0;
  if (::ini_parse_string(text.c_str(), count_option, &count) != 0)
    throw std::runtime_error("inih does not take the text");
  return count;
}

}  // namespace bench
