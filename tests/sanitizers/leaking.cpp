// SPDX-License-Identifier: MIT
// Loses memory, and ends as if all were well.
#include <cstdlib>
#include <memory>

int main() {
  std::make_unique<int>(1).release();
  return EXIT_SUCCESS;
}
