// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/message.h"

#include <algorithm>

namespace broadsheet::http {
namespace {

bool fits_in_a_line(std::string_view value) {
  return std::ranges::none_of(value,
                              [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string_view value_of(const std::vector<Header>& headers, std::string_view name) {
  const auto found = std::ranges::find(headers, name, &Header::name);
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

struct Phrase {
  std::uint16_t status;
  std::string_view text;
};
constexpr Phrase kPhrases[] = {
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {507, "Insufficient Storage"},
};

}  // namespace

std::string_view Request::header(std::string_view name) const {
  return value_of(headers, name);
}

std::string_view Response::header(std::string_view name) const {
  return value_of(headers, name);
}

std::string_view reason_phrase(std::uint16_t status) {
  const auto* const found = std::ranges::find(kPhrases, status, &Phrase::status);
  return found == std::end(kPhrases) ? "Unknown" : found->text;
}

void append_head(std::string& to, const Response& response, std::optional<std::size_t> length,
                 bool keep_alive, std::string_view date) {
  to.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  to.append(reason_phrase(response.status)).append("\r\nDate: ").append(date).append("\r\n");
  for (const Header& header : response.headers) {
    if (!fits_in_a_line(header.value)) continue;
    to.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  // 204 and 304 have no content and so no length of one (RFC 9110, 8.6).
  if (length && response.status != 204 && response.status != 304)
    to.append("Content-Length: ").append(std::to_string(*length)).append("\r\n");
  to += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
}

}  // namespace broadsheet::http
