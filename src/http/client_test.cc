// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/client.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace broadsheet::http {
namespace {

bool is_public(const std::string& text) {
  sockaddr_storage storage{};
  if (text.find(':') == std::string::npos) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &address.sin_addr), 1) << text;
    std::memcpy(&storage, &address, sizeof address);
  } else {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &address.sin6_addr), 1) << text;
    std::memcpy(&storage, &address, sizeof address);
  }
  return is_public_address(&storage);
}

TEST(PublicAddress, IsWhatTheWholeWorldReaches) {
  for (const char* address :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
        "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2606:4700::1111", "2001:200::1", "64:ff9b::1.1.1.1"})
    EXPECT_TRUE(is_public(address)) << address;
  for (const char* address : {"0.0.0.0",
                              "10.0.0.1",
                              "100.64.0.1",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.0.2.1",
                              "192.168.1.1",
                              "198.18.0.1",
                              "198.51.100.7",
                              "203.0.113.9",
                              "224.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "fe80::1",
                              "fc00::1",
                              "fd12::1",
                              "ff02::1",
                              "2001:db8::1",
                              "2002:7f00:1::",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::ffff:1.1.1.1",
                              "::127.0.0.1",
                              "::2",
                              "64:ff9b::7f00:1",
                              "64:ff9b::10.1.2.3",
                              "64:ff9b:1::1.1.1.1",
                              "100::1",
                              "0.255.255.255",
                              "10.255.255.255",
                              "100.127.255.255",
                              "169.254.0.0",
                              "172.20.0.1",
                              "192.0.0.255",
                              "192.88.99.1",
                              "192.168.255.255",
                              "198.19.255.255",
                              "239.255.255.255",
                              "240.0.0.0",
                              "2001::1",
                              "2002::1",
                              "2002:0101:0101::1",
                              "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                              "3fff::1",
                              "4000::1",
                              "fdff:ffff::1",
                              "febf::1",
                              "fec0::1",
                              "ffff::1"})
    EXPECT_FALSE(is_public(address)) << address;
}

TEST(Url, IsReadAsItIsAsked) {
  const UrlParts parts = parse_url("HTTPS://Example.ORG/a?b").value();
  EXPECT_EQ(parts.scheme, "https");
  EXPECT_EQ(parts.host, "example.org");
  EXPECT_EQ(parts.port, "443");
  EXPECT_EQ(parse_url("http://127.1:8080/").value().host, "127.0.0.1");
  for (const char* wrong : {"", "example", "file:///etc/passwd", "ftp://example.org/", "http://a b/",
                            "http://user@example.org/", "http://user:word@example.org/", "gopher://x/"})
    EXPECT_EQ(parse_url(wrong).error().code(), ErrorCode::kInvalid) << wrong;
}

TEST(Url, LocationsAreResolved) {
  EXPECT_EQ(resolve_url("https://example.org/oai/x?verb=a", "/y?z=1").value(), "https://example.org/y?z=1");
  EXPECT_EQ(resolve_url("https://example.org/oai/x", "http://b.org/").value(), "http://b.org/");
  EXPECT_FALSE(resolve_url("https://example.org/", "file:///etc/passwd").ok());
}

TEST(Url, WhatIsNoneIsToldWithoutItsControlCharacters) {
  const std::string hostile = "https://a b/\x1B[2J\xFF" + std::string(100'000, 'x');
  const std::string told = parse_url(hostile).error().message();
  EXPECT_LT(told.size(), 400U);
  EXPECT_EQ(told.find('\x1B'), std::string::npos);
  EXPECT_EQ(told.find('\xFF'), std::string::npos);
  EXPECT_EQ(resolve_url("https://example.org/", hostile).error().message().find('\x1B'), std::string::npos);
}

TEST(Client, RefusesThisMachineUnlessItIsAllowed) {
  const auto client = Client::make({.user_agent = "test"}).value();
  for (const char* url :
       {"http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://0x7f.1:9/"}) {
    const Result<Fetched> answer = client->get(url);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code(), ErrorCode::kInvalid) << answer.error().message();
  }
  const auto open = Client::make({.user_agent = "test", .private_addresses = true}).value();
  EXPECT_EQ(open->get("http://127.0.0.1:9/").error().code(), ErrorCode::kIo) << "nobody listens there";
}

// Counts who comes, and answers each with `answer`.
class Listener {
 public:
  explicit Listener(std::string answer = "") : answer_(std::move(answer)) {
    fd_ = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int no = 0;
    ::setsockopt(fd_, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(fd_, 64), 0);
    EXPECT_EQ(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = std::to_string(ntohs(address.sin6_port));
    if (!answer_.empty()) thread_ = std::thread([this] { answer_one(); });
  }
  ~Listener() {
    ::shutdown(fd_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    ::close(fd_);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  const std::string& port() const { return port_; }
  bool saw_nobody() const {
    pollfd one{fd_, POLLIN, 0};
    return ::poll(&one, 1, 0) == 0;
  }
  // Of the one request, once it is answered.
  const std::string& request() {
    if (thread_.joinable()) thread_.join();
    return request_;
  }

 private:
  void answer_one() {
    const int fd = ::accept(fd_, nullptr, nullptr);
    // A request of these tests ends with its body, which is "{}" or nothing.
    while (!request_.ends_with("{}") && !(request_.starts_with("GET") && request_.ends_with("\r\n\r\n"))) {
      std::array<char, 4096> bytes{};
      const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
      if (got <= 0) break;
      request_.append(bytes.data(), static_cast<std::size_t>(got));
    }
    (void)::send(fd, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    ::close(fd);
  }

  std::string answer_;
  std::string request_;
  std::string port_;
  int fd_ = -1;
  std::thread thread_;
};

TEST(Client, RefusesThisMachineHoweverItIsSpelt) {
  const Listener listener;
  const auto client = Client::make({.user_agent = "test"}).value();
  const std::vector<std::string> spellings{
      "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.0.0.1", "0x7f.1", "0177.0.0.1",
      "017700000001", "0177.0x0.0.1", "127.0.0.1.", "0", "0.0.0.0", "0x0", "127.255.255.254", "localhost",
      "LOCALHOST", "localhost.", "a.localhost", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1%25lo]",
      // Full-width digits and dots, and digits in circles.
      "\uFF11\uFF12\uFF17.0.0.1", "127\uFF0E0\uFF0E0\uFF0E1", "127\u30020\u30020\u30021",
      "\u2460\u2461\u2466.\u24EA.\u24EA.\u2460", "%31%32%37.0.0.1", "l\u24DEcalhost"};
  for (const std::string& host : spellings) {
    const std::string url = "http://" + host + ":" + listener.port() + "/";
    EXPECT_FALSE(client->get(url).ok()) << url;
    EXPECT_FALSE(client->post(url, "application/json", "{}").ok()) << url;
    EXPECT_TRUE(listener.saw_nobody()) << url;
  }
}

TEST(Client, Posts) {
  Listener listener("HTTP/1.1 202 Accepted\r\nX-Id: 7\r\nContent-Length: 3\r\n\r\nyes");
  const auto client = Client::make({.user_agent = "Broadsheet test", .private_addresses = true}).value();
  const Result<Fetched> answer = client->post("http://127.0.0.1:" + listener.port() + "/hook?a=1",
                                              "application/json", "{}", {{"x-signature", "abc"}});
  ASSERT_TRUE(answer.ok()) << answer.error().message();
  EXPECT_EQ(answer.value().status, 202);
  EXPECT_EQ(answer.value().header("x-id"), "7");
  EXPECT_EQ(answer.value().body, "yes");
  const std::string& request = listener.request();
  EXPECT_TRUE(request.starts_with("POST /hook?a=1 HTTP/1.1\r\n")) << request;
  for (const char* line : {"content-type: application/json\r\n", "x-signature: abc\r\n",
                           "User-Agent: Broadsheet test\r\n", "Content-Length: 2\r\n"})
    EXPECT_NE(request.find(line), std::string::npos) << line;
  EXPECT_EQ(request.find("xpect:"), std::string::npos);
  // And gets again afterwards.
  Listener next("HTTP/1.1 204 None\r\n\r\n");
  EXPECT_EQ(client->get("http://127.0.0.1:" + next.port() + "/").value().status, 204);
  EXPECT_TRUE(next.request().starts_with("GET / "));
  EXPECT_EQ(next.request().find("content-type"), std::string::npos);
}

TEST(Client, FollowsNoRedirectOfAPost) {
  const Listener elsewhere;
  Listener listener("HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:" + elsewhere.port() +
                    "/\r\nContent-Length: 0\r\n\r\n");
  const auto client = Client::make({.user_agent = "t", .private_addresses = true}).value();
  EXPECT_EQ(client->post("http://127.0.0.1:" + listener.port() + "/", "text/plain", "{}").value().status,
            307);
  EXPECT_TRUE(elsewhere.saw_nobody());
}

TEST(Client, BoundsTheAnswerToAPost) {
  Listener listener("HTTP/1.1 200 OK\r\n\r\n" + std::string(100'000, 'x'));
  const auto client =
      Client::make({.user_agent = "t", .private_addresses = true, .body_bytes_max = 50'000}).value();
  const Result<Fetched> answer =
      client->post("http://127.0.0.1:" + listener.port() + "/", "text/plain", "{}");
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code(), ErrorCode::kTooLarge);
}

TEST(Client, AsksOnlyThePortsItMay) {
  const Listener listener;
  const auto client =
      Client::make({.user_agent = "t", .private_addresses = true, .ports = {80, 443}}).value();
  for (const std::string& url :
       {"http://127.0.0.1:" + listener.port() + "/", "https://[::1]:" + listener.port() + "/",
        std::string("http://127.0.0.1:25/")}) {
    EXPECT_EQ(client->post(url, "text/plain", "{}").error().code(), ErrorCode::kInvalid) << url;
    EXPECT_EQ(client->get(url).error().code(), ErrorCode::kInvalid) << url;
  }
  EXPECT_TRUE(listener.saw_nobody());
}

TEST(Client, AddsNoHeaderThatNobodyNamed) {
  const Listener listener;
  const auto client = Client::make({.user_agent = "t", .private_addresses = true}).value();
  const std::string url = "http://127.0.0.1:" + listener.port() + "/";
  EXPECT_EQ(client->post(url, "text/plain\r\nx: y", "{}").error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(client->get(url, {{"a", "b\nc: d"}}).error().code(), ErrorCode::kInvalid);
  EXPECT_TRUE(listener.saw_nobody());
}

TEST(Client, StopsWhenAsked) {
  const std::atomic<bool> stop = true;
  const auto client = Client::make({.user_agent = "t", .private_addresses = true, .stop = &stop}).value();
  EXPECT_FALSE(client->get("http://127.0.0.1:9/").ok());
}

}  // namespace
}  // namespace broadsheet::http
