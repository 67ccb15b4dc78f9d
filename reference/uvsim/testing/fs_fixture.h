// Files for tests that are compiled for uvsim and for the real libuv: an empty directory, and the
// synchronous calls as functions on names below it.
#ifndef ACTX_UVSIM_TESTING_FS_FIXTURE_H_
#define ACTX_UVSIM_TESTING_FS_FIXTURE_H_

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "uvsim/testing/fixture.h"

namespace actx::uvsim::testing {

// A synchronous request: its result, cleaned up at the end of the expression.
class Request {
 public:
  Request() { std::memset(&uv, 0xff, sizeof uv); }
  ~Request() {
    if (used) uv_fs_req_cleanup(&uv);
  }
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
  template <class Call, class... Arguments>
  int64_t operator()(Call call, Arguments... arguments) {
    used = true;
    const int result = call(nullptr, &uv, arguments..., nullptr);
    EXPECT_EQ(uv.result, result);
    return result;
  }
  uv_fs_t uv;
  bool used = false;
};

class FsTest : public LoopTest {
 protected:
  void SetUp() override {
#ifdef ACTX_UVSIM_REAL
    root = std::filesystem::canonical(std::filesystem::temp_directory_path()).string() +
           "/uv_real_test." + std::to_string(getpid());
    std::filesystem::remove_all(root);
    std::filesystem::create_directory(root);
#else
    root = "/data/test";
    Options options = one_worker();
    options.superuser = geteuid() == 0;  // as the real test is
    world.set_options(options);
    world.add_directory(root);
    world.reset();
#endif
    ASSERT_EQ(uv_loop_init(&loop), 0);
  }
#ifdef ACTX_UVSIM_REAL
  void TearDown() override {
    LoopTest::TearDown();
    std::filesystem::remove_all(root);
  }
#endif

  // "" is the directory itself, "/..." an absolute path.
  std::string path(std::string_view name) const {
    if (name.starts_with('/')) return std::string(name);
    return name.empty() ? root : root + "/" + std::string(name);
  }
  template <class Call, class... Arguments>
  int64_t on(Call call, std::string_view name, Arguments... arguments) {
    return Request()(call, path(name).c_str(), arguments...);
  }
  template <class Call>
  int64_t on_two(Call call, std::string_view from, std::string_view to) {
    const std::string first = path(from);
    return Request()(call, first.c_str(), path(to).c_str());
  }

  int open(std::string_view name, int flags, int mode = 0644) {
    return static_cast<int>(on(uv_fs_open, name, flags, mode));
  }
  int64_t close(int file) {
    return Request()(uv_fs_close, file);
  }
  int64_t mkdir(std::string_view name, int mode = 0755) {
    return on(uv_fs_mkdir, name, mode);
  }
  int64_t rmdir(std::string_view name) {
    return on(uv_fs_rmdir, name);
  }
  int64_t unlink(std::string_view name) {
    return on(uv_fs_unlink, name);
  }
  int64_t rename(std::string_view from, std::string_view to) {
    return on_two(uv_fs_rename, from, to);
  }
  int64_t link(std::string_view from, std::string_view to) {
    return on_two(uv_fs_link, from, to);
  }
  int64_t symlink(std::string_view target, std::string_view name) {
    return Request()(uv_fs_symlink, std::string(target).c_str(), path(name).c_str(), 0);
  }
  int64_t copy(std::string_view from, std::string_view to, int flags = 0) {
    const std::string first = path(from);
    return Request()(uv_fs_copyfile, first.c_str(), path(to).c_str(), flags);
  }
  int64_t write(int file, const std::string& text, int64_t offset = -1) {
    const uv_buf_t buffer =
        uv_buf_init(const_cast<char*>(text.data()), static_cast<unsigned>(text.size()));
    return Request()(uv_fs_write, file, &buffer, 1u, offset);
  }
  // The bytes, or the name of the error.
  std::string read(int file, size_t size, int64_t offset = -1) {
    std::string bytes(size, '?');
    const uv_buf_t buffer = uv_buf_init(bytes.data(), static_cast<unsigned>(size));
    const int64_t count = Request()(uv_fs_read, file, &buffer, 1u, offset);
    if (count < 0) return uv_err_name(static_cast<int>(count));
    return bytes.substr(0, static_cast<size_t>(count));
  }
  // Makes a file with that content.
  void put(std::string_view name, const std::string& text, int mode = 0644) {
    const int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, mode);
    ASSERT_GE(file, 0);
    if (!text.empty()) {
      EXPECT_EQ(write(file, text), static_cast<int64_t>(text.size()));
    }
    close(file);
  }
  std::string content(std::string_view name) {
    const int file = open(name, O_RDONLY);
    if (file < 0) return uv_err_name(file);
    const std::string text = read(file, 4096);
    close(file);
    return text;
  }
  // The stat of a name; all zero when there is none.
  uv_stat_t stat(std::string_view name, bool follow = true) {
    Request request;
    const std::string where = path(name);
    const auto call = follow ? uv_fs_stat : uv_fs_lstat;
    const int64_t result = request(call, where.c_str());
    EXPECT_EQ(result == 0 ? &request.uv.statbuf : nullptr, request.uv.ptr);
    if (result != 0) std::memset(&request.uv.statbuf, 0, sizeof request.uv.statbuf);
    return request.uv.statbuf;
  }
  // The entries as scandir gives them, with / behind directories and @ behind links.
  std::string entries(std::string_view name) {
    Request request;
    const std::string where = path(name);
    const int64_t count = request(uv_fs_scandir, where.c_str(), 0);
    if (count < 0) return uv_err_name(static_cast<int>(count));
    std::string text;
    uv_dirent_t entry;
    int64_t seen = 0;
    for (; uv_fs_scandir_next(&request.uv, &entry) == 0; ++seen) {
      if (!text.empty()) text += ' ';
      text += entry.name;
      if (entry.type == UV_DIRENT_DIR) text += '/';
      if (entry.type == UV_DIRENT_LINK) text += '@';
    }
    EXPECT_EQ(seen, count);
    EXPECT_EQ(uv_fs_scandir_next(&request.uv, &entry), UV_EOF);
    return text;
  }

  std::string root;
};

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_FS_FIXTURE_H_
