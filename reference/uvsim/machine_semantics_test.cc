// What libuv 1.44.2 does, for uvsim and for the real library from this one source: owners of files,
// file systems, sendfile, and what there is to know of the machine and its user.

#include <sys/stat.h>

#include <climits>

#include "uvsim/testing/fs_fixture.h"

namespace actx::uvsim::testing {
namespace {

constexpr uv_uid_t kSame = static_cast<uv_uid_t>(-1);

class Owners : public FsTest {
 protected:
  int64_t chown(std::string_view name, uv_uid_t user, uv_gid_t group) {
    return on(uv_fs_chown, name, user, group);
  }
  int64_t lchown(std::string_view name, uv_uid_t user, uv_gid_t group) {
    return on(uv_fs_lchown, name, user, group);
  }
  int64_t fchown(int file, uv_uid_t user, uv_gid_t group) {
    return Request()(uv_fs_fchown, file, user, group);
  }
  // "user,group" of a name, numbers counted from those of a new file.
  std::string owner(std::string_view name) {
    const uv_stat_t found = stat(name, false);
    return std::to_string(found.st_uid - first_.st_uid) + ',' +
           std::to_string(found.st_gid - first_.st_gid);
  }
  // To the superuser only.
  int64_t if_allowed() const { return geteuid() == 0 ? 0 : UV_EPERM; }
  void SetUp() override {
    FsTest::SetUp();
    put("f", "abc");
    first_ = stat("f");
    user_ = static_cast<uv_uid_t>(first_.st_uid);
    group_ = static_cast<uv_gid_t>(first_.st_gid);
  }
  uv_stat_t first_;
  uv_uid_t user_;
  uv_gid_t group_;
};

TEST_F(Owners, ToOneselfAndToOthers) {
  EXPECT_EQ(chown("f", kSame, kSame), 0);
  EXPECT_EQ(chown("f", user_, group_), 0);
  EXPECT_EQ(owner("f"), "0,0");
  const bool superuser = geteuid() == 0;
  EXPECT_EQ(chown("f", user_ + 12, kSame), if_allowed());
  EXPECT_EQ(owner("f"), superuser ? "12,0" : "0,0");
  EXPECT_EQ(chown("f", kSame, group_ + 34), if_allowed());
  EXPECT_EQ(owner("f"), superuser ? "12,34" : "0,0");
  const int file = open("f", O_RDONLY);
  EXPECT_EQ(fchown(file, user_, group_), 0);
  EXPECT_EQ(owner("f"), "0,0");
  close(file);
  EXPECT_EQ(fchown(file, user_, group_), UV_EBADF);
}

TEST_F(Owners, OfALinkAndOfWhatItNames) {
  symlink("f", "l");
  symlink("missing", "nowhere");
  EXPECT_EQ(lchown("l", user_ + 1, group_), if_allowed());
  EXPECT_EQ(owner("f"), "0,0");
  EXPECT_EQ(owner("l"), geteuid() == 0 ? "1,0" : "0,0");
  EXPECT_EQ(chown("l", kSame, group_ + 2), if_allowed());
  EXPECT_EQ(owner("f"), geteuid() == 0 ? "0,2" : "0,0");
  EXPECT_EQ(chown("nowhere", user_, group_), UV_ENOENT);
  EXPECT_EQ(lchown("nowhere", user_, group_), 0);
  EXPECT_EQ(chown("f/x", user_, group_), UV_ENOTDIR);
  EXPECT_EQ(lchown("missing", user_, group_), UV_ENOENT);
}

TEST_F(Owners, TheSetIdBitsGo) {
  mkdir("d");
  const auto mode_after = [this](std::string_view name, int mode) {
    on(uv_fs_chmod, name, mode);
    EXPECT_EQ(chown(name, kSame, kSame), 0);
    return stat(name).st_mode & 07777;
  };
  EXPECT_EQ(mode_after("f", 06777), 0777u);
  EXPECT_EQ(mode_after("f", 06767), 02767u);  // without the group's x it means something else
  EXPECT_EQ(mode_after("d", 06777), 06777u);
}

TEST_F(FsTest, StatfsAddsUp) {
  put("f", "abc");
  const auto of = [this](const std::string& name, uv_statfs_t* answer) {
    Request request;
    const std::string where = path(name);
    const int64_t result = request(uv_fs_statfs, where.c_str());
    EXPECT_EQ(request.uv.ptr != nullptr, result == 0);
    if (result == 0) *answer = *static_cast<uv_statfs_t*>(request.uv.ptr);
    return result;
  };
  uv_statfs_t answer = {};
  ASSERT_EQ(of("f", &answer), 0);
  EXPECT_NE(answer.f_type, 0u);
  EXPECT_EQ(answer.f_bsize, 4096u);
  EXPECT_GT(answer.f_blocks, 0u);
  EXPECT_LE(answer.f_bavail, answer.f_bfree);
  EXPECT_LE(answer.f_bfree, answer.f_blocks);
  EXPECT_LE(answer.f_ffree, answer.f_files);
  uv_statfs_t same = {};
  ASSERT_EQ(of("", &same), 0);
  EXPECT_EQ(same.f_blocks, answer.f_blocks);
  EXPECT_EQ(of("missing", &answer), UV_ENOENT);
  EXPECT_EQ(of("f/x", &answer), UV_ENOTDIR);
}

class Sendfile : public FsTest {
 protected:
  int64_t send(int to, int from, int64_t offset, size_t length) {
    return Request()(uv_fs_sendfile, to, from, offset, length);
  }
  void SetUp() override {
    FsTest::SetUp();
    put("from", "abcdef");
    from_ = open("from", O_RDWR);
    to_ = open("to", O_RDWR | O_CREAT);
  }
  void TearDown() override {
    close(from_);
    close(to_);
    FsTest::TearDown();
  }
  int from_;
  int to_;
};

TEST_F(Sendfile, MovesTheTargetsPositionOnly) {
  EXPECT_EQ(send(to_, from_, 1, 3), 3);
  EXPECT_EQ(send(to_, from_, 4, 100), 2);
  EXPECT_EQ(content("to"), "bcdef");
  EXPECT_EQ(read(from_, 2), "ab");
  EXPECT_EQ(read(to_, 9), "");
  EXPECT_EQ(send(to_, from_, 6, 5), 0);
  EXPECT_EQ(send(to_, from_, 60, 5), 0);
  EXPECT_EQ(send(to_, from_, 0, 0), 0);
  EXPECT_EQ(content("to"), "bcdef");
}

TEST_F(Sendfile, WithinOneFile) {
  EXPECT_EQ(read(from_, 2), "ab");
  EXPECT_EQ(send(from_, from_, 0, 6), 6);
  EXPECT_EQ(content("from"), "ababcdef");
}

TEST_F(Sendfile, Errors) {
  mkdir("d");
  const int directory = open("d", O_RDONLY);
  const int reads = open("to", O_RDONLY);
  const int writes = open("from", O_WRONLY);
  const int appends = open("to", O_WRONLY | O_APPEND);
  EXPECT_EQ(send(9999, from_, 0, 1), UV_EBADF);
  EXPECT_EQ(send(to_, 9999, 0, 1), UV_EBADF);
  EXPECT_EQ(send(reads, from_, 0, 1), UV_EBADF);
  EXPECT_EQ(send(to_, writes, 0, 1), UV_EBADF);
  EXPECT_EQ(send(appends, from_, 0, 1), UV_EBADF);
  EXPECT_EQ(send(to_, directory, 0, 1), UV_EISDIR);
  EXPECT_EQ(send(directory, from_, 0, 1), UV_EISDIR);
  for (const int file : {directory, reads, writes, appends}) close(file);
}

TEST_F(Sendfile, WithACallback) {
  uv_fs_t request;
  request.data = this;
  EXPECT_EQ(uv_fs_sendfile(&loop, &request, to_, from_, 2, 3,
                           [](uv_fs_t* done) {
                             static_cast<Sendfile*>(done->data)->note(std::to_string(done->result));
                             uv_fs_req_cleanup(done);
                           }),
            0);
  EXPECT_EQ(content("to"), "");
  run();
  EXPECT_EQ(taken(), "3");
  EXPECT_EQ(content("to"), "cde");
}

TEST_F(FsTest, NameOfTheSystem) {
  uv_utsname_t name;
  std::memset(&name, 0xff, sizeof name);
  ASSERT_EQ(uv_os_uname(&name), 0);
  EXPECT_STREQ(name.sysname, "Linux");
  for (const char* text : {name.release, name.version, name.machine}) {
    EXPECT_GT(strnlen(text, sizeof name.release), 0u);
    EXPECT_LT(strnlen(text, sizeof name.release), sizeof name.release);
  }
  EXPECT_EQ(uv_os_uname(nullptr), UV_EINVAL);
}

TEST_F(FsTest, TheUserOwnsWhatHeMakes) {
  put("f", "");
  uv_passwd_t passwd;
  ASSERT_EQ(uv_os_get_passwd(&passwd), 0);
  EXPECT_EQ(stat("f").st_uid, static_cast<uint64_t>(passwd.uid));
  EXPECT_GT(std::strlen(passwd.username), 0u);
  EXPECT_EQ(passwd.shell[0], '/');
  // Without HOME it is the home directory, too.
  char home[PATH_MAX];
  size_t size = sizeof home;
  uv_os_unsetenv("HOME");
  EXPECT_EQ(uv_os_homedir(home, &size), 0);
  EXPECT_STREQ(home, passwd.homedir);
  uv_os_free_passwd(&passwd);
  EXPECT_EQ(passwd.username, nullptr);
  uv_os_free_passwd(&passwd);
  uv_os_free_passwd(nullptr);
  EXPECT_EQ(uv_os_get_passwd(nullptr), UV_EINVAL);
}

TEST_F(FsTest, Priority) {
  constexpr uv_pid_t kNobody = 0x7ffffff;
  int before = 99;
  int now = 99;
  ASSERT_EQ(uv_os_getpriority(0, &before), 0);
  ASSERT_EQ(uv_os_getpriority(uv_os_getpid(), &now), 0);
  EXPECT_EQ(now, before);
  EXPECT_EQ(uv_os_getpriority(kNobody, &now), UV_ESRCH);
  EXPECT_EQ(uv_os_getpriority(0, nullptr), UV_EINVAL);
  EXPECT_EQ(uv_os_setpriority(0, UV_PRIORITY_LOW + 1), UV_EINVAL);
  EXPECT_EQ(uv_os_setpriority(kNobody, UV_PRIORITY_HIGHEST - 1), UV_EINVAL);
  EXPECT_EQ(uv_os_setpriority(kNobody, 3), UV_ESRCH);
  ASSERT_LT(before, UV_PRIORITY_LOW);
  EXPECT_EQ(uv_os_setpriority(0, before + 1), 0);
  EXPECT_EQ(uv_os_getpriority(0, &now), 0);
  EXPECT_EQ(now, before + 1);
  EXPECT_EQ(uv_os_setpriority(uv_os_getpid(), before), geteuid() == 0 ? 0 : UV_EACCES);
}

}  // namespace
}  // namespace actx::uvsim::testing
