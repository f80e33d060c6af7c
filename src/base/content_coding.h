// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Content codings: how the bytes of an answer are packed on their way (RFC 9110, 8.4.1).

#ifndef BROADSHEET_BASE_CONTENT_CODING_H_
#define BROADSHEET_BASE_CONTENT_CODING_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace broadsheet {

enum class ContentCoding : std::uint8_t { kIdentity, kGzip, kBrotli, kZstd };

enum class CodingEffort : std::uint8_t {
  kFast,  // what is packed once for one reader
  kBest,  // what is packed once and sent for long: some 50 times the time, a seventh fewer bytes
};

// As Content-Encoding names it: "gzip", "br", "zstd"; "identity" stands in no header.
std::string_view content_coding_name(ContentCoding coding);

// Packs bytes that come in pieces. Confined to one thread at a time.
class ContentEncoder {
 public:
  ContentEncoder(ContentCoding coding, CodingEffort effort);
  ~ContentEncoder();
  ContentEncoder(ContentEncoder&&) noexcept;
  ContentEncoder& operator=(ContentEncoder&&) noexcept;

  // What is ready to be sent; it may be nothing yet.
  std::string add(std::string_view bytes);
  // The rest. Nothing may be added after it.
  std::string end();

  struct Packer;

 private:
  std::unique_ptr<Packer> packer_;
};

// All of `bytes` at once.
std::string encode_content(ContentCoding coding, CodingEffort effort, std::string_view bytes);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_CONTENT_CODING_H_
