// SPDX-License-Identifier: MIT
// One property as libFuzzer calls it. AIO_FUZZ_PROPERTY is its name; an exception ends the program,
// which libFuzzer takes for the failure that it is.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/properties.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  aio::fuzz::AIO_FUZZ_PROPERTY({reinterpret_cast<const char*>(data), size});
  return 0;
}
