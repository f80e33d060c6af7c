// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/section_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>
#include <random>
#include <utility>

#include "base/bytes.h"
#include "base/check.h"
#include "base/digest.h"
#include "base/file.h"
#include "index/limits.h"

namespace broadsheet::index {
namespace {

constexpr std::string_view kHeaderMagic = "BSHTSEC1";
constexpr std::string_view kFooterMagic = "BSHTEND1";
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kFooterBytes = 64;
constexpr std::size_t kKindBytes = 16;
constexpr std::size_t kHeaderKind = 8;
constexpr std::size_t kHeaderVersion = 24;
constexpr std::size_t kHeaderIdentity = 32;
constexpr std::size_t kHeaderChecksum = 60;
constexpr std::size_t kFooterBody = 0;
constexpr std::size_t kFooterTables = 8;
constexpr std::size_t kFooterFile = 16;
constexpr std::size_t kFooterIdentity = 24;
constexpr std::size_t kFooterPages = 32;
constexpr std::size_t kFooterSections = 36;
constexpr std::size_t kFooterTablesChecksum = 40;
constexpr std::size_t kFooterReserved = 44;
constexpr std::size_t kFooterChecksum = 52;
constexpr std::size_t kFooterMagicAt = 56;
// Written in pieces of this size: large enough that the system calls cost nothing.
constexpr std::size_t kWriteBytes = 64 * kSectionPageBytes;

std::uint64_t random_identity() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

bool all_zero(const std::uint8_t* data, std::size_t bytes) {
  return std::all_of(data, data + bytes, [](std::uint8_t byte) { return byte == 0; });
}

struct SectionRange {
  std::string name;
  std::uint64_t begin = 0;
  std::uint64_t length = 0;
};

}  // namespace

struct SectionFileWriter::State {
  std::string path;
  Fd file;
  std::uint64_t identity = 0;
  std::vector<std::uint8_t> buffer;  // body bytes not yet written; begins at a page
  std::uint64_t written = 0;         // body bytes on disk
  std::vector<std::uint32_t> page_checksums;
  std::vector<SectionRange> sections;
  bool section_is_open = false;
  bool finished = false;
  std::optional<Error> failure;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    std::error_code ignored;  // an unfinished file is a stray that the next writer removes too
    if (!finished && file.valid()) std::filesystem::remove(path, ignored);
  }

  std::uint64_t position() const { return written + buffer.size(); }

  void write(const void* data, std::size_t bytes) {
    if (failure) return;
    if (auto result = write_all(file, data, bytes, path); !result.ok()) failure = std::move(result).error();
  }

  // Checksums and writes the whole pages of the buffer, and at the end the short last one too.
  void flush(bool last) {
    const std::size_t bytes = last ? buffer.size() : buffer.size() / kSectionPageBytes * kSectionPageBytes;
    for (std::size_t at = 0; at < bytes; at += kSectionPageBytes) {
      page_checksums.push_back(crc32c(buffer.data() + at, std::min(kSectionPageBytes, bytes - at)));
    }
    write(buffer.data(), bytes);
    buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(bytes));
    written += bytes;
  }

  void append(const std::uint8_t* data, std::size_t bytes) {
    while (bytes > 0) {
      const std::size_t part = std::min(bytes, kWriteBytes - buffer.size());
      buffer.insert(buffer.end(), data, data + part);
      data += part;
      bytes -= part;
      if (buffer.size() == kWriteBytes) flush(false);
    }
  }
};

SectionFileWriter::SectionFileWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SectionFileWriter::SectionFileWriter(SectionFileWriter&&) noexcept = default;
SectionFileWriter& SectionFileWriter::operator=(SectionFileWriter&&) noexcept = default;
SectionFileWriter::~SectionFileWriter() = default;

Result<SectionFileWriter> SectionFileWriter::create(const std::string& path, std::string_view kind,
                                                    std::uint32_t version) {
  CHECK(!kind.empty() && kind.size() < kKindBytes);
  auto state = std::make_unique<State>();
  state->path = path;
  TRY(state->file, create_new_file(path));
  state->identity = random_identity();
  state->buffer.reserve(kWriteBytes);

  std::array<std::uint8_t, kHeaderBytes> header{};
  std::memcpy(header.data(), kHeaderMagic.data(), kHeaderMagic.size());
  std::memcpy(header.data() + kHeaderKind, kind.data(), kind.size());
  store_bytes(header.data() + kHeaderVersion, version);
  store_bytes(header.data() + kHeaderIdentity, state->identity);
  store_bytes(header.data() + kHeaderChecksum, crc32c(header.data(), kHeaderChecksum));
  state->append(header.data(), header.size());
  return SectionFileWriter(std::move(state));
}

void SectionFileWriter::begin_section(std::string_view name) {
  CHECK(!state_->section_is_open && !state_->finished);
  CHECK(!name.empty() && name.size() <= kSectionNameBytesMax);
  CHECK(state_->sections.size() < kSectionsMax);
  static constexpr std::array<std::uint8_t, kSectionAlignment> kZeros{};
  state_->append(kZeros.data(),
                 (kSectionAlignment - state_->position() % kSectionAlignment) % kSectionAlignment);
  state_->sections.push_back({std::string(name), state_->position(), 0});
  state_->section_is_open = true;
}

void SectionFileWriter::append(std::span<const std::byte> bytes) {
  append(bytes.data(), bytes.size());
}

void SectionFileWriter::append(const void* data, std::size_t bytes) {
  DCHECK(state_->section_is_open);
  state_->append(static_cast<const std::uint8_t*>(data), bytes);
}

std::uint64_t SectionFileWriter::section_offset() const {
  CHECK(state_->section_is_open);
  return state_->position() - state_->sections.back().begin;
}

void SectionFileWriter::end_section() {
  CHECK(state_->section_is_open);
  state_->sections.back().length = section_offset();
  state_->section_is_open = false;
}

std::uint64_t SectionFileWriter::identity() const {
  return state_->identity;
}

Result<std::uint64_t> SectionFileWriter::finish() {
  State& state = *state_;
  CHECK(!state.section_is_open && !state.finished);
  state.flush(true);

  std::string tables;
  for (const std::uint32_t page : state.page_checksums) append_bytes(tables, page);
  for (const SectionRange& section : state.sections) {
    append_bytes(tables, static_cast<std::uint8_t>(section.name.size()));
    tables.append(section.name);
    append_bytes(tables, section.begin);
    append_bytes(tables, section.length);
  }

  std::array<std::uint8_t, kFooterBytes> footer{};
  const std::uint64_t file_bytes = state.written + tables.size() + kFooterBytes;
  store_bytes(footer.data() + kFooterBody, state.written);
  store_bytes(footer.data() + kFooterTables, std::uint64_t{tables.size()});
  store_bytes(footer.data() + kFooterFile, file_bytes);
  store_bytes(footer.data() + kFooterIdentity, state.identity);
  store_bytes(footer.data() + kFooterPages, static_cast<std::uint32_t>(state.page_checksums.size()));
  store_bytes(footer.data() + kFooterSections, static_cast<std::uint32_t>(state.sections.size()));
  store_bytes(footer.data() + kFooterTablesChecksum, crc32c(tables.data(), tables.size()));
  store_bytes(footer.data() + kFooterChecksum, crc32c(footer.data(), kFooterChecksum));
  std::memcpy(footer.data() + kFooterMagicAt, kFooterMagic.data(), kFooterMagic.size());
  tables.append(reinterpret_cast<const char*>(footer.data()), footer.size());
  state.write(tables.data(), tables.size());
  if (!state.failure) {
    if (auto result = sync_file(state.file, state.path); !result.ok())
      state.failure = std::move(result).error();
  }
  if (state.failure) return *state.failure;
  state.finished = true;
  return file_bytes;
}

struct SectionFile::State {
  std::string path;
  MappedFile map;
  const std::uint8_t* data = nullptr;
  std::uint64_t body_bytes = 0;
  std::uint32_t version = 0;
  std::uint64_t identity = 0;
  const std::uint8_t* page_checksums = nullptr;
  std::vector<SectionRange> sections;
  std::vector<std::atomic<std::uint8_t>> page_good;
  std::atomic<bool> damaged = false;

  Error damage(std::string_view what) const { return {ErrorCode::kDamaged, path + ": " + std::string(what)}; }
  Result<void> read_header(std::string_view kind, std::uint32_t version_max);
  Result<void> read_footer(std::uint64_t file_bytes);
  Result<void> read_sections(const std::uint8_t* table, std::size_t bytes, std::uint32_t count);
  bool check_page(std::uint64_t page);
};

Result<void> SectionFile::State::read_header(std::string_view kind, std::uint32_t version_max) {
  if (std::memcmp(data, kHeaderMagic.data(), kHeaderMagic.size()) != 0 ||
      crc32c(data, kHeaderChecksum) != load<std::uint32_t>(data + kHeaderChecksum)) {
    return damage("the header is not as it was written");
  }
  std::array<char, kKindBytes> expected{};
  std::memcpy(expected.data(), kind.data(), kind.size());
  if (std::memcmp(data + kHeaderKind, expected.data(), kKindBytes) != 0) {
    return damage("this is not a " + std::string(kind) + " file");
  }
  version = load<std::uint32_t>(data + kHeaderVersion);
  identity = load<std::uint64_t>(data + kHeaderIdentity);
  if (version > version_max) {
    return Error{ErrorCode::kUnsupported, path + ": written by a newer version of this program (format " +
                                              std::to_string(version) + ", this one reads up to " +
                                              std::to_string(version_max) + "); use that version"};
  }
  return {};
}

Result<void> SectionFile::State::read_footer(std::uint64_t file_bytes) {
  const std::uint8_t* footer = data + file_bytes - kFooterBytes;
  if (std::memcmp(footer + kFooterMagicAt, kFooterMagic.data(), kFooterMagic.size()) != 0 ||
      crc32c(footer, kFooterChecksum) != load<std::uint32_t>(footer + kFooterChecksum)) {
    return damage("the end is missing or not as it was written");
  }
  body_bytes = load<std::uint64_t>(footer + kFooterBody);
  const std::uint64_t table_bytes = load<std::uint64_t>(footer + kFooterTables);
  const std::uint64_t page_count = load<std::uint32_t>(footer + kFooterPages);
  // The lengths are compared without a sum that could wrap around.
  if (load<std::uint64_t>(footer + kFooterFile) != file_bytes || body_bytes < kHeaderBytes ||
      body_bytes > file_bytes - kFooterBytes || table_bytes != file_bytes - kFooterBytes - body_bytes ||
      page_count != (body_bytes + kSectionPageBytes - 1) / kSectionPageBytes ||
      table_bytes < 4 * page_count || load<std::uint64_t>(footer + kFooterIdentity) != identity ||
      !all_zero(footer + kFooterReserved, 8)) {
    return damage("the footer does not fit the file");
  }
  page_checksums = data + body_bytes;
  if (crc32c(page_checksums, table_bytes) != load<std::uint32_t>(footer + kFooterTablesChecksum)) {
    return damage("the tables are not as they were written");
  }
  page_good = std::vector<std::atomic<std::uint8_t>>(page_count);
  return read_sections(page_checksums + 4 * page_count, table_bytes - 4 * page_count,
                       load<std::uint32_t>(footer + kFooterSections));
}

Result<void> SectionFile::State::read_sections(const std::uint8_t* table, std::size_t bytes,
                                               std::uint32_t count) {
  if (count > kSectionsMax) return damage("too many sections");
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t name_bytes = bytes == 0 ? 0 : table[0];
    if (bytes < 1 + name_bytes + 16) return damage("the section table is cut");
    SectionRange section;
    section.name.assign(reinterpret_cast<const char*>(table + 1), name_bytes);
    section.begin = load<std::uint64_t>(table + 1 + name_bytes);
    section.length = load<std::uint64_t>(table + 9 + name_bytes);
    if (section.begin > body_bytes || section.length > body_bytes - section.begin) {
      return damage("a section lies outside the file");
    }
    sections.push_back(std::move(section));
    table += 17 + name_bytes;
    bytes -= 17 + name_bytes;
  }
  if (bytes != 0) return damage("the section table is too long");
  return {};
}

bool SectionFile::State::check_page(std::uint64_t page) {
  const std::uint64_t begin = page * kSectionPageBytes;
  const std::uint64_t length = std::min<std::uint64_t>(kSectionPageBytes, body_bytes - begin);
  if (crc32c(data + begin, length) != load<std::uint32_t>(page_checksums + 4 * page)) return false;
  page_good[page].store(1, std::memory_order_relaxed);
  return true;
}

SectionFile::SectionFile() : state_(std::make_unique<State>()) {}
SectionFile::~SectionFile() = default;

Result<std::unique_ptr<SectionFile>> SectionFile::open(const std::string& path, std::string_view kind,
                                                       std::uint32_t version_max) {
  CHECK(!kind.empty() && kind.size() < kKindBytes);
  std::unique_ptr<SectionFile> file(new SectionFile());
  State& state = *file->state_;
  state.path = path;
  TRY(state.map, MappedFile::open(path));
  state.data = state.map.data();
  if (state.map.size() < kHeaderBytes + kFooterBytes) return state.damage("the file is too short");
  TRY_VOID(state.read_header(kind, version_max));
  TRY_VOID(state.read_footer(state.map.size()));
  return file;
}

std::uint32_t SectionFile::version() const {
  return state_->version;
}
std::uint64_t SectionFile::size_bytes() const {
  return state_->map.size();
}
std::uint64_t SectionFile::identity() const {
  return state_->identity;
}
const std::string& SectionFile::path() const {
  return state_->path;
}
void SectionFile::release_pages() const {
  state_->map.release_pages();
}

bool SectionFile::damaged() const noexcept {
  return state_->damaged.load(std::memory_order_acquire);
}

std::vector<std::string> SectionFile::section_names() const {
  std::vector<std::string> names;
  for (const SectionRange& range : state_->sections) names.push_back(range.name);
  return names;
}

Result<Section> SectionFile::section(std::string_view name) const {
  for (const SectionRange& range : state_->sections) {
    if (range.name != name) continue;
    Section section;
    section.file_ = this;
    section.data_ = state_->data + range.begin;
    section.page_good_ = state_->page_good.data();
    section.begin_ = range.begin;
    section.size_ = range.length;
    return section;
  }
  return state_->damage("there is no section named " + std::string(name));
}

std::vector<std::uint64_t> SectionFile::bad_pages() const {
  std::vector<std::uint64_t> bad;
  for (std::uint64_t page = 0; page < state_->page_good.size(); ++page) {
    if (!state_->check_page(page)) bad.push_back(page * kSectionPageBytes);
  }
  if (!bad.empty()) state_->damaged.store(true, std::memory_order_release);
  return bad;
}

Result<void> SectionFile::verify_all() const {
  const std::vector<std::uint64_t> bad = bad_pages();
  if (bad.empty()) return {};
  return state_->damage("the page at byte " + std::to_string(bad.front()) + " is not as it was written");
}

bool SectionFile::verify_pages(std::uint64_t begin, std::uint64_t end) const noexcept {
  for (std::uint64_t page = begin / kSectionPageBytes; page <= (end - 1) / kSectionPageBytes; ++page) {
    if (state_->page_good[page].load(std::memory_order_relaxed) == 1 || state_->check_page(page)) continue;
    state_->damaged.store(true, std::memory_order_release);
    return false;
  }
  return true;
}

bool Section::verify_slowly(std::uint64_t offset, std::uint64_t length) const noexcept {
  if (file_ == nullptr) return length == 0;
  if (offset > size_ || length > size_ - offset) {
    file_->state_->damaged.store(true, std::memory_order_release);
    return false;
  }
  return length == 0 || file_->verify_pages(begin_ + offset, begin_ + offset + length);
}

}  // namespace broadsheet::index
