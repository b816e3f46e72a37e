// SPDX-License-Identifier: MIT
#include "tests/conf/python.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include <unistd.h>

namespace {

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"),
                                                             &::pclose);
  if (!pipe) throw std::runtime_error("cannot start " + command);
  std::string output;
  std::array<char, 65536> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) {
    output.append(buffer.data(), count);
  }
  return output;
}

}  // namespace

std::string why_no_python() {
  const std::string version = output_of("python3 --version 2>&1");
  return version.starts_with("Python 3.11.")
             ? ""
             : "python3 of version 3.11 is the measure, here is: " + version;
}

std::vector<nlohmann::json> ask_python(const std::vector<nlohmann::json>& cases) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("aio-python-cases-" + std::to_string(::getpid()));
  {
    std::ofstream out(file);
    for (const nlohmann::json& each : cases) out << each.dump() << '\n';
  }
  const std::string output = output_of("python3 '" AIO_PYTHON_ORACLE "' < '" + file.string() + "'");
  std::filesystem::remove(file);
  std::vector<nlohmann::json> answers;
  for (std::size_t at = 0, end = 0; (end = output.find('\n', at)) != std::string::npos;
       at = end + 1) {
    answers.push_back(nlohmann::json::parse(output.substr(at, end - at)));
  }
  if (answers.size() != cases.size()) throw std::runtime_error("python3 did not answer every case");
  return answers;
}
