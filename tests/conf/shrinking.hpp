// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

using Texts = std::vector<std::string>;

/// Which of the candidates fail; many at once, since each asking may cost a process.
using Failing = std::function<std::vector<bool>(const std::vector<Texts>& candidates)>;

/// What is left of texts that fail when nothing more can go, and they still fail: no source, no
/// line, no character. Very long texts are left with more.
Texts shrunk(Texts texts, const Failing& failing);

/// The text (UTF-8) as a literal of C++ and of Python alike.
std::string literal(std::string_view text);
