// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/log_event.hpp"

#include <string_view>

namespace aio::runtime {
namespace {

std::string_view id_of(LogEvent event) {
  switch (event) {
    case LogEvent::ready:
      return "304842d556574997ad9867b126426b2e";
    case LogEvent::stopping:
      return "a5bced6f1ae34517a9a023d686b0283a";
    case LogEvent::configuration_changed:
      return "f7b87acd4e414c5c9a493b90246b52ea";
    case LogEvent::reload_refused:
      return "907125883f364f219f71f45514dd9460";
    case LogEvent::degraded:
      return "b44501ca3bcb46e29d484c5b12f029ae";
    case LogEvent::last_good_used:
      return "00ff33231696436a97ae23d4b239d886";
    case LogEvent::change_undone:
      return "ea2affcdc38544b2af794c0c67bc9a98";
    case LogEvent::state_not_kept:
      return "e34a970735e74a87a915836289db2b88";
    case LogEvent::run_failed:
      return "ea53b0e0d5f542849e974e408a5caa32";
    case LogEvent::runs_skipped:
      return "7d3006053c0f4fc3b3b6c859cc2f5f75";
    case LogEvent::loop_blocked:
      return "4c1ce84c65d042c9beea46ad77929638";
    case LogEvent::connections_refused:
      return "268a5706741b4980b5d1021df19fb9d8";
    case LogEvent::accepting_paused:
      return "eb7f4499a2ff4d0aab73196ae9af2167";
    case LogEvent::emits_overflowed:
      return "260f8c718ac14952b8d3f2e199c4371e";
    case LogEvent::chain_cut:
      return "a655e264fb7441b0bb9d0823ba7a2203";
    case LogEvent::bus_trouble:
      return "99d609ef894c4867a4e6a3f42b8d59cb";
    case LogEvent::denied:
      return "b87e6f6a7bb14fc8ba3989f94dd8f6bb";
  }
  return {};
}

}  // namespace

log::Field event_id(LogEvent event) {
  return {"MESSAGE_ID", id_of(event)};
}

}  // namespace aio::runtime
