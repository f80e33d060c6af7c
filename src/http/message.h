// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Request and Response: what passes between the server and a handler.

#ifndef BROADSHEET_HTTP_MESSAGE_H_
#define BROADSHEET_HTTP_MESSAGE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::http {

struct Header {
  std::string name;  // in lower case in a Request
  std::string value;
  friend bool operator==(const Header&, const Header&) = default;
};

// A request that passed the guard (http/request_guard.h).
struct Request {
  std::string method;  // "GET"
  std::string target;  // origin form as it was sent: "/papers?q=a%20b"; it begins with '/'
  std::string host;    // of the Host header, in lower case, with its port if it was sent
  std::vector<Header> headers;
  std::string body;
  std::string peer;          // address of the other end of the connection, without a port
  std::uint8_t version = 1;  // of HTTP/1.x: 0 or 1
  bool keep_alive = true;    // the client would send more on this connection

  // The value of the first header of that name (in lower case); empty if there is none.
  std::string_view header(std::string_view name) const;
};

// The rest of a body that is made while it is sent; what is behind it is the handler's (http/server.h,
// Handler::more). Given from worker to worker, never used by two at once.
class BodyStream {
 public:
  virtual ~BodyStream() = default;
};

// An answer. The server adds Date, Content-Length and Connection, and leaves the body out for HEAD,
// 204 and 304.
struct Response {
  std::uint16_t status = 200;
  std::vector<Header> headers = {};
  std::string body = {};
  // Instead of `body`: bytes that several answers share, such as a file of the site.
  std::shared_ptr<const std::string> shared_body = {};
  // Instead of a body: pieces that the handler makes from this. Who is slow to take them holds no worker, and
  // no more than one piece.
  std::shared_ptr<BodyStream> stream = {};
  // Close the connection after this answer.
  bool close = false;

  std::string_view content() const { return shared_body ? std::string_view(*shared_body) : body; }
  // The value of the first header of that name, spelled as it was set; empty if there is none.
  std::string_view header(std::string_view name) const;
  Response& set(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
};

// "Not Found"; "Unknown" for a status that we never send.
std::string_view reason_phrase(std::uint16_t status);

// Appends the head of an answer: status line and headers, with the empty line. `length` is that of the
// content, body or not; none where the end shows in another way. A header whose value holds a line end is
// left out: it could only be an attack.
void append_head(std::string& to, const Response& response, std::optional<std::size_t> length,
                 bool keep_alive, std::string_view date);

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_MESSAGE_H_
