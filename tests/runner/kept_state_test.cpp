// SPDX-License-Identifier: MIT
#include "daemon/runner/kept_state.hpp"

#include <aio/error.hpp>

#include <gmock/gmock.h>

namespace aio::runner {
namespace {

using namespace std::chrono_literals;

KeptState example() {
  KeptState state;
  EXPECT_EQ(state.values.set("aio", "log_level", "DEBUG"), std::nullopt);
  EXPECT_EQ(state.values.set(" odd ]", "lines", "one\n\ntwo"), std::nullopt);
  state.revert = {Layer::file,
                  {{"schedule/a", "every", "5"}, {"b", "c", std::nullopt}},
                  {{"schedule/a", "every", std::nullopt}, {"b", "c", ""}},
                  std::chrono::system_clock::time_point(1764367200000001us),
                  {{"schedule/a", "every", "7"}}};
  return state;
}

TEST(KeptState, IsReadBackAsItWas) {
  const KeptState state = example();
  const KeptState read = parse_kept_state("state", dumped(state, "/etc/aio/aio.conf"));
  EXPECT_EQ(read.values.text(), state.values.text());
  EXPECT_EQ(read.revert->made, state.revert->made);
  EXPECT_EQ(read.revert->undo, state.revert->undo);
  EXPECT_EQ(read.revert->until, state.revert->until);
  EXPECT_EQ(read.revert->ended, state.revert->ended);
  EXPECT_EQ(read.revert->layer, Layer::file);
  EXPECT_TRUE(parse_kept_state("state", dumped(KeptState(), "")).is_empty());
}

TEST(KeptState, SaysOfWhatItIsAndOfWhichForm) {
  KeptState state;
  EXPECT_EQ(state.values.set("aio", "log_level", "DEBUG"), std::nullopt);
  EXPECT_EQ(dumped(state, "/etc/aio/aio.conf"),
            "# Kept by aiod: what was set with --runtime and --revert-after.\n"
            "[state]\nversion = 1\nconfiguration = /etc/aio/aio.conf\n\n"
            "[value 0]\nsection = [aio]\noption = log_level\nvalue = DEBUG\n");
}

std::string refusal(const std::string& text) {
  try {
    (void)parse_kept_state("state", text);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(KeptState, IsRefusedWhenItIsOfALaterFormOrNoState) {
  EXPECT_EQ(refusal("[state]\nversion = 2\n"), "state: is of version 2, and this aiod knows 1");
  EXPECT_EQ(refusal(""), "state: [state] has no 'version'");
  EXPECT_EQ(refusal("[state]\nversion = 1\n[value 0]\nsection = aio\n"),
            "state: [value 0] names no section");
  EXPECT_EQ(refusal("[state]\nversion = 1\n[revert]\nuntil_usec = soon\n"),
            "state: [revert] until_usec is no number");
}

TEST(KeptState, OfEachConfigurationHasAFileOfItsOwn) {
  EXPECT_EQ(state_file("/var/lib/aio", "/etc/aio/aio.conf"),
            "/var/lib/aio/aio.conf-3c974ad9234a87cc.state");
  EXPECT_NE(state_file("/s", "/a/aio.conf"), state_file("/s", "/b/aio.conf"));
}

}  // namespace
}  // namespace aio::runner
