// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/request_reader.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "http/limits.h"

namespace broadsheet::http {
namespace {

constexpr std::size_t kBodyMax = 1000;

struct Outcome {
  std::vector<Request> requests;
  std::uint16_t refused = 0;  // 0: not refused
  std::size_t taken = 0;
};

// All requests of a stream that comes in pieces of `piece` bytes.
Outcome read(std::string_view bytes, std::size_t piece) {
  Outcome outcome;
  RequestReader reader(kBodyMax);
  while (outcome.taken < bytes.size() && !reader.refused()) {
    outcome.taken += reader.feed(bytes.substr(outcome.taken, piece));
    if (reader.done()) outcome.requests.push_back(reader.take());
  }
  if (reader.refused()) outcome.refused = reader.refusal().status;
  return outcome;
}

Outcome read(std::string_view bytes) {
  Outcome whole = read(bytes, bytes.size() + 1);
  const Outcome drops = read(bytes, 1);
  EXPECT_EQ(whole.refused, drops.refused) << bytes;
  EXPECT_EQ(whole.taken, drops.taken) << bytes;
  EXPECT_EQ(whole.requests.size(), drops.requests.size()) << bytes;
  return whole;
}

TEST(RequestReader, ReadsAPlainRequest) {
  const Outcome outcome =
      read("GET /papers?q=a%20b HTTP/1.1\r\nHost: Example.org:8370\r\nX-A:  b \r\nx-a: c\r\n\r\n");
  ASSERT_EQ(outcome.requests.size(), 1u);
  const Request& request = outcome.requests[0];
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/papers?q=a%20b");
  EXPECT_EQ(request.host, "example.org:8370");
  EXPECT_EQ(request.header("x-a"), "b");
  EXPECT_EQ(request.version, 1);
  EXPECT_TRUE(request.keep_alive);
}

TEST(RequestReader, ReadsBodiesByLengthAndInChunks) {
  const Outcome outcome = read(
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
      "POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
      "Chunked\r\n\r\n3\r\nabc\r\n0A\r\n0123456789\r\n0\r\n\r\n"
      "POST /c HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"
      "GET /d HTTP/1.0\r\nHost: h\r\n\r\n");
  ASSERT_EQ(outcome.requests.size(), 4u);
  EXPECT_EQ(outcome.requests[0].body, "hello");
  EXPECT_EQ(outcome.requests[1].body, "abc0123456789");
  EXPECT_EQ(outcome.requests[2].body, "");
  EXPECT_EQ(outcome.requests[3].target, "/d");
  EXPECT_FALSE(outcome.requests[3].keep_alive);
}

TEST(RequestReader, KnowsWhoWantsToStay) {
  const auto stays = [](const std::string& line, const std::string& connection) {
    return read("GET / " + line + "\r\nHost: h\r\nConnection: " + connection + "\r\n\r\n")
        .requests.at(0)
        .keep_alive;
  };
  EXPECT_FALSE(stays("HTTP/1.1", "Close"));
  EXPECT_FALSE(stays("HTTP/1.1", "x, close"));
  EXPECT_TRUE(stays("HTTP/1.1", "closed"));
  EXPECT_TRUE(stays("HTTP/1.0", "Keep-Alive"));
  EXPECT_FALSE(stays("HTTP/1.1", "keep-alive\r\nConnection: close")) << "lines of one name are one list";
  EXPECT_FALSE(stays("HTTP/1.1", "\r\nConnection: CLOSE"));
  EXPECT_TRUE(stays("HTTP/1.0", "x\r\nConnection: keep-alive"));
}

TEST(RequestReader, TakesAnAbsoluteTargetOfItsOwnHost) {
  EXPECT_EQ(read("GET http://H:80/a?b HTTP/1.1\r\nHost: h:80\r\n\r\n").requests.at(0).target, "/a?b");
  EXPECT_EQ(read("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n").requests.at(0).target, "/");
  EXPECT_EQ(read("GET http://h?x HTTP/1.1\r\nHost: h\r\n\r\n").requests.at(0).target, "/?x");
  EXPECT_EQ(read("GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n").refused, 400);
}

TEST(RequestReader, RefusesWhatIsNotPlainlyValid) {
  const auto with = [](std::string_view headers) {
    return "POST / HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n\r\n0\r\n\r\n";
  };
  const std::string nul("GET / HTTP/1.1\r\nHost: h\r\nA: b\0c\r\n\r\n", 35);
  const std::vector<std::string> bad = {
      with("Content-Length: 5\r\nTransfer-Encoding: chunked"),
      with("Transfer-Encoding: chunked\r\nContent-Length: 5"),
      with("Content-Length: 5\r\nContent-Length: 6"),
      with("Content-Length: 5\r\nContent-Length: 5"),
      with("Content-Length: 5, 5"),
      with("Content-Length: +5"),
      with("Content-Length: -5"),
      with("Content-Length: 0x5"),
      with("Content-Length:"),
      with("Content-Length: 5 5"),
      with("Transfer-Encoding: xchunked"),
      with("Transfer-Encoding: chunked, identity"),
      with("Transfer-Encoding: identity"),
      with("Transfer-Encoding:\x0b"
           "chunked"),
      with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
      with("Transfer-Encoding:"),
      with("Transfer-Encoding : chunked"),
      with("X-A : b"),
      with(" X-A: b"),
      with("X-A: b\r\n c"),
      with("X-A: b\r\n\tc"),
      with("X-A"),
      with(": b"),
      with("X\x80: b"),
      with("X-A: b\nX-B: c"),
      with("X-A: b\rc"),
      with("Host: h"),
      nul,
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost:\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: h/x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: h@x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: h:\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: h:123456\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [::1]x1\r\n\r\n",
      "GET / HTTP/1.2\r\nHost: h\r\n\r\n",
      "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
      "GET / http/1.1\r\nHost: h\r\n\r\n",
      "GET /\r\nHost: h\r\n\r\n",
      "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / a HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET /\x7f HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET /\xc3\xa9 HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET /#a HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET papers HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
      "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n",
      "G(T / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GETGETGETGETGETGET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.1\nHost: h\n\n",
      "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  };
  for (const std::string& request : bad) {
    const Outcome outcome = read(request);
    EXPECT_EQ(outcome.refused, 400) << request;
    EXPECT_TRUE(outcome.requests.empty()) << request;
  }
}

TEST(RequestReader, RefusesChunksThatAreNotPlain) {
  const auto chunks = [](std::string_view body) {
    return read("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body))
        .refused;
  };
  for (const char* body :
       {"3;a=b\r\nabc\r\n0\r\n\r\n", "3 \r\nabc\r\n0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n",
        "-3\r\nabc\r\n0\r\n\r\n", "\r\nabc\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n",
        "3\r\nabc\n0\r\n\r\n", "0\r\nX: y\r\n\r\n", "fffffffffffffffff\r\n", "000000000\r\n\r\n"}) {
    EXPECT_EQ(chunks(body), 400) << body;
  }
  EXPECT_EQ(chunks("ffffffff\r\n"), 413);
}

TEST(RequestReader, RefusesWhatIsTooLong) {
  const std::string host = "\r\nHost: h\r\n";
  const std::string longest(kRequestLineBytesMax - std::string_view("GET / HTTP/1.1").size(), 'a');
  EXPECT_EQ(read("GET /" + longest + " HTTP/1.1" + host + "\r\n").requests.size(), 1u);
  EXPECT_EQ(read("GET /" + longest + "a HTTP/1.1" + host + "\r\n").refused, 414);
  EXPECT_EQ(read("GET / HTTP/1.1" + host + "A: " + std::string(kHeaderBytesMax, 'a') + "\r\n\r\n").refused,
            431);
  std::string lines;
  for (std::size_t i = 1; i < kHeaderLinesMax; ++i) lines += "A: b\r\n";
  EXPECT_EQ(read("GET / HTTP/1.1" + host + lines + "\r\n").requests.size(), 1u);
  EXPECT_EQ(read("GET / HTTP/1.1" + host + lines + "A: b\r\n\r\n").refused, 431);
  EXPECT_EQ(read("POST / HTTP/1.1" + host + "Content-Length: 1001\r\n\r\n").refused, 413);
  EXPECT_EQ(read("POST / HTTP/1.1" + host + "Content-Length: 99999999999999999999\r\n\r\n").refused, 413);
}

TEST(RequestReader, RefusesCompressedBodiesAndUnknownExpectations) {
  const auto with = [](const std::string& header) {
    return read("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n" + header + "\r\n\r\nx");
  };
  EXPECT_EQ(with("Content-Encoding: gzip").refused, 415);
  EXPECT_EQ(with("Expect: tea").refused, 417);
  EXPECT_EQ(with("Expect: 100-Continue").requests.size(), 1u);
  EXPECT_EQ(with("Content-Encoding:\r\nContent-Encoding: gzip").refused, 415) << "not only the first line";
  EXPECT_EQ(with("Expect: 100-continue\r\nExpect: tea").refused, 417);
  EXPECT_EQ(with("Expect:\r\nExpect: tea").refused, 417);
}

TEST(RequestReader, AsksForTheBodyOnceWhereTheClientWaitsForThat) {
  RequestReader reader(kBodyMax);
  reader.feed("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(reader.take_expects_continue());
  EXPECT_FALSE(reader.take_expects_continue());
  reader.feed("x");
  EXPECT_TRUE(reader.done());
}

TEST(RequestReader, LeavesTheNextRequestInTheStream) {
  const std::string one = "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n";
  RequestReader reader(kBodyMax);
  EXPECT_EQ(reader.feed(one + one), one.size());
  EXPECT_EQ(reader.feed(one), 0u) << "not before take()";
}

}  // namespace
}  // namespace broadsheet::http
