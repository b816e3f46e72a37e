// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/tree.hpp"

#include <algorithm>

namespace aio::runtime {

std::string_view parent_of(std::string_view logger) {
  const std::size_t dot = logger.rfind('.');
  return dot == logger.npos ? "root" : logger.substr(0, dot);
}

void Loggers::Tree::add(const plan::HandlerSpec& handler, std::shared_ptr<LogChannel> channel) {
  channel->begin(handler.format ? std::make_shared<const plan::LogFormat>(*handler.format)
                                : nullptr);
  channels.push_back(std::move(channel));
  handlers.push_back(handler);
}

void Loggers::Tree::add(plan::LoggerSpec logger) {
  loggers.insert_or_assign(std::move(logger.name),
                           Logger{logger.level, std::move(logger.handlers), logger.propagate});
}

void Loggers::Tree::find_routes() {
  loggers.try_emplace("root");
  for (auto& [name, logger] : loggers) {
    std::string_view at = name;
    for (bool further = true; further; at = parent_of(at)) {
      further = at != "root";
      const auto found = loggers.find(at);
      if (found == loggers.end()) continue;
      for (const std::string& handler : found->second.handlers)
        for (std::size_t i = 0; i < handlers.size(); ++i)
          if (handlers[i].name == handler)
            logger.route.emplace_back(channels[i], handlers[i].level);
      further = further && found->second.propagate;
    }
  }
}

const Loggers::Tree::Route& Loggers::Tree::route(std::string_view logger) const {
  for (;; logger = parent_of(logger))
    if (const auto found = loggers.find(logger); found != loggers.end()) return found->second.route;
}

log::Level Loggers::Tree::level(std::string_view logger) const {
  const auto found = loggers.find(logger);
  return found == loggers.end() ? log::Level::notset : found->second.level;
}

std::shared_ptr<LogChannel> Loggers::Tree::kept(const plan::HandlerSpec& handler) const {
  for (std::size_t i = 0; i < handlers.size(); ++i)
    if (handlers[i].name == handler.name && handlers[i].opening == handler.opening)
      return channels[i];
  return nullptr;
}

std::vector<std::shared_ptr<LogChannel>> Loggers::Tree::all_but(
    const std::vector<plan::HandlerSpec>& wanted) const {
  auto others = channels;
  for (const plan::HandlerSpec& handler : wanted) std::erase(others, kept(handler));
  return others;
}

bool Loggers::Tree::has(const std::shared_ptr<LogChannel>& channel) const {
  return std::ranges::find(channels, channel) != channels.end();
}

}  // namespace aio::runtime
