// Expectations are what the URL Standard gives for these texts.
#include "host/plain_url.h"

#include <gtest/gtest.h>

#include "value/string.h"

namespace actx {
namespace {

TEST(PlainUrl, HasItsPartsAsTheyAreWritten) {
  const auto url = read_plain_url(u"http://a-1.example:8080/b/c.d?e=f&g#h");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, u"a-1.example");
  EXPECT_EQ(url->port, 8080);
  EXPECT_EQ(url->path, u"/b/c.d");
  EXPECT_EQ(url->query, u"?e=f&g");
  EXPECT_EQ(url->fragment, u"#h");
}

TEST(PlainUrl, GetsAPathAndLosesTheDefaultPort) {
  const auto url = read_plain_url(u"http://localhost:80?a");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->port, std::nullopt);
  EXPECT_EQ(url->path, u"/");
  EXPECT_EQ(url->query, u"?a");
  EXPECT_TRUE(read_plain_url(u"http://127.0.0.1:0008/"));
}

TEST(PlainUrl, IsNothingThatTheParserWouldChangeOrRefuse) {
  for (const char16_t* text : {
           u"HTTP://a/",        u"https://a/",      u"http:/a",       u" http://a",
           u"http://",          u"http:///a",       u"http://A/",     u"http://\u00e4/",
           u"http://a b/",      u"http://u@a/",     u"http://u:p@a/", u"http://[::1]/",
           u"http://1",         u"http://a.1",      u"http://0x7f.1", u"http://1.2.3",
           u"http://1.2.3.256", u"http://01.2.3.4", u"http://xn--a/", u"http://a:",
           u"http://a:b/",      u"http://a:65536/", u"http://a:1:2/", u"http://a/./b",
           u"http://a/..",      u"http://a/%2e",    u"http://a\\b",   u"http://a/\"",
           u"http://a/?'",      u"http://a/#<",     u"http://a/ ",    u"http://a/b\tc",
           u"http://a/\u00e4",
       }) {
    EXPECT_FALSE(read_plain_url(text)) << utf16_to_utf8(text);
  }
}

}  // namespace
}  // namespace actx
