// SPDX-License-Identifier: MIT
#include "daemon/modules/notes.hpp"

#include <aio/error.hpp>

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

#include "daemon/modules/wording.hpp"

/// Where the linker puts our own ELF header: it tells what this process is built for.
extern "C" [[gnu::visibility("hidden")]] const ElfW(Ehdr) __ehdr_start;

namespace aio::modules {
namespace {

[[noreturn]] void refuse_file(const std::filesystem::path& file, const std::string& why) {
  throw Error(Fault::broken_module, in_quotes(file.string()) + " " + why);
}

std::string machine_name(unsigned machine) {
  switch (machine) {
    case EM_386:
      return "x86 of 32 bits";
    case EM_X86_64:
      return "x86-64";
    case EM_ARM:
      return "ARM of 32 bits";
    case EM_AARCH64:
      return "AArch64";
    case EM_RISCV:
      return "RISC-V";
    default:
      return "machine number " + std::to_string(machine);
  }
}

constexpr std::uint64_t most_of_notes = 1 << 20;  // bytes of a segment; real ones have a hundred

constexpr std::uint64_t rounded_up(std::uint64_t size, std::uint64_t step) {
  return (size + step - 1) / step * step;
}

/// An ELF file of whatever content, which is read piece by piece and trusted in nothing. By hand:
/// three tables are less than what libelf and its libraries cost each start.
class ElfFile {
 public:
  explicit ElfFile(const std::filesystem::path& path)
      : path_(path), number_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number_ < 0)
      refuse_file(path_, "cannot be read: " + std::generic_category().message(errno));
  }
  ElfFile(const ElfFile&) = delete;
  ElfFile& operator=(const ElfFile&) = delete;
  ~ElfFile() { close(number_); }

  /// Class, byte order and machine stand at the same place in every ELF file.
  void expect_a_library_for_this_machine() {
    if (!read(0, &header_, sizeof header_) || std::memcmp(header_.e_ident, ELFMAG, SELFMAG) != 0)
      refuse_file(path_, "is no ELF file");
    const auto same = [&](int place) {
      return header_.e_ident[place] == __ehdr_start.e_ident[place];
    };
    if (header_.e_machine != __ehdr_start.e_machine || !same(EI_CLASS) || !same(EI_DATA))
      refuse_file(path_, "is built for " + machine_name(header_.e_machine) + ", this machine is " +
                             machine_name(__ehdr_start.e_machine));
    if (header_.e_type != ET_DYN) refuse_file(path_, "is no shared library");
  }

  std::vector<Note> notes() const {
    std::vector<Note> notes;
    ElfW(Phdr) segment;
    if (header_.e_phnum > 0 && header_.e_phentsize != sizeof segment) refuse_as_damaged();
    for (std::uint64_t i = 0; i < header_.e_phnum; ++i) {
      if (!read(header_.e_phoff + i * sizeof segment, &segment, sizeof segment))
        refuse_as_damaged();
      if (segment.p_type == PT_NOTE) add_notes_of(segment, notes);
    }
    return notes;
  }

 private:
  bool read(std::uint64_t at, void* to, std::size_t size) const {
    return pread(number_, to, size, static_cast<off_t>(at)) == static_cast<ssize_t>(size);
  }

  void add_notes_of(const ElfW(Phdr) & segment, std::vector<Note>& notes) const {
    if (segment.p_filesz > most_of_notes) refuse_as_damaged();
    std::string bytes(segment.p_filesz, '\0');
    if (!read(segment.p_offset, bytes.data(), bytes.size())) refuse_as_damaged();
    const std::uint64_t step = segment.p_align == 8 ? 8 : 4;
    ElfW(Nhdr) header;
    for (std::uint64_t at = 0; at + sizeof header <= bytes.size();) {
      std::memcpy(&header, bytes.data() + at, sizeof header);
      const std::uint64_t owner = at + sizeof header;
      const std::uint64_t content = rounded_up(owner + header.n_namesz, step);
      const std::uint64_t end = content + header.n_descsz;
      if (end > bytes.size()) return;
      notes.push_back({.owner = bytes.substr(owner, header.n_namesz),
                       .type = header.n_type,
                       .content = bytes.substr(content, header.n_descsz)});
      at = rounded_up(end, step);
    }
  }
  [[noreturn]] void refuse_as_damaged() const {
    refuse_file(path_, "is damaged: its ELF tables are cut");
  }

  const std::filesystem::path& path_;
  const int number_;
  ElfW(Ehdr) header_{};
};

}  // namespace

std::vector<Note> read_notes(const std::filesystem::path& file) {
  ElfFile elf(file);
  elf.expect_a_library_for_this_machine();
  return elf.notes();
}

}  // namespace aio::modules
