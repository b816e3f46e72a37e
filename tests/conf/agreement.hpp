// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include <nlohmann/json.hpp>

/// What we make of texts, read one after the other, as python_oracle.py says what Python makes of
/// them.
nlohmann::json read_by_us(const nlohmann::json& texts);

/// Fails the test when we and Python differ on one of the cases, each a list of texts, and prints
/// the smallest such texts that can be had of it. Answers how many of the cases both read well.
std::size_t expect_agreement(const std::vector<nlohmann::json>& cases);
