// SPDX-License-Identifier: MIT
#include "ctl/testing/child.hpp"

extern "C" {
#include <sys/pidfd.h>  // glibc 2.36 declares for C only
}

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <new>
#include <system_error>
#include <utility>

namespace aio::ctl::tests {
namespace {

constexpr std::size_t piece = 64 << 10;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

struct Pipe {
  conf::Descriptor read_end;
  conf::Descriptor write_end;
};

Pipe open_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) < 0) fail("cannot make a pipe");
  Pipe pipe{conf::Descriptor(ends[0]), conf::Descriptor(ends[1])};
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return pipe;
}

Record* share_record() {
  void* const memory =
      ::mmap(nullptr, sizeof(Record), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) fail("cannot share memory");
  return new (memory) Record;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  // exec(3) takes them so, and writes into none.
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

}  // namespace

void Child::Unmap::operator()(Record* record) const {
  ::munmap(record, sizeof(Record));
}

Child::Child(const Command& command,
             const std::vector<std::string>& environment,
             std::optional<std::chrono::microseconds> limit)
    : record_(share_record()) {
  Pipe output = open_pipe();
  Pipe error = command.merged ? Pipe{conf::Descriptor(), conf::Descriptor()} : open_pipe();
  const std::string folder = command.folder.string();
  const Launch launch{
      .words = pointers(command.words),
      .environment = pointers(environment),
      .folder = folder.c_str(),
      .output = output.write_end.number(),
      .error = command.merged ? output.write_end.number() : error.write_end.number(),
      .limit = limit};
  const pid_t self = ::getpid();
  supervisor_ = ::fork();
  if (supervisor_ == 0) supervise(launch, *record_, self);
  if (supervisor_ < 0) fail("cannot start a process");
  process_ = conf::Descriptor(::pidfd_open(supervisor_, 0));
  if (!process_.is_open()) {
    const int reason = errno;
    await_ending();
    errno = reason;
    fail("cannot watch a process");
  }
  pipes_ = {std::move(output.read_end), std::move(error.read_end)};
}

Child::~Child() {
  if (supervisor_ < 0) return;
  stop(Haste::none);
  await_ending();
}

int Child::pipe(Stream stream) const {
  return pipes_[static_cast<std::size_t>(stream)].number();
}

std::string Child::read(Stream stream) {
  conf::Descriptor& pipe = pipes_[static_cast<std::size_t>(stream)];
  std::string bytes(pipe.is_open() ? piece : 0, '\0');
  if (bytes.empty()) return bytes;
  const ssize_t got = ::read(pipe.number(), bytes.data(), bytes.size());
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) pipe = conf::Descriptor();
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

void Child::stop(Haste haste) const {
  if (supervisor_ > 0) ::kill(supervisor_, haste == Haste::none ? SIGTERM : SIGINT);
}

Ending Child::await_ending() {
  while (::waitpid(supervisor_, nullptr, 0) < 0 && errno == EINTR) continue;
  supervisor_ = -1;
  return {.error = record_->error,
          .status = record_->status,
          .timed_out = record_->timed_out && record_->error == 0,
          .lost = !record_->ended && record_->error == 0 && !record_->timed_out,
          .duration = record_->duration};
}

}  // namespace aio::ctl::tests
