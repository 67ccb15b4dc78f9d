#include "host/plain_url.h"

#include <algorithm>

namespace actx {

namespace {

constexpr std::u16string_view kScheme = u"http://";
constexpr uint16_t kDefaultPort = 80;

bool is_digit(char16_t unit) {
  return unit >= u'0' && unit <= u'9';
}

bool is_small(char16_t unit) {
  return unit >= u'a' && unit <= u'z';
}

/// Is left as it is in a path, a query and a fragment.
bool is_kept(char16_t unit) {
  return is_digit(unit) || is_small(unit) || (unit >= u'A' && unit <= u'Z') ||
         std::u16string_view(u"-._~!$&()*+,;=:@/%").find(unit) != std::u16string_view::npos;
}

bool all(std::u16string_view text, bool (*holds)(char16_t)) {
  return std::all_of(text.begin(), text.end(), holds);
}

/// 0 to 255, with no digit too many.
bool is_byte(std::u16string_view text) {
  if (text.empty() || text.size() > 3 || !all(text, is_digit)) return false;
  if (text.size() > 1 && text[0] == u'0') return false;
  int value = 0;
  for (const char16_t unit : text) value = value * 10 + (unit - u'0');
  return value <= 255;
}

bool is_address(std::u16string_view host) {
  for (int part = 0; part < 3; ++part) {
    const size_t dot = host.find(u'.');
    if (dot == std::u16string_view::npos || !is_byte(host.substr(0, dot))) return false;
    host.remove_prefix(dot + 1);
  }
  return is_byte(host);
}

/// A lower-case name whose last label begins with a letter, so that it is no number; or an IPv4
/// address as it is shown.
bool is_host(std::u16string_view host) {
  const auto may_be = [](char16_t unit) {
    return is_small(unit) || is_digit(unit) || unit == u'-' || unit == u'.';
  };
  if (host.empty() || !all(host, may_be)) return false;
  const size_t dot = host.rfind(u'.');
  const std::u16string_view last = dot == std::u16string_view::npos ? host : host.substr(dot + 1);
  if (!last.empty() && is_small(last[0])) return host.find(u"xn--") == std::u16string_view::npos;
  return is_address(host);
}

/// No segment is "." or "..", however it is written.
bool has_no_dots(std::u16string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::u16string_view segment = path.substr(0, path.find(u'/'));
    if (!segment.empty() && (segment[0] == u'.' || segment[0] == u'%')) return false;
    path.remove_prefix(segment.size());
  }
  return true;
}

}  // namespace

std::optional<PlainUrl> read_plain_url(std::u16string_view text) {
  if (!text.starts_with(kScheme)) return {};
  text.remove_prefix(kScheme.size());
  PlainUrl url;
  const auto split = [&](char16_t mark) {
    const size_t at = std::min(text.find(mark), text.size());
    const std::u16string_view rest = text.substr(at);
    text = text.substr(0, at);
    return rest;
  };
  url.fragment = split(u'#');
  url.query = split(u'?');
  url.path = split(u'/');
  const std::u16string_view port = split(u':');
  url.host = text;
  if (url.path.empty()) url.path = u"/";
  const auto is_plain = [](std::u16string_view part) {
    return part.empty() || all(part.substr(1), is_kept);
  };
  if (!is_host(url.host) || !is_plain(url.fragment) || !is_plain(url.query) ||
      !is_plain(url.path) || !has_no_dots(url.path)) {
    return {};
  }
  if (port.empty()) return url;
  if (port.size() < 2 || port.size() > 6 || !all(port.substr(1), is_digit)) return {};
  uint32_t number = 0;
  for (const char16_t unit : port.substr(1)) number = number * 10 + (unit - u'0');
  if (number > UINT16_MAX) return {};
  if (number != kDefaultPort) url.port = static_cast<uint16_t>(number);
  return url;
}

}  // namespace actx
