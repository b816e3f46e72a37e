// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The configuration of an app that somebody goes on changing: schedules, servers, listeners,
/// policies, commands and loggers, with inherited options, references between sections, and now and
/// then a mistake, which may be mended later. The same ones each time for the same seed.
class ChangingApp {
 public:
  explicit ChangingApp(std::uint32_t seed);

  std::string text() const;
  void change();  ///< in one place

 private:
  struct Section {
    std::string name;
    std::vector<std::pair<std::string, std::string>> options;
    std::string comment{};
  };

  std::size_t below(std::size_t bound) { return random_() % bound; }
  Section made();
  void set_option(Section& section);
  std::string value_of(std::string_view option);

  std::mt19937 random_;
  std::vector<Section> sections_;
};
