// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/compress.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

#include "base/file.h"

namespace broadsheet {
namespace {

// Gives its bytes in pieces of a fixed size.
class StringSource : public ByteSource {
 public:
  StringSource(std::string bytes, std::size_t piece) : bytes_(std::move(bytes)), piece_(piece) {}
  Result<std::size_t> read(std::span<char> to) override {
    const std::size_t count = std::min({piece_, to.size(), bytes_.size() - at_});
    std::copy_n(bytes_.data() + at_, count, to.data());
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

std::string zstd(std::string_view bytes) {
  std::string packed;
  ZstdCompressor(3, {}).compress(bytes, packed);
  return packed;
}

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

Result<std::string> read_all(std::string bytes, std::size_t piece, std::size_t room = 100,
                             std::uint64_t size_max = 1 << 20) {
  DecompressingSource source(std::make_unique<StringSource>(std::move(bytes), piece), size_max);
  std::string all;
  std::string buffer(room, '\0');
  for (;;) {
    TRY(const std::size_t got, source.read(buffer));
    if (got == 0) return all;
    all.append(buffer, 0, got);
  }
}

RC_GTEST_PROP(Decompressing, GivesTheSameBytesWhateverThePieces,
              (const std::string& first, const std::string& second)) {
  const auto piece = *rc::gen::inRange<std::size_t>(1, 40);
  const auto room = *rc::gen::inRange<std::size_t>(1, 300);
  RC_ASSERT(*read_all(zstd(first) + zstd(second), piece, room) == first + second);
  RC_ASSERT(*read_all(gzip(first) + gzip(second), piece, room) == first + second);
  RC_ASSERT(*read_all("plain " + first, piece, room) == "plain " + first);
}

TEST(Decompressing, NoticesACutStream) {
  const std::string text(5000, 'x');
  for (const std::string& packed : {zstd(text), gzip(text)}) {
    for (std::size_t size = 5; size < packed.size(); ++size) {
      const auto read = read_all(packed.substr(0, size), 7);
      ASSERT_FALSE(read.ok()) << size;
      EXPECT_EQ(read.error().code(), ErrorCode::kDamaged);
    }
  }
}

TEST(Decompressing, StopsABomb) {
  const auto read = read_all(zstd(std::string(10'000'000, '\0')), 1000, 4096, 100'000);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code(), ErrorCode::kTooLarge);
}

TEST(Zstd, ADictionaryMakesShortTextsShorter) {
  std::vector<std::string> texts;
  for (int i = 0; i < 2000; ++i) {
    texts.push_back("{\"id\":\"arxiv:26" + std::to_string(i) + "\",\"title\":\"On the matter of " +
                    std::to_string(i * 7919) + " papers\",\"source\":\"arxiv\"}");
  }
  const std::vector<std::string_view> samples(texts.begin(), texts.end());
  const std::string dictionary = *train_zstd_dictionary(samples, 4096);
  ZstdCompressor with(3, dictionary);
  std::string packed;
  with.compress(texts[5], packed);
  EXPECT_LT(packed.size(), zstd(texts[5]).size());
  std::string back;
  ASSERT_TRUE(ZstdDecompressor(dictionary).decompress(packed, 1000, back).ok());
  EXPECT_EQ(back, texts[5]);
  EXPECT_EQ(ZstdDecompressor(dictionary).decompress(packed, 10, back).error().code(), ErrorCode::kTooLarge);
}

TEST(Zstd, ForeignBytesAreDamaged) {
  std::string back;
  EXPECT_FALSE(ZstdDecompressor({}).decompress("not zstd at all", 1000, back).ok());
  EXPECT_FALSE(train_zstd_dictionary({"one"}, 1024).ok());
}

}  // namespace
}  // namespace broadsheet
