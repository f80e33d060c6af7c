// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/content_coding.h"

#include <array>
#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <random>

#include "base/compress.h"

namespace broadsheet {
namespace {

constexpr std::array kCodings = {ContentCoding::kIdentity, ContentCoding::kGzip, ContentCoding::kBrotli,
                                 ContentCoding::kZstd};
constexpr std::size_t kTextMax = std::size_t{1} << 22;

std::string unpacked(ContentCoding coding, const std::string& packed) {
  if (coding == ContentCoding::kBrotli) {
    std::string text(kTextMax, '\0');
    std::size_t size = text.size();
    EXPECT_EQ(BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()),
                                      &size, reinterpret_cast<std::uint8_t*>(text.data())),
              BROTLI_DECODER_RESULT_SUCCESS);
    text.resize(size);
    return text;
  }
  DecompressingSource source(source_of(packed), kTextMax);
  std::string text;
  std::array<char, 4096> room{};
  while (true) {
    const auto read = source.read(room);
    EXPECT_TRUE(read.ok());
    if (!read.ok() || *read == 0) return text;
    text.append(room.data(), *read);
  }
}

std::string prose(std::size_t bytes, std::mt19937& random) {
  std::string text;
  while (text.size() < bytes) text += "paper " + std::to_string(random() % 1000) + ", ";
  text.resize(bytes);
  return text;
}

TEST(ContentCoding, WhatIsPackedUnpacksToTheSame) {
  std::mt19937 random(20260701);
  for (const ContentCoding coding : kCodings) {
    for (const CodingEffort effort : {CodingEffort::kFast, CodingEffort::kBest}) {
      for (const std::size_t bytes : {0U, 1U, 1000U, 300'000U}) {
        const std::string text = prose(bytes, random);
        SCOPED_TRACE(content_coding_name(coding));
        const std::string packed = encode_content(coding, effort, text);
        // No byte is a first byte of gzip or zstd.
        if (coding == ContentCoding::kIdentity) {
          EXPECT_EQ(packed, text);
        } else {
          EXPECT_EQ(unpacked(coding, packed), text);
        }
        if (bytes > 1000 && coding != ContentCoding::kIdentity) {
          EXPECT_LT(packed.size(), bytes / 3);
        }
      }
    }
  }
}

TEST(ContentCoding, PiecesUnpackToTheirWhole) {
  std::mt19937 random(20260702);
  for (const ContentCoding coding : kCodings) {
    ContentEncoder encoder(coding, CodingEffort::kFast);
    std::string text;
    std::string packed;
    for (int i = 0; i < 200; ++i) {
      const std::string piece = prose(random() % 5000, random);
      text += piece;
      packed += encoder.add(piece);
    }
    packed += encoder.end();
    SCOPED_TRACE(content_coding_name(coding));
    EXPECT_EQ(coding == ContentCoding::kIdentity ? packed : unpacked(coding, packed), text);
  }
}

}  // namespace
}  // namespace broadsheet
