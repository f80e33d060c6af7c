// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <utility>

#include "http/limits.h"

namespace broadsheet::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

// The workers have their own bounds; this one is for a worker that never comes back.
constexpr std::chrono::minutes kAnswerMax{5};

milliseconds time_for(std::size_t bytes) {
  return kTransferMax + std::chrono::seconds(bytes / kTransferBytesPerSecond);
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, std::string peer, ConnectionHost& host)
    : socket_(std::move(socket)), peer_(std::move(peer)), host_(host), reader_(kBodyBytesMax) {}

void Connection::start() {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  set_deadline(kFirstByteMax);
  wait_for_bytes();
}

void Connection::set_deadline(milliseconds from_now) {
  deadline_ = host_.now() + from_now;
}

void Connection::close() {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kClosed;
  if (std::exchange(streaming_, false)) host_.end_stream();
  error_code ignored;
  socket_.close(ignored);
}

// Waiting for readiness rather than for bytes: no buffer is held meanwhile.
void Connection::wait_for_bytes() {
  socket_.async_wait(asio::ip::tcp::socket::wait_read, [self = shared_from_this()](const error_code& error) {
    if (error) return self->close();
    self->read_bytes();
  });
}

void Connection::read_bytes() {
  if (phase_ == Phase::kClosed) return;
  error_code error;
  std::string& scratch = host_.scratch();
  const std::size_t count = socket_.read_some(asio::buffer(scratch), error);
  if (error == asio::error::would_block || error == asio::error::try_again) return wait_for_bytes();
  if (error) return close();
  if (phase_ == Phase::kLingering) {
    lingered_ += count;
    return lingered_ > kLingerBytesMax ? close() : wait_for_bytes();
  }
  if (take_bytes(std::string_view(scratch).substr(0, count))) wait_for_bytes();
}

bool Connection::take_bytes(std::string_view bytes) {
  const bool began = reader_.began();
  const std::size_t taken = reader_.feed(bytes);
  if (taken < bytes.size()) pending_.assign(bytes.substr(taken));
  if (reader_.refused()) {
    refuse();
    return false;
  }
  if (reader_.done()) {
    hand_over();
    return false;
  }
  if (!began && reader_.began()) set_deadline(kHeadMax);
  if (reader_.in_body() && !std::exchange(body_timed_, true))
    set_deadline(time_for(reader_.body_bytes_expected()));
  if (reader_.take_expects_continue() && !std::exchange(continued_, true)) {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code error;
    if (socket_.write_some(asio::buffer(kContinue), error) != kContinue.size()) {
      close();
      return false;
    }
  }
  return true;
}

void Connection::hand_over() {
  host_.count_request();
  Request request = reader_.take();
  request.peer = peer_;
  head_only_ = request.method == "HEAD";
  keep_alive_ = request.keep_alive;
  in_chunks_ = request.version >= 1;
  continued_ = body_timed_ = false;
  phase_ = Phase::kWorking;
  set_deadline(kAnswerMax);
  if (host_.submit(shared_from_this(), std::move(request))) return;
  host_.count_overloaded();
  Response busy = host_.error_page(503, "too many requests are waiting; try again in a moment");
  busy.set("Retry-After", std::to_string(kRetryAfter.count()));
  write(std::move(busy), keep_alive_);
}

void Connection::refuse() {
  host_.count_refused_request();
  head_only_ = reader_.refused_head();
  pending_.clear();
  write(host_.error_page(reader_.refusal().status, reader_.refusal().reason), false);
}

void Connection::answer(Response&& response) {
  if (phase_ != Phase::kWorking) return;  // closed at the deadline
  write(std::move(response), keep_alive_);
}

void Connection::write(Response&& response, bool keep_alive) {
  phase_ = Phase::kWriting;
  response_ = std::move(response);
  keep_alive_ = keep_alive && !response_.close && !host_.draining();
  if (response_.stream != nullptr) return begin_stream();
  head_.clear();
  append_head(head_, response_, response_.content().size(), keep_alive_, host_.date());
  const bool bare = head_only_ || response_.status == 204 || response_.status == 304;
  const std::string_view content = bare ? std::string_view() : response_.content();
  set_deadline(time_for(head_.size() + content.size()));
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_), asio::buffer(content)};
  asio::async_write(socket_, buffers, [self = shared_from_this()](const error_code& error, std::size_t) {
    self->written(!error);
  });
}

// Without a length the end is a chunk of none (RFC 9112, 7.1) or, for older clients, the end of the
// connection.
void Connection::begin_stream() {
  if (!head_only_ && !host_.begin_stream()) {
    host_.count_overloaded();
    Response busy = host_.error_page(503, "too many long answers are on their way; try again in a moment");
    busy.set("Retry-After", std::to_string(kRetryAfter.count()));
    return write(std::move(busy), keep_alive_);
  }
  streaming_ = !head_only_;
  keep_alive_ = keep_alive_ && in_chunks_;
  if (in_chunks_) response_.set("Transfer-Encoding", "chunked");
  head_.clear();
  append_head(head_, response_, std::nullopt, keep_alive_, host_.date());
  set_deadline(time_for(head_.size()));
  asio::async_write(socket_, asio::buffer(head_),
                    [self = shared_from_this()](const error_code& error, std::size_t) {
                      if (error || !self->streaming_) return self->written(!error);
                      self->await_piece();
                    });
}

void Connection::await_piece() {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kWorking;
  set_deadline(kAnswerMax);
  if (!host_.submit(shared_from_this(), response_.stream)) close();
}

void Connection::piece(Result<std::string> made) {
  if (phase_ != Phase::kWorking) return;  // closed at the deadline
  if (!made.ok()) return close();
  phase_ = Phase::kWriting;
  response_.body = std::move(made).value();
  const bool last = response_.body.empty();
  head_ = in_chunks_ ? fmt::format("{:x}\r\n", response_.body.size()) : "";
  const std::string_view tail = in_chunks_ ? "\r\n" : "";
  set_deadline(time_for(head_.size() + response_.body.size()));
  const std::array<asio::const_buffer, 3> buffers = {asio::buffer(head_), asio::buffer(response_.body),
                                                     asio::buffer(tail)};
  asio::async_write(socket_, buffers,
                    [self = shared_from_this(), last](const error_code& error, std::size_t) {
                      if (error || last) return self->written(!error);
                      self->await_piece();
                    });
}

void Connection::written(bool ok) {
  if (phase_ == Phase::kClosed) return;
  if (std::exchange(streaming_, false)) host_.end_stream();
  response_ = {};
  head_ = std::string();
  if (!ok) return close();
  if (!keep_alive_) return linger();
  phase_ = Phase::kReading;
  set_deadline(kIdleMax);
  const std::string pending = std::exchange(pending_, {});
  if (pending.empty() || take_bytes(pending)) wait_for_bytes();
}

// Closing at once, with bytes of the client unread, would reset the connection and take our answer from
// its hands; so we say that we are done and read on for a little while.
void Connection::linger() {
  phase_ = Phase::kLingering;
  pending_ = std::string();
  lingered_ = 0;
  set_deadline(kLingerMax);
  error_code error;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
  if (error) return close();
  wait_for_bytes();
}

}  // namespace broadsheet::http
