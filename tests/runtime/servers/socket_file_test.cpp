// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/socket_file.hpp"

#include <gmock/gmock.h>
#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <aio/error.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "daemon/runtime/servers/listening.hpp"
#include "tests/runtime/test_app.hpp"

namespace aio::runtime {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

class SocketFileTest : public testing::Test {
 protected:
  SocketFileTest() {
    std::string name = "/tmp/aio-socket-file-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~SocketFileTest() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/s"; }
  Listening open(ServerType type = ServerType::unix_stream, const Access& access = {}) const {
    return Listening::open({path(), 0, type}, {.access = access});
  }
  struct stat status() const {
    struct stat status {};
    EXPECT_EQ(lstat(path().c_str(), &status), 0) << std::strerror(errno);
    return status;
  }
  bool exists() const { return std::filesystem::exists(std::filesystem::symlink_status(path())); }
  bool answers() const {
    const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const SocketAddress address = SocketAddress::unix_path(path());
    return connect(socket.number(), address.data(), address.size()) == 0;
  }
  /// What a process leaves that ended without a word.
  void leave_a_dead_socket(int kind) const {
    const Descriptor socket(::socket(AF_UNIX, kind | SOCK_CLOEXEC, 0));
    const SocketAddress address = SocketAddress::unix_path(path());
    ASSERT_EQ(bind(socket.number(), address.data(), address.size()), 0);
  }

  LogCapture log;

 private:
  std::string folder_;
};

TEST_F(SocketFileTest, IsThereWhileTheSocketIs) {
  {
    const Listening listening = open();
    EXPECT_TRUE(answers());
    EXPECT_EQ(listening.bound().address, path());
    EXPECT_EQ(listening.bound().type, ServerType::unix_stream);
  }
  EXPECT_FALSE(exists());
}

TEST_F(SocketFileTest, HasTheModeThatIsAskedForWhateverTheUmask) {
  const mode_t before = umask(0);
  EXPECT_EQ(open().number() >= 0 && (status().st_mode & 0777) == 0660, true);
  umask(0777);
  const Listening narrow = open(ServerType::unix_stream, {.mode = 0606});
  umask(before);
  EXPECT_EQ(status().st_mode & 0777, 0606U);
}

TEST_F(SocketFileTest, LetsNobodyElseInBeforeItsAccessIsSet) {
  const mode_t before = umask(0);
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const SocketFile file(socket.number(), path());
  umask(before);
  EXPECT_EQ(status().st_mode & 0777, 0600U);
  EXPECT_FALSE(answers());
  file.access({.mode = 0666});
  EXPECT_EQ(status().st_mode & 0777, 0666U);
}

TEST_F(SocketFileTest, BelongsToTheUserAndGroupThatAreAskedFor) {
  if (getuid() != 0) GTEST_SKIP() << "only root gives files away";
  const Listening listening =
      open(ServerType::unix_stream, {.mode = 0600, .owner = look_up("nobody", "12345")});
  EXPECT_EQ(status().st_uid, look_up("nobody", "").user);
  EXPECT_EQ(status().st_gid, 12345U);
}

TEST_F(SocketFileTest, ReplacesADeadSocketWithANotice) {
  for (const int kind : {SOCK_STREAM, SOCK_DGRAM}) {
    leave_a_dead_socket(kind);
    const Listening listening = open();
    EXPECT_TRUE(answers());
  }
  const std::string notice = "INFO replaced the socket " + path() + ", at which nobody answered";
  EXPECT_THAT(log.lines(), ElementsAre(notice, notice));
}

TEST_F(SocketFileTest, LeavesALiveSocketOfAnotherAloneWhateverItsType) {
  for (const ServerType type : {ServerType::unix_stream, ServerType::unix_datagram}) {
    const Listening other = open(type);
    const ino_t before = status().st_ino;
    for (const ServerType mine : {ServerType::unix_stream, ServerType::unix_datagram}) {
      try {
        open(mine);
        FAIL() << "took it";
      } catch (const std::system_error& error) {
        EXPECT_EQ(error.code(), std::errc::address_in_use);
      }
    }
    EXPECT_EQ(status().st_ino, before);
  }
  EXPECT_THAT(log.lines(), IsEmpty());
}

// Bound and not listening yet is what a server is for a moment that starts just now.
TEST_F(SocketFileTest, LeavesASocketAloneThatDoesNotListenYet) {
  const Descriptor other(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const SocketFile file(other.number(), path());
  EXPECT_THROW(open(), std::system_error);
  EXPECT_TRUE(exists());
}

TEST_F(SocketFileTest, NeverTouchesWhatIsNoSocket) {
  std::ofstream(path()) << "precious";
  try {
    open();
    FAIL() << "took it";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "a file that is no socket is there");
  }
  EXPECT_EQ(std::filesystem::file_size(path()), 8U);
  std::filesystem::remove(path());
  std::filesystem::create_directory(path());
  try {
    open();
    FAIL() << "took it";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "a folder is there");
  }
  EXPECT_TRUE(std::filesystem::is_directory(path()));
}

TEST_F(SocketFileTest, DoesNotFollowALink) {
  std::filesystem::create_symlink("/nowhere/at/all", path());
  EXPECT_THROW(open(), Error);
  EXPECT_TRUE(std::filesystem::is_symlink(path()));
}

TEST_F(SocketFileTest, SaysThatTheFolderIsMissing) {
  try {
    Listening::open({path() + "/missing/s", 0, ServerType::unix_stream});
    FAIL() << "opened";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::no_such_file_or_directory);
  }
}

TEST_F(SocketFileTest, StaysWhileADuplicateOfTheSocketDoes) {
  Listening first = open();
  const ino_t before = status().st_ino;
  const Listening second = first.duplicate();
  first = {};
  EXPECT_EQ(status().st_ino, before);
  EXPECT_TRUE(answers());
}

TEST_F(SocketFileTest, IsNotRemovedWhenItIsAnothersByNow) {
  Listening listening = open();
  std::filesystem::remove(path());
  leave_a_dead_socket(SOCK_STREAM);
  listening = {};
  EXPECT_TRUE(exists());
}

TEST_F(SocketFileTest, IsNotOursWhenTheSocketWasPassedIn) {
  Listening passed = open();
  { const Listening adopted = Listening::adopt(dup(passed.number())); }
  EXPECT_TRUE(answers());
}

TEST_F(SocketFileTest, IsNoneForAnAbstractName) {
  const std::string name = "@aio-socket-file-test-" + std::to_string(getpid());
  const Listening listening = Listening::open({name, 0, ServerType::unix_stream});
  EXPECT_EQ(listening.bound().address, name);
  EXPECT_THROW(Listening::open({name, 0, ServerType::unix_stream}), std::system_error);
}

TEST(LookUp, FindsByNameAndByNumberAndNamesWhoIsNotThere) {
  EXPECT_EQ(look_up("root", "").user, 0U);
  EXPECT_EQ(look_up("", "root").group, 0U);
  EXPECT_EQ(look_up("1234", "").user, 1234U);
  EXPECT_FALSE(look_up("", "").user.has_value());
  for (const auto& [user, group, what] :
       {std::tuple("no-such-user", "", "there is no user 'no-such-user'"),
        std::tuple("", "no-such-group", "there is no group 'no-such-group'")}) {
    try {
      look_up(user, group);
      FAIL() << "found";
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(), what);
    }
  }
}

}  // namespace
}  // namespace aio::runtime
