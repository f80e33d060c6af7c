// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One connection of a client: reads a request, hands it over, writes the answer, and again. Inside the
// room: only server.cc makes connections.

#ifndef BROADSHEET_HTTP_CONNECTION_H_
#define BROADSHEET_HTTP_CONNECTION_H_

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "http/request_reader.h"

namespace broadsheet::http {

class Connection;

// What connections need from the server. All on the thread of Server::run().
class ConnectionHost {
 public:
  virtual ~ConnectionHost() = default;
  // The request will be answered by Connection::answer(). False, and the request is gone, if the queue is
  // full.
  virtual bool submit(std::shared_ptr<Connection> connection, Request&& request) = 0;
  // False if too many answers are being made while they are sent; else end_stream() must follow.
  virtual bool begin_stream() = 0;
  virtual void end_stream() = 0;
  // The next piece of the stream will come by Connection::piece(). False only while the server ends.
  virtual bool submit(std::shared_ptr<Connection> connection, std::shared_ptr<BodyStream> stream) = 0;
  virtual Response error_page(std::uint16_t status, std::string_view reason) = 0;
  virtual std::string_view date() = 0;  // for the Date header
  virtual bool draining() const = 0;    // answers are the last of their connection
  virtual std::chrono::steady_clock::time_point now() const = 0;
  virtual void count_request() = 0;
  virtual void count_refused_request() = 0;
  virtual void count_overloaded() = 0;
  // Bytes that were read and not used yet lie here no longer than one call.
  virtual std::string& scratch() = 0;
};

// Confined to the thread of Server::run(). Kept alive by its pending operations, and by the server's list.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, std::string peer, ConnectionHost& host);

  void start();
  // Of the request that was submitted last.
  void answer(Response&& response);
  // Of the stream that was submitted last; empty: it ended.
  void piece(Result<std::string> made);
  void close();

  const std::string& peer() const { return peer_; }
  bool closed() const { return phase_ == Phase::kClosed; }
  // Waiting for a request of which nothing has come.
  bool idle() const { return phase_ == Phase::kReading && !reader_.began(); }
  std::chrono::steady_clock::time_point deadline() const { return deadline_; }

 private:
  enum class Phase : std::uint8_t { kReading, kWorking, kWriting, kLingering, kClosed };

  void wait_for_bytes();
  void read_bytes();
  // Feeds what has come; true while the connection waits for more.
  bool take_bytes(std::string_view bytes);
  void hand_over();
  void refuse();
  void write(Response&& response, bool keep_alive);
  void begin_stream();
  void await_piece();
  void written(bool ok);
  void linger();
  void set_deadline(std::chrono::milliseconds from_now);

  boost::asio::ip::tcp::socket socket_;
  std::string peer_;
  ConnectionHost& host_;
  RequestReader reader_;
  Phase phase_ = Phase::kReading;
  bool head_only_ = false;    // the request was HEAD
  bool keep_alive_ = false;   // of the request in work; then of its answer
  bool in_chunks_ = false;    // its client knows chunks; then so does its stream
  bool streaming_ = false;    // counts among the host's streams
  bool continued_ = false;    // 100 Continue was sent
  bool body_timed_ = false;   // the deadline is that of the body
  std::size_t lingered_ = 0;  // bytes read since the last answer
  std::string pending_;       // behind the request in work: pipelined ones
  std::string head_;
  Response response_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_CONNECTION_H_
