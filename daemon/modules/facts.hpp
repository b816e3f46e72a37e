// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace aio::modules {

/// What a module says of itself in its ELF notes, before anything of it runs. A value.
struct Facts {
  std::string name;                  ///< dotted, as AIO_MODULE has it
  int abi = 0;                       ///< AIO_ABI of the headers it was built with
  std::string compiler;              ///< for people: any g++ or clang of one C++ ABI will do
  std::string sanitizer = "none";    ///< "address", "thread"
  std::optional<std::string> boost;  ///< "1_81"; only of one that uses the Asio bridge
  std::string build_id;              ///< the linker's, in hex; tells a touched file from a new one

  bool operator==(const Facts&) const = default;
};

/// Reads them from the file, of which nothing is loaded. Throws Error{broken_module} with one
/// sentence that names the file: when it is missing, no ELF file, one for another machine, or no
/// module of aio.
Facts read_facts(const std::filesystem::path& file);

/// The facts of this very program, which a module's have to fit; its name is empty.
Facts host_facts();

/// Why a module with these facts cannot be loaded as `name` into `host`, in words that go on after
/// "module NAME"; nothing when it can.
std::optional<std::string> mismatch(const Facts& module, const Facts& host, std::string_view name);

}  // namespace aio::modules
