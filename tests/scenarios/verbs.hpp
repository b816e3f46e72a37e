// SPDX-License-Identifier: MIT
#pragma once

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {

/// A configuration with something for each verb of aioctl to act on.
class Verbs : public Scenario {
 protected:
  Verbs() {
    place.write("aio.conf",
                "[schedule/beat]\nevery = 1h\nfunc = probe.beat\n"
                "[schedule/bad]\nevery = 1h\nfunc = probe.failing_beat\nenabled = no\n"
                "[schedule/endless]\nevery = 1h\nfunc = probe.endless_beat\nenabled = no\n"
                "[schedule/sum]\nevery = 1h\nfunc = probe.beat\n"
                "[server/sum]\nprotocol = aio.demo.Addition\nport = 0\n"
                "[listen/l]\nWord = probe.hear\nwhisper = probe.whisper\n"
                "endless = probe.never_end\n");
  }
};

}  // namespace aio::scenarios
