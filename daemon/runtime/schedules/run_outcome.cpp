// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/run_outcome.hpp"

namespace aio::runtime {

std::string word(Outcome::Result result) {
  switch (result) {
    case Outcome::Result::ok:
      return "ok";
    case Outcome::Result::failed:
      return "failed";
    case Outcome::Result::timeout:
      return "timeout";
    case Outcome::Result::dropped:
      return "dropped";
    case Outcome::Result::begun:
      return "begun";
  }
  return {};
}

}  // namespace aio::runtime
