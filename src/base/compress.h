// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Compression: zstd for what we store, and one stream over plain, gzip and zstd files for what we
// are given, with a cap on what may come out.

#ifndef BROADSHEET_BASE_COMPRESS_H_
#define BROADSHEET_BASE_COMPRESS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace broadsheet {

// A trained zstd dictionary from samples of what will be compressed; at most `size_max` bytes.
// kInvalid when there are too few samples to learn from.
Result<std::string> train_zstd_dictionary(const std::vector<std::string_view>& samples, std::size_t size_max);

// Compresses many small texts with one dictionary (may be empty). Confined to one thread.
class ZstdCompressor {
 public:
  ZstdCompressor(int level, std::string_view dictionary);
  ~ZstdCompressor();
  ZstdCompressor(ZstdCompressor&&) noexcept;
  ZstdCompressor& operator=(ZstdCompressor&&) noexcept;
  // Replaces `to` by the compressed bytes.
  void compress(std::string_view bytes, std::string& to);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Its opposite. kDamaged for bytes that do not decompress, kTooLarge beyond `size_max`.
class ZstdDecompressor {
 public:
  explicit ZstdDecompressor(std::string_view dictionary);
  ~ZstdDecompressor();
  ZstdDecompressor(ZstdDecompressor&&) noexcept;
  ZstdDecompressor& operator=(ZstdDecompressor&&) noexcept;
  Result<void> decompress(std::string_view bytes, std::size_t size_max, std::string& to);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Where bytes come from: a file, standard input, a test.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills `to` from its start and returns how many bytes came; 0 is the end.
  virtual Result<std::size_t> read(std::span<char> to) = 0;
};

// `bytes` outlive it.
std::unique_ptr<ByteSource> source_of(std::string_view bytes);
// "-" is standard input.
Result<std::unique_ptr<ByteSource>> open_byte_source(const std::string& path);

// The bytes of `source`, unpacked if they are gzip or zstd (recognised by their first bytes; several
// members one after another are one stream). Windows up to 128 MiB are accepted, as data sets use them.
// A truncated stream is kDamaged after all that came before has been read; more than `size_max`
// bytes is kTooLarge, which bounds a decompression bomb.
class DecompressingSource : public ByteSource {
 public:
  DecompressingSource(std::unique_ptr<ByteSource> source, std::uint64_t size_max);
  ~DecompressingSource() override;
  Result<std::size_t> read(std::span<char> to) override;

  // Bytes taken from the compressed source so far: progress is measured against the file's size.
  std::uint64_t bytes_taken() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_COMPRESS_H_
