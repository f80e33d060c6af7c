// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/request_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "base/check.h"
#include "http/limits.h"

namespace broadsheet::http {
namespace {

// RFC 9110, 5.6.2.
bool is_token_char(char c) {
  return is_ascii_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

// What may stand in a line at all: no control character but the tab.
bool is_line_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}
bool is_visible_ascii(char c) {
  return c > 0x20 && c < 0x7F;
}

std::string_view trim_blanks(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// "name", "name:port", "[::1]:port": letters, digits, '-', '.', '_' or, in brackets, what an address has.
bool is_host(std::string_view host) {
  if (host.empty() || host.size() > kHostBytesMax) return false;
  std::string_view rest = host;
  if (rest.front() == '[') {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    const auto address = rest.substr(1, end - 1);
    const auto fits = [](char c) {
      return is_ascii_digit(c) || c == ':' || c == '.' || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
    };
    if (!std::ranges::all_of(address, fits)) return false;
    rest.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const auto fits = [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_'; };
    if (end == 0 || !std::ranges::all_of(rest.substr(0, end), fits)) return false;
    rest.remove_prefix(end);
  }
  if (rest.empty()) return true;
  rest.remove_prefix(1);  // the colon, or a stray byte behind a bracket
  return host[host.size() - rest.size() - 1] == ':' && !rest.empty() && rest.size() <= 5 &&
         std::ranges::all_of(rest, is_ascii_digit);
}

// What a header lists: `wanted`, anything else. Several lines of one name are one list (RFC 9110, 5.3), and
// its empty members count for nothing.
struct Listed {
  bool wanted = false;
  bool other = false;
};
Listed listed(const Request& request, std::string_view name, std::string_view wanted) {
  Listed found;
  for (const Header& header : request.headers) {
    if (header.name != name) continue;
    std::string_view list = header.value;
    while (!list.empty()) {
      const std::size_t comma = std::min(list.find(','), list.size());
      const std::string member = ascii_lower(trim_blanks(list.substr(0, comma)));
      if (!member.empty()) (member == wanted ? found.wanted : found.other) = true;
      list.remove_prefix(std::min(comma + 1, list.size()));
    }
  }
  return found;
}

std::size_t count_headers(const Request& request, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count(request.headers, name, &Header::name));
}

}  // namespace

RequestReader::RequestReader(std::size_t body_bytes_max) : body_bytes_max_(body_bytes_max) {}

std::size_t RequestReader::feed(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && stage_ < Stage::kDone) {
    began_ = true;
    if (is_line_stage()) {
      take_line_byte(bytes[taken++]);
    } else {
      taken += take_body_bytes(bytes.substr(taken));
    }
  }
  return taken;
}

bool RequestReader::take_expects_continue() {
  return in_body() && std::exchange(expects_continue_, false);
}

Request RequestReader::take() {
  CHECK(done());
  Request request = std::move(request_);
  *this = RequestReader(body_bytes_max_);
  return request;
}

void RequestReader::refuse(std::uint16_t status, std::string_view reason) {
  stage_ = Stage::kRefused;
  refusal_ = {status, reason};
}

std::size_t RequestReader::line_bytes_max() const {
  switch (stage_) {
    case Stage::kLine:
      return kRequestLineBytesMax;
    case Stage::kHeaders:
      return kHeaderBytesMax - header_bytes_;
    case Stage::kChunkLine:
      return kChunkLineBytesMax;
    default:
      return 0;  // the empty lines behind chunks
  }
}

void RequestReader::take_line_byte(char c) {
  if (after_cr_) {
    after_cr_ = false;
    if (c != '\n') return refuse(400, "a carriage return without its line feed");
    return end_line();
  }
  if (c == '\r') {
    after_cr_ = true;
    return;
  }
  if (!is_line_char(c)) return refuse(400, "a control character, or a line that does not end in CR LF");
  if (line_.size() >= line_bytes_max()) {
    if (stage_ == Stage::kLine) return refuse(414, "the address is too long");
    if (stage_ == Stage::kHeaders) return refuse(431, "the headers are too long");
    return refuse(400, "a chunk that is not framed as chunks are");
  }
  line_ += c;
}

void RequestReader::end_line() {
  switch (stage_) {
    case Stage::kLine:
      end_request_line();
      break;
    case Stage::kHeaders:
      end_header_line();
      break;
    case Stage::kChunkLine:
      end_chunk_line();
      break;
    case Stage::kChunkEnd:
      stage_ = Stage::kChunkLine;
      break;
    default:
      stage_ = Stage::kDone;
      break;
  }
  line_.clear();
}

void RequestReader::end_request_line() {
  // An empty line before a request is left over from an old client's body (RFC 9112, 2.2).
  if (line_.empty() && !std::exchange(skipped_empty_line_, true)) return;
  const std::string_view line = line_;
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return refuse(400, "a request line of two words");
  const std::string_view method = line.substr(0, first);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || method.size() > kMethodBytesMax) return refuse(400, "no such method");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse(400, "not HTTP/1.1");
  request_.method = method;
  request_.version = version.back() == '1' ? 1 : 0;
  if (!read_target(line.substr(first + 1, last - first - 1))) return refuse(400, "no address to ask for");
  stage_ = Stage::kHeaders;
}

bool RequestReader::read_target(std::string_view target) {
  if (target.empty() || !std::ranges::all_of(target, is_visible_ascii)) return false;
  // A fragment is never sent; '#' in a target is a mistake that programs read differently.
  if (target.find('#') != std::string_view::npos) return false;
  if (target.front() == '/') {
    request_.target = target;
    return true;
  }
  constexpr std::string_view kScheme = "http://";
  constexpr std::string_view kSecureScheme = "https://";
  if (ascii_lower(target.substr(0, kScheme.size())) == kScheme) {
    target.remove_prefix(kScheme.size());
  } else if (ascii_lower(target.substr(0, kSecureScheme.size())) == kSecureScheme) {
    target.remove_prefix(kSecureScheme.size());
  } else {
    return false;
  }
  const std::size_t end = std::min(target.find_first_of("/?"), target.size());
  authority_ = ascii_lower(target.substr(0, end));
  if (!is_host(authority_)) return false;
  request_.target = target.substr(end);
  if (request_.target.empty() || request_.target.front() != '/') request_.target.insert(0, "/");
  return true;
}

void RequestReader::end_header_line() {
  if (line_.empty()) return end_head();
  header_bytes_ += line_.size();
  if (request_.headers.size() >= kHeaderLinesMax) return refuse(431, "too many headers");
  const std::string_view line = line_;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return refuse(400, "a header without a colon");
  // White space here is a folded line, or a name that other programs read without it.
  if (!is_token(line.substr(0, colon))) return refuse(400, "a header whose name is not plain");
  request_.headers.push_back(
      {ascii_lower(line.substr(0, colon)), std::string(trim_blanks(line.substr(colon + 1)))});
}

void RequestReader::end_head() {
  if (count_headers(request_, "host") != 1) return refuse(400, "not exactly one Host");
  request_.host = ascii_lower(request_.header("host"));
  if (!is_host(request_.host)) return refuse(400, "a Host that is no name");
  if (!authority_.empty() && authority_ != request_.host) return refuse(400, "an address of another host");

  request_.keep_alive = !listed(request_, "connection", "close").wanted &&
                        (request_.version == 1 || listed(request_, "connection", "keep-alive").wanted);

  const std::size_t lengths = count_headers(request_, "content-length");
  const std::size_t codings = count_headers(request_, "transfer-encoding");
  if (lengths + codings > 1) return refuse(400, "a body of more than one length");
  if (lengths + codings > 0 && listed(request_, "content-encoding", "").other) {
    return refuse(415, "a compressed body is not read here");
  }
  const Listed expected = listed(request_, "expect", "100-continue");
  if (expected.other) return refuse(417, "only 100-continue can be expected");
  expects_continue_ = expected.wanted && request_.version == 1;
  if (codings == 1) {
    if (request_.version == 0) return refuse(400, "chunks in HTTP/1.0");
    if (ascii_lower(request_.header("transfer-encoding")) != "chunked")
      return refuse(400, "no coding but chunked");
    stage_ = Stage::kChunkLine;
    return;
  }
  if (lengths == 1) {
    const std::string_view length = request_.header("content-length");
    constexpr std::size_t kDigitsMax = 18;
    if (length.empty() || !std::ranges::all_of(length, is_ascii_digit))
      return refuse(400, "a length that is no number");
    if (length.size() > kDigitsMax) return refuse(413, "the body is too large");
    std::from_chars(length.data(), length.data() + length.size(), body_left_);
    if (body_left_ > body_bytes_max_) return refuse(413, "the body is too large");
  }
  stage_ = body_left_ > 0 ? Stage::kBody : Stage::kDone;
}

void RequestReader::end_chunk_line() {
  constexpr std::size_t kHexDigitsMax = 8;
  const char* const end = line_.data() + line_.size();
  std::size_t size = 0;
  const auto [stop, error] = std::from_chars(line_.data(), end, size, 16);
  if (line_.empty() || line_.size() > kHexDigitsMax || stop != end || error != std::errc{}) {
    return refuse(400, "a chunk size that is no plain number");
  }
  if (size > body_bytes_max_ - request_.body.size()) return refuse(413, "the body is too large");
  body_left_ = size;
  stage_ = size == 0 ? Stage::kEndOfChunks : Stage::kChunkBytes;
}

std::size_t RequestReader::take_body_bytes(std::string_view bytes) {
  const std::size_t taken = std::min(bytes.size(), body_left_);
  request_.body.append(bytes.substr(0, taken));
  body_left_ -= taken;
  if (body_left_ == 0) stage_ = stage_ == Stage::kBody ? Stage::kDone : Stage::kChunkEnd;
  return taken;
}

}  // namespace broadsheet::http
