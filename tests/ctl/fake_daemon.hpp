// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace aio::test {

/// A daemon of the test's own on a bus: the real interfaces, served by the real pump in a thread,
/// with answers that are known.
///   emit: "ok" and "bad" have a listener, "both" has two, "never" is not answered, "denied" and
///         "large" are refused; nobody listens to others. With the option wait,
///         one has begun.
///   status: in parts of three items.
///   history: "schedule/beat" has had one run; nothing else has any.
///   config: [a] has b = 1; the rest is not there; "a:bad" cannot be set. Its file is /f.conf, of
///         the version v1; a text with "bad" in it is a bad one, one with "late" is refused.
class FakeDaemon {
 public:
  explicit FakeDaemon(const std::string& address);
  ~FakeDaemon();

  /// The calls that came, each with its arguments: "Emit(ok, BOOM)".
  std::vector<std::string> calls();

 private:
  class Service;
  std::unique_ptr<Service> service_;
};

}  // namespace aio::test
