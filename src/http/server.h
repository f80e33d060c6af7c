// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The HTTP/1.1 server: one thread moves bytes, a bounded pool of workers makes answers.
//
// The thread that calls run() owns every connection: it accepts, reads through a RequestReader,
// writes, and cuts whoever passes a deadline of http/limits.h. A request goes to the workers through a
// bounded queue; a full queue is answered at once with 503 and Retry-After, so that a server
// with too much to do says so instead of getting slower and slower. A connection has one request at a
// time in work: pipelined ones wait in the socket. An idle connection costs its socket and a few hundred
// bytes.

#ifndef BROADSHEET_HTTP_SERVER_H_
#define BROADSHEET_HTTP_SERVER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/limits.h"
#include "http/message.h"

namespace broadsheet::http {

// Workers with a queue of their own, for requests that take long or wait for a disk: they keep nobody waiting
// who only reads.
struct Lane {
  std::size_t workers = 1;
  std::size_t queued_requests_max = kQueuedRequestsMax;
};

struct ServerOptions {
  std::string address = "127.0.0.1";  // IPv4 or IPv6, no name
  std::uint16_t port = 8370;          // 0: any that is free
  std::size_t workers = 2;
  std::size_t queued_requests_max = kQueuedRequestsMax;
  std::size_t connections_max = kConnectionsMax;
  std::size_t connections_of_client_max = kConnectionsOfClientMax;
  // Addresses whose connections stand for many clients; those of this machine always do.
  std::vector<std::string> trusted_proxies = {};
  // Beside that of `workers`, which is lane 0.
  std::vector<Lane> lanes = {};
  // Which lane a request goes to; none: all go to lane 0. Called on the thread that moves bytes: it must be
  // quick.
  std::function<std::size_t(const Request& request)> lane_of = {};
};

// Made once per worker, on its thread, which is the only one to call it: it may own a connection to the
// record. It may be given several requests one after the other, never two at once.
struct Handler {
  // A function (Request&&) -> Response.
  template <class Answer>
  Handler(Answer answers) : answer(std::move(answers)) {}  // NOLINT(google-explicit-constructor)
  Handler(std::function<Response(Request&& request)> answers, std::function<void()> rests,
          std::function<Result<std::string>(BodyStream& stream)> goes_on = {})
      : answer(std::move(answers)), rest(std::move(rests)), more(std::move(goes_on)) {}

  std::function<Response(Request&& request)> answer;
  // Called after each answer has been handed over: for upkeep that the next request would otherwise pay for.
  // May be empty.
  std::function<void()> rest;
  // The next piece of an answer's stream, of any worker's; an empty one is the end. After an error the
  // connection is cut, so that nobody takes what came for the whole. Needed where answers have streams.
  std::function<Result<std::string>(BodyStream& stream)> more;
};
// Workers are counted through all lanes, from lane 0 on.
using HandlerMaker = std::function<Handler(std::size_t worker)>;
// The answer to what no handler answered: a refused request, a full queue, an exception. Called from any of
// the server's threads; it must be quick.
using ErrorPage = std::function<Response(std::uint16_t status, std::string_view reason)>;

// What happened so far. Safe from any thread; each figure is exact, all together are not one instant.
struct ServerCounts {
  std::uint64_t connections = 0;  // open now
  std::uint64_t accepted = 0;
  std::uint64_t refused_connections = 0;  // over a limit
  std::uint64_t requests = 0;             // complete ones
  std::uint64_t refused_requests = 0;     // not plainly valid, or too large
  std::uint64_t overloaded = 0;           // 503 for a full queue
  std::uint64_t timed_out = 0;            // cut at a deadline
};

class Server {
 public:
  // Binds and listens. kInvalid for an address that is none, kLocked if the port is taken, kIo for the rest.
  static Result<std::unique_ptr<Server>> listen(const ServerOptions& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;

  // Serves until stop(); returns when the last answer is written or kDrainMax has passed. kIo if not one
  // worker could be started; with fewer than were asked for it serves more slowly.
  Result<void> run(const HandlerMaker& make_handler, const ErrorPage& error_page);
  // From any thread, also before run(). Connections are no longer accepted, what is being answered is
  // answered, what is on its way to us on an open connection too.
  void stop();

  ServerCounts counts() const;

 private:
  class State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_SERVER_H_
