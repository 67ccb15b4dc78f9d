#include "host/fs_request.h"

#include <sys/stat.h>

#include "host/async_hooks.h"
#include "host/footprints.h"
#include "host/program.h"
#include "value/conversions.h"
#include "value/tracer.h"

namespace actx {
namespace {

// ---- Results ---------------------------------------------------------------------------------

Value stats_value(Realm& realm, const uv_stat_t& stat) {
  const auto number = [](uint64_t value) { return Value(static_cast<double>(value)); };
  const auto seconds = [](const uv_timespec_t& time) {
    return Value(static_cast<double>(time.tv_sec));
  };
  const auto nanoseconds = [](const uv_timespec_t& time) {
    return Value(static_cast<double>(time.tv_nsec));
  };
  const Value values[] = {
      number(stat.st_dev),       number(stat.st_mode),      number(stat.st_nlink),
      number(stat.st_uid),       number(stat.st_gid),       number(stat.st_rdev),
      number(stat.st_blksize),   number(stat.st_ino),       number(stat.st_size),
      number(stat.st_blocks),    seconds(stat.st_atim),     nanoseconds(stat.st_atim),
      seconds(stat.st_mtim),     nanoseconds(stat.st_mtim), seconds(stat.st_ctim),
      nanoseconds(stat.st_ctim), seconds(stat.st_birthtim), nanoseconds(stat.st_birthtim),
  };
  return Value(realm.new_array(values));
}

Value names_value(Realm& realm, uv_fs_t& request, bool with_types) {
  Array* names = realm.new_array();
  uv_dirent_t entry;
  while (uv_fs_scandir_next(&request, &entry) == 0) {
    names->push(realm, Value(realm.string(std::string_view(entry.name))));
    if (with_types) names->push(realm, Value(static_cast<int>(entry.type)));
  }
  return Value(names);
}

/// The value of a request that has succeeded.
Value result_value(Realm& realm, uv_fs_t& request, FsResult kind) {
  switch (kind) {
    case FsResult::kNothing:
      return Value();
    case FsResult::kNumber:
      return Value(static_cast<double>(request.result));
    case FsResult::kStats:
      return stats_value(realm, request.statbuf);
    case FsResult::kNames:
      return names_value(realm, request, false);
    case FsResult::kEntries:
      return names_value(realm, request, true);
    case FsResult::kText:
      return Value(realm.string(std::string_view(
          request.fs_type == UV_FS_MKDTEMP ? request.path : static_cast<char*>(request.ptr))));
    case FsResult::kFileHandle:
      return Value(make_file_handle(realm, static_cast<int>(request.result)));
  }
  return Value();
}

// ---- Requests --------------------------------------------------------------------------------

/// An operation under way. Its base is told of the end of each uv_fs_* call.
class FsRequest : public Cell {
 public:
  FsRequest(Host& host, Value request, const UvAttempt& attempt, FsResult result)
      : host_(host), attempt_(attempt), result_(result) {
    uv.data = this;
    Realm& realm = host.realm();
    if (request.is_object()) {
      object_ = request.as_object();
    } else {
      promise_ = new_promise(realm);
      object_ = realm.new_object();
    }
    resource_ = host.context().create_resource(
        ResourceKind::kFile, promise_ == nullptr ? "FSREQCALLBACK" : "FSREQPROMISE", object_);
    host.pin(pin_, this);
  }

  static void on_done(uv_fs_t* uv_request) {
    auto& self = *static_cast<FsRequest*>(uv_request->data);
    if (Footprint* footprint = Footprint::active()) note_step(*footprint, *self.resource_);
    self.ended();
  }
  /// For footprints: the next uv_fs_* call is about to be made.
  void note_start() const { note_queued(uv.work_req, *resource_); }
  /// What the caller gets: the promise, or undefined.
  Value returned() const { return promise_ == nullptr ? Value() : Value(promise_); }
  /// It has failed with this error whatever the system says.
  void deny() { denied_ = true; }
  void keep(const void* block) { kept_ = block; }

  void trace(Tracer& tracer) const override {
    tracer.visit(object_);
    tracer.visit(promise_);
    tracer.visit(resource_);
    tracer.visit(Value(attempt_.path));
    tracer.visit(Value(attempt_.dest));
  }

  uv_fs_t uv;

 protected:
  virtual void ended() {
    const int code = denied_ ? UV_EACCES : static_cast<int>(uv.result);
    Value value;
    host_.guard_limits([&] {
      // A new FileHandle belongs to no callback.
      if (code >= 0 && !host_.loop().is_stopped()) value = result_value(host_.realm(), uv, result_);
    });
    settle(code, value);
  }

  /// Tells the program, and lets go of the request.
  void settle(int code, Value value) {
    Realm& realm = host_.realm();
    uv_fs_req_cleanup(&uv);
    host_.unpin(pin_);
    host_.call_back(resource_, [&] {
      const Value error =
          code < 0 ? Value(make_uv_error(realm, code, attempt_, UvErrorOrder::kCodeFirst))
                   : Value::null();
      if (promise_ == nullptr) {
        const Value arguments[] = {error, value};
        const bool has_value = code >= 0 && !value.is_undefined();
        invoke(realm, Value(object_), realm.key("oncomplete"), Args(arguments, has_value ? 2 : 1));
      } else if (code < 0) {
        reject_promise(realm, promise_, error);
      } else {
        resolve_promise(realm, promise_, value);
      }
    });
    host_.context().emit_destroy(resource_);
  }

  Host& host_;
  bool denied_ = false;

 private:
  Object* object_;
  Promise* promise_ = nullptr;
  Resource* resource_;
  UvAttempt attempt_;
  FsResult result_;
  const void* kept_ = nullptr;  // for the heap to find
  Pin pin_;
};

/// The path of a call that must fail: reads nothing that matters.
constexpr char kHarmless[] = "/";

[[noreturn]] void throw_uv_error(Realm& realm, int code, const UvAttempt& attempt) {
  throw Throw{Value(make_uv_error(realm, code, attempt, UvErrorOrder::kSyscallFirst))};
}

// ---- mkdir with `recursive` ------------------------------------------------------------------

/// The folders still to be made, deepest first, as a chain of uv_fs_mkdir calls.
class MakeFolders {
 public:
  MakeFolders(Realm& realm, std::string_view absolute, int mode) : mode_(mode) {
    push(realm, absolute);
  }
  int start(Realm& realm, uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) const {
    return uv_fs_mkdir(loop, request, realm.utf8(paths_.back()).c_str(), mode_, callback);
  }
  /// Takes the result of one call. False when all is done; *code is the outcome then.
  bool next(Realm& realm, int* code) {
    const std::string path = realm.utf8(paths_.back());
    if (*code == UV_ENOENT && path != "/") {
      push(realm, directory_of(path));
      return true;
    }
    // What is there already is fine on the way, and at the end if it is a folder.
    if (*code == UV_EEXIST && (paths_.size() > 1 || is_folder(path)))
      *code = 0;
    else if (*code == 0)
      first_ = paths_.back();
    if (*code < 0) return false;
    paths_.pop_back();
    if (first_made_ == nullptr) first_made_ = first_;
    return !paths_.empty();
  }
  Value first_made() const { return first_made_ == nullptr ? Value() : Value(first_made_); }
  void trace(Tracer& tracer) const {
    for (String* path : paths_) tracer.visit(Value(path));
  }

 private:
  void push(Realm& realm, std::string_view path) {
    paths_.push_back(realm.arena(), realm.string(path));
  }
  static bool is_folder(const std::string& path) {
    uv_fs_t request;
    const bool found = uv_fs_stat(nullptr, &request, path.c_str(), nullptr) == 0;
    const bool folder = found && (request.statbuf.st_mode & S_IFMT) == S_IFDIR;
    uv_fs_req_cleanup(&request);
    return folder;
  }

  int mode_;
  ArenaVector<String*> paths_;
  String* first_ = nullptr;
  String* first_made_ = nullptr;
};

class MakeFoldersRequest final : public FsRequest {
 public:
  MakeFoldersRequest(Host& host, Value request, const UvAttempt& attempt, MakeFolders folders)
      : FsRequest(host, request, attempt, FsResult::kNothing), folders_(folders) {}
  void start() {
    note_start();
    folders_.start(host_.realm(), host_.loop().uv(), &uv, on_done);
  }
  void trace(Tracer& tracer) const override {
    FsRequest::trace(tracer);
    folders_.trace(tracer);
  }

 private:
  void ended() override {
    int code = denied_ ? UV_EACCES : static_cast<int>(uv.result);
    if (!denied_ && !host_.loop().is_stopped() && folders_.next(host_.realm(), &code)) {
      uv_fs_req_cleanup(&uv);
      start();
      return;
    }
    settle(code, folders_.first_made());
  }

  MakeFolders folders_;
};

}  // namespace

Value run_fs(Realm& realm, Value request, const UvAttempt& attempt, FsResult result, bool denied,
             FsStart start, const void* kept) {
  Host& host = Host::of(realm);
  uv_loop_t* loop = host.loop().uv();
  if (request.is_undefined()) {
    if (denied) throw_uv_error(realm, UV_EACCES, attempt);
    uv_fs_t uv;
    const int code = start(loop, &uv, nullptr);
    const Value value = code < 0 ? Value() : result_value(realm, uv, result);
    uv_fs_req_cleanup(&uv);
    if (code < 0) throw_uv_error(realm, code, attempt);
    return value;
  }
  auto* made = realm.make<FsRequest>(host, request, attempt, result);
  made->keep(kept);
  made->note_start();
  if (denied) {
    made->deny();
    uv_fs_stat(loop, &made->uv, kHarmless, FsRequest::on_done);
  } else {
    start(loop, &made->uv, FsRequest::on_done);
  }
  return made->returned();
}

Value run_fs_mkdirs(Realm& realm, Value request, String* path, const std::string& absolute,
                    int mode, bool denied) {
  Host& host = Host::of(realm);
  const UvAttempt attempt{"mkdir", path};
  MakeFolders folders(realm, absolute, mode);
  if (!request.is_undefined()) {
    auto* made = realm.make<MakeFoldersRequest>(host, request, attempt, folders);
    if (denied) {
      made->deny();
      made->note_start();
      uv_fs_stat(host.loop().uv(), &made->uv, kHarmless, FsRequest::on_done);
    } else {
      made->start();
    }
    return made->returned();
  }
  if (denied) throw_uv_error(realm, UV_EACCES, attempt);
  int code = 0;
  do {
    uv_fs_t uv;
    code = folders.start(realm, host.loop().uv(), &uv, nullptr);
    uv_fs_req_cleanup(&uv);
  } while (folders.next(realm, &code));
  if (code < 0) throw_uv_error(realm, code, attempt);
  return folders.first_made();
}

}  // namespace actx
