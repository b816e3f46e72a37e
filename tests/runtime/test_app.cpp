// SPDX-License-Identifier: MIT
#include "tests/runtime/test_app.hpp"

#include <aio/error.hpp>

#include <utility>

#include "daemon/runtime/log/level_word.hpp"

namespace aio::runtime {
namespace {

/// There is no app without the log in these tests; nobody asks it for anything.
class NoApp final : public App {
 public:
  std::shared_ptr<const Configuration> config() const override { return nullptr; }
  Signals& signals() override { throw Error(Fault::refused, "no signals"); }
  std::vector<ModuleInfo> modules() const override { return {}; }
  std::vector<ServerInfo> servers() const override { return {}; }
  task<Server> create_server(ProtocolFactory, Endpoint, ServerOptions) override {
    throw Error(Fault::refused, "no servers");
  }
};

class OneOption final : public Configuration {
 public:
  OneOption(std::string section, std::string option, std::string value)
      : section_(std::move(section)), option_(std::move(option)), value_(std::move(value)) {}

  std::vector<std::string> sections() const override { return {section_}; }
  std::vector<std::string> options(std::string_view) const override { return {option_}; }
  std::optional<std::string> get(std::string_view section, std::string_view option) const override {
    if (section != section_ || option != option_) return std::nullopt;
    return value_;
  }

 private:
  std::string section_;
  std::string option_;
  std::string value_;
};

}  // namespace

LogCapture::LogCapture()
    : app_(std::make_unique<NoApp>()),
      current_(std::make_unique<detail::CurrentApp>(*app_, *this)) {}

LogCapture::~LogCapture() = default;

void LogCapture::write(log::Record record) noexcept {
  lines_.push_back(std::string(word(record.level)) + " " + record.text);
}

std::shared_ptr<const Configuration> configuration(std::string section,
                                                   std::string option,
                                                   std::string value) {
  return std::make_shared<OneOption>(std::move(section), std::move(option), std::move(value));
}

}  // namespace aio::runtime
