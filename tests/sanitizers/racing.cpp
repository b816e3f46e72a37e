// SPDX-License-Identifier: MIT
// Two threads write the same number and nothing orders them; it ends as if all were well.
#include <cstdlib>
#include <thread>

int number = 0;

int main() {
  std::thread other([] { ++number; });
  ++number;
  other.join();
  return EXIT_SUCCESS;
}
