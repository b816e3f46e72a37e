// SPDX-License-Identifier: MIT
#include "ctl/new_module.hpp"

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "ctl/failure.hpp"
#include "ctl/module_name.hpp"
#include "ctl/new_files.hpp"
#include "ctl/new_folder.hpp"

namespace aio::ctl {
namespace {

void refuse_unusable(const std::string& name) {
  if (const auto objection = objection_to_new_name(name))
    throw Failure(Exit::usage, "'" + name + "' " + *objection);
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(name, ignored)))
    throw Failure(Exit::failed, "'" + name + "' is already there, and was left as it is");
}

void write_folder(const std::filesystem::path& path, const std::vector<NewFile>& files) {
  NewFolder folder(path);
  for (const NewFile& file : files) folder.write(file);
  folder.keep();
}

std::string next_steps(NewKind kind, const std::string& name) {
  const std::string make = kind == NewKind::module ? "aioctl build " + name + ".cpp" : "";
  return "\nNext:\n  cd " + name + "\n" + (make.empty() ? "" : "  " + make + "\n") +
         "  aioctl run\n\nThen, in a second terminal:\n  aioctl status\n  aioctl emit " + name +
         "-hello world\n\n" + name + "/README.md tells how to test it.\n";
}

}  // namespace

Exit new_module(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 1, 1);
  const std::string& name = line.words[0];
  const NewKind kind = options.program ? NewKind::program : NewKind::module;
  refuse_unusable(name);
  const auto files = new_files(kind, name, std::filesystem::current_path() / name);
  write_folder(name, files);
  for (const NewFile& file : files) output.print(name + "/" + file.path + "\n");
  output.print(next_steps(kind, name));
  return Exit::done;
}

}  // namespace aio::ctl
