// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/content_coding.h"

#include <array>
#include <brotli/encode.h>
#include <cstddef>
#include <zlib.h>
#include <zstd.h>

#include "base/check.h"

namespace broadsheet {

struct ContentEncoder::Packer {
  virtual ~Packer() = default;
  virtual std::string pack(std::string_view bytes, bool last) = 0;
};

namespace {

using Packer = ContentEncoder::Packer;

// Room for what one call of a library gives.
using Room = std::array<char, std::size_t{32} << 10>;

class Identity final : public Packer {
 public:
  std::string pack(std::string_view bytes, bool) override { return std::string(bytes); }
};

class Gzip final : public Packer {
 public:
  explicit Gzip(CodingEffort effort) {
    // 16 asks for a gzip header around the stream.
    constexpr int kWindowBits = 15 + 16;
    constexpr int kMemoryLevel = 8;
    CHECK(deflateInit2(&stream_, effort == CodingEffort::kBest ? 9 : 5, Z_DEFLATED, kWindowBits, kMemoryLevel,
                       Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~Gzip() override { deflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::string pack(std::string_view bytes, bool last) override {
    std::string packed;
    Room room;
    // The library reads them alone.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(room.data());
      stream_.avail_out = static_cast<uInt>(room.size());
      CHECK(deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH) != Z_STREAM_ERROR);
      packed.append(room.data(), room.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return packed;
  }

 private:
  z_stream stream_{};
};

class Brotli final : public Packer {
 public:
  explicit Brotli(CodingEffort effort) : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    CHECK(state_ != nullptr);
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, effort == CodingEffort::kBest ? 11 : 4);
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT);
  }
  ~Brotli() override { BrotliEncoderDestroyInstance(state_); }
  Brotli(const Brotli&) = delete;
  Brotli& operator=(const Brotli&) = delete;

  std::string pack(std::string_view bytes, bool last) override {
    std::string packed;
    Room room;
    const auto* from = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t left = bytes.size();
    const BrotliEncoderOperation operation = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
    do {
      auto* to = reinterpret_cast<std::uint8_t*>(room.data());
      std::size_t free = room.size();
      CHECK(BrotliEncoderCompressStream(state_, operation, &left, &from, &free, &to, nullptr) == BROTLI_TRUE);
      packed.append(room.data(), room.size() - free);
    } while (left > 0 || BrotliEncoderHasMoreOutput(state_) == BROTLI_TRUE ||
             (last && BrotliEncoderIsFinished(state_) == BROTLI_FALSE));
    return packed;
  }

 private:
  BrotliEncoderState* state_;
};

class Zstd final : public Packer {
 public:
  explicit Zstd(CodingEffort effort) : context_(ZSTD_createCCtx()) {
    CHECK(context_ != nullptr);
    ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, effort == CodingEffort::kBest ? 19 : 3);
    // Browsers need not take a window above 8 MiB (RFC 9659).
    ZSTD_CCtx_setParameter(context_, ZSTD_c_windowLog, 20);
  }
  ~Zstd() override { ZSTD_freeCCtx(context_); }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;

  std::string pack(std::string_view bytes, bool last) override {
    std::string packed;
    Room room;
    ZSTD_inBuffer from{bytes.data(), bytes.size(), 0};
    const ZSTD_EndDirective directive = last ? ZSTD_e_end : ZSTD_e_continue;
    std::size_t left = 0;
    do {
      ZSTD_outBuffer to{room.data(), room.size(), 0};
      left = ZSTD_compressStream2(context_, &to, &from, directive);
      CHECK(ZSTD_isError(left) == 0);
      packed.append(room.data(), to.pos);
    } while (from.pos < from.size || (last && left > 0));
    return packed;
  }

 private:
  ZSTD_CCtx* context_;
};

std::unique_ptr<Packer> packer_of(ContentCoding coding, CodingEffort effort) {
  switch (coding) {
    case ContentCoding::kIdentity:
      return std::make_unique<Identity>();
    case ContentCoding::kGzip:
      return std::make_unique<Gzip>(effort);
    case ContentCoding::kBrotli:
      return std::make_unique<Brotli>(effort);
    case ContentCoding::kZstd:
      return std::make_unique<Zstd>(effort);
  }
  CHECK(false);
}

}  // namespace

std::string_view content_coding_name(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::kIdentity:
      return "identity";
    case ContentCoding::kGzip:
      return "gzip";
    case ContentCoding::kBrotli:
      return "br";
    case ContentCoding::kZstd:
      return "zstd";
  }
  return {};
}

ContentEncoder::ContentEncoder(ContentCoding coding, CodingEffort effort)
    : packer_(packer_of(coding, effort)) {}
ContentEncoder::~ContentEncoder() = default;
ContentEncoder::ContentEncoder(ContentEncoder&&) noexcept = default;
ContentEncoder& ContentEncoder::operator=(ContentEncoder&&) noexcept = default;

std::string ContentEncoder::add(std::string_view bytes) {
  return packer_->pack(bytes, false);
}

std::string ContentEncoder::end() {
  return packer_->pack({}, true);
}

std::string encode_content(ContentCoding coding, CodingEffort effort, std::string_view bytes) {
  return packer_of(coding, effort)->pack(bytes, true);
}

}  // namespace broadsheet
