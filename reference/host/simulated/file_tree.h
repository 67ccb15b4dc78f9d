// Fills the files of the simulated libuv, through its own functions.
#ifndef ACTX_HOST_SIMULATED_FILE_TREE_H_
#define ACTX_HOST_SIMULATED_FILE_TREE_H_

#include <string>
#include <string_view>

namespace actx {

class FileTree {
 public:
  /// Makes the folder and those it lies in; `path` is absolute and normal.
  void add_folder(const std::string& path);
  /// Makes the file with these bytes.
  void add_file(const std::string& path, std::string_view bytes);
};

}  // namespace actx

#endif  // ACTX_HOST_SIMULATED_FILE_TREE_H_
