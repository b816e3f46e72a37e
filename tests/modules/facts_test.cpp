// SPDX-License-Identifier: MIT
#include "daemon/modules/facts.hpp"

#include <aio/module_note.hpp>

#include <gmock/gmock.h>
#include <cstdint>
#include <random>
#include <string>

#include "tests/modules/fixture.hpp"

namespace aio::tests {
namespace {

using modules::Facts;
using modules::host_facts;
using modules::mismatch;
using modules::read_facts;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::string refusal_to_read(const std::filesystem::path& file) {
  return error_of(Fault::broken_module, [&] { read_facts(file); });
}

/// A plain build, whatever this test is built with.
Facts plain_host() {
  return {.abi = 1, .compiler = "12.2.0", .sanitizer = "none", .boost = "1_81"};
}

Facts module(Facts facts = plain_host()) {
  facts.name = "my.module";
  facts.boost.reset();
  return facts;
}

TEST(ReadFacts, ReadsThemFromTheFile) {
  const Facts facts = read_facts(built("fixture.good"));
  EXPECT_EQ(facts.name, "fixture.good");
  EXPECT_EQ(facts.abi, AIO_ABI);
  EXPECT_EQ(facts.compiler, __VERSION__);
  EXPECT_EQ(facts.sanitizer, AIO_MODULE_SANITIZER);
  EXPECT_EQ(facts.boost, std::nullopt);
  EXPECT_EQ(facts.build_id.size(), 40u);
}

TEST(ReadFacts, HasABoostVersionOnlyOfAModuleThatUsesTheBridge) {
  EXPECT_EQ(read_facts(built("fixture.bridge")).boost, host_facts().boost);
}

TEST(ReadFacts, RefusesAFileThatIsNotThere) {
  EXPECT_EQ(refusal_to_read("/nowhere/a.so"),
            "'/nowhere/a.so' cannot be read: No such file or directory");
}

TEST(ReadFacts, RefusesAFileThatIsNoElfFile) {
  const Folder folder;
  EXPECT_THAT(refusal_to_read(folder.put("a.so", "#!/bin/sh\n")),
              EndsWith("/a.so' is no ELF file"));
  EXPECT_THAT(refusal_to_read(folder.put("a.so", "")), EndsWith("/a.so' is no ELF file"));
  EXPECT_THAT(refusal_to_read(folder.path()), EndsWith("is no ELF file"));
}

TEST(ReadFacts, RefusesAnElfFileThatIsCut) {
  const Folder folder;
  const std::string whole = bytes_of(built("fixture.good"));
  EXPECT_THAT(refusal_to_read(folder.put("a.so", whole.substr(0, 100))),
              EndsWith("/a.so' is damaged: its ELF tables are cut"));
}

TEST(ReadFacts, RefusesALibraryForAnotherMachine) {
  const Folder folder;
  std::string bytes = bytes_of(built("fixture.good"));
  bytes[18] = 22;  // e_machine: IBM S/390
  EXPECT_THAT(refusal_to_read(folder.put("a.so", bytes)),
              HasSubstr("/a.so' is built for machine number 22, this machine is "));
}

TEST(ReadFacts, RefusesWhatIsNoSharedLibrary) {
  const Folder folder;
  std::string bytes = bytes_of(built("fixture.good"));
  bytes[16] = 1;  // e_type: an object file
  EXPECT_THAT(refusal_to_read(folder.put("a.so", bytes)), EndsWith("/a.so' is no shared library"));
}

TEST(ReadFacts, RefusesASharedLibraryThatIsNoModule) {
  EXPECT_THAT(refusal_to_read(built("fixture.unnoted")),
              EndsWith("/fixture.unnoted.so' is no module of aio: it has no AIO_MODULE"));
}

TEST(ReadFacts, SurvivesAnyDamageToTheTables) {
  const Folder folder;
  const std::string whole = bytes_of(built("fixture.good")).substr(0, 4096);
  std::minstd_rand random(7);
  for (int round = 0; round < 500; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 8; ++i) bytes[random() % 1024] = static_cast<char>(random());
    try {
      read_facts(folder.put("a.so", bytes));
    } catch (const Error& error) {
      ASSERT_THAT(error.what(), StartsWith("'" + folder.path().string()));
    }
  }
}

TEST(Mismatch, FindsNoneInAModuleOfTheSameBuild) {
  EXPECT_EQ(mismatch(module(), plain_host(), "my.module"), std::nullopt);
}

TEST(Mismatch, NamesFoundAndExpected) {
  EXPECT_EQ(mismatch(module(), plain_host(), "your.module"),
            "calls itself 'my.module', expected 'your.module'");

  Facts other_abi = module();
  other_abi.abi = 7;
  EXPECT_EQ(mismatch(other_abi, plain_host(), "my.module"),
            "is built for ABI 7 of aio, expected ABI 1");

  Facts asan = module();
  asan.sanitizer = "address";
  EXPECT_EQ(mismatch(asan, plain_host(), "my.module"),
            "is built with the address sanitizer, this aiod without a sanitizer");

  Facts other_boost = module();
  other_boost.boost = "1_74";
  EXPECT_EQ(mismatch(other_boost, plain_host(), "my.module"),
            "uses Boost 1_74, this aiod has 1_81");
}

TEST(Mismatch, LetsAPlainModuleRunInASanitizedHost) {
  Facts host = plain_host();
  host.sanitizer = "address";
  EXPECT_EQ(mismatch(module(), host, "my.module"), std::nullopt);
}

TEST(Mismatch, DoesNotMindTheCompiler) {
  Facts clang = module();
  clang.compiler = "Clang 19.1.4";
  EXPECT_EQ(mismatch(clang, plain_host(), "my.module"), std::nullopt);
}

}  // namespace
}  // namespace aio::tests
