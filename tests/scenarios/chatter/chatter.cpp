// SPDX-License-Identifier: MIT
// A module that writes: with printf(), with std::cout, with loggers of its own.
#include <aio/module.hpp>

#include <unistd.h>
#include <cstdio>
#include <iostream>
#include <string>

namespace {

const aio::log::Logger deep("my.app.deep");

void print(aio::Signal signal) {
  std::printf("printf %s\n", signal.data().c_str());
  std::cout << "cout " << signal.data() << std::endl;
  std::fprintf(stderr, "stderr %s\n", signal.data().c_str());
  aio::log::info("printed {}", signal.data());
}

// Far more than any pipe holds.
void flood(aio::Signal) {
  const std::string line(1023, 'x');
  for (int i = 0; i < 8 * 1024; ++i) std::puts(line.c_str());
  aio::log::info("flooded");
}

void print_and_exit(aio::Signal) {
  std::puts("the last words");
  std::fflush(stdout);
  _exit(3);
}

void log_deep(aio::Signal signal) {
  deep.debug({{"DATA", signal.data()}}, "deep {}", signal.data());
  aio::log::info("logged {}", signal.data());
}

void log_many(aio::Signal signal) {
  for (int i = 0; i < std::stoi(signal.data()); ++i) aio::log::info("line {}", i);
}

}  // namespace

AIO_MODULE(chatter) {
  module.listener("print", print);
  module.listener("flood", flood);
  module.listener("print_and_exit", print_and_exit);
  module.listener("log_deep", log_deep);
  module.listener("log_many", log_many);
}
