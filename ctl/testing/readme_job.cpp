// SPDX-License-Identifier: MIT
#include "ctl/testing/readme_job.hpp"

#include <sys/wait.h>

#include <random>

#include "conf/files.hpp"
#include "ctl/testing/tail.hpp"

namespace aio::ctl::tests {
namespace {

// One that no command prints by chance.
std::string new_mark() {
  std::random_device random;
  return "aio-example-ends-" + std::to_string(random()) + "-" + std::to_string(random());
}

std::string tail_of(const std::string& printed, const std::string& mark) {
  Tail tail;
  std::string_view rest = printed;
  for (std::size_t at = 0; (at = rest.find("\n" + mark)) != rest.npos;) {
    tail.add(rest.substr(0, at));
    const std::size_t end = rest.find('\n', at + 1);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  tail.add(rest);
  return tail.text();
}

}  // namespace

ReadmeJob::ReadmeJob(const TestFile& file, const Selection& selection)
    : Job(file), mark_(new_mark()) {
  conf::FileText text = conf::read_text(file.path);
  if (text.error) {
    Result whole = result();
    whole.verdict = Verdict::failed;
    whole.reason = text.failure;
    results_.push_back(std::move(whole));
  }
  for (ExampleBlock& block : parse_examples(text.text)) {
    Result test = result();
    test.file += ":" + std::to_string(block.line);
    if (!selection.filter.fits(test) && !selection.filter.fits_file(file.module, file.name))
      continue;
    test.verdict = Verdict::listed;
    if (selection.only_list)
      results_.push_back(std::move(test));
    else
      blocks_.push_back(std::move(block));
  }
}

std::optional<Command> ReadmeJob::next(const std::filesystem::path&) {
  if (at_ == blocks_.size()) return std::nullopt;
  printed_.clear();
  return Command{{"bash", "-c", script_of(blocks_[at_], mark_)}, file_.folder, true};
}

void ReadmeJob::hear(Stream, std::string_view bytes) {
  printed_ += bytes.substr(0, most - printed_.size());
}

void ReadmeJob::ended(const Ending& ending) {
  const ExampleBlock& block = blocks_[at_++];
  Result test = result();
  test.file += ":" + std::to_string(block.line);
  test.duration = ending.duration;
  const bool has_exited =
      ending.error == 0 && !ending.timed_out && !ending.lost && WIFEXITED(ending.status);
  if (!has_exited)
    test.reason = reason(ending);
  else if (printed_.size() == most)
    test.reason = "it printed more than 4 MiB";
  else
    test.reason = objection_to(block, mark_, printed_, WEXITSTATUS(ending.status));
  if (!test.reason.empty()) {
    test.verdict = ending.timed_out ? Verdict::timeout : Verdict::failed;
    test.output = tail_of(printed_, mark_);
  }
  results_.push_back(std::move(test));
}

}  // namespace aio::ctl::tests
