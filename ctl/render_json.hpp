// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "ctl/answers.hpp"

// The renderer's JSON half.
namespace aio::ctl {

enum class Layout { one_line, indented };

std::string json(const Snapshot& snapshot, Layout layout);
std::string json(const std::vector<Item>& items, const std::string& kind, Layout layout);
std::string json(const Activity& activity, Layout layout);
std::string json(const Action& action, Layout layout);
std::string json(const Event& event, Layout layout);
std::string json(const Run& run, Layout layout);
std::string json(const std::vector<Logger>& loggers, Layout layout);
std::string json(const Logger& logger, Layout layout);
std::string json(const std::vector<Outcome>& outcomes, Layout layout);
std::string json(const Change& change, Layout layout);
std::string json(const Where& where, Layout layout);
std::string schema_json(const std::vector<Properties>& keys, Layout layout);
std::string json(const std::vector<Section>& sections, Layout layout);

}  // namespace aio::ctl
