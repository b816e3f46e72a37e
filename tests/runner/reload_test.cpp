// SPDX-License-Identifier: MIT
// What a manager of services is told of a reload: never that it is on when it is over.
#include <aio/error.hpp>

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class Reload : public testing::Test {
 protected:
  Reload() {
    write("1h");
    app_.emplace(search_for(folder_ / "aio.conf"));
    app_->start();
  }
  ~Reload() override {
    app_.reset();
    std::filesystem::remove_all(folder_);
  }

  static std::filesystem::path new_folder() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    return mkdtemp(name.data());
  }
  void write(const std::string& every) {
    std::ofstream(folder_ / "aio.conf")
        << with_modules("[schedule/beat]\nfunc = seed.scheduler\nevery = " + every + "\n");
  }

  const std::filesystem::path folder_ = new_folder();
  std::optional<RunningApp> app_;
};

TEST_F(Reload, IsOverWithItsEnd) {
  EXPECT_THAT(app_->status(), Not(HasSubstr("reload")));
  app_->result(app_->runner().reload());
  EXPECT_FALSE(app_->is_said_to_reload());
  EXPECT_THAT(app_->status(), EndsWith(", last reload ok"));
}

TEST_F(Reload, IsOverWhenItIsRefused) {
  write("5 parsecs");
  EXPECT_THROW(app_->result(app_->runner().reload()), Error);
  EXPECT_FALSE(app_->is_said_to_reload());
  EXPECT_THAT(app_->status(), EndsWith(", last reload refused"));
}

TEST_F(Reload, IsNotWhatAnEditOfNothingIs) {
  app_->result(app_->runner().edit({}));
  EXPECT_FALSE(app_->is_said_to_reload());
  app_->result(app_->runner().edit({}, {.only_plan = true}));
  EXPECT_FALSE(app_->is_said_to_reload());
  EXPECT_THAT(app_->status(), Not(HasSubstr("reload")));
}

}  // namespace
}  // namespace aio::runner
