// What becomes of a request on files when it was answered: reading its results, cleaning it up.

#include <cstdlib>

#include "uvsim/fs_request.h"

namespace actx::uvsim {
namespace {

void drop_buffers(uv_fs_t* request) {
  if (request->bufs != request->bufsml) std::free(request->bufs);
  request->bufs = nullptr;
}

void drop_names(uv_fs_t* request) {
  auto* directory = static_cast<uv_dir_t*>(request->ptr);
  for (ssize_t i = 0; i < request->result; i++) {
    std::free(const_cast<char*>(directory->dirents[i].name));
    directory->dirents[i].name = nullptr;
  }
}

}  // namespace
}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_fs_scandir_next(uv_fs_t* request, uv_dirent_t* entry) {
  if (request->result < 0) return static_cast<int>(request->result);
  auto* listing = static_cast<Listing*>(request->ptr);
  if (listing == nullptr) return UV_EOF;
  if (listing->next == listing->entries.size()) {
    delete listing;
    request->ptr = nullptr;
    return UV_EOF;
  }
  const Listing::Entry& next = listing->entries[listing->next++];
  entry->name = next.name.c_str();
  entry->type = next.type;
  return 0;
}

void uv_fs_req_cleanup(uv_fs_t* request) {
  if (request == nullptr) return;
  const bool temporary_path =
      request->fs_type == UV_FS_MKDTEMP || request->fs_type == UV_FS_MKSTEMP;
  if (request->cb != nullptr || temporary_path) std::free(const_cast<char*>(request->path));
  if (request->cb != nullptr) std::free(const_cast<char*>(request->new_path));
  request->path = nullptr;
  request->new_path = nullptr;
  if (request->bufs != nullptr) drop_buffers(request);
  switch (request->fs_type) {
    case UV_FS_SCANDIR:
      delete static_cast<Listing*>(request->ptr);
      break;
    case UV_FS_READDIR:
      if (request->ptr != nullptr) drop_names(request);
      break;
    case UV_FS_READLINK:
    case UV_FS_REALPATH:
    case UV_FS_STATFS:
      std::free(request->ptr);
      break;
    default:
      break;  // the request's own, or (a uv_dir_t) the caller's
  }
  request->ptr = nullptr;
}

uv_fs_type uv_fs_get_type(const uv_fs_t* request) {
  return request->fs_type;
}
ssize_t uv_fs_get_result(const uv_fs_t* request) {
  return request->result;
}
int uv_fs_get_system_error(const uv_fs_t* request) {
  return static_cast<int>(-request->result);
}
void* uv_fs_get_ptr(const uv_fs_t* request) {
  return request->ptr;
}
const char* uv_fs_get_path(const uv_fs_t* request) {
  return request->path;
}
uv_stat_t* uv_fs_get_statbuf(uv_fs_t* request) {
  return &request->statbuf;
}

}  // extern "C"
