// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/client.h"

#include <arpa/inet.h>
#include <cstring>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>

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
        "2606:4700::1111", "2001:200::1", "::ffff:1.1.1.1"})
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
                              "64:ff9b::7f00:1"})
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

TEST(Client, StopsWhenAsked) {
  const std::atomic<bool> stop = true;
  const auto client = Client::make({.user_agent = "t", .private_addresses = true, .stop = &stop}).value();
  EXPECT_FALSE(client->get("http://127.0.0.1:9/").ok());
}

}  // namespace
}  // namespace broadsheet::http
