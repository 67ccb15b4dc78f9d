// What libuv's file calls do on Linux, compiled for both sides.

#include <cerrno>

#include "uvsim/testing/fs_fixture.h"

namespace actx::uvsim::testing {
namespace {

TEST_F(FsTest, ReadAndWriteMoveThePosition) {
  const int file = open("f", O_RDWR | O_CREAT);
  ASSERT_GE(file, 0);
  EXPECT_EQ(write(file, "hello world"), 11);
  EXPECT_EQ(read(file, 5), "");
  EXPECT_EQ(read(file, 5, 6), "world");
  EXPECT_EQ(write(file, "W", 6), 1);
  EXPECT_EQ(write(file, "!"), 1);  // where the first write ended
  EXPECT_EQ(read(file, 100, 0), "hello World!");
  EXPECT_EQ(read(file, 100, 50), "");
  EXPECT_EQ(close(file), 0);
  EXPECT_EQ(close(file), UV_EBADF);
  EXPECT_EQ(read(file, 1), "EBADF");
  EXPECT_EQ(write(file, "x"), UV_EBADF);
}

TEST_F(FsTest, SeveralBuffers) {
  const int file = open("f", O_RDWR | O_CREAT);
  char bytes[] = "abcdefgh";
  std::vector<uv_buf_t> buffers;
  for (char* at = bytes; *at != '\0'; at++) buffers.push_back(uv_buf_init(at, 1));
  EXPECT_EQ(Request()(uv_fs_write, file, buffers.data(), 8u, int64_t{-1}), 8);
  EXPECT_EQ(Request()(uv_fs_write, file, buffers.data(), 2u, int64_t{4}), 2);
  char first[3] = {};
  char second[9] = {};
  const uv_buf_t into[] = {uv_buf_init(first, 2), uv_buf_init(second, 8)};
  EXPECT_EQ(Request()(uv_fs_read, file, into, 2u, int64_t{1}), 7);
  EXPECT_STREQ(first, "bc");
  EXPECT_STREQ(second, "dabgh");
  close(file);
}

TEST_F(FsTest, ModesOfADescriptor) {
  put("f", "abc");
  const int reads = open("f", O_RDONLY);
  EXPECT_EQ(write(reads, "x"), UV_EBADF);
  EXPECT_EQ(Request()(uv_fs_ftruncate, reads, int64_t{1}), UV_EINVAL);
  close(reads);
  const int writes = open("f", O_WRONLY);
  EXPECT_EQ(read(writes, 1), "EBADF");
  EXPECT_EQ(Request()(uv_fs_fsync, writes), 0);
  EXPECT_EQ(Request()(uv_fs_fdatasync, writes), 0);
  close(writes);
  EXPECT_EQ(Request()(uv_fs_fsync, writes), UV_EBADF);
  const int appends = open("f", O_WRONLY | O_APPEND);
  EXPECT_EQ(write(appends, "d", 0), 1);
  EXPECT_EQ(write(appends, "e"), 1);
  close(appends);
  EXPECT_EQ(content("f"), "abcde");
}

TEST_F(FsTest, HolesAndTruncation) {
  const int file = open("f", O_RDWR | O_CREAT);
  EXPECT_EQ(write(file, "z", 3), 1);
  EXPECT_EQ(read(file, 9, 0), std::string("\0\0\0z", 4));
  EXPECT_EQ(Request()(uv_fs_ftruncate, file, int64_t{1}), 0);
  EXPECT_EQ(Request()(uv_fs_ftruncate, file, int64_t{2}), 0);
  EXPECT_EQ(read(file, 9, 0), std::string("\0\0", 2));
  EXPECT_EQ(Request()(uv_fs_ftruncate, file, int64_t{-1}), UV_EINVAL);
  close(file);
  EXPECT_EQ(Request()(uv_fs_ftruncate, file, int64_t{0}), UV_EBADF);
}

TEST_F(FsTest, OpenErrors) {
  put("f", "abc");
  mkdir("d");
  EXPECT_EQ(open("missing", O_RDONLY), UV_ENOENT);
  EXPECT_EQ(open("missing/f", O_RDONLY | O_CREAT), UV_ENOENT);
  EXPECT_EQ(open("f/f", O_RDONLY), UV_ENOTDIR);
  EXPECT_EQ(open("f/", O_RDONLY), UV_ENOTDIR);
  EXPECT_EQ(open("f/..", O_RDONLY), UV_ENOTDIR);
  EXPECT_EQ(open("d", O_RDWR), UV_EISDIR);
  EXPECT_EQ(open("d", O_RDONLY | O_CREAT), UV_EISDIR);
  EXPECT_EQ(open("d", O_RDONLY | O_TRUNC), UV_EISDIR);
  EXPECT_EQ(open("d", O_WRONLY | O_CREAT | O_EXCL), UV_EEXIST);
  EXPECT_EQ(open("new/", O_WRONLY | O_CREAT), UV_EISDIR);
  EXPECT_EQ(open("f", O_WRONLY | O_CREAT | O_EXCL), UV_EEXIST);
  EXPECT_EQ(open("f", O_RDONLY | O_DIRECTORY), UV_ENOTDIR);
  EXPECT_EQ(open(std::string(300, 'x'), O_RDONLY), UV_ENAMETOOLONG);
  EXPECT_EQ(open("/" + std::string(5000, '/'), O_RDONLY), UV_ENAMETOOLONG);
  EXPECT_EQ(Request()(uv_fs_open, "", O_RDONLY, 0), UV_ENOENT);
  const int directory = open("d", O_RDONLY);
  EXPECT_GE(directory, 0);
  EXPECT_EQ(read(directory, 1), "EISDIR");
  close(directory);
}

TEST_F(FsTest, DescriptorsAreTheLowestFree) {
  const int a = open("a", O_WRONLY | O_CREAT);
  const int b = open("b", O_WRONLY | O_CREAT);
  EXPECT_GT(b, a);
  close(a);
  EXPECT_EQ(open("c", O_WRONLY | O_CREAT), a);
  close(a);
  close(b);
}

TEST_F(FsTest, Links) {
  put("f", "abc");
  mkdir("d");
  put("d/inner", "x");
  EXPECT_EQ(symlink("f", "to_f"), 0);
  EXPECT_EQ(symlink("d", "to_d"), 0);
  EXPECT_EQ(symlink("missing", "to_missing"), 0);
  EXPECT_EQ(symlink("loop", "loop"), 0);
  EXPECT_EQ(symlink("", "empty"), UV_ENOENT);
  EXPECT_EQ(symlink("f", "to_f"), UV_EEXIST);
  EXPECT_EQ(content("to_f"), "abc");
  EXPECT_EQ(content("to_d/inner"), "x");
  EXPECT_EQ(content("to_d/../f"), "abc");
  EXPECT_EQ(open("loop", O_RDONLY), UV_ELOOP);
  EXPECT_EQ(open("to_missing", O_RDONLY), UV_ENOENT);
  EXPECT_EQ(open("to_f", O_RDONLY | O_NOFOLLOW), UV_ELOOP);
  EXPECT_EQ(open("to_f/", O_RDONLY), UV_ENOTDIR);
  EXPECT_EQ(open("to_missing", O_WRONLY | O_CREAT | O_EXCL), UV_EEXIST);
  put("to_missing", "made");
  EXPECT_EQ(content("missing"), "made");
  EXPECT_EQ(unlink("to_d/"), UV_ENOTDIR);
  EXPECT_EQ(rmdir("to_d"), UV_ENOTDIR);
  EXPECT_EQ(mkdir("to_d"), UV_EEXIST);
  EXPECT_EQ(unlink("to_d"), 0);
  EXPECT_EQ(entries("d"), "inner");
  Request text;
  EXPECT_EQ(text(uv_fs_readlink, path("to_f").c_str()), 0);
  EXPECT_STREQ(static_cast<char*>(text.uv.ptr), "f");
  EXPECT_EQ(on(uv_fs_readlink, "f"), UV_EINVAL);
  EXPECT_EQ(on(uv_fs_readlink, "nothing"), UV_ENOENT);
  EXPECT_EQ(stat("to_f", false).st_mode & S_IFMT, unsigned{S_IFLNK});
  EXPECT_EQ(stat("to_f", false).st_size, 1u);
}

TEST_F(FsTest, RealPath) {
  mkdir("d");
  put("d/f", "");
  symlink("d", "l");
  symlink(path("l"), "absolute");
  const auto real = [&](std::string_view name) {
    Request request;
    const int64_t result = request(uv_fs_realpath, path(name).c_str());
    if (result != 0) return std::string(uv_err_name(static_cast<int>(result)));
    return std::string(static_cast<char*>(request.uv.ptr));
  };
  EXPECT_EQ(real("l/../l/./f"), path("d/f"));
  EXPECT_EQ(real("absolute//"), path("d"));
  EXPECT_EQ(real("/"), "/");
  EXPECT_EQ(real("/.."), "/");
  EXPECT_EQ(real("d/f/"), "ENOTDIR");
  EXPECT_EQ(real("d/missing"), "ENOENT");
}

TEST_F(FsTest, Directories) {
  EXPECT_EQ(mkdir("d"), 0);
  EXPECT_EQ(mkdir("d"), UV_EEXIST);
  EXPECT_EQ(mkdir("d/"), UV_EEXIST);
  EXPECT_EQ(mkdir("e/"), 0);
  EXPECT_EQ(mkdir("."), UV_EEXIST);
  EXPECT_EQ(mkdir("/"), UV_EEXIST);
  EXPECT_EQ(mkdir("missing/d"), UV_ENOENT);
  put("f", "");
  EXPECT_EQ(mkdir("f"), UV_EEXIST);
  EXPECT_EQ(mkdir("f/d"), UV_ENOTDIR);
  mkdir("d/inner");
  EXPECT_EQ(rmdir("d"), UV_ENOTEMPTY);
  EXPECT_EQ(rmdir("d/inner/.."), UV_ENOTEMPTY);
  EXPECT_EQ(rmdir("d/inner/."), UV_EINVAL);
  EXPECT_EQ(rmdir("d/inner/"), 0);
  EXPECT_EQ(rmdir("d"), 0);
  EXPECT_EQ(rmdir("d"), UV_ENOENT);
  EXPECT_EQ(rmdir("f"), UV_ENOTDIR);
  EXPECT_EQ(rmdir("/"), UV_EBUSY);
  EXPECT_EQ(entries(""), "e/ f");
}

TEST_F(FsTest, Unlink) {
  put("f", "abc");
  mkdir("d");
  EXPECT_EQ(unlink("missing"), UV_ENOENT);
  EXPECT_EQ(unlink("missing/"), UV_ENOENT);
  EXPECT_EQ(unlink("f/"), UV_ENOTDIR);
  EXPECT_EQ(unlink("d"), UV_EISDIR);
  EXPECT_EQ(unlink("d/"), UV_EISDIR);
  EXPECT_EQ(unlink("d/."), UV_EISDIR);
  EXPECT_EQ(unlink("/"), UV_EISDIR);
  const int file = open("f", O_RDONLY);
  EXPECT_EQ(unlink("f"), 0);
  EXPECT_EQ(read(file, 9), "abc");  // open files stay
  Request request;
  EXPECT_EQ(request(uv_fs_fstat, file), 0);
  EXPECT_EQ(request.uv.statbuf.st_nlink, 0u);
  close(file);
  EXPECT_EQ(entries(""), "d/");
}

TEST_F(FsTest, HardLinks) {
  put("f", "abc");
  EXPECT_EQ(link("f", "g"), 0);
  put("g", "xyz");
  EXPECT_EQ(content("f"), "xyz");
  EXPECT_EQ(stat("f").st_nlink, 2u);
  EXPECT_EQ(stat("f").st_ino, stat("g").st_ino);
  EXPECT_EQ(link("f", "g"), UV_EEXIST);
  EXPECT_EQ(link("missing", "h"), UV_ENOENT);
  EXPECT_EQ(link("f", "h/"), UV_ENOENT);
  mkdir("d");
  EXPECT_EQ(link("d", "e"), UV_EPERM);
  symlink("nothing", "l");
  EXPECT_EQ(link("l", "m"), 0);    // the link itself
  EXPECT_EQ(rename("f", "g"), 0);  // the same file: nothing happens
  EXPECT_EQ(entries(""), "d/ f g l@ m@");
}

TEST_F(FsTest, Rename) {
  put("f", "f");
  put("g", "g");
  mkdir("d");
  mkdir("d/inner");
  mkdir("e");
  EXPECT_EQ(rename("missing", "x"), UV_ENOENT);
  EXPECT_EQ(rename("f", "missing/x"), UV_ENOENT);
  EXPECT_EQ(rename("f", "x/"), UV_ENOTDIR);
  EXPECT_EQ(rename("f/", "x"), UV_ENOTDIR);
  EXPECT_EQ(rename("f", "d"), UV_EISDIR);
  EXPECT_EQ(rename("d", "f"), UV_ENOTDIR);
  EXPECT_EQ(rename("d", "d/inner/x"), UV_EINVAL);
  EXPECT_EQ(rename("d/inner", "d"), UV_ENOTEMPTY);
  EXPECT_EQ(rename("e", "d"), UV_ENOTEMPTY);
  EXPECT_EQ(rename("d/.", "x"), UV_EBUSY);
  EXPECT_EQ(rename("f", "g"), 0);
  EXPECT_EQ(content("g"), "f");
  EXPECT_EQ(rename("d", "e"), 0);  // e was empty
  EXPECT_EQ(rename("e/", "x/"), 0);
  EXPECT_EQ(rename("x/inner", "y"), 0);
  EXPECT_EQ(entries(""), "g x/ y/");
  EXPECT_EQ(entries("x"), "");
  EXPECT_EQ(stat("x").st_nlink, 2u);
  EXPECT_EQ(rename("y", "x/y"), 0);
  EXPECT_EQ(stat("x").st_nlink, 3u);
  EXPECT_EQ(entries("x/y/.."), "y/");
}

TEST_F(FsTest, CopyFile) {
  put("f", "abc", 0640);
  put("g", "longer", 0600);
  mkdir("d");
  EXPECT_EQ(copy("f", "h"), 0);
  EXPECT_EQ(content("h"), "abc");
  EXPECT_EQ(stat("h").st_mode & 0777, 0640u);
  EXPECT_EQ(copy("f", "g", UV_FS_COPYFILE_EXCL), UV_EEXIST);
  EXPECT_EQ(copy("f", "g"), 0);
  EXPECT_EQ(content("g"), "abc");
  EXPECT_EQ(stat("g").st_mode & 0777, 0640u);
  EXPECT_EQ(copy("f", "f"), 0);
  EXPECT_EQ(content("f"), "abc");
  EXPECT_EQ(copy("missing", "x"), UV_ENOENT);
  EXPECT_EQ(copy("f", "d"), UV_EISDIR);
  EXPECT_EQ(copy("f", "missing/x"), UV_ENOENT);
  uv_fs_t request;
  EXPECT_EQ(uv_fs_copyfile(nullptr, &request, "a", "b", 8, nullptr), UV_EINVAL);
  EXPECT_EQ(entries(""), "d/ f g h");
}

TEST_F(FsTest, StatTellsTypeModeAndSize) {
  put("f", "abcd", 0666);
  mkdir("d", 0777);
  EXPECT_EQ(stat("f").st_mode, unsigned{S_IFREG | 0644});  // the usual umask
  EXPECT_EQ(stat("f").st_size, 4u);
  EXPECT_EQ(stat("f").st_nlink, 1u);
  EXPECT_EQ(stat("d").st_mode, unsigned{S_IFDIR | 0755});
  mkdir("d/e");
  EXPECT_EQ(stat("d").st_nlink, 3u);
  EXPECT_EQ(on(uv_fs_chmod, "f", 0601), 0);
  EXPECT_EQ(stat("f").st_mode, unsigned{S_IFREG | 0601});
  const int file = open("f", O_RDONLY);
  EXPECT_EQ(Request()(uv_fs_fchmod, file, 0755), 0);
  EXPECT_EQ(stat("f").st_mode, unsigned{S_IFREG | 0755});
  close(file);
  EXPECT_EQ(Request()(uv_fs_fchmod, file, 0755), UV_EBADF);
  EXPECT_EQ(on(uv_fs_chmod, "missing", 0601), UV_ENOENT);
  EXPECT_EQ(on(uv_fs_stat, "missing"), UV_ENOENT);
  EXPECT_EQ(on(uv_fs_stat, "f/"), UV_ENOTDIR);
  EXPECT_EQ(Request()(uv_fs_fstat, file), UV_EBADF);
}

TEST_F(FsTest, Times) {
  put("f", "abc");
  symlink("f", "l");
  EXPECT_EQ(on(uv_fs_utime, "l", 100.25, 200.5), 0);
  EXPECT_EQ(stat("f").st_atim.tv_sec, 100);
  EXPECT_EQ(stat("f").st_atim.tv_nsec, 250'000'000);
  EXPECT_EQ(stat("f").st_mtim.tv_sec, 200);
  EXPECT_EQ(stat("f").st_mtim.tv_nsec, 500'000'000);
  EXPECT_EQ(on(uv_fs_lutime, "l", 1.0, 2.0), 0);
  EXPECT_EQ(stat("l", false).st_mtim.tv_sec, 2);
  EXPECT_EQ(stat("f").st_mtim.tv_sec, 200);
  const int file = open("f", O_WRONLY);
  EXPECT_EQ(Request()(uv_fs_futime, file, 5.0, 6.0), 0);
  EXPECT_EQ(stat("f").st_mtim.tv_sec, 6);
  EXPECT_EQ(write(file, "x"), 1);
  EXPECT_GT(stat("f").st_mtim.tv_sec, 1'000'000);
  close(file);
  EXPECT_EQ(Request()(uv_fs_futime, file, 5.0, 6.0), UV_EBADF);
  EXPECT_EQ(on(uv_fs_utime, "missing", 1.0, 1.0), UV_ENOENT);
}

TEST_F(FsTest, Access) {
  put("f", "", 0600);
  EXPECT_EQ(on(uv_fs_access, "f", F_OK), 0);
  EXPECT_EQ(on(uv_fs_access, "f", R_OK | W_OK), 0);
  EXPECT_EQ(on(uv_fs_access, "f", X_OK), UV_EACCES);
  EXPECT_EQ(on(uv_fs_access, "f", 8), UV_EINVAL);
  EXPECT_EQ(on(uv_fs_access, "missing", F_OK), UV_ENOENT);
  EXPECT_EQ(on(uv_fs_access, "f/x", F_OK), UV_ENOTDIR);
}

TEST_F(FsTest, PermissionBits) {
  put("f", "abc", 0600);
  mkdir("d");
  put("d/f", "abc");
  on(uv_fs_chmod, "f", 0);
  on(uv_fs_chmod, "d", 0500);
  const bool superuser = geteuid() == 0;
  const int denied = superuser ? 0 : UV_EACCES;
  EXPECT_EQ(on(uv_fs_access, "f", R_OK), denied);
  EXPECT_EQ(mkdir("d/new"), denied);
  EXPECT_EQ(unlink("d/f"), denied);
  on(uv_fs_chmod, "d", 0);
  EXPECT_EQ(on(uv_fs_stat, "d/missing"), superuser ? UV_ENOENT : UV_EACCES);
  if (superuser) {
    EXPECT_EQ(content("f"), "abc");
    EXPECT_EQ(entries("d"), "new/");
  } else {
    EXPECT_EQ(content("f"), "EACCES");
    EXPECT_EQ(entries("d"), "EACCES");
  }
  on(uv_fs_chmod, "d", 0700);
}

TEST_F(FsTest, ScandirIsSorted) {
  mkdir("d");
  put("d/b", "");
  put("d/a", "");
  mkdir("d/C");
  symlink("x", "d/z");
  put("d/.hidden", "");
  EXPECT_EQ(entries("d"), ".hidden C/ a b z@");
  EXPECT_EQ(entries("d/C"), "");
  EXPECT_EQ(entries("d/a"), "ENOTDIR");
  EXPECT_EQ(entries("missing"), "ENOENT");
}

TEST_F(FsTest, ReaddirInPieces) {
  mkdir("d");
  for (const char* name : {"d/a", "d/b", "d/c"}) put(name, "");
  Request request;
  ASSERT_EQ(request(uv_fs_opendir, path("d").c_str()), 0);
  auto* directory = static_cast<uv_dir_t*>(request.uv.ptr);
  EXPECT_EQ(Request()(uv_fs_opendir, path("d/a").c_str()), UV_ENOTDIR);
  uv_fs_t unread;
  directory->dirents = nullptr;
  EXPECT_EQ(uv_fs_readdir(nullptr, &unread, directory, nullptr), UV_EINVAL);
  uv_dirent_t entries[2];
  directory->dirents = entries;
  directory->nentries = 2;
  int seen = 0;
  for (const int64_t expected : {2, 1, 0}) {
    Request piece;
    EXPECT_EQ(piece(uv_fs_readdir, directory), expected);
    for (int64_t i = 0; i < expected; i++) {
      EXPECT_EQ(entries[i].type, UV_DIRENT_FILE);
      seen |= 1 << (entries[i].name[0] - 'a');
    }
  }
  EXPECT_EQ(seen, 7);
  EXPECT_EQ(Request()(uv_fs_closedir, directory), 0);
}

TEST_F(FsTest, TemporaryNames) {
  Request directory;
  EXPECT_EQ(directory(uv_fs_mkdtemp, path("dXXXXXX").c_str()), 0);
  const std::string made = directory.uv.path;
  EXPECT_EQ(made.size(), path("dXXXXXX").size());
  EXPECT_EQ(stat(made).st_mode, unsigned{S_IFDIR | 0700});
  Request file;
  const auto descriptor = static_cast<int>(file(uv_fs_mkstemp, path("fXXXXXX").c_str()));
  ASSERT_GE(descriptor, 0);
  EXPECT_EQ(stat(file.uv.path).st_mode, unsigned{S_IFREG | 0600});
  EXPECT_EQ(write(descriptor, "x"), 1);
  EXPECT_EQ(read(descriptor, 1, 0), "x");
  close(descriptor);
  EXPECT_EQ(Request()(uv_fs_mkdtemp, path("dXXXXX").c_str()), UV_EINVAL);
  EXPECT_EQ(Request()(uv_fs_mkdtemp, path("missing/dXXXXXX").c_str()), UV_ENOENT);
}

TEST_F(FsTest, CurrentDirectory) {
  char buffer[4096];
  size_t size = sizeof buffer;
  ASSERT_EQ(uv_cwd(buffer, &size), 0);
  const std::string before(buffer, size);
  mkdir("d");
  EXPECT_EQ(uv_chdir(path("d/../d").c_str()), 0);
  size = sizeof buffer;
  EXPECT_EQ(uv_cwd(buffer, &size), 0);
  EXPECT_EQ(std::string(buffer, size), path("d"));
  size = 3;
  EXPECT_EQ(uv_cwd(buffer, &size), UV_ENOBUFS);
  EXPECT_EQ(size, path("d").size() + 1);
  EXPECT_EQ(Request()(uv_fs_mkdir, "relative", 0755), 0);
  EXPECT_EQ(Request()(uv_fs_stat, "../d/relative"), 0);
  EXPECT_EQ(uv_chdir("relative"), 0);
  EXPECT_EQ(rmdir("d/relative"), 0);
  EXPECT_EQ(Request()(uv_fs_mkdir, "x", 0755), UV_ENOENT);
  EXPECT_EQ(Request()(uv_fs_stat, "."), 0);
  size = sizeof buffer;
  EXPECT_EQ(uv_cwd(buffer, &size), UV_ENOENT);
  EXPECT_EQ(uv_chdir(path("missing").c_str()), UV_ENOENT);
  put("f", "");
  EXPECT_EQ(uv_chdir(path("f").c_str()), UV_ENOTDIR);
  EXPECT_EQ(uv_chdir(before.c_str()), 0);
}

TEST_F(FsTest, BadArguments) {
  uv_fs_t request;
  const uv_buf_t buffer = uv_buf_init(nullptr, 0);
  EXPECT_EQ(uv_fs_stat(nullptr, nullptr, "x", nullptr), UV_EINVAL);
  EXPECT_EQ(uv_fs_open(nullptr, nullptr, "x", 0, 0, nullptr), UV_EINVAL);
  EXPECT_EQ(uv_fs_read(nullptr, nullptr, 1, &buffer, 1, 0, nullptr), UV_EINVAL);
  EXPECT_EQ(uv_fs_read(nullptr, &request, 1, nullptr, 1, 0, nullptr), UV_EINVAL);
  EXPECT_EQ(uv_fs_write(nullptr, &request, 1, &buffer, 0, 0, nullptr), UV_EINVAL);
  EXPECT_EQ(uv_fs_readdir(nullptr, &request, nullptr, nullptr), UV_EINVAL);
  EXPECT_EQ(uv_fs_closedir(nullptr, &request, nullptr, nullptr), UV_EINVAL);
  uv_fs_req_cleanup(nullptr);
}

// Requests with a callback.
struct AsyncRequest {
  explicit AsyncRequest(FsTest* owner, std::string name) : test(owner), label(std::move(name)) {
    uv.data = this;
  }
  static void done(uv_fs_t* request) {
    auto* self = static_cast<AsyncRequest*>(request->data);
    self->test->note(self->label + "=" + std::to_string(request->result));
    if (self->then) self->then();
    uv_fs_req_cleanup(request);
    EXPECT_EQ(request->path, nullptr);
  }
  uv_fs_t uv;
  FsTest* test;
  std::string label;
  Action then;
};

TEST_F(FsTest, CallbacksComeFromThePoll) {
  AsyncRequest made(this, "mkdir");
  AsyncRequest asked(this, "stat");
  std::string name = path("d");
  EXPECT_EQ(uv_fs_mkdir(&loop, &made.uv, name.c_str(), 0755, AsyncRequest::done), 0);
  EXPECT_STREQ(made.uv.path, path("d").c_str());
  EXPECT_NE(made.uv.path, name.c_str());  // a copy
  EXPECT_EQ(uv_fs_get_type(&made.uv), UV_FS_MKDIR);
  EXPECT_EQ(uv_req_get_type(reinterpret_cast<uv_req_t*>(&made.uv)), UV_FS);
  made.then = [&] {
    EXPECT_EQ(uv_fs_stat(&loop, &asked.uv, path("d").c_str(), AsyncRequest::done), 0);
    asked.then = [&] {
      EXPECT_EQ(uv_fs_get_result(&asked.uv), 0);
      EXPECT_EQ(uv_fs_get_ptr(&asked.uv), uv_fs_get_statbuf(&asked.uv));
      EXPECT_EQ(uv_fs_get_statbuf(&asked.uv)->st_mode, unsigned{S_IFDIR | 0755});
    };
  };
  EXPECT_EQ(uv_loop_close(&loop), UV_EBUSY);
  EXPECT_EQ(taken(), "");
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "mkdir=0 stat=0");
}

TEST_F(FsTest, AsyncErrorsAreResults) {
  AsyncRequest request(this, "open");
  EXPECT_EQ(uv_fs_open(&loop, &request.uv, path("no").c_str(), O_RDONLY, 0, AsyncRequest::done), 0);
  request.then = [&] {
    EXPECT_EQ(uv_fs_get_system_error(&request.uv), ENOENT);
    EXPECT_STREQ(uv_fs_get_path(&request.uv), path("no").c_str());
  };
  run();
  EXPECT_EQ(taken(), "open=" + std::to_string(UV_ENOENT));
}

TEST_F(FsTest, AsyncBuffersAreCopied) {
  const int file = open("f", O_RDWR | O_CREAT);
  AsyncRequest request(this, "write");
  {
    char bytes[] = "abcdef";
    std::vector<uv_buf_t> buffers;
    for (int i = 0; i < 6; i++) buffers.push_back(uv_buf_init(bytes + i, 1));
    uv_fs_write(&loop, &request.uv, file, buffers.data(), 6, 0, AsyncRequest::done);
    std::memset(buffers.data(), 0, 6 * sizeof(uv_buf_t));
    run();
  }
  EXPECT_EQ(taken(), "write=6");
  close(file);
  EXPECT_EQ(content("f"), "abcdef");
}

TEST_F(FsTest, RandomBytes) {
  unsigned char bytes[64] = {};
  EXPECT_EQ(uv_random(nullptr, nullptr, bytes, sizeof bytes, 0, nullptr), 0);
  int zeros = 0;
  for (const unsigned char byte : bytes) zeros += byte == 0 ? 1 : 0;
  EXPECT_LT(zeros, 16);
  uv_random_t request;
  request.data = this;
  EXPECT_EQ(uv_random(&loop, &request, bytes, 1, 1, nullptr), UV_EINVAL);
  EXPECT_EQ(uv_random(&loop, &request, bytes, size_t{1} << 31, 0, nullptr), UV_E2BIG);
  EXPECT_EQ(uv_random(&loop, &request, bytes, 8, 0,
                      [](uv_random_t* done, int status, void*, size_t length) {
                        static_cast<FsTest*>(done->data)
                            ->note(std::to_string(status) + ":" + std::to_string(length));
                      }),
            0);
  EXPECT_EQ(taken(), "");
  run();
  EXPECT_EQ(taken(), "0:8");
}

TEST_F(FsTest, Environment) {
  char buffer[64];
  size_t size = sizeof buffer;
  EXPECT_EQ(uv_os_getenv("UVSIM_TEST", buffer, &size), UV_ENOENT);
  EXPECT_EQ(uv_os_setenv("UVSIM_TEST", "value"), 0);
  EXPECT_EQ(uv_os_getenv("UVSIM_TEST", buffer, &size), 0);
  EXPECT_STREQ(buffer, "value");
  EXPECT_EQ(size, 5u);
  EXPECT_EQ(uv_os_getenv("UVSIM_TEST", buffer, &size), UV_ENOBUFS);
  EXPECT_EQ(size, 6u);
  uv_env_item_t* items;
  int count;
  ASSERT_EQ(uv_os_environ(&items, &count), 0);
  int found = 0;
  for (int i = 0; i < count; i++) found += std::string(items[i].name) == "UVSIM_TEST" ? 1 : 0;
  EXPECT_EQ(found, 1);
  uv_os_free_environ(items, count);
  EXPECT_EQ(uv_os_unsetenv("UVSIM_TEST"), 0);
  EXPECT_EQ(uv_os_unsetenv("UVSIM_TEST"), 0);
  EXPECT_EQ(uv_os_getenv("UVSIM_TEST", buffer, &size), UV_ENOENT);
  EXPECT_EQ(uv_os_setenv(nullptr, "x"), UV_EINVAL);
  EXPECT_EQ(uv_os_setenv("HOME", "/somewhere"), 0);
  size = sizeof buffer;
  EXPECT_EQ(uv_os_homedir(buffer, &size), 0);
  EXPECT_STREQ(buffer, "/somewhere");
}

}  // namespace
}  // namespace actx::uvsim::testing
