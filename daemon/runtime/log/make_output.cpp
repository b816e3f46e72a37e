// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/make_output.hpp"

#include "daemon/runtime/log/file_output.hpp"
#include "daemon/runtime/log/stream_output.hpp"
#include "daemon/runtime/log/syslog_output.hpp"

namespace aio::runtime {

std::unique_ptr<LogOutput> make_output(const plan::HandlerSpec& handler, Streams streams) {
  if (const auto* stream = std::get_if<plan::StreamTarget>(&handler.target))
    return std::make_unique<StreamOutput>(stream->stream == plan::Stream::out ? streams.out
                                                                              : streams.err);
  if (const auto* file = std::get_if<plan::FileTarget>(&handler.target))
    return std::make_unique<FileOutput>(*file);
  if (const auto* syslog = std::get_if<plan::SyslogTarget>(&handler.target))
    return std::make_unique<SyslogOutput>(*syslog);
  throw std::system_error(std::make_error_code(std::errc::not_supported));
}

}  // namespace aio::runtime
