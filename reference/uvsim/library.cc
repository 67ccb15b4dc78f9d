// Library-level helpers: error names and texts, the version, buffers.

#include <uv.h>

#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <string>

namespace {

// Text for an unknown code: it must stay valid for ever, so each code gets one for the process.
const char* unknown_error(int error) {
  static std::mutex mutex;
  static std::map<int, std::string>* texts = new std::map<int, std::string>;
  const std::lock_guard<std::mutex> lock(mutex);
  std::string& text = (*texts)[error];
  if (text.empty()) text = "Unknown system error " + std::to_string(error);
  return text.c_str();
}

// The name, or null.
const char* known_name(int error) {
  switch (error) {
#define XX(name, text) \
  case UV_##name:      \
    return #name;
    UV_ERRNO_MAP(XX)
#undef XX
    default:
      return nullptr;
  }
}

const char* known_text(int error) {
  switch (error) {
#define XX(name, text) \
  case UV_##name:      \
    return text;
    UV_ERRNO_MAP(XX)
#undef XX
    default:
      return nullptr;
  }
}

char* copy_or_describe(const char* known, int error, char* buffer, size_t length) {
  if (known != nullptr) {
    std::snprintf(buffer, length, "%s", known);
  } else {
    std::snprintf(buffer, length, "Unknown system error %d", error);
  }
  return buffer;
}

}  // namespace

extern "C" {

const char* uv_err_name(int error) {
  const char* name = known_name(error);
  return name != nullptr ? name : unknown_error(error);
}

char* uv_err_name_r(int error, char* buffer, size_t length) {
  return copy_or_describe(known_name(error), error, buffer, length);
}

const char* uv_strerror(int error) {
  const char* text = known_text(error);
  return text != nullptr ? text : unknown_error(error);
}

char* uv_strerror_r(int error, char* buffer, size_t length) {
  return copy_or_describe(known_text(error), error, buffer, length);
}

int uv_translate_sys_error(int error) {
  return error <= 0 ? error : -error;
}

unsigned int uv_version(void) {
  return UV_VERSION_HEX;
}

const char* uv_version_string(void) {
#define UVSIM_TEXT(x) #x
#define UVSIM_VERSION(major, minor, patch) \
  UVSIM_TEXT(major) "." UVSIM_TEXT(minor) "." UVSIM_TEXT(patch)
  return UVSIM_VERSION(UV_VERSION_MAJOR, UV_VERSION_MINOR, UV_VERSION_PATCH);
#undef UVSIM_VERSION
#undef UVSIM_TEXT
}

uv_buf_t uv_buf_init(char* base, unsigned int length) {
  uv_buf_t buffer;
  buffer.base = base;
  buffer.len = length;
  return buffer;
}

}  // extern "C"
