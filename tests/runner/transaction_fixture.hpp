// SPDX-License-Identifier: MIT
#pragma once

#include <aio/app.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include "tests/runner/running_app.hpp"

namespace aio::runner {

/// An app whose configuration is a file in a folder of its own.
class Transaction : public testing::Test {
 protected:
  Transaction() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~Transaction() override {
    app_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::filesystem::path file() const { return folder_ / "aio.conf"; }
  void write(const std::string& text) { std::ofstream(file()) << text; }
  std::string text() const {
    std::ostringstream all;
    all << std::ifstream(file()).rdbuf();
    return all.str();
  }

  void start(const std::string& config) {
    write(with_modules(config));
    app_.emplace(search_for(file()));
    app_->start();
  }
  Change reload(const std::string& config) {
    write(with_modules(config));
    return app_->result(app_->runner().reload());
  }
  Change set(const std::string& section, const std::string& option, const std::string& value) {
    return app_->result(app_->runner().edit({{section, option, value}}));
  }
  std::uint16_t port(const std::string& server) const {
    for (const auto& info : app::servers())
      if (info.name == server) return info.port;
    return 0;
  }

  std::filesystem::path folder_;
  std::optional<RunningApp> app_;
};

inline const std::string beat = "[schedule/beat]\nevery = 10\nfunc = seed.scheduler\n";
inline const std::string adder = "[server/add]\nprotocol = seed.AdditionServerProtocol\nport = 0\n";

}  // namespace aio::runner
