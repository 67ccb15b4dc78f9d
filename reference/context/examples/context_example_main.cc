// Prints the log of the example: context_example [documented|node18|frame]
#include <cstdio>

#include "context/examples/context_example.h"
#include "context/profile.h"

int main(int argc, char** argv) {
  const char* profile = argc > 1 ? argv[1] : "documented";
  if (actx::Profile::find(profile) == nullptr) {
    std::fprintf(stderr, "there is no profile %s\n", profile);
    return 2;
  }
  for (const std::string& line : actx::examples::log_of_two_requests(profile)) {
    std::printf("%s\n", line.c_str());
  }
  return 0;
}
