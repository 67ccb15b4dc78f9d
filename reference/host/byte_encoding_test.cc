// Encodings of bytes. Expectations are what Buffer of Node v18.20.1 gives; whole programs about the
// same are in reference/testing/host/buffer.
#include "host/byte_encoding.h"

#include <gtest/gtest.h>

namespace actx {
namespace {

TEST(ByteEncoding, NamesOfAnyCase) {
  EXPECT_EQ(byte_encoding_of(u"UTF-8"), ByteEncoding::kUtf8);
  EXPECT_EQ(byte_encoding_of(u"Ucs2"), ByteEncoding::kUtf16le);
  EXPECT_EQ(byte_encoding_of(u"binary"), ByteEncoding::kLatin1);
  EXPECT_EQ(byte_encoding_of(u"utf9"), std::nullopt);
  EXPECT_EQ(byte_encoding_name(ByteEncoding::kUtf16le), "utf16le");
}

TEST(ByteEncoding, Base64IsReadUpToItsPadding) {
  EXPECT_EQ(encode_bytes(u"YWJj", ByteEncoding::kBase64), "abc");
  EXPECT_EQ(encode_bytes(u"Y W\nJ*j", ByteEncoding::kBase64), "abc");
  EXPECT_EQ(encode_bytes(u"YQ==YQ==", ByteEncoding::kBase64), "a");
  EXPECT_EQ(encode_bytes(u"-_-_", ByteEncoding::kBase64),
            encode_bytes(u"+/+/", ByteEncoding::kBase64url));
  EXPECT_EQ(encoded_length(u"abcde", ByteEncoding::kBase64), 3u);
}

TEST(ByteEncoding, HexadecimalEndsWhereItIsNone) {
  EXPECT_EQ(encode_bytes(u"6162zz63", ByteEncoding::kHex), "ab");
  EXPECT_EQ(encode_bytes(u"616", ByteEncoding::kHex), "a");
  EXPECT_EQ(decode_bytes("\xff\x01", ByteEncoding::kHex), u"ff01");
}

TEST(ByteEncoding, ALimitNeverCutsACharacter) {
  const std::u16string_view text = u"a\u20ac\U0001F600";
  EXPECT_EQ(encode_bytes(text, ByteEncoding::kUtf8, 3), "a");
  EXPECT_EQ(encode_bytes(text, ByteEncoding::kUtf8, 7), "a\xe2\x82\xac");
  EXPECT_EQ(encode_bytes(text, ByteEncoding::kUtf8, 8), "a\xe2\x82\xac\xf0\x9f\x98\x80");
  EXPECT_EQ(encode_bytes(u"ab", ByteEncoding::kUtf16le, 3), std::string("a\0", 2));
}

TEST(ByteEncoding, MalformedBytesAsText) {
  EXPECT_EQ(decode_bytes("\xe2\x82", ByteEncoding::kUtf8), u"\ufffd");
  EXPECT_EQ(decode_bytes("\xe9", ByteEncoding::kLatin1), u"\u00e9");
  EXPECT_EQ(decode_bytes("\xe9", ByteEncoding::kAscii), u"i");
  EXPECT_EQ(decode_bytes(std::string("a\0b", 3), ByteEncoding::kUtf16le), u"a");
  EXPECT_EQ(decode_bytes("a", ByteEncoding::kBase64), u"YQ==");
  EXPECT_EQ(decode_bytes("a", ByteEncoding::kBase64url), u"YQ");
}

}  // namespace
}  // namespace actx
