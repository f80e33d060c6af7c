// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/carrier.h"

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <utility>
#include <zip.h>

#include "base/compress.h"
#include "encode/limits.h"

namespace broadsheet::encode {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;

Error too_many(const std::string& path) {
  return {ErrorCode::kTooLarge,
          path + ": more than " + std::to_string(kCarrierMembersMax) + " members: is this a model?"};
}

// Hands on what `more` gives until `bytes` have come. `more` answers 0 at the end.
Result<void> pump(const std::string& what, std::uint64_t bytes,
                  const std::function<Result<std::size_t>(std::span<char>)>& more,
                  const Carrier::Take& take) {
  std::vector<char> piece(kPieceBytes);
  std::uint64_t got = 0;
  while (true) {
    TRY(const std::size_t count, more(piece));
    if (count == 0) break;
    got += count;
    if (got > bytes) break;
    TRY_VOID(take(std::span<const char>(piece.data(), count)));
  }
  if (got == bytes) return {};
  return Error(ErrorCode::kInvalid, what + ": " + (got > bytes ? "more" : "fewer") + " than the " +
                                        std::to_string(bytes) + " bytes that it says it has");
}

class ZipCarrier : public Carrier {
 public:
  static Result<std::unique_ptr<Carrier>> open(const std::string& path) {
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (archive == nullptr) {
      zip_error_t error;
      zip_error_init_with_code(&error, code);
      const std::string why = zip_error_strerror(&error);
      zip_error_fini(&error);
      return Error(ErrorCode::kInvalid,
                   path + ": no archive, or one that is cut short (" + why + "): fetch it again");
    }
    auto made = std::make_unique<ZipCarrier>(path, archive);
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > kCarrierMembersMax) return too_many(path);
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t status;
      zip_stat_init(&status);
      constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE;
      if (zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &status) != 0 ||
          (status.valid & kNeeded) != kNeeded) {
        return Error(ErrorCode::kInvalid,
                     path + ": member " + std::to_string(i) + " of the archive is damaged");
      }
      made->members_.push_back({status.name, status.size});
    }
    return std::unique_ptr<Carrier>(std::move(made));
  }

  ZipCarrier(std::string path, zip_t* archive) : path_(std::move(path)), archive_(archive) {}
  ~ZipCarrier() override { zip_discard(archive_); }
  ZipCarrier(const ZipCarrier&) = delete;
  ZipCarrier& operator=(const ZipCarrier&) = delete;

  const std::vector<CarrierMember>& members() const override { return members_; }

  Result<void> read(std::size_t at, const Take& take) override {
    const std::string what = path_ + ": " + members_[at].name;
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(archive_, at, 0),
                                                                 zip_fclose);
    if (file == nullptr) return Error(ErrorCode::kInvalid, what + ": " + zip_strerror(archive_));
    const auto more = [&](std::span<char> to) -> Result<std::size_t> {
      const zip_int64_t count = zip_fread(file.get(), to.data(), to.size());
      if (count < 0) return Error(ErrorCode::kInvalid, what + ": " + zip_file_strerror(file.get()));
      return static_cast<std::size_t>(count);
    };
    return pump(what, members_[at].bytes, more, take);
  }

 private:
  const std::string path_;
  zip_t* const archive_;
  std::vector<CarrierMember> members_;
};

class FolderCarrier : public Carrier {
 public:
  static Result<std::unique_ptr<Carrier>> open(const std::string& path) {
    auto made = std::make_unique<FolderCarrier>(path);
    std::error_code code;
    for (std::filesystem::directory_iterator entry(path, code), end; !code && entry != end;
         entry.increment(code)) {
      std::error_code ignored;
      if (!entry->is_regular_file(ignored)) continue;
      const std::uintmax_t bytes = entry->file_size(ignored);
      if (ignored) continue;
      if (made->members_.size() == kCarrierMembersMax) return too_many(path);
      made->members_.push_back({entry->path().filename().string(), bytes});
    }
    if (code) return Error(ErrorCode::kIo, "read folder " + path + ": " + code.message());
    const auto by_name = [](const CarrierMember& a, const CarrierMember& b) { return a.name < b.name; };
    std::sort(made->members_.begin(), made->members_.end(), by_name);
    return std::unique_ptr<Carrier>(std::move(made));
  }

  explicit FolderCarrier(std::string path) : path_(std::move(path)) {}

  const std::vector<CarrierMember>& members() const override { return members_; }

  Result<void> read(std::size_t at, const Take& take) override {
    const std::string what = path_ + "/" + members_[at].name;
    TRY(const auto source, open_byte_source(what));
    const auto more = [&](std::span<char> to) { return source->read(to); };
    return pump(what, members_[at].bytes, more, take);
  }

 private:
  const std::string path_;
  std::vector<CarrierMember> members_;
};

}  // namespace

Result<std::unique_ptr<Carrier>> open_carrier(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return errno_error("open", path);
  return S_ISDIR(status.st_mode) ? FolderCarrier::open(path) : ZipCarrier::open(path);
}

Result<std::string> read_member(Carrier& carrier, std::size_t at, std::size_t bytes_max) {
  const CarrierMember& member = carrier.members()[at];
  if (member.bytes > bytes_max) {
    return Error(ErrorCode::kTooLarge, member.name + ": more than " + std::to_string(bytes_max) + " bytes");
  }
  std::string bytes;
  bytes.reserve(member.bytes);
  TRY_VOID(carrier.read(at, [&](std::span<const char> piece) -> Result<void> {
    bytes.append(piece.data(), piece.size());
    return {};
  }));
  return bytes;
}

}  // namespace broadsheet::encode
