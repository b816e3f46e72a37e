// SPDX-License-Identifier: MIT
#include "daemon/modules/notes.hpp"

#include <aio/error.hpp>

#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <link.h>
#include <unistd.h>
#include <cerrno>
#include <memory>
#include <string_view>
#include <system_error>

#include "daemon/modules/wording.hpp"

/// Where the linker puts our own ELF header: it tells what this process is built for.
extern "C" [[gnu::visibility("hidden")]] const ElfW(Ehdr) __ehdr_start;

namespace aio::modules {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
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

/// A file that libelf looks into; ends with its owner.
class ElfFile {
 public:
  explicit ElfFile(const std::filesystem::path& path) : path_(path) {
    if (elf_version(EV_CURRENT) == EV_NONE) refuse(path_, "cannot be read: libelf is too old");
    number_ = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (number_ < 0) refuse(path_, "cannot be read: " + std::generic_category().message(errno));
    elf_ = elf_begin(number_, ELF_C_READ, nullptr);
  }
  ElfFile(const ElfFile&) = delete;
  ElfFile& operator=(const ElfFile&) = delete;
  ~ElfFile() {
    elf_end(elf_);
    close(number_);
  }

  void expect_a_library_for_this_machine() const {
    GElf_Ehdr header;
    if (elf_kind(elf_) != ELF_K_ELF || gelf_getehdr(elf_, &header) == nullptr)
      refuse(path_, "is no ELF file");
    if (header.e_machine != __ehdr_start.e_machine ||
        header.e_ident[EI_CLASS] != __ehdr_start.e_ident[EI_CLASS])
      refuse(path_, "is built for " + machine_name(header.e_machine) + ", this machine is " +
                        machine_name(__ehdr_start.e_machine));
    if (header.e_type != ET_DYN) refuse(path_, "is no shared library");
  }

  std::vector<Note> notes() const {
    std::vector<Note> notes;
    GElf_Ehdr header;
    std::size_t count = 0;  // of those that the file is long enough for
    if (elf_getphdrnum(elf_, &count) != 0 || gelf_getehdr(elf_, &header) == nullptr ||
        count != header.e_phnum)
      refuse_as_damaged();
    for (std::size_t i = 0; i < count; ++i) {
      GElf_Phdr segment;
      if (gelf_getphdr(elf_, static_cast<int>(i), &segment) == nullptr) refuse_as_damaged();
      if (segment.p_type == PT_NOTE) add_notes_of(segment, notes);
    }
    return notes;
  }

 private:
  void add_notes_of(const GElf_Phdr& segment, std::vector<Note>& notes) const {
    const Elf_Type type = segment.p_align == 8 ? ELF_T_NHDR8 : ELF_T_NHDR;
    Elf_Data* data = elf_getdata_rawchunk(elf_, static_cast<std::int64_t>(segment.p_offset),
                                          segment.p_filesz, type);
    if (data == nullptr) refuse_as_damaged();
    const char* bytes = static_cast<const char*>(data->d_buf);
    GElf_Nhdr header;
    std::size_t name = 0;
    std::size_t content = 0;
    for (std::size_t at = 0; (at = gelf_getnote(data, at, &header, &name, &content)) > 0;)
      notes.push_back({.owner = {bytes + name, header.n_namesz},
                       .type = header.n_type,
                       .content = {bytes + content, header.n_descsz}});
  }
  [[noreturn]] void refuse_as_damaged() const {
    refuse(path_, "is damaged: its ELF tables are cut");
  }

  const std::filesystem::path& path_;
  int number_ = -1;
  Elf* elf_ = nullptr;
};

}  // namespace

std::vector<Note> read_notes(const std::filesystem::path& file) {
  const ElfFile elf(file);
  elf.expect_a_library_for_this_machine();
  return elf.notes();
}

}  // namespace aio::modules
