// A uv_fs_t between the call that fills it and the work that answers it.
#ifndef ACTX_UVSIM_FS_REQUEST_H_
#define ACTX_UVSIM_FS_REQUEST_H_

#include <string>
#include <vector>

#include "uvsim/machine.h"

namespace actx::uvsim {

// What a uv_fs_scandir request holds until its entries were taken (req->ptr).
struct Listing {
  struct Entry {
    std::string name;
    uv_dirent_type_t type;
  };
  std::vector<Entry> entries;
  size_t next = 0;
};

// What stands behind a uv_dir_t, in place of its DIR.
struct OpenDirectory {
  FileSystem::NodePtr node;
  std::string last;  // the name read last
  bool begun = false;
};

// Does what the request asks for; the answer goes to result and ptr.
void perform(WorldState& world, uv_fs_t* request);

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_FS_REQUEST_H_
