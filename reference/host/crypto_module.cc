// The part native:crypto: hashes and key derivation by OpenSSL, and randomness by the run's own
// generator, so that a run with the same seed gives the same bytes.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cstring>

#include "host/buffer.h"
#include "host/builtin_modules.h"
#include "host/footprints.h"
#include "host/work_request.h"
#include "value/conversions.h"
#include "value/tracer.h"

namespace actx {
namespace {

/// The bytes of an argument that the caller has checked to be a view. They stay as long as
/// something in the arena refers to them.
std::string_view bytes_argument(Value value) {
  return view_bytes(*as_buffer_view(value));
}

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

const EVP_MD* digest_argument(Realm& realm, Value name) {
  return EVP_get_digestbyname(realm.utf8(to_string(realm, name)).c_str());
}

/// Fills bytes from the run's generator.
void fill_random(Realm& realm, uint8_t* bytes, size_t count) {
  for (size_t i = 0; i < count; ++i) bytes[i] = static_cast<uint8_t>(realm.random() * 256);
}

// ---- Work for the pool -----------------------------------------------------------------------

/// randomFill(view, offset, size, job): the bytes are drawn at the call, in the program's order.
class RandomRequest final : public WorkRequest {
 public:
  RandomRequest(Host& host, Object* object, uint8_t* drawn, uint8_t* target, size_t count)
      : WorkRequest(host, "RANDOMBYTESREQUEST", object),
        drawn_(drawn),
        target_(target),
        count_(count) {}

 private:
  void work() override {
    if (count_ > 0) std::memcpy(target_, drawn_, count_);
  }
  ArenaVector<Value> results(Realm&) override { return {}; }

  uint8_t* drawn_;
  uint8_t* target_;
  size_t count_;
};

Value random_fill(Realm& realm, const Call& call) {
  const BufferView& view = *as_buffer_view(call.arg(0));
  const auto offset = static_cast<size_t>(to_number(realm, call.arg(1)));
  const auto count = static_cast<size_t>(to_number(realm, call.arg(2)));
  uint8_t* target = view.bytes() + offset;
  if (call.arg(3).is_undefined()) {
    fill_random(realm, target, count);
    return Value();
  }
  uint8_t* drawn = new_array_buffer(realm, static_cast<double>(count))->bytes();
  fill_random(realm, drawn, count);
  realm.make<RandomRequest>(Host::of(realm), call.arg(3).as_object(), drawn, target, count)
      ->start();
  note_queued_bytes(view, Touch::kWrite);
  return Value();
}

struct Derivation {
  std::string_view password;
  std::string_view salt;
  int iterations;
  const EVP_MD* digest;
  uint8_t* key;
  size_t length;

  bool run() const {
    return PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                             unsigned_bytes(salt), static_cast<int>(salt.size()), iterations,
                             digest, static_cast<int>(length), key) == 1;
  }
};

class Pbkdf2Request final : public WorkRequest {
 public:
  Pbkdf2Request(Host& host, Object* object, const Derivation& derivation)
      : WorkRequest(host, "PBKDF2REQUEST", object), derivation_(derivation) {}

 private:
  void work() override { derivation_.run(); }
  ArenaVector<Value> results(Realm&) override { return {}; }

  Derivation derivation_;
};

/// pbkdf2(password, salt, iterations, key, digest, job): fills `key`. False: no such digest.
Value pbkdf2(Realm& realm, const Call& call) {
  const BufferView& key = *as_buffer_view(call.arg(3));
  const Derivation derivation{bytes_argument(call.arg(0)),
                              bytes_argument(call.arg(1)),
                              to_int32(realm, call.arg(2)),
                              digest_argument(realm, call.arg(4)),
                              key.bytes(),
                              key.byte_length()};
  if (derivation.digest == nullptr) return Value(false);
  if (call.arg(5).is_undefined()) return Value(derivation.run());
  realm.make<Pbkdf2Request>(Host::of(realm), call.arg(5).as_object(), derivation)->start();
  note_queued_bytes(*as_buffer_view(call.arg(0)), Touch::kRead);
  note_queued_bytes(*as_buffer_view(call.arg(1)), Touch::kRead);
  note_queued_bytes(key, Touch::kWrite);
  return Value(true);
}

// ---- Hashes ----------------------------------------------------------------------------------

/// hasDigest(name[, length]): that there is one, which can give so many bytes.
Value has_digest(Realm& realm, const Call& call) {
  const EVP_MD* digest = digest_argument(realm, call.arg(0));
  if (digest == nullptr || !call.arg(1).is_number()) return Value(digest != nullptr);
  const bool is_free = (EVP_MD_flags(digest) & EVP_MD_FLAG_XOF) != 0;
  return Value(is_free || EVP_MD_size(digest) == call.arg(1).as_number());
}

/// The first `length` bytes of a digest that has as many as one likes.
Value long_hash(Realm& realm, const EVP_MD* digest, std::string_view bytes, size_t length) {
  std::string result(length, '\0');
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(context, digest, nullptr);
  EVP_DigestUpdate(context, bytes.data(), bytes.size());
  EVP_DigestFinalXOF(context, reinterpret_cast<unsigned char*>(result.data()), length);
  EVP_MD_CTX_free(context);
  return Value(new_buffer(realm, result));
}

/// hash(name, bytes[, length]) as a Buffer; the length heeded by digests that have no end.
Value hash(Realm& realm, const Call& call) {
  const std::string_view bytes = bytes_argument(call.arg(1));
  const EVP_MD* digest = digest_argument(realm, call.arg(0));
  if (call.arg(2).is_number() && (EVP_MD_flags(digest) & EVP_MD_FLAG_XOF) != 0) {
    const size_t wanted = static_cast<size_t>(call.arg(2).as_number());
    if (wanted == 0) return Value(new_buffer(realm, size_t{0}));
    return long_hash(realm, digest, bytes, wanted);
  }
  unsigned char result[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), result, &length, digest, nullptr);
  return Value(new_buffer(realm, {reinterpret_cast<const char*>(result), length}));
}

/// hmac(name, key, bytes) as a Buffer
Value hmac(Realm& realm, const Call& call) {
  const std::string_view key = bytes_argument(call.arg(1));
  const std::string_view bytes = bytes_argument(call.arg(2));
  unsigned char result[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(digest_argument(realm, call.arg(0)), key.data(), static_cast<int>(key.size()),
       unsigned_bytes(bytes), bytes.size(), result, &length);
  return Value(new_buffer(realm, {reinterpret_cast<const char*>(result), length}));
}

constexpr LazyProperty kRows[] = {
    lazy_method("randomFill", random_fill, 4),
    lazy_method("pbkdf2", pbkdf2, 6),
    lazy_method("hasDigest", has_digest, 2),
    lazy_method("hash", hash, 3),
    lazy_method("hmac", hmac, 3),
};
const LazyTable kTable(kRows);

}  // namespace

Value make_native_crypto(Realm& realm) {
  return realm.new_builtin(kTable);
}

}  // namespace actx
