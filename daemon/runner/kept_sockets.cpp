// SPDX-License-Identifier: MIT
// The sockets that outlive the process: what the host has of them, and is told of them.
#include "daemon/runner/runner.hpp"

namespace aio::runner {

task<runtime::Servers::Circumstances> Runner::circumstances_of(plan::ServerSpec spec) {
  runtime::Servers::Circumstances circumstances{.running = spec.name};
  circumstances.owner = co_await owner_of(spec.user, spec.group);
  if (!servers_.is_to_be_open(spec)) co_return circumstances;
  add_passed_socket(spec, circumstances);
  co_return circumstances;
}

void Runner::add_passed_socket(const plan::ServerSpec& spec,
                               runtime::Servers::Circumstances& circumstances) {
  circumstances.passed_fd = host_.passed_socket(spec.name, spec.endpoint());
  if (circumstances.passed_fd) return;
  circumstances.passed_fd = host_.kept_socket(spec.name, spec.endpoint());
  circumstances.was_ours = circumstances.passed_fd.has_value();
}

// Before anything is bound: what the process before had, and would be in the way.
task<> Runner::expect_sockets(const Candidate& candidate) {
  std::vector<WantedSocket> wanted;
  for (const plan::ServerSpec& spec : candidate.specs.servers)
    if (servers_.is_to_be_open(spec)) wanted.push_back({spec.name, spec.endpoint()});
  const bool all = candidate.mistakes.empty() && candidate.missing.empty();
  const bool let_go = host_.expect_sockets(wanted, all);
  if (note_sockets() || let_go) co_await tell_sockets();
}

bool Runner::note_sockets() {
  std::vector<OpenSocket> open;
  for (const auto& [server, fd] : servers_.sockets()) open.push_back({std::string(server), fd});
  return host_.note_sockets(open);
}

task<> Runner::keep_sockets() {
  if (state_ == State::stopping || !note_sockets()) co_return;
  co_await tell_sockets();
}

task<> Runner::tell_sockets() {
  co_await worker_.run([this] {
    host_.tell_sockets();
    return true;
  });
}

}  // namespace aio::runner
