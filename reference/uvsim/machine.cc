// The machine of a run, and the functions about it: uv_os_*, uv_cwd, uv_random, uv_gettimeofday.

#include "uvsim/machine.h"

#include <cstdlib>
#include <cstring>

#include "uvsim/threads.h"

namespace actx::uvsim {

int64_t wall_ns(const WorldState& world) {
  const Options& options = world.options;
  const auto since_start = static_cast<int64_t>(world.clock_ns - options.start_ms * kNsPerMs);
  return options.wall_start_ms * int64_t{kNsPerMs} + since_start;
}

Machine& machine_of(WorldState& world) {
  const Options& options = world.options;
  if (world.machine == nullptr) {
    world.machine = std::make_unique<Machine>();
    Machine& machine = *world.machine;
    if (world.first_files != nullptr) machine.files = *world.first_files;
    machine.files.options.superuser = options.superuser;
    machine.files.options.max_descriptors = options.max_files;
    machine.files.options.faults = options.faults;
    machine.random = options.random_seed;
    for (const auto& [name, value] : options.environment) machine.environment[name] = value;
  }
  world.machine->files.now_ns = wall_ns(world);
  return *world.machine;
}

// SplitMix64.
uint64_t random_bits(Machine& machine) {
  uint64_t z = machine.random += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

namespace {

// The processes of the machine.
constexpr uv_pid_t kProcessId = 1000;
constexpr uv_pid_t kParentId = 1;
constexpr const char* kHomeDirectory = "/home/user";

bool is_process(uv_pid_t pid) {
  return pid == 0 || pid == kProcessId || pid == kParentId;
}

Machine& current_machine() {
  return machine_of(current_state());
}

// Copies text to a buffer of *size bytes. *size becomes the text's length, or with UV_ENOBUFS what
// is needed.
int copy_out(const std::string& text, char* buffer, size_t* size) {
  if (buffer == nullptr || size == nullptr || *size == 0) return UV_EINVAL;
  if (text.size() >= *size) {
    *size = text.size() + 1;
    return UV_ENOBUFS;
  }
  std::memcpy(buffer, text.c_str(), text.size() + 1);
  *size = text.size();
  return 0;
}

int copy_variable(const char* name, char* buffer, size_t* size) {
  if (buffer == nullptr || size == nullptr || *size == 0) return UV_EINVAL;
  const auto& environment = current_machine().environment;
  const auto variable = environment.find(name);
  if (variable == environment.end()) return UV_ENOENT;
  return copy_out(variable->second, buffer, size);
}

char* duplicate(const std::string& text) {
  return strdup(text.c_str());
}

void fill_random(WorldState& world, void* buffer, size_t length) {
  Machine& machine = machine_of(world);
  auto* bytes = static_cast<unsigned char*>(buffer);
  uint64_t bits = 0;
  for (size_t i = 0; i < length; i++, bits >>= 8) {
    if (i % 8 == 0) bits = random_bits(machine);
    bytes[i] = static_cast<unsigned char>(bits);
  }
}

uv_random_t* random_of(uv__work* work) {
  return ring_entry<uv_random_t>(reinterpret_cast<Ring>(work), offsetof(uv_random_t, work_req));
}

void run_random(uv__work* work) {
  uv_random_t* request = random_of(work);
  fill_random(*state_of(request->loop).world, request->buf, request->buflen);
  request->status = 0;
}

void random_done(uv__work* work, int status) {
  uv_random_t* request = random_of(work);
  WorldState& world = *state_of(request->loop).world;
  request->loop->active_reqs.count--;
  if (status == 0) status = request->status;
  if (may_call(world)) request->cb(request, status, request->buf, request->buflen);
}

}  // namespace

extern "C" {

int uv_random(uv_loop_t* loop, uv_random_t* request, void* buffer, size_t length, unsigned flags,
              uv_random_cb callback) {
  if (length > 0x7fffffffu) return UV_E2BIG;
  if (flags != 0) return UV_EINVAL;
  if (callback == nullptr) {
    fill_random(current_state(), buffer, length);
    return 0;
  }
  request_init(loop, reinterpret_cast<uv_req_t*>(request), UV_RANDOM);
  request->loop = loop;
  request->status = 0;
  request->cb = callback;
  request->buf = buffer;
  request->buflen = length;
  pool_submit(loop, &request->work_req, run_random, random_done);
  return 0;
}

int uv_gettimeofday(uv_timeval64_t* time) {
  if (time == nullptr) return UV_EINVAL;
  const int64_t now = wall_ns(current_state()) / 1000;
  time->tv_sec = now / 1'000'000;
  time->tv_usec = static_cast<int32_t>(now % 1'000'000);
  return 0;
}

int uv_cwd(char* buffer, size_t* size) {
  if (buffer == nullptr || size == nullptr || *size == 0) return UV_EINVAL;
  std::string path;
  if (const int error = current_machine().files.current_directory(&path)) return error;
  return copy_out(path, buffer, size);
}

int uv_chdir(const char* directory) {
  return current_machine().files.change_directory(directory);
}

int uv_os_homedir(char* buffer, size_t* size) {
  const int result = copy_variable("HOME", buffer, size);
  return result == UV_ENOENT ? copy_out(kHomeDirectory, buffer, size) : result;
}

int uv_os_tmpdir(char* buffer, size_t* size) {
  if (buffer == nullptr || size == nullptr || *size == 0) return UV_EINVAL;
  const auto& environment = current_machine().environment;
  std::string path = "/tmp";
  for (const char* name : {"TEMPDIR", "TEMP", "TMP", "TMPDIR"}) {
    const auto variable = environment.find(name);
    if (variable != environment.end()) path = variable->second;
  }
  if (path.size() > 1 && path.back() == '/') path.pop_back();
  return copy_out(path, buffer, size);
}

int uv_os_getenv(const char* name, char* buffer, size_t* size) {
  if (name == nullptr) return UV_EINVAL;
  return copy_variable(name, buffer, size);
}

int uv_os_setenv(const char* name, const char* value) {
  if (name == nullptr || value == nullptr) return UV_EINVAL;
  if (*name == '\0' || std::strchr(name, '=') != nullptr) return UV_EINVAL;
  current_machine().environment[name] = value;
  return 0;
}

int uv_os_unsetenv(const char* name) {
  if (name == nullptr || *name == '\0' || std::strchr(name, '=') != nullptr) return UV_EINVAL;
  current_machine().environment.erase(name);
  return 0;
}

int uv_os_environ(uv_env_item_t** items, int* count) {
  const auto& environment = current_machine().environment;
  *count = 0;
  *items = static_cast<uv_env_item_t*>(std::calloc(environment.size() + 1, sizeof(uv_env_item_t)));
  if (*items == nullptr) return UV_ENOMEM;
  for (const auto& [name, value] : environment) {
    (*items)[(*count)++] = {duplicate(name), duplicate(value)};
  }
  return 0;
}

void uv_os_free_environ(uv_env_item_t* items, int count) {
  for (int i = 0; i < count; i++) {
    std::free(items[i].name);
    std::free(items[i].value);
  }
  std::free(items);
}

int uv_os_gethostname(char* buffer, size_t* size) {
  return copy_out("uvsim", buffer, size);
}

uv_pid_t uv_os_getpid(void) {
  return kProcessId;
}

uv_pid_t uv_os_getppid(void) {
  return kParentId;
}

int uv_os_getpriority(uv_pid_t pid, int* priority) {
  if (priority == nullptr) return UV_EINVAL;
  if (!is_process(pid)) return UV_ESRCH;
  *priority = pid == kParentId ? 0 : current_machine().priority;
  return 0;
}

// As for a user: nobody but the superuser takes back what he gave up.
int uv_os_setpriority(uv_pid_t pid, int priority) {
  if (priority < UV_PRIORITY_HIGHEST || priority > UV_PRIORITY_LOW) return UV_EINVAL;
  if (!is_process(pid)) return UV_ESRCH;
  if (pid == kParentId) return UV_EPERM;
  Machine& machine = current_machine();
  if (priority < machine.priority && !machine.files.options.superuser) return UV_EACCES;
  machine.priority = priority;
  return 0;
}

int uv_os_get_passwd(uv_passwd_t* passwd) {
  if (passwd == nullptr) return UV_EINVAL;
  passwd->username = duplicate("user");
  passwd->uid = passwd->gid = kUserId;
  passwd->shell = duplicate("/bin/sh");
  passwd->homedir = duplicate(kHomeDirectory);
  return 0;
}

void uv_os_free_passwd(uv_passwd_t* passwd) {
  if (passwd == nullptr) return;
  for (char** text : {&passwd->username, &passwd->shell, &passwd->homedir}) {
    std::free(*text);
    *text = nullptr;
  }
}

int uv_os_uname(uv_utsname_t* name) {
  if (name == nullptr) return UV_EINVAL;
  std::memset(name, 0, sizeof *name);
  std::strcpy(name->sysname, "Linux");
  std::strcpy(name->release, "6.1.0");
  std::strcpy(name->version, "#1 uvsim");
  std::strcpy(name->machine, "x86_64");
  return 0;
}

}  // extern "C"
