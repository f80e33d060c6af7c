// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_store.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <random>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/bytes.h"
#include "base/check.h"
#include "base/digest.h"
#include "base/file.h"
#include "index/limits.h"

namespace broadsheet::index {
namespace {

constexpr std::string_view kMagic = "BSHTVEC1";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kHeaderChecksum = 60;
constexpr std::size_t kKeyBytes = 24;
constexpr std::size_t kKeyChecksum = 20;
// A map reaches so far beyond the file's end, and at least as far as the file is long, so that growth seldom
// needs a new one. Address space only; a read behind the end never happens, as the count of vectors bounds
// every read.
constexpr std::size_t kMapAheadBytes = std::size_t{64} << 20;

enum class FileKind : std::uint32_t { kValues = 0, kKeys = 1 };

bool is_fingerprint(std::string_view text) {
  return !text.empty() && text.size() <= kFingerprintBytesMax &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string file_name(std::string_view fingerprint, FileKind kind) {
  return std::string(fingerprint) + (kind == FileKind::kValues ? ".values" : ".keys");
}

struct Header {
  std::uint32_t dimensions = 0;
  std::uint64_t identity = 0;
};

std::string encode_header(const Header& header, FileKind kind, std::string_view fingerprint) {
  std::string bytes(kMagic);
  append_bytes(bytes, kVersion);
  append_bytes(bytes, kind);
  append_bytes(bytes, header.dimensions);
  append_bytes(bytes, std::uint32_t{0});
  append_bytes(bytes, header.identity);
  append_bytes(bytes, hash64(fingerprint));
  bytes.resize(kHeaderChecksum);
  append_bytes(bytes, crc32c(bytes.data(), kHeaderChecksum));
  return bytes;
}

Result<Header> read_header(const Fd& fd, const std::string& path, FileKind kind,
                           std::string_view fingerprint) {
  std::array<char, kHeaderBytes> bytes{};
  const ssize_t got = ::pread(fd.get(), bytes.data(), bytes.size(), 0);
  if (got < 0) return errno_error("read", path);
  const auto damage = [&](std::string_view what) {
    return Error(ErrorCode::kDamaged, path + ": " + std::string(what));
  };
  if (got != static_cast<ssize_t>(kHeaderBytes) || std::string_view(bytes.data(), kMagic.size()) != kMagic ||
      load<std::uint32_t>(bytes.data() + kHeaderChecksum) != crc32c(bytes.data(), kHeaderChecksum)) {
    return damage("the header is not as it was written");
  }
  if (load<std::uint32_t>(bytes.data() + 8) > kVersion) {
    return Error(ErrorCode::kUnsupported,
                 path + ": written by a newer version of this program; use that version");
  }
  Header header;
  header.dimensions = load<std::uint32_t>(bytes.data() + 16);
  header.identity = load<std::uint64_t>(bytes.data() + 24);
  if (header.dimensions == 0 || header.dimensions > kVectorDimensionsMax ||
      std::string_view(bytes.data(), kHeaderBytes) != encode_header(header, kind, fingerprint)) {
    return damage("the header is not that of a store of vectors of this fingerprint");
  }
  return header;
}

Result<std::size_t> file_size(const Fd& fd, const std::string& path) {
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return errno_error("stat", path);
  return static_cast<std::size_t>(status.st_size);
}

// A map of a file that grows. Immutable; shared by the stores before and after.
class GrowingMap {
 public:
  static Result<std::shared_ptr<const GrowingMap>> open(const Fd& fd, std::size_t size,
                                                        const std::string& path) {
    auto map = std::make_shared<GrowingMap>();
    map->bytes_ = 2 * size + kMapAheadBytes;
    void* at = ::mmap(nullptr, map->bytes_, PROT_READ, MAP_SHARED, fd.get(), 0);
    if (at == MAP_FAILED) return errno_error("map", path);
    map->data_ = static_cast<const std::uint8_t*>(at);
    return std::shared_ptr<const GrowingMap>(std::move(map));
  }
  GrowingMap() = default;
  GrowingMap(const GrowingMap&) = delete;
  GrowingMap& operator=(const GrowingMap&) = delete;
  ~GrowingMap() {
    if (data_ != nullptr) ::munmap(const_cast<std::uint8_t*>(data_), bytes_);
  }
  const std::uint8_t* data() const { return data_; }
  std::size_t bytes() const { return bytes_; }

 private:
  const std::uint8_t* data_ = nullptr;
  std::size_t bytes_ = 0;
};

std::uint32_t key_checksum(const std::uint8_t* key, std::uint32_t ordinal) {
  return crc32c(&ordinal, sizeof ordinal, crc32c(key, kKeyChecksum));
}

bool key_is_sound(const std::uint8_t* key, std::uint32_t ordinal) {
  return load<std::uint32_t>(key + kKeyChecksum) == key_checksum(key, ordinal);
}

bool halves_have_direction(std::span<const std::uint16_t> halves) {
  std::uint16_t any = 0;
  bool finite = true;
  for (const std::uint16_t half : halves) {
    any = static_cast<std::uint16_t>(any | (half & 0x7FFF));
    finite = finite && (half & 0x7C00) != 0x7C00;
  }
  return finite && any != 0;
}

}  // namespace

struct VectorStore::State {
  std::string folder;
  std::string fingerprint;
  Header header;
  Fd keys_file;
  Fd values_file;
  std::shared_ptr<const GrowingMap> keys;
  std::shared_ptr<const GrowingMap> values;
  std::uint32_t count = 0;
  // By ordinal: 0 not compared yet, 1 sound, 2 damaged. What is mapped never changes, so that a relaxed load
  // is enough.
  mutable std::vector<std::atomic<std::uint8_t>> row_state;

  std::string path(FileKind kind) const { return folder + "/" + file_name(fingerprint, kind); }
  std::size_t row_bytes() const { return std::size_t{header.dimensions} * sizeof(std::uint16_t); }
  const std::uint8_t* key(std::uint32_t ordinal) const {
    return keys->data() + kHeaderBytes + std::size_t{ordinal} * kKeyBytes;
  }
  const std::uint8_t* row(std::uint32_t ordinal) const {
    return values->data() + kHeaderBytes + std::size_t{ordinal} * row_bytes();
  }

  Result<void> open_files() {
    TRY(keys_file, open_for_reading(path(FileKind::kKeys)));
    values_file = Fd(::open(path(FileKind::kValues).c_str(), O_RDONLY | O_CLOEXEC));
    if (!values_file.valid())
      return Error(ErrorCode::kDamaged, path(FileKind::kValues) + ": the rows of these keys are not there");
    TRY(header, read_header(keys_file, path(FileKind::kKeys), FileKind::kKeys, fingerprint));
    TRY(const Header other,
        read_header(values_file, path(FileKind::kValues), FileKind::kValues, fingerprint));
    if (other.identity != header.identity || other.dimensions != header.dimensions)
      return Error(ErrorCode::kDamaged, path(FileKind::kValues) + ": rows and keys are of different stores");
    return {};
  }

  // How many vectors the files hold now: whole keys with whole rows, without a torn tail.
  Result<void> map_files(const State* former) {
    TRY(const std::size_t keys_size, file_size(keys_file, path(FileKind::kKeys)));
    TRY(const std::size_t values_size, file_size(values_file, path(FileKind::kValues)));
    if (keys_size < kHeaderBytes || values_size < kHeaderBytes)
      return Error(ErrorCode::kDamaged, path(FileKind::kKeys) + ": the store is cut");
    const std::size_t whole =
        std::min((keys_size - kHeaderBytes) / kKeyBytes, (values_size - kHeaderBytes) / row_bytes());
    if (whole > kStoredVectorsMax)
      return Error(ErrorCode::kTooLarge, path(FileKind::kKeys) + ": more vectors than a store may hold");
    if (former != nullptr && former->keys->bytes() >= keys_size) keys = former->keys;
    if (former != nullptr && former->values->bytes() >= values_size) values = former->values;
    if (keys == nullptr) {
      TRY(keys, GrowingMap::open(keys_file, keys_size, path(FileKind::kKeys)));
    }
    if (values == nullptr) {
      TRY(values, GrowingMap::open(values_file, values_size, path(FileKind::kValues)));
    }
    count = static_cast<std::uint32_t>(whole);
    const std::uint32_t least = former == nullptr ? 0 : std::min(former->count, count);
    while (count > least && !key_is_sound(key(count - 1), count - 1)) --count;
    row_state = std::vector<std::atomic<std::uint8_t>>(count);
    for (std::uint32_t i = 0; i < least; ++i)
      row_state[i].store(former->row_state[i].load(std::memory_order_relaxed), std::memory_order_relaxed);
    return {};
  }

  bool row_is_sound(std::uint32_t ordinal) const {
    std::atomic<std::uint8_t>& state = row_state[ordinal];
    const std::uint8_t known = state.load(std::memory_order_relaxed);
    if (known != 0) return known == 1;
    const std::uint8_t* bytes = row(ordinal);
    const bool sound =
        key_is_sound(key(ordinal), ordinal) &&
        crc32c(bytes, row_bytes()) == load<std::uint32_t>(key(ordinal) + 16) &&
        halves_have_direction({reinterpret_cast<const std::uint16_t*>(bytes), header.dimensions});
    state.store(sound ? 1 : 2, std::memory_order_relaxed);
    return sound;
  }
};

VectorStore::VectorStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
VectorStore::~VectorStore() = default;

Result<std::shared_ptr<const VectorStore>> VectorStore::open(const std::string& folder,
                                                             std::string_view fingerprint) {
  if (!is_fingerprint(fingerprint))
    return Error(ErrorCode::kInvalid, "\"" + std::string(fingerprint) + "\" is no fingerprint of a model");
  auto state = std::make_unique<State>();
  state->folder = folder;
  state->fingerprint = fingerprint;
  TRY_VOID(state->open_files());
  TRY_VOID(state->map_files(nullptr));
  return std::shared_ptr<const VectorStore>(new VectorStore(std::move(state)));
}

Result<std::shared_ptr<const VectorStore>> VectorStore::reopen(
    const std::shared_ptr<const VectorStore>& former) {
  const State& old = *former->state_;
  auto state = std::make_unique<State>();
  state->folder = old.folder;
  state->fingerprint = old.fingerprint;
  TRY_VOID(state->open_files());
  const bool same = state->header.identity == old.header.identity;
  TRY_VOID(state->map_files(same ? &old : nullptr));
  if (same && state->count == old.count) return former;
  return std::shared_ptr<const VectorStore>(new VectorStore(std::move(state)));
}

const std::string& VectorStore::fingerprint() const {
  return state_->fingerprint;
}
std::size_t VectorStore::dimensions() const {
  return state_->header.dimensions;
}
std::uint64_t VectorStore::identity() const {
  return state_->header.identity;
}
std::uint32_t VectorStore::size() const {
  return state_->count;
}

std::span<const std::uint16_t> VectorStore::vector(std::uint32_t ordinal) const {
  if (ordinal >= state_->count || !state_->row_is_sound(ordinal)) return {};
  return {reinterpret_cast<const std::uint16_t*>(state_->row(ordinal)), state_->header.dimensions};
}

std::optional<TextHash> VectorStore::hash(std::uint32_t ordinal) const {
  if (ordinal >= state_->count || !key_is_sound(state_->key(ordinal), ordinal)) return std::nullopt;
  return load<TextHash>(state_->key(ordinal));
}

void VectorStore::prefetch(std::uint32_t ordinal) const {
  if (ordinal >= state_->count) return;
  const std::uint8_t* row = state_->row(ordinal);
  for (std::size_t at = 0; at < state_->row_bytes(); at += 64) __builtin_prefetch(row + at);
}

std::vector<VectorStoreProblem> VectorStore::verify() const {
  std::vector<VectorStoreProblem> problems;
  for (std::uint32_t ordinal = 0; ordinal < state_->count && problems.size() < kCheckProblemsMax; ++ordinal) {
    if (!key_is_sound(state_->key(ordinal), ordinal)) {
      problems.push_back({file_name(state_->fingerprint, FileKind::kKeys),
                          kHeaderBytes + std::uint64_t{ordinal} * kKeyBytes,
                          "a key is not as it was written"});
      continue;
    }
    state_->row_state[ordinal].store(0, std::memory_order_relaxed);
    if (!state_->row_is_sound(ordinal)) {
      problems.push_back({file_name(state_->fingerprint, FileKind::kValues),
                          kHeaderBytes + std::uint64_t{ordinal} * state_->row_bytes(),
                          "a vector is not as it was written"});
    }
  }
  return problems;
}

Result<std::uint32_t> VectorStore::export_to(const std::string& folder) const {
  auto existing = open(folder, state_->fingerprint);
  if (existing.ok()) {
    return Error(ErrorCode::kConflict, folder + ": there are vectors of " + state_->fingerprint + " already");
  }
  if (existing.error().code() != ErrorCode::kNotFound) return std::move(existing).error();
  TRY(const auto writer, VectorStoreWriter::open(folder, state_->fingerprint, state_->header.dimensions));
  return writer->import_from(*this);
}

struct VectorStoreWriter::State {
  std::shared_ptr<const VectorStore> store;
  Fd keys_file;
  Fd values_file;
  bool failed = false;
  // The batch.
  std::vector<TextHash> hashes;
  std::vector<std::uint16_t> halves;
  // Open addressing: ordinal + 1 by the hash's first word, 0 empty; a power of two in size, at most half
  // full. Ordinals from the store's size on are those of the batch.
  std::vector<std::uint32_t> table;

  std::uint32_t count() const { return store->size() + static_cast<std::uint32_t>(hashes.size()); }
  TextHash hash_of(std::uint32_t ordinal) const {
    if (ordinal >= store->size()) return hashes[ordinal - store->size()];
    return load<TextHash>(store->state_->key(ordinal));
  }

  // The place of the hash in the table, or the empty one where it would go.
  std::size_t place(const TextHash& hash) const {
    const std::size_t mask = table.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash.first * 0x9E3779B97F4A7C15ULL >> 32) & mask;
    while (table[at] != 0 && hash_of(table[at] - 1) != hash) at = (at + 1) & mask;
    return at;
  }

  void insert(const TextHash& hash, std::uint32_t ordinal) {
    if ((std::size_t{count()} + 1) * 2 > table.size()) {
      const std::vector<std::uint32_t> former =
          std::exchange(table, std::vector<std::uint32_t>(table.size() * 2));
      for (const std::uint32_t entry : former) {
        if (entry != 0) table[place(hash_of(entry - 1))] = entry;
      }
    }
    table[place(hash)] = ordinal + 1;
  }

  void index_all() {
    std::size_t size = 1024;
    while (size < (std::size_t{store->size()} + 1) * 2) size *= 2;
    table.assign(size, 0);
    for (std::uint32_t ordinal = 0; ordinal < store->size(); ++ordinal) {
      const std::uint8_t* key = store->state_->key(ordinal);
      if (key_is_sound(key, ordinal)) table[place(load<TextHash>(key))] = ordinal + 1;
    }
  }
  Result<void> cut_tail();
  Result<void> write_batch();
};

namespace {

Result<Fd> open_for_appending(const std::string& path) {
  Fd fd(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (!fd.valid()) return errno_error("open", path);
  return fd;
}

Result<void> cut_to(const Fd& fd, std::size_t size, const std::string& path) {
  TRY(const std::size_t now, file_size(fd, path));
  if (now <= size) return {};
  if (::ftruncate(fd.get(), static_cast<off_t>(size)) != 0) return errno_error("cut", path);
  return sync_file(fd, path);
}

Result<void> create_store(const std::string& folder, std::string_view fingerprint, std::size_t dimensions) {
  TRY_VOID(make_folder(folder));
  std::random_device device;
  const Header header{static_cast<std::uint32_t>(dimensions),
                      (static_cast<std::uint64_t>(device()) << 32) | device()};
  for (const FileKind kind : {FileKind::kValues, FileKind::kKeys}) {
    TRY_VOID(write_file_atomically(folder + "/" + file_name(fingerprint, kind),
                                   encode_header(header, kind, fingerprint)));
  }
  return {};
}

}  // namespace

// Nobody maps what is cut: readers take only whole keys with whole rows.
Result<void> VectorStoreWriter::State::cut_tail() {
  const VectorStore::State& files = *store->state_;
  TRY_VOID(
      cut_to(keys_file, kHeaderBytes + std::size_t{files.count} * kKeyBytes, files.path(FileKind::kKeys)));
  return cut_to(values_file, kHeaderBytes + std::size_t{files.count} * files.row_bytes(),
                files.path(FileKind::kValues));
}

VectorStoreWriter::VectorStoreWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
VectorStoreWriter::~VectorStoreWriter() = default;

Result<std::unique_ptr<VectorStoreWriter>> VectorStoreWriter::open(const std::string& folder,
                                                                   std::string_view fingerprint,
                                                                   std::size_t dimensions) {
  CHECK(dimensions > 0 && dimensions <= kVectorDimensionsMax);
  auto opened = VectorStore::open(folder, fingerprint);
  if (!opened.ok() && opened.error().code() == ErrorCode::kNotFound) {
    TRY_VOID(create_store(folder, fingerprint, dimensions));
    opened = VectorStore::open(folder, fingerprint);
  }
  auto state = std::make_unique<State>();
  TRY(state->store, std::move(opened));
  const VectorStore::State& files = *state->store->state_;
  if (files.header.dimensions != dimensions) {
    return Error(ErrorCode::kDamaged, files.path(FileKind::kKeys) + ": the vectors have " +
                                          std::to_string(files.header.dimensions) + " dimensions, not " +
                                          std::to_string(dimensions));
  }
  TRY(state->keys_file, open_for_appending(files.path(FileKind::kKeys)));
  TRY(state->values_file, open_for_appending(files.path(FileKind::kValues)));
  TRY_VOID(state->cut_tail());
  state->index_all();
  return std::unique_ptr<VectorStoreWriter>(new VectorStoreWriter(std::move(state)));
}

std::optional<std::uint32_t> VectorStoreWriter::find(const TextHash& hash) const {
  const std::uint32_t entry = state_->table[state_->place(hash)];
  if (entry == 0) return std::nullopt;
  const std::uint32_t ordinal = entry - 1;
  if (ordinal < state_->store->size() && state_->store->vector(ordinal).empty()) return std::nullopt;
  return ordinal;
}

Result<void> VectorStoreWriter::add(const TextHash& hash, std::span<const std::uint16_t> halves) {
  CHECK(halves.size() == state_->store->dimensions());
  if (!halves_have_direction(halves)) return Error(ErrorCode::kInvalid, "a vector without a direction");
  if (find(hash)) return {};
  if (state_->count() == kStoredVectorsMax)
    return Error(ErrorCode::kTooLarge, "more vectors than a store may hold");
  // Before the hash is in the batch, so that a growing table meets only hashes that it has.
  state_->insert(hash, state_->count());
  state_->hashes.push_back(hash);
  state_->halves.insert(state_->halves.end(), halves.begin(), halves.end());
  return state_->hashes.size() < kVectorBatchMax ? Result<void>() : commit();
}

Result<void> VectorStoreWriter::State::write_batch() {
  const VectorStore::State& files = *store->state_;
  const std::size_t dimensions = files.header.dimensions;
  TRY_VOID(write_all(values_file, halves.data(), halves.size() * sizeof(halves[0]),
                     files.path(FileKind::kValues)));
  TRY_VOID(sync_file(values_file, files.path(FileKind::kValues)));
  std::string keys;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    std::array<std::uint8_t, kKeyBytes> key;
    store_bytes(key.data(), hashes[i]);
    store_bytes(key.data() + 16, crc32c(halves.data() + i * dimensions, files.row_bytes()));
    store_bytes(key.data() + kKeyChecksum,
                key_checksum(key.data(), store->size() + static_cast<std::uint32_t>(i)));
    keys.append(reinterpret_cast<const char*>(key.data()), key.size());
  }
  TRY_VOID(write_all(keys_file, keys.data(), keys.size(), files.path(FileKind::kKeys)));
  return sync_file(keys_file, files.path(FileKind::kKeys));
}

Result<void> VectorStoreWriter::commit() {
  State& state = *state_;
  if (state.failed)
    return Error(ErrorCode::kConflict, "an earlier write of vectors failed; open the store again");
  if (state.hashes.empty()) return {};
  state.failed = true;
  TRY_VOID(state.write_batch());
  const std::uint32_t expected = state.count();
  TRY(state.store, VectorStore::reopen(state.store));
  if (state.store->size() != expected)
    return Error(ErrorCode::kConflict,
                 state.store->state_->path(FileKind::kKeys) + ": somebody else writes here");
  state.hashes.clear();
  state.halves.clear();
  state.failed = false;
  return {};
}

const std::shared_ptr<const VectorStore>& VectorStoreWriter::store() const {
  return state_->store;
}

Result<std::uint32_t> VectorStoreWriter::import_from(const VectorStore& other) {
  if (other.fingerprint() != state_->store->fingerprint() ||
      other.dimensions() != state_->store->dimensions()) {
    return Error(ErrorCode::kInvalid,
                 "these vectors are of " + other.fingerprint() + ", not of " + state_->store->fingerprint());
  }
  TRY_VOID(commit());
  const std::uint32_t before = state_->store->size();
  for (std::uint32_t ordinal = 0; ordinal < other.size(); ++ordinal) {
    const std::optional<TextHash> hash = other.hash(ordinal);
    const std::span<const std::uint16_t> halves = other.vector(ordinal);
    if (hash && !halves.empty()) TRY_VOID(add(*hash, halves));
  }
  TRY_VOID(commit());
  return state_->store->size() - before;
}

}  // namespace broadsheet::index
