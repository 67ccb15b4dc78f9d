#include "host/simulated/file_tree.h"

#include <fcntl.h>
#include <uv.h>

#include "host/program.h"

namespace actx {
namespace {

constexpr int kFolderMode = 0755;
constexpr int kFileMode = 0644;

}  // namespace

void FileTree::add_folder(const std::string& path) {
  if (path == "/") return;
  add_folder(directory_of(path));
  uv_fs_t request;
  uv_fs_mkdir(nullptr, &request, path.c_str(), kFolderMode, nullptr);  // it may be there
  uv_fs_req_cleanup(&request);
}

void FileTree::add_file(const std::string& path, std::string_view bytes) {
  add_folder(directory_of(path));
  uv_fs_t request;
  const int file =
      uv_fs_open(nullptr, &request, path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, kFileMode, nullptr);
  uv_fs_req_cleanup(&request);
  if (file < 0) return;
  const uv_buf_t part =
      uv_buf_init(const_cast<char*>(bytes.data()), static_cast<unsigned int>(bytes.size()));
  uv_fs_write(nullptr, &request, file, &part, 1, 0, nullptr);
  uv_fs_req_cleanup(&request);
  uv_fs_close(nullptr, &request, file, nullptr);
  uv_fs_req_cleanup(&request);
}

}  // namespace actx
