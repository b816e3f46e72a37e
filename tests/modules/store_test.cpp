// SPDX-License-Identifier: MIT
#include "daemon/modules/store.hpp"

#include <gmock/gmock.h>
#include <boost/asio/io_context.hpp>
#include <boost/version.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "tests/modules/fixture.hpp"
#include "tests/sdk/asio_loop.hpp"
#include "tests/sdk/manual_loop.hpp"

namespace aio::tests {
namespace {

using modules::Store;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// A store that finds the fixtures.
Store store_of_fixtures() {
  Store store;
  store.search_in({fixtures});
  return store;
}

std::string refusal_of(const std::string& name) {
  Store store = store_of_fixtures();
  return error_of(Fault::broken_module, [&] { store.load(name); });
}

std::vector<std::string> names_in(const modules::Module& module) {
  std::vector<std::string> names;
  for (const auto& [name, definition] : module.definitions) names.push_back(name);
  return names;
}

/// A folder with the fixture `versioned`, of which there are two builds.
struct Versioned {
  Versioned() {
    put("first");
    store.search_in({folder.path()});
  }
  void put(const std::string& build) {
    folder.put("versioned.so", bytes_of(built("versioned." + build)));
  }
  std::filesystem::path file() const { return folder.path() / "versioned.so"; }

  Folder folder;
  Store store;
};

TEST(Store, LoadsAModuleWithAllThatItDefines) {
  Store store = store_of_fixtures();
  const auto& module = store.load("fixture.good");
  EXPECT_EQ(module.name, "fixture.good");
  EXPECT_EQ(module.path, built("fixture.good"));
  EXPECT_THAT(names_in(module), ElementsAre("Silent", "hear", "inner.hear", "serve", "tick"));
}

TEST(Store, LoadsAModuleOnce) {
  Store store = store_of_fixtures();
  const auto& module = store.load("fixture.good");
  EXPECT_EQ(&store.load("fixture.good"), &module);
  EXPECT_EQ(store.find("fixture.good.tick").module, &module);
  EXPECT_EQ(store.loaded().size(), 1u);
}

TEST(Store, FindsEachKindByItsDottedName) {
  Store store = store_of_fixtures();
  const auto kind_of = [&](const std::string& dotted) {
    return modules::kind_name(*store.find(dotted).definition);
  };
  EXPECT_EQ(kind_of("fixture.good.tick"), "schedule function");
  EXPECT_EQ(kind_of("fixture.good.hear"), "listener");
  EXPECT_EQ(kind_of("fixture.good.Silent"), "protocol");
  EXPECT_EQ(kind_of("fixture.good.serve"), "server factory");
}

TEST(Store, TakesTheLongestNameThatIsAModule) {
  Store store = store_of_fixtures();
  EXPECT_EQ(store.find("fixture.hear").module->name, "fixture");
  EXPECT_EQ(store.find("fixture.absent.hear").module->name, "fixture");
  EXPECT_EQ(store.find("fixture.good.inner.hear").module->name, "fixture.good");
  EXPECT_EQ(modules::kind_name(*store.find("fixture.good.tick").definition), "schedule function");
}

TEST(Store, NamesTheNearestFunctionThatIsThere) {
  Store store = store_of_fixtures();
  const auto missing = [&](const std::string& dotted) {
    return error_of(Fault::not_found, [&] { store.find(dotted); });
  };
  EXPECT_EQ(missing("fixture.good.tik"),
            "module 'fixture.good' has no 'tik', did you mean 'tick'?");
  EXPECT_EQ(missing("fixture.good.tikc"),
            "module 'fixture.good' has no 'tikc', did you mean 'tick'?");
  EXPECT_EQ(missing("fixture.good.unlike"),
            "module 'fixture.good' has no 'unlike'; it has Silent, hear, inner.hear, serve, tick");
}

TEST(Store, SaysWhereItLookedForAModule) {
  Store store;
  store.search_in({"/nowhere", "/else"});
  EXPECT_EQ(error_of(Fault::broken_module, [&] { store.find("my.module.tick"); }),
            "module 'my.module' is not there, looked for in /nowhere, /else");
  EXPECT_EQ(error_of(Fault::broken_module, [&] { store.load("my"); }),
            "module 'my' is not there, looked for in /nowhere, /else");
  store.search_in({});
  EXPECT_EQ(error_of(Fault::broken_module, [&] { store.load("my"); }),
            "module 'my' is not there, looked for in no folder: [aio] module_path is empty");
}

TEST(Store, RefusesByItsNoteWhatWouldEndTheProcess) {
  EXPECT_EQ(refusal_of("fixture.other_abi"),
            "module 'fixture.other_abi' is built for ABI 9999 of aio, expected ABI 4");
  EXPECT_EQ(refusal_of("fixture.other_boost"),
            "module 'fixture.other_boost' uses Boost 0_0, this aiod has " BOOST_LIB_VERSION);
  EXPECT_EQ(refusal_of("fixture.misnamed"),
            "module 'fixture.misnamed' calls itself 'fixture.other', expected 'fixture.misnamed'");
}

TEST(Store, RefusesASanitizedModuleInAPlainHost) {
  auto plain = modules::host_facts();
  plain.sanitizer = "none";
  Store store(plain);
  store.search_in({fixtures});
  EXPECT_EQ(error_of(Fault::broken_module, [&] { store.load("fixture.asan"); }),
            "module 'fixture.asan' is built with the address sanitizer, this aiod without a "
            "sanitizer");
}

TEST(Store, RefusesWhatCannotBeLoadedAndLives) {
  EXPECT_EQ(refusal_of("fixture.throws"),
            "module 'fixture.throws' cannot be loaded: a constructor of it throws: no such device");
  EXPECT_EQ(refusal_of("fixture.aborts"),
            "module 'fixture.aborts' cannot be loaded: loading it ends the process: Aborted");
  EXPECT_THAT(refusal_of("fixture.unresolved"),
              EndsWith("undefined symbol: fixture_function_that_nobody_defines"));
  EXPECT_THAT(refusal_of("fixture.no_entry"), EndsWith("undefined symbol: aio_module_define"));
}

TEST(Store, RefusesAModuleWhoseDefinitionsFail) {
  EXPECT_EQ(refusal_of("fixture.twice"),
            "module 'fixture.twice' cannot be loaded: 'hear' is defined twice");
  EXPECT_EQ(refusal_of("fixture.throws_a_number"),
            "module 'fixture.throws_a_number' cannot be loaded: its AIO_MODULE throws what is no "
            "std::exception");
}

TEST(Store, RefusesAFileThatAnybodyMayWrite) {
  Versioned versioned;
  std::filesystem::permissions(versioned.file(), std::filesystem::perms::others_write,
                               std::filesystem::perm_options::add);
  EXPECT_THAT(error_of(Fault::broken_module, [&] { versioned.store.load("versioned"); }),
              EndsWith("/versioned.so' is not loaded: anybody may write to it"));
}

TEST(Store, RehearsesWhatIsNewAndCouldBeLoadedAtAll) {
  Store store = store_of_fixtures();
  store.load("fixture.good");
  const auto rehearsed = store.rehearse({"fixture.good.tick", "fixture.throws.tick", "no.such"},
                                        {"fixture.aborts", "fixture.throws"});
  ASSERT_EQ(rehearsed.size(), 2u);
  EXPECT_EQ(rehearsed[0].file.path, built("fixture.aborts"));
  EXPECT_EQ(rehearsed[0].why_not, "loading it ends the process: Aborted");
  EXPECT_EQ(rehearsed[1].file.path, built("fixture.throws"));
  EXPECT_EQ(rehearsed[1].why_not, "a constructor of it throws: no such device");
}

TEST(Store, BelievesARehearsalThatWasMadeBefore) {
  Store store = store_of_fixtures();
  auto rehearsed = store.rehearse({}, {"fixture.good"});
  ASSERT_EQ(rehearsed.size(), 1u);
  EXPECT_EQ(rehearsed[0].why_not, std::nullopt);
  rehearsed[0].why_not = "it hangs";
  store.believe(std::move(rehearsed));
  EXPECT_EQ(error_of(Fault::broken_module, [&] { store.load("fixture.good"); }),
            "module 'fixture.good' cannot be loaded: it hangs");
}

TEST(Store, GoesOnAfterARefusal) {
  Store store = store_of_fixtures();
  error_of(Fault::broken_module, [&] { store.load("fixture.throws"); });
  EXPECT_EQ(store.load("fixture.good").name, "fixture.good");
  EXPECT_EQ(store.loaded().size(), 1u);
}

TEST(Store, LoadsANewBuildBesideTheOldOne) {
  Versioned versioned;
  const auto& old = versioned.store.load("versioned");
  EXPECT_THAT(names_in(old), ElementsAre("first"));
  versioned.put("second");
  EXPECT_THAT(names_in(versioned.store.load("versioned")), ElementsAre("second"));
  EXPECT_THAT(names_in(old), ElementsAre("first"));
  EXPECT_EQ(versioned.store.loaded().size(), 1u);
}

TEST(Store, LoadsAThirdBuildToo) {
  Versioned versioned;
  for (const std::string build : {"first", "second", "first"}) {
    versioned.put(build);
    EXPECT_THAT(names_in(versioned.store.load("versioned")), ElementsAre(build));
  }
}

TEST(Store, TakesATouchedFileForTheSame) {
  Versioned versioned;
  const auto& module = versioned.store.load("versioned");
  std::filesystem::last_write_time(
      versioned.file(), std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
  EXPECT_EQ(&versioned.store.load("versioned"), &module);
}

// Only the build id is written over here, which nobody uses once the module is loaded: its code
// changes under it no more than the test can stand.
TEST(Store, RefusesAFileThatWasWrittenOver) {
  Versioned versioned;
  const auto& module = versioned.store.load("versioned");
  const std::string bytes = bytes_of(versioned.file());
  std::fstream stream(versioned.file(), std::ios::in | std::ios::out | std::ios::binary);
  const auto note = bytes.find(std::string("\x14\0\0\0\3\0\0\0GNU\0", 12));
  ASSERT_NE(note, std::string::npos);
  stream.seekp(static_cast<std::streamoff>(note + 12));
  stream << "another build";
  stream.close();
  std::filesystem::last_write_time(
      versioned.file(), std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
  EXPECT_EQ(error_of(Fault::broken_module, [&] { versioned.store.load("versioned"); }),
            "module 'versioned' was written over while it is loaded: put a new file in its place, "
            "or start aiod again");
  EXPECT_EQ(module.name, "versioned");
}

TEST(Store, LetsAnExceptionCrossFromAModule) {
  Store store = store_of_fixtures();
  const auto& serve = std::get<ServerFactory>(*store.find("fixture.good.serve").definition);
  Started opening(serve("name", {}, "127.0.0.1", 0));
  EXPECT_EQ(error_of(Fault::refused, [&] { opening.result(); }), "thrown in a module");
}

TEST(Store, SharesTheLoopWithAModuleThatUsesTheBridge) {
  Store store = store_of_fixtures();
  AsioLoop loop;
  const auto& wait = std::get<ScheduleFunction>(*store.find("fixture.bridge.wait").definition);
  std::string result;
  Started work(wait.run(ScheduledEvent("name", Section()), result), &loop);
  EXPECT_FALSE(work.over());
  loop.context.run();
  EXPECT_TRUE(work.over());
  work.result();
}

}  // namespace
}  // namespace aio::tests
