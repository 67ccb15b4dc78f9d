// Runs programs of file calls on the real libuv: reads one per line, prints its trace as one line.
// Each has an empty directory of its own below the system's temporary one.

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>

#include "uvsim/testing/fs_program.h"

namespace {

// Makes everything below removable again.
void remove_tree(const std::filesystem::path& path) {
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  std::filesystem::remove_all(path);
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  umask(022);
  const auto temporary = std::filesystem::canonical(std::filesystem::temp_directory_path());
  std::string pattern = (temporary / "uvsim_fs_XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 2;
  // A program reaches the directories above, too: they are as empty each time.
  const std::string outermost = pattern + "/data";
  const std::string root = outermost + "/outer/root";
  std::string line;
  while (std::getline(std::cin, line)) {
    actx::uvsim::testing::FsProgram program;
    if (!actx::uvsim::testing::parse(line, &program)) {
      std::cout << "error not a program" << std::endl;
      continue;
    }
    std::filesystem::create_directories(root);
    if (chdir(root.c_str()) != 0) return 2;
    std::cout << actx::uvsim::testing::run_fs_program(program, root) << std::endl;
    if (chdir("/") != 0) return 2;
    remove_tree(outermost);
  }
  remove_tree(pattern);
}
