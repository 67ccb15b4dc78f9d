/* A program of C: prints the version of libuv and the time at which its loop begins. */
#include <stdio.h>
#include <uv.h>

int main(void) {
  uv_loop_t loop;
  if (uv_loop_init(&loop) != 0) return 1;
  printf("%s at %llu ms\n", uv_version_string(), (unsigned long long)uv_now(&loop));
  return uv_loop_close(&loop);
}
