// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// Why the machine's python3 cannot be asked; empty when it can.
std::string why_no_python();

/// What python_oracle.py answers to each case, in one process.
std::vector<nlohmann::json> ask_python(const std::vector<nlohmann::json>& cases);
