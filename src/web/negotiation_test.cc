// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/negotiation.h"

#include <gtest/gtest.h>
#include <string>

#include "web/testing.h"

namespace broadsheet::web {
namespace {

ContentCoding page_coding(std::string_view accept) {
  return choose_coding(accept, codings_of_pages());
}

TEST(Negotiation, TakesTheMostWelcomeThatTheClientTakes) {
  EXPECT_EQ(page_coding("gzip, deflate, br, zstd"), ContentCoding::kZstd);
  EXPECT_EQ(page_coding("gzip, deflate, br"), ContentCoding::kBrotli);
  EXPECT_EQ(page_coding("gzip"), ContentCoding::kGzip);
  EXPECT_EQ(page_coding("GZip"), ContentCoding::kGzip);
  EXPECT_EQ(choose_coding("gzip, deflate, br, zstd", codings_of_files()), ContentCoding::kBrotli);
}

TEST(Negotiation, TheClientsQualitiesComeFirst) {
  EXPECT_EQ(page_coding("zstd;q=0.5, gzip;q=1.0, br;q=0.8"), ContentCoding::kGzip);
  EXPECT_EQ(page_coding("zstd;q=0, br;q=0.001"), ContentCoding::kBrotli);
  EXPECT_EQ(page_coding("*"), ContentCoding::kZstd);
  EXPECT_EQ(page_coding("*;q=0.1, gzip"), ContentCoding::kGzip);
  EXPECT_EQ(page_coding("zstd;q=0, *"), ContentCoding::kBrotli);
}

TEST(Negotiation, WhatIsNotUnderstoodAsksForNothing) {
  for (const char* accept :
       {"", "deflate", "identity", "gzip;q=0", "gzip;q=x", "gzip;q=", "gzip;q=-1", ",,;;=", "gzip2", ";q=1"})
    EXPECT_EQ(page_coding(accept), ContentCoding::kIdentity) << accept;
  EXPECT_EQ(page_coding(std::string(600, ' ') + "gzip"), ContentCoding::kIdentity);
}

TEST_F(WebTest, APageIsPackedAsItsReaderLikes) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01");
  const std::string plain = ask("/papers").body;
  std::string tag;
  for (const char* coding : {"gzip", "br", "zstd"}) {
    const http::Response response = ask("/papers", "localhost", "GET", {{"accept-encoding", coding}});
    EXPECT_EQ(header_of(response, "Content-Encoding"), coding);
    EXPECT_EQ(header_of(response, "Vary"), "Accept, Cookie, Accept-Encoding");
    EXPECT_LT(response.content().size(), plain.size() / 2);
    // Bytes that differ have tags that differ.
    EXPECT_NE(header_of(response, "ETag"), tag);
    tag = header_of(response, "ETag");
    const http::Response again =
        ask("/papers", "localhost", "GET", {{"accept-encoding", coding}, {"if-none-match", tag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.content().empty());
  }
  EXPECT_EQ(header_of(ask("/papers"), "Content-Encoding"), "");
  EXPECT_EQ(header_of(ask("/papers"), "Vary"), "Accept, Cookie, Accept-Encoding");
}

TEST_F(WebTest, WhatIsShortOrAPictureIsNotPacked) {
  const http::Response health = ask("/healthz", "localhost", "GET", {{"accept-encoding", "gzip"}});
  EXPECT_EQ(header_of(health, "Content-Encoding"), "");
  EXPECT_FALSE(is_packable("font/woff2"));
  EXPECT_TRUE(is_packable("image/svg+xml; charset=utf-8"));
}

TEST_F(WebTest, FilesOfTheSiteArePackedOnce) {
  const std::string page = ask("/papers").body;
  const std::size_t at = page.find("/site/broadsheet.");
  const std::string url = page.substr(at, page.find('"', at) - at);
  const http::Response packed = ask(url, "localhost", "GET", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(header_of(packed, "Content-Encoding"), "br");
  EXPECT_EQ(header_of(packed, "Vary"), "Accept-Encoding");
  EXPECT_NE(packed.shared_body, nullptr);
  EXPECT_EQ(packed.shared_body, ask(url, "localhost", "GET", {{"accept-encoding", "br"}}).shared_body);
}

}  // namespace
}  // namespace broadsheet::web
