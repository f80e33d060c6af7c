// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/server.h"

#include <arpa/inet.h>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace broadsheet::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// A client that knows nothing of HTTP.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // Until `end` has come so many times, or the other side closes.
  std::string receive_until(std::string_view end, std::size_t times = 1) {
    std::string all;
    std::size_t found = 0;
    std::size_t from = 0;
    char buffer[65536];
    while (found < times) {
      const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
      if (count <= 0) return all;
      all.append(buffer, static_cast<std::size_t>(count));
      for (std::size_t at; found < times && (at = all.find(end, from)) != std::string::npos; ++found)
        from = at + end.size();
    }
    return all;
  }
  std::string receive_all() { return receive_until("a text that no answer has"); }

 private:
  int socket_;
  bool connected_ = false;
};

class ServerTest : public testing::Test {
 protected:
  void serve(Handler handler, ServerOptions options = {}) {
    options.port = 0;
    auto listening = Server::listen(options);
    ASSERT_TRUE(listening.ok()) << listening.error().message();
    server_ = std::move(*listening);
    running_ = std::thread([this, handler = std::move(handler)] {
      const auto ended = server_->run([&](std::size_t) { return handler; },
                                      [](std::uint16_t status, std::string_view reason) {
                                        Response response{.status = status};
                                        response.body = "refused: " + std::string(reason);
                                        return response;
                                      });
      EXPECT_TRUE(ended.ok());
    });
  }
  void TearDown() override { stop(); }
  void stop() {
    if (!running_.joinable()) return;
    server_->stop();
    running_.join();
  }
  std::string ask(std::string_view request) {
    RawClient client(server_->port());
    client.send(request);
    return client.receive_all();
  }

  static Response echo(Request&& request) {
    Response response;
    response.body = request.method + " " + request.target + " " + request.body + "<end>";
    return response;
  }

  std::unique_ptr<Server> server_;
  std::thread running_;
};

TEST_F(ServerTest, AnswersAndKeepsTheConnection) {
  serve(echo);
  RawClient client(server_->port());
  client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::string first = client.receive_until("<end>");
  EXPECT_THAT(first, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  EXPECT_THAT(first, HasSubstr("Content-Length: 12\r\nConnection: keep-alive\r\n\r\nGET /a <end>"));
  client.send("POST /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
  const std::string second = client.receive_all();
  EXPECT_THAT(second, HasSubstr("Connection: close\r\n\r\nPOST /b hi<end>"));
}

TEST_F(ServerTest, LeavesTheBodyOutForHead) {
  serve(echo);
  const std::string answer = ask("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 13\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  serve(echo, {.workers = 4});
  std::string requests;
  for (int i = 0; i < 1000; ++i) {
    if (i % 100 == 50) {
      requests += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody";
    } else {
      requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }
  }
  RawClient client(server_->port());
  std::thread sending([&] { client.send(requests); });
  const std::string answers = client.receive_until("<end>", 1000);
  sending.join();
  std::size_t at = 0;
  for (int i = 0; i < 1000; ++i) {
    at = answers.find(" /" + std::to_string(i) + " ", at);
    ASSERT_NE(at, std::string::npos) << i;
  }
  EXPECT_EQ(server_->counts().requests, 1000u);
}

TEST_F(ServerTest, RefusesOnceAndCloses) {
  serve(echo);
  const std::string answer =
      ask("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
          "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(answer, HasSubstr("refused: a body of more than one length"));
  EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << "one answer";
  EXPECT_EQ(server_->counts().refused_requests, 1u);
}

TEST_F(ServerTest, LeavesTheBodyOutForARefusedHead) {
  serve(echo);
  const std::string answer = ask("HEAD /a HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_THAT(answer, EndsWith("Connection: close\r\n\r\n"));
}

TEST_F(ServerTest, AnErrorInThePipelineEndsIt) {
  serve(echo);
  const std::string answer =
      ask("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("GET /1 <end>"));
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 400 "));
  EXPECT_THAT(answer, testing::Not(HasSubstr("/3")));
}

TEST_F(ServerTest, ATooLargeBodyIsRefusedBeforeItIsSent) {
  serve(echo);
  RawClient client(server_->port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
  EXPECT_THAT(client.receive_all(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, SaysContinueToWhoWaitsForIt) {
  serve(echo);
  RawClient client(server_->port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  EXPECT_THAT(client.receive_until("<end>"), HasSubstr("POST / hi<end>"));
}

// Counts down: "3;2;1;".
struct Countdown : BodyStream {
  explicit Countdown(int from) : left(from) {}
  int left;
};

Handler counting_down(int from) {
  return Handler(
      [from](Request&&) {
        Response response;
        response.stream = std::make_shared<Countdown>(from);
        return response;
      },
      {},
      [](BodyStream& stream) -> Result<std::string> {
        auto& countdown = dynamic_cast<Countdown&>(stream);
        if (countdown.left < 0) return Error(ErrorCode::kIo, "below zero");
        if (countdown.left == 0) return std::string();
        return std::to_string(countdown.left--) + ";";
      });
}

TEST_F(ServerTest, SendsAStreamInChunksAndKeepsTheConnection) {
  serve(counting_down(3));
  RawClient client(server_->port());
  for (int i = 0; i < 2; ++i) {
    client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    const std::string answer = client.receive_until("0\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n2\r\n3;\r\n2\r\n2;\r\n2\r\n1;\r\n0\r\n\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
  }
}

TEST_F(ServerTest, SendsAStreamPlainlyToAnOlderClientAndCloses) {
  serve(counting_down(2));
  const std::string answer = ask("GET /a HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_THAT(answer, EndsWith("Connection: close\r\n\r\n2;1;"));
  EXPECT_THAT(answer, Not(HasSubstr("chunked")));
}

TEST_F(ServerTest, HeadOfAStreamMakesNone) {
  serve(counting_down(-1));
  const std::string answer = ask("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, AStreamThatFailsIsCutBeforeItsEnd) {
  serve(counting_down(-1));
  const std::string answer = ask("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(answer, Not(EndsWith("0\r\n\r\n")));
}

TEST_F(ServerTest, WhoIsSlowToTakeAStreamHoldsNoWorker) {
  const std::string piece(std::size_t{1} << 20, 'x');
  serve(Handler(
            [](Request&& request) {
              Response response;
              if (request.target == "/long") {
                response.stream = std::make_shared<Countdown>(1000);
              } else {
                response.body = "short<end>";
              }
              return response;
            },
            {}, [piece](BodyStream&) -> Result<std::string> { return piece; }),
        {.workers = 1});
  std::vector<std::unique_ptr<RawClient>> slow;
  for (std::size_t i = 0; i < kStreamsMax; ++i) {
    slow.push_back(std::make_unique<RawClient>(server_->port()));
    slow.back()->send("GET /long HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(slow.back()->receive_until("\r\n\r\n"), StartsWith("HTTP/1.1 200"));
  }
  EXPECT_THAT(ask("GET /short HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), EndsWith("short<end>"));
  EXPECT_THAT(ask("GET /long HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 503 Service Unavailable"));
  slow.clear();
}

TEST_F(ServerTest, AFailingHandlerFailsItsRequestAlone) {
  serve([](Request&& request) -> Response {
    if (request.target == "/bad") throw std::runtime_error("of a library");
    return echo(std::move(request));
  });
  RawClient client(server_->port());
  client.send("GET /bad HTTP/1.1\r\nHost: h\r\n\r\nGET /good HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::string answers = client.receive_until("<end>");
  EXPECT_THAT(answers, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(answers, HasSubstr("GET /good <end>"));
}

TEST_F(ServerTest, AHeaderThatWouldEndItsLineIsLeftOut) {
  serve([](Request&&) {
    Response response;
    return response.set("X-Bad", "a\r\nSet-Cookie: b").set("X-Good", "c");
  });
  const std::string answer = ask("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, testing::Not(HasSubstr("Set-Cookie")));
  EXPECT_THAT(answer, HasSubstr("X-Good: c\r\n"));
}

// One worker that is busy, a queue of two: of ten clients three are answered, seven hear 503 at once.
TEST_F(ServerTest, SaysSoWhenItHasTooMuchToDo) {
  std::promise<void> started;
  std::promise<void> go;
  std::shared_future<void> going(go.get_future());
  std::atomic<int> begun = 0;
  serve(
      [&](Request&& request) {
        if (++begun == 1) started.set_value();
        going.wait();
        return echo(std::move(request));
      },
      {.workers = 1, .queued_requests_max = 2});
  const std::string request = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  RawClient busy(server_->port());
  busy.send(request);
  started.get_future().wait();
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 9; ++i) {
    waiting.push_back(std::make_unique<RawClient>(server_->port()));
    waiting.back()->send(request);
  }
  while (server_->counts().overloaded < 7) std::this_thread::yield();
  go.set_value();
  int answered = 0;
  for (const auto& client : waiting) {
    const std::string answer = client->receive_all();
    if (answer.starts_with("HTTP/1.1 200 "))
      ++answered;
    else
      EXPECT_THAT(answer, testing::AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After: 1\r\n")));
  }
  EXPECT_EQ(answered, 2);
  EXPECT_THAT(busy.receive_all(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, ALaneThatIsFullKeepsNobodyWaitingInAnother) {
  std::promise<void> go;
  std::shared_future<void> going(go.get_future());
  ServerOptions options{.workers = 1};
  options.lanes = {{.workers = 1, .queued_requests_max = 1}};
  options.lane_of = [](const Request& request) { return std::size_t{request.target == "/slow"}; };
  std::atomic<int> begun = 0;
  serve(
      [&](Request&& request) {
        if (request.target == "/slow") {
          ++begun;
          going.wait();
        }
        return echo(std::move(request));
      },
      options);
  const std::string slow = "GET /slow HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  RawClient first(server_->port());
  first.send(slow);
  while (begun < 1) std::this_thread::yield();
  RawClient waiting(server_->port());
  waiting.send(slow);
  EXPECT_THAT(ask("GET /quick HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), HasSubstr("GET /quick"));
  EXPECT_THAT(ask(slow), StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(ask("GET /quick HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), HasSubstr("GET /quick"));
  go.set_value();
  EXPECT_THAT(first.receive_all(), HasSubstr("GET /slow"));
  EXPECT_THAT(waiting.receive_all(), HasSubstr("GET /slow"));
}

TEST_F(ServerTest, FinishesWhatItBeganBeforeItStops) {
  std::promise<void> started;
  std::promise<void> go;
  serve([&](Request&& request) {
    started.set_value();
    go.get_future().wait();
    return echo(std::move(request));
  });
  const std::uint16_t port = server_->port();
  RawClient client(port);
  client.send("GET /last HTTP/1.1\r\nHost: h\r\n\r\n");
  started.get_future().wait();
  server_->stop();
  while (RawClient(port).connected()) std::this_thread::yield();
  go.set_value();
  const std::string answer = client.receive_all();
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n\r\nGET /last <end>"));
  stop();
}

TEST_F(ServerTest, AClientHasABoundOfConnections) {
  serve(echo, {.connections_max = 3});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 5; ++i) clients.push_back(std::make_unique<RawClient>(server_->port()));
  while (server_->counts().accepted < 5) std::this_thread::yield();
  EXPECT_EQ(clients[4]->receive_all(), "");
  clients[0]->send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(clients[0]->receive_until("<end>"), HasSubstr("GET /a <end>"));
  EXPECT_EQ(server_->counts().refused_connections, 2u);
}

TEST(ServerRun, SaysThatNoWorkerCouldBeStarted) {
  auto listening = Server::listen({.port = 0});
  ASSERT_TRUE(listening.ok());
  // More stack for each thread than there are addresses.
  pthread_attr_t usual;
  ASSERT_EQ(pthread_getattr_default_np(&usual), 0);
  pthread_attr_t huge = usual;
  ASSERT_EQ(pthread_attr_setstacksize(&huge, std::size_t{1} << 47), 0);
  ASSERT_EQ(pthread_setattr_default_np(&huge), 0);
  const auto ended = (*listening)
                         ->run([](std::size_t) -> Handler { return [](Request&&) { return Response{}; }; },
                               [](std::uint16_t, std::string_view) { return Response{}; });
  ASSERT_EQ(pthread_setattr_default_np(&usual), 0);
  ASSERT_FALSE(ended.ok());
  EXPECT_THAT(ended.error().message(), StartsWith("start a thread: "));
}

TEST(ServerListen, SaysWhatIsWrongWithAnAddress) {
  EXPECT_EQ(Server::listen({.address = "localhost"}).error().code(), ErrorCode::kInvalid);
  const auto first = Server::listen({.port = 0});
  ASSERT_TRUE(first.ok());
  ServerOptions taken;
  taken.port = (*first)->port();
  EXPECT_EQ(Server::listen(taken).error().code(), ErrorCode::kLocked);
}

}  // namespace
}  // namespace broadsheet::http
