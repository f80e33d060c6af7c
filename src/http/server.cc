// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <ctime>
#include <exception>
#include <fmt/format.h>
#include <list>
#include <memory>
#include <string_view>
#include <sys/resource.h>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/bounded_queue.h"
#include "base/log.h"
#include "base/thread.h"
#include "http/connection.h"

namespace broadsheet::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::size_t kScratchBytes = std::size_t{16} << 10;

struct Job {
  std::shared_ptr<Connection> connection;
  Request request;
  std::shared_ptr<BodyStream> stream = {};  // if there is one, its next piece is wanted, and no answer
};

// Each connection is a file descriptor.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

std::string plain_address(asio::ip::address address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address.to_string();
}

// RFC 9110, 5.6.7.
std::string http_date(std::time_t now) {
  std::tm utc{};
  gmtime_r(&now, &utc);
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[utc.tm_wday], utc.tm_mday,
                     kMonths[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

bool out_of_resources(const error_code& error) {
  return error == asio::error::no_descriptors || error == asio::error::no_buffer_space ||
         error == asio::error::no_memory || error.value() == ENFILE;
}

}  // namespace

// All members are of the thread of run() but for the queues, the counts and `stopping`.
class Server::State : public ConnectionHost {
 public:
  explicit State(const ServerOptions& options) : options_(options) {
    add_lane({std::max<std::size_t>(options.workers, 1), options.queued_requests_max});
    for (const Lane& lane : options.lanes) add_lane(lane);
    scratch_.resize(kScratchBytes);
  }

  Result<void> bind() {
    error_code error;
    const asio::ip::address address = asio::ip::make_address(options_.address, error);
    if (error) {
      return Error(
          ErrorCode::kInvalid,
          fmt::format("'{}' is no address to listen on; give one like 127.0.0.1 or ::1", options_.address));
    }
    const tcp::endpoint endpoint(address, options_.port);
    const auto failed = [&](std::string_view what) {
      const bool taken = error == asio::error::address_in_use;
      return Error(taken ? ErrorCode::kLocked : ErrorCode::kIo,
                   fmt::format("{} {} port {}: {}{}", what, options_.address, options_.port, error.message(),
                               taken ? "; another program listens there, choose a port with --listen" : ""));
    };
    raise_file_limit();
    acceptor_.open(endpoint.protocol(), error);
    if (error) return failed("open");
    acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    acceptor_.bind(endpoint, error);
    if (error) return failed("listen on");
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return failed("listen on");
    return {};
  }

  std::uint16_t port() const {
    error_code ignored;
    return acceptor_.local_endpoint(ignored).port();
  }

  Result<void> run(const HandlerMaker& make_handler, const ErrorPage& error_page) {
    error_page_ = &error_page;
    std::vector<std::thread> workers;
    Result<void> started = start_workers(make_handler, workers);
    if (started.ok()) {
      accept();
      sweep_later();
      io_.run();
    }
    for (const auto& lane : lanes_) lane->queue.close();
    for (std::thread& worker : workers) worker.join();
    connections_.clear();
    return started;
  }

  void stop() {
    asio::post(io_, [this] { drain(); });
  }

  ServerCounts counts() const {
    ServerCounts counts;
    counts.connections = open_;
    counts.accepted = accepted_;
    counts.refused_connections = refused_connections_;
    counts.requests = requests_;
    counts.refused_requests = refused_requests_;
    counts.overloaded = overloaded_;
    counts.timed_out = timed_out_;
    return counts;
  }

  // ConnectionHost.
  bool submit(std::shared_ptr<Connection> connection, Request&& request) override {
    const std::size_t lane = options_.lane_of ? options_.lane_of(request) : 0;
    return lanes_[std::min(lane, lanes_.size() - 1)]->queue.try_push(
        {std::move(connection), std::move(request)});
  }
  bool begin_stream() override {
    if (streams_ >= kStreamsMax) return false;
    ++streams_;
    return true;
  }
  void end_stream() override { --streams_; }
  // Each stream has a place in the queue, so that one that began is not refused in its middle.
  bool submit(std::shared_ptr<Connection> connection, std::shared_ptr<BodyStream> stream) override {
    return lanes_.front()->queue.try_push({std::move(connection), {}, std::move(stream)}, kStreamsMax);
  }
  Response error_page(std::uint16_t status, std::string_view reason) override {
    return (*error_page_)(status, reason);
  }
  std::string_view date() override {
    const std::time_t second = std::time(nullptr);
    if (second != date_second_) {
      date_second_ = second;
      date_ = http_date(second);
    }
    return date_;
  }
  bool draining() const override { return draining_; }
  steady_clock::time_point now() const override { return steady_clock::now(); }
  void count_request() override { ++requests_; }
  void count_refused_request() override { ++refused_requests_; }
  void count_overloaded() override { ++overloaded_; }
  std::string& scratch() override { return scratch_; }

 private:
  struct WorkLane {
    explicit WorkLane(const Lane& lane) : workers(lane.workers), queue(lane.queued_requests_max) {}
    std::size_t workers;
    BoundedQueue<Job> queue;
  };

  void add_lane(const Lane& lane) { lanes_.push_back(std::make_unique<WorkLane>(lane)); }

  // An error if a lane would have nobody.
  Result<void> start_workers(const HandlerMaker& make_handler, std::vector<std::thread>& workers) {
    std::size_t number = 0;
    for (const auto& lane : lanes_) {
      for (std::size_t i = 0; i < lane->workers; ++i, ++number) {
        Result<std::thread> worker = start_thread(
            [this, &make_handler, &queue = lane->queue, number] { work(make_handler(number), queue); });
        if (worker.ok()) {
          workers.push_back(std::move(worker).value());
        } else if (i == 0) {
          return worker.error();
        } else {
          log_warning("fewer workers than there should be", {{"because", worker.error().message()}});
        }
      }
    }
    return {};
  }

  void work(const Handler& handler, BoundedQueue<Job>& queue) {
    while (std::optional<Job> job = queue.pop()) {
      if (job->stream != nullptr) {
        go_on(handler, std::move(*job));
        continue;
      }
      Response response = answer(handler, std::move(job->request));
      asio::post(io_, [connection = std::move(job->connection), made = std::move(response)]() mutable {
        connection->answer(std::move(made));
      });
      if (handler.rest) handler.rest();
    }
  }

  void go_on(const Handler& handler, Job&& job) {
    Result<std::string> piece = next_piece(handler, *job.stream);
    if (!piece.ok()) log_error("an answer was cut short", {{"error", piece.error().message()}});
    asio::post(io_, [connection = std::move(job.connection), made = std::move(piece)]() mutable {
      connection->piece(std::move(made));
    });
  }

  static Result<std::string> next_piece(const Handler& handler, BodyStream& stream) {
    try {
      return handler.more(stream);
    } catch (const std::exception& failure) {
      return Error(ErrorCode::kIo, failure.what());
    }
  }

  Response answer(const Handler& handler, Request&& request) {
    const std::string what = request.method + " " + request.target.substr(0, 200);
    try {
      return handler.answer(std::move(request));
    } catch (const std::exception& failure) {
      // Of a library, or out of memory: this request fails, the service goes on.
      log_error("a request failed", {{"request", what}, {"error", failure.what()}});
      return (*error_page_)(500, "something went wrong here; the log of the server says what");
    }
  }

  void accept() {
    acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
      if (draining_) return;
      if (!error) {
        admit(std::move(socket));
        return accept();
      }
      if (!out_of_resources(error)) return accept();
      pause_.expires_after(kAcceptPause);
      pause_.async_wait([this](const error_code&) {
        if (!draining_) accept();
      });
    });
  }

  void admit(tcp::socket socket) {
    ++accepted_;
    error_code error;
    const tcp::endpoint endpoint = socket.remote_endpoint(error);
    if (error) return;  // gone already
    std::string peer = plain_address(endpoint.address());
    std::size_t& of_client = of_client_[peer];
    if (connections_.size() >= options_.connections_max ||
        (of_client >= options_.connections_of_client_max && !stands_for_many(endpoint.address(), peer))) {
      ++refused_connections_;
      if (of_client == 0) of_client_.erase(peer);
      return;  // the socket closes
    }
    ++of_client;
    connections_.push_back(std::make_shared<Connection>(std::move(socket), std::move(peer), *this));
    open_ = connections_.size();
    connections_.back()->start();
  }

  bool stands_for_many(const asio::ip::address& address, const std::string& peer) const {
    return address.is_loopback() || peer.starts_with("127.") ||
           std::ranges::find(options_.trusted_proxies, peer) != options_.trusted_proxies.end();
  }

  void sweep_later() {
    sweeping_.expires_after(draining_ ? kSweepEvery / 5 : kSweepEvery);
    sweeping_.async_wait([this](const error_code&) { sweep(); });
  }

  // Cuts whoever is late and forgets who is gone.
  void sweep() {
    const auto now = steady_clock::now();
    const bool last_call = draining_ && now >= drain_began_ + kDrainIdle;
    const bool enough = draining_ && now >= drain_began_ + kDrainMax;
    for (auto at = connections_.begin(); at != connections_.end();) {
      Connection& connection = **at;
      if (!connection.closed() &&
          (enough || (last_call && connection.idle()) || now >= connection.deadline())) {
        if (!connection.idle() && !enough) ++timed_out_;
        connection.close();
      }
      at = connection.closed() ? forget(at) : std::next(at);
    }
    open_ = connections_.size();
    if (draining_ && (connections_.empty() || enough)) return io_.stop();
    sweep_later();
  }

  using Connections = std::list<std::shared_ptr<Connection>>;
  Connections::iterator forget(Connections::iterator at) {
    const auto count = of_client_.find((*at)->peer());
    if (count != of_client_.end() && --count->second == 0) of_client_.erase(count);
    return connections_.erase(at);
  }

  void drain() {
    if (std::exchange(draining_, true)) return;
    drain_began_ = steady_clock::now();
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    sweeping_.cancel();  // which sweeps now
  }

  const ServerOptions options_;
  asio::io_context io_{1};
  tcp::acceptor acceptor_{io_};
  asio::steady_timer sweeping_{io_};
  asio::steady_timer pause_{io_};
  std::vector<std::unique_ptr<WorkLane>> lanes_;
  const ErrorPage* error_page_ = nullptr;
  Connections connections_;
  std::unordered_map<std::string, std::size_t> of_client_;
  std::string scratch_;
  std::size_t streams_ = 0;
  bool draining_ = false;
  steady_clock::time_point drain_began_;
  std::time_t date_second_ = -1;
  std::string date_;
  std::atomic<std::uint64_t> open_ = 0;
  std::atomic<std::uint64_t> accepted_ = 0;
  std::atomic<std::uint64_t> refused_connections_ = 0;
  std::atomic<std::uint64_t> requests_ = 0;
  std::atomic<std::uint64_t> refused_requests_ = 0;
  std::atomic<std::uint64_t> overloaded_ = 0;
  std::atomic<std::uint64_t> timed_out_ = 0;
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options) {
  auto state = std::make_unique<State>(options);
  TRY_VOID(state->bind());
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const {
  return state_->port();
}
Result<void> Server::run(const HandlerMaker& make_handler, const ErrorPage& error_page) {
  return state_->run(make_handler, error_page);
}
void Server::stop() {
  state_->stop();
}
ServerCounts Server::counts() const {
  return state_->counts();
}

}  // namespace broadsheet::http
