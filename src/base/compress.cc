// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/compress.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <zdict.h>
#include <zlib.h>
#include <zstd.h>

#include "base/check.h"
#include "base/file.h"

namespace broadsheet {

Result<std::string> train_zstd_dictionary(const std::vector<std::string_view>& samples,
                                          std::size_t size_max) {
  std::string joined;
  std::vector<std::size_t> sizes;
  sizes.reserve(samples.size());
  for (const std::string_view sample : samples) {
    joined.append(sample);
    sizes.push_back(sample.size());
  }
  std::string dictionary(size_max, '\0');
  const std::size_t size = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), joined.data(),
                                                 sizes.data(), static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size) != 0) {
    return Error(ErrorCode::kInvalid, std::string("training a zstd dictionary: ") + ZDICT_getErrorName(size));
  }
  dictionary.resize(size);
  return dictionary;
}

struct ZstdCompressor::State {
  ZSTD_CCtx* context = nullptr;
  ~State() { ZSTD_freeCCtx(context); }
};

ZstdCompressor::ZstdCompressor(int level, std::string_view dictionary) : state_(std::make_unique<State>()) {
  state_->context = ZSTD_createCCtx();
  CHECK(state_->context != nullptr);
  CHECK(ZSTD_isError(ZSTD_CCtx_setParameter(state_->context, ZSTD_c_compressionLevel, level)) == 0);
  if (!dictionary.empty()) {
    CHECK(ZSTD_isError(ZSTD_CCtx_loadDictionary(state_->context, dictionary.data(), dictionary.size())) == 0);
  }
}

ZstdCompressor::~ZstdCompressor() = default;
ZstdCompressor::ZstdCompressor(ZstdCompressor&&) noexcept = default;
ZstdCompressor& ZstdCompressor::operator=(ZstdCompressor&&) noexcept = default;

void ZstdCompressor::compress(std::string_view bytes, std::string& to) {
  to.resize(ZSTD_compressBound(bytes.size()));
  const std::size_t size = ZSTD_compress2(state_->context, to.data(), to.size(), bytes.data(), bytes.size());
  CHECK(ZSTD_isError(size) == 0);
  to.resize(size);
}

struct ZstdDecompressor::State {
  ZSTD_DCtx* context = nullptr;
  ~State() { ZSTD_freeDCtx(context); }
};

ZstdDecompressor::ZstdDecompressor(std::string_view dictionary) : state_(std::make_unique<State>()) {
  state_->context = ZSTD_createDCtx();
  CHECK(state_->context != nullptr);
  if (!dictionary.empty()) {
    CHECK(ZSTD_isError(ZSTD_DCtx_loadDictionary(state_->context, dictionary.data(), dictionary.size())) == 0);
  }
}

ZstdDecompressor::~ZstdDecompressor() = default;
ZstdDecompressor::ZstdDecompressor(ZstdDecompressor&&) noexcept = default;
ZstdDecompressor& ZstdDecompressor::operator=(ZstdDecompressor&&) noexcept = default;

Result<void> ZstdDecompressor::decompress(std::string_view bytes, std::size_t size_max, std::string& to) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
    return Error(ErrorCode::kDamaged, "not a zstd frame of known size");
  }
  if (size > size_max) {
    return Error(ErrorCode::kTooLarge, "a zstd frame of " + std::to_string(size) + " bytes");
  }
  to.resize(static_cast<std::size_t>(size));
  const std::size_t got =
      ZSTD_decompressDCtx(state_->context, to.data(), to.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) != 0) {
    return Error(ErrorCode::kDamaged, std::string("zstd: ") + ZSTD_getErrorName(got));
  }
  if (got != to.size()) return Error(ErrorCode::kDamaged, "a zstd frame shorter than it says");
  return {};
}

namespace {

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  Result<std::size_t> read(std::span<char> to) override {
    const std::size_t size = std::min(to.size(), bytes_.size());
    std::copy_n(bytes_.begin(), size, to.begin());
    bytes_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view bytes_;
};

class FileSource : public ByteSource {
 public:
  FileSource(Fd fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}
  Result<std::size_t> read(std::span<char> to) override {
    for (;;) {
      const ssize_t got = ::read(fd_.get(), to.data(), to.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) return errno_error("read", path_);
    }
  }

 private:
  Fd fd_;
  std::string path_;
};

constexpr std::size_t kInputBytes = 128 * 1024;
constexpr int kWindowLogMax = 27;  // 128 MiB

}  // namespace

std::unique_ptr<ByteSource> source_of(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

Result<std::unique_ptr<ByteSource>> open_byte_source(const std::string& path) {
  if (path == "-") {
    Fd fd(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
    if (!fd.valid()) return errno_error("open", "standard input");
    return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(std::move(fd), "standard input"));
  }
  TRY(Fd fd, open_for_reading(path));
  (void)::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(std::move(fd), path));
}

struct DecompressingSource::State {
  enum class Kind { kUnknown, kPlain, kGzip, kZstd };

  explicit State(std::unique_ptr<ByteSource> from) : source(std::move(from)), input(kInputBytes, '\0') {}
  ~State() {
    ZSTD_freeDStream(zstd);
    if (gzip_open) ::inflateEnd(&gzip);
  }

  // Brings more input, keeping what is left; false at the end of the source.
  Result<bool> refill() {
    if (begin > 0) {
      std::copy(input.begin() + static_cast<std::ptrdiff_t>(begin),
                input.begin() + static_cast<std::ptrdiff_t>(end), input.begin());
      end -= begin;
      begin = 0;
    }
    if (ended || end == input.size()) return end > begin;
    TRY(const std::size_t got, source->read(std::span<char>(input).subspan(end)));
    ended = got == 0;
    taken += got;
    end += got;
    return end > begin;
  }

  Result<void> recognise() {
    constexpr std::size_t kMagicBytes = 4;
    while (end - begin < kMagicBytes && !ended) {
      TRY([[maybe_unused]] const bool more, refill());
    }
    const std::string_view head(input.data() + begin, end - begin);
    if (head.starts_with("\x1f\x8b")) {
      kind = Kind::kGzip;
      CHECK(::inflateInit2(&gzip, 15 + 16) == Z_OK);
      gzip_open = true;
    } else if (head.starts_with("\x28\xb5\x2f\xfd")) {
      kind = Kind::kZstd;
      zstd = ZSTD_createDStream();
      CHECK(zstd != nullptr);
      CHECK(ZSTD_isError(ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, kWindowLogMax)) == 0);
    } else {
      kind = Kind::kPlain;
    }
    return {};
  }

  Result<std::size_t> read_plain(std::span<char> to) {
    if (begin == end) {
      if (ended) return std::size_t{0};
      TRY(const std::size_t got, source->read(to));
      ended = got == 0;
      taken += got;
      return got;
    }
    const std::size_t count = std::min(to.size(), end - begin);
    std::copy_n(input.data() + begin, count, to.data());
    begin += count;
    return count;
  }

  Result<std::size_t> read_zstd(std::span<char> to) {
    for (;;) {
      if (begin == end) {
        TRY(const bool more, refill());
        if (!more) {
          if (inside_frame) return Error(ErrorCode::kDamaged, "the zstd stream is cut off");
          return std::size_t{0};
        }
      }
      ZSTD_inBuffer in{input.data() + begin, end - begin, 0};
      ZSTD_outBuffer out{to.data(), to.size(), 0};
      const std::size_t left = ZSTD_decompressStream(zstd, &out, &in);
      if (ZSTD_isError(left) != 0)
        return Error(ErrorCode::kDamaged, std::string("zstd: ") + ZSTD_getErrorName(left));
      begin += in.pos;
      inside_frame = left != 0;
      if (out.pos > 0) return out.pos;
    }
  }

  Result<std::size_t> read_gzip(std::span<char> to) {
    for (;;) {
      if (begin == end) {
        TRY(const bool more, refill());
        if (!more) {
          if (inside_frame) return Error(ErrorCode::kDamaged, "the gzip stream is cut off");
          return std::size_t{0};
        }
      }
      gzip.next_in = reinterpret_cast<Bytef*>(input.data() + begin);
      gzip.avail_in = static_cast<uInt>(end - begin);
      gzip.next_out = reinterpret_cast<Bytef*>(to.data());
      gzip.avail_out = static_cast<uInt>(to.size());
      inside_frame = true;
      const int status = ::inflate(&gzip, Z_NO_FLUSH);
      begin = end - gzip.avail_in;
      const std::size_t got = to.size() - gzip.avail_out;
      if (status == Z_STREAM_END) {
        inside_frame = false;
        CHECK(::inflateReset(&gzip) == Z_OK);
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        return Error(ErrorCode::kDamaged,
                     std::string("gzip: ") + (gzip.msg != nullptr ? gzip.msg : "bad stream"));
      }
      if (got > 0) return got;
    }
  }

  std::unique_ptr<ByteSource> source;
  std::string input;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool ended = false;
  std::uint64_t taken = 0;
  std::uint64_t given = 0;
  Kind kind = Kind::kUnknown;
  bool inside_frame = false;
  ZSTD_DStream* zstd = nullptr;
  z_stream gzip{};
  bool gzip_open = false;
  std::uint64_t size_max = 0;
};

DecompressingSource::DecompressingSource(std::unique_ptr<ByteSource> source, std::uint64_t size_max)
    : state_(std::make_unique<State>(std::move(source))) {
  state_->size_max = size_max;
}

DecompressingSource::~DecompressingSource() = default;

Result<std::size_t> DecompressingSource::read(std::span<char> to) {
  State& state = *state_;
  if (to.empty()) return std::size_t{0};
  if (state.kind == State::Kind::kUnknown) TRY_VOID(state.recognise());
  auto got = state.kind == State::Kind::kPlain  ? state.read_plain(to)
             : state.kind == State::Kind::kZstd ? state.read_zstd(to)
                                                : state.read_gzip(to);
  if (!got.ok()) return got;
  state.given += *got;
  if (state.given > state.size_max) {
    return Error(ErrorCode::kTooLarge,
                 "more than " + std::to_string(state.size_max) + " bytes after unpacking");
  }
  return got;
}

std::uint64_t DecompressingSource::bytes_taken() const {
  return state_->taken;
}

}  // namespace broadsheet
