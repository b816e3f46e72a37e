// SPDX-License-Identifier: MIT
#include "ctl/spans.hpp"

#include "conf/values.hpp"

namespace aio::ctl {

std::string short_span(std::chrono::microseconds span) {
  using namespace std::chrono_literals;
  if (span >= 7 * 24h) return conf::rendered_span(std::chrono::floor<std::chrono::days>(span));
  if (span >= 24h) return conf::rendered_span(std::chrono::floor<std::chrono::hours>(span));
  if (span >= 1h) return conf::rendered_span(std::chrono::floor<std::chrono::minutes>(span));
  if (span >= 1s) return conf::rendered_span(std::chrono::floor<std::chrono::seconds>(span));
  if (span >= 1ms) return conf::rendered_span(std::chrono::floor<std::chrono::milliseconds>(span));
  return conf::rendered_span(span);
}

}  // namespace aio::ctl
