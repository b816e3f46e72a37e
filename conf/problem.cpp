// SPDX-License-Identifier: MIT
#include "conf/problem.hpp"

namespace aio::conf {

std::string rendered(const Problem& problem) {
  std::string text = problem.place.file;
  if (problem.place.line > 0) text += ':' + std::to_string(problem.place.line);
  return text + ": " + problem.what;
}

std::string rendered(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += rendered(problem) + '\n';
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace aio::conf
