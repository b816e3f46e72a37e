// SPDX-License-Identifier: MIT
#include "daemon/runtime/programs/exec_failure.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <system_error>

namespace aio::runtime {
namespace {

constexpr std::string_view usual_path = "/usr/local/bin:/usr/bin:/bin";
constexpr std::size_t longest_header = 255;  // that the kernel reads of a script

std::string resolved(const Launch& launch, const std::string& path) {
  if (path.starts_with('/') || launch.directory.empty()) return path;
  return launch.directory + "/" + path;
}

bool is_regular(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

/// The interpreter that a script names; empty for what is no script.
std::string interpreter_of(const std::string& path) {
  std::string header(longest_header, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(header.data(), static_cast<std::streamsize>(header.size()));
  header.resize(static_cast<std::size_t>(file.gcount()));
  if (!header.starts_with("#!")) return {};
  const std::size_t begin = header.find_first_not_of(" \t", 2);
  if (begin == std::string::npos) return {};
  return header.substr(begin, header.find_first_of(" \t\r\n", begin) - begin);
}

std::string hint(const std::string& path, int error) {
  struct stat status {};
  if (error == EACCES && stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return " (it is a directory)";
    if ((status.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) == 0) return " (it is not executable)";
  }
  if (error == ENOEXEC) return " (a script begins with #! and its interpreter)";
  if (error == ENOENT && is_regular(path)) {
    const std::string interpreter = interpreter_of(path);
    return interpreter.empty() ? " (of its interpreter)"
                               : " (of its interpreter " + interpreter + ")";
  }
  return {};
}

}  // namespace

std::vector<std::string> places_of(const std::string& program) {
  if (program.find('/') != std::string::npos) return {program};
  const char* const value = std::getenv("PATH");
  std::string_view rest = value != nullptr && *value != '\0' ? value : usual_path;
  std::vector<std::string> places;
  while (true) {
    const std::size_t end = rest.find(':');
    const std::string_view folder = rest.substr(0, end);
    places.push_back(folder.empty() ? program : std::string(folder) + "/" + program);
    if (end == std::string_view::npos) return places;
    rest.remove_prefix(end + 1);
  }
}

Error exec_failure(const Launch& launch,
                   const std::vector<std::string>& places,
                   BeginStage stage,
                   int error) {
  const std::string text = std::generic_category().message(error);
  if (stage == BeginStage::directory)
    return Error(Fault::failed, "directory " + launch.directory + ": " + text);
  const std::string& program = launch.words.front();
  const auto there = std::ranges::find_if(places, [&](const std::string& place) {
    return access(resolved(launch, place).c_str(), F_OK) == 0;
  });
  if (there == places.end() && program.find('/') == std::string::npos)
    return Error(Fault::failed, program + ": " + text + ", in no folder of PATH");
  const std::string path = there == places.end() ? program : *there;
  return Error(Fault::failed, path + ": " + text + hint(resolved(launch, path), error));
}

}  // namespace aio::runtime
