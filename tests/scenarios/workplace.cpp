// SPDX-License-Identifier: MIT
#include "tests/scenarios/workplace.hpp"

#include <stdlib.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace aio::scenarios {

namespace fs = std::filesystem;

Workplace::Workplace() {
  // A short name, since a socket's path has 107 bytes at most.
  std::string name = "/tmp/aio-XXXXXX";
  if (!mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
  folder_ = name;
  fs::create_directory(runtime_folder());
  fs::permissions(runtime_folder(), fs::perms::owner_all);
}

Workplace::~Workplace() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Workplace::write(const fs::path& name, std::string_view text) const {
  const fs::path path = folder_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::system_error(errno, std::generic_category(), path);
}

std::string Workplace::read(const fs::path& name) const {
  std::ifstream file(folder_ / name, std::ios::binary);
  if (!file) throw std::system_error(errno, std::generic_category(), folder_ / name);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool Workplace::has(const fs::path& name) const {
  return fs::exists(folder_ / name);
}

}  // namespace aio::scenarios
