// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// RequestReader: bytes of a connection to requests, strictly. It does no I/O and keeps no more than one
// request. What is not plainly one valid HTTP/1.x request (RFC 9112) is refused and ends the
// connection: two programs on the way that read the same bytes as different requests is how requests
// are smuggled, so nothing is repaired, guessed or skipped. In particular:
//
//   - lines end in CRLF; a bare CR or LF, NUL or another control character is refused where it stands;
//   - no white space before the colon of a header, no folded headers;
//   - exactly one Host, a name or an address with a port at most; a target in absolute form must name it;
//   - either one Content-Length of digits alone, or one Transfer-Encoding that is exactly "chunked" and
//     only in HTTP/1.1, never both; no chunk extensions, no trailers;
//   - every length is bounded (http/limits.h).
//
// The outcome depends on the bytes alone, not on the pieces in which they arrive (fuzz/http_request_fuzz.cc).

#ifndef BROADSHEET_HTTP_REQUEST_READER_H_
#define BROADSHEET_HTTP_REQUEST_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/message.h"

namespace broadsheet::http {

// Why a request was refused: a status (400, 413, 414, 415, 417, 431) and a sentence for its sender.
struct Refusal {
  std::uint16_t status = 400;
  std::string_view reason;
};

// Confined to one thread.
class RequestReader {
 public:
  explicit RequestReader(std::size_t body_bytes_max);

  // Takes bytes up to the end of the request, or to what refused it, and says how many. Once it
  // has a request or a refusal it takes no more until take() (never after a refusal).
  std::size_t feed(std::string_view bytes);

  bool done() const { return stage_ == Stage::kDone; }
  bool refused() const { return stage_ == Stage::kRefused; }
  const Refusal& refusal() const { return refusal_; }
  // The request that was refused is one of HEAD, whose answer has no body.
  bool refused_head() const { return refused() && request_.method == "HEAD"; }
  // Some bytes of a request have come, but not its end.
  bool began() const { return stage_ != Stage::kDone && stage_ != Stage::kRefused && began_; }
  // The head is read, the body is not yet.
  bool in_body() const { return stage_ >= Stage::kBody && stage_ <= Stage::kEndOfChunks; }
  // The length of the body as far as it is announced; for a deadline.
  std::size_t body_bytes_expected() const { return body_left_ + request_.body.size(); }
  // True once when the client waits for a "100 Continue" before it sends the body.
  bool take_expects_continue();

  // The request, which is done; the reader is then ready for the next one and holds no memory.
  Request take();

 private:
  enum class Stage : std::uint8_t {
    kLine,         // the request line
    kHeaders,      // header lines up to the empty one
    kBody,         // of a known length
    kChunkLine,    // the size of the next chunk
    kChunkBytes,   // its bytes
    kChunkEnd,     // the CRLF behind them
    kEndOfChunks,  // the CRLF behind the last chunk
    kDone,
    kRefused,
  };

  bool is_line_stage() const {
    return stage_ != Stage::kBody && stage_ != Stage::kChunkBytes && stage_ < Stage::kDone;
  }
  std::size_t line_bytes_max() const;
  void take_line_byte(char c);
  void end_line();
  void end_request_line();
  void end_header_line();
  void end_head();
  void end_chunk_line();
  bool read_target(std::string_view target);
  void refuse(std::uint16_t status, std::string_view reason);
  std::size_t take_body_bytes(std::string_view bytes);

  std::size_t body_bytes_max_;
  Stage stage_ = Stage::kLine;
  bool began_ = false;
  bool after_cr_ = false;
  bool expects_continue_ = false;
  bool skipped_empty_line_ = false;
  std::size_t header_bytes_ = 0;
  std::size_t body_left_ = 0;
  std::string line_;       // what has come of the present line
  std::string authority_;  // of a target in absolute form
  Request request_;
  Refusal refusal_;
};

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_REQUEST_READER_H_
