// SPDX-License-Identifier: MIT
// Loses memory, and ends as if all were well. Many times: of one block LeakSanitizer may still find
// an address in a dead place of the stack, and call it reachable.
#include <cstdlib>
#include <memory>

int main() {
  for (int i = 0; i < 100; ++i) std::make_unique<int>(i).release();
  return EXIT_SUCCESS;
}
