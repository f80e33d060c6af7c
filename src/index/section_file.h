// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A section file: named byte ranges, written once, mapped for reading, every page checksummed.
// docs/formats/section_file.md has the bytes. Opening verifies header, section table, page table
// and footer; a page's own CRC32C is checked when it is first read (or by verify_all).

#ifndef BROADSHEET_INDEX_SECTION_FILE_H_
#define BROADSHEET_INDEX_SECTION_FILE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace broadsheet::index {

inline constexpr std::size_t kSectionPageBytes = 16 * 1024;
inline constexpr std::size_t kSectionAlignment = 64;

// Writes one section file front to back. Confined to one thread. The first failed write is kept and
// reported by finish(); nothing is visible under the final name until a manifest names it.
class SectionFileWriter {
 public:
  // Creates `path` (it must not exist). `kind` names what the file is ("segment"), `version` its format.
  static Result<SectionFileWriter> create(const std::string& path, std::string_view kind,
                                          std::uint32_t version);

  SectionFileWriter(SectionFileWriter&&) noexcept;
  SectionFileWriter& operator=(SectionFileWriter&&) noexcept;
  ~SectionFileWriter();  // removes the file unless finish() succeeded

  // Sections begin at multiples of kSectionAlignment and are written one after another.
  void begin_section(std::string_view name);
  void append(std::span<const std::byte> bytes);
  void append(const void* data, std::size_t bytes);
  // Bytes written so far in the section that is open.
  std::uint64_t section_offset() const;
  void end_section();

  // Writes tables and footer, syncs the file. Returns its size in bytes.
  Result<std::uint64_t> finish();
  // A random number that tells this file from every other; the manifest names it beside the file.
  std::uint64_t identity() const;

 private:
  struct State;
  explicit SectionFileWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class SectionFile;

// A borrowed view of one section; valid as long as its SectionFile. Trivially copyable.
class Section {
 public:
  Section() = default;

  // MappedFile::kReadableTail bytes after the section's end may be read too; they say nothing.
  const std::uint8_t* data() const { return data_; }
  std::uint64_t size() const { return size_; }

  // True if [offset, offset + length) lies in the section and all its pages are as they were
  // written. Checks each page once; afterwards costs a few loads. Safe from any thread. False marks
  // the file as damaged for good.
  bool verify(std::uint64_t offset, std::uint64_t length) const noexcept {
    if (offset < size_ && length - 1 < size_ - offset) [[likely]] {
      const std::uint64_t first = (begin_ + offset) / kSectionPageBytes;
      const std::uint64_t last = (begin_ + offset + length - 1) / kSectionPageBytes;
      if (last - first <= 1 && page_good_[first].load(std::memory_order_relaxed) == 1 &&
          page_good_[last].load(std::memory_order_relaxed) == 1) {
        return true;
      }
    }
    return verify_slowly(offset, length);
  }

 private:
  friend class SectionFile;
  bool verify_slowly(std::uint64_t offset, std::uint64_t length) const noexcept;
  const SectionFile* file_ = nullptr;
  const std::uint8_t* data_ = nullptr;
  // One flag a page of the file: 1 once its checksum was found right. The mapped bytes never change,
  // so that a relaxed load is enough.
  const std::atomic<std::uint8_t>* page_good_ = nullptr;
  std::uint64_t begin_ = 0;  // in the file
  std::uint64_t size_ = 0;
};

// Guarded by atomics: any number of threads may read.
class SectionFile {
 public:
  // kDamaged if header, tables or footer are not as written; kUnsupported for a newer version.
  static Result<std::unique_ptr<SectionFile>> open(const std::string& path, std::string_view kind,
                                                   std::uint32_t version_max);
  ~SectionFile();
  SectionFile(const SectionFile&) = delete;
  SectionFile& operator=(const SectionFile&) = delete;

  std::uint32_t version() const;
  std::uint64_t size_bytes() const;
  std::uint64_t identity() const;
  const std::string& path() const;
  // In the order in which they lie in the file.
  std::vector<std::string> section_names() const;
  // kDamaged if there is none of that name.
  Result<Section> section(std::string_view name) const;

  // As MappedFile::release_pages.
  void release_pages() const;

  // True once any page failed its checksum; a search that used this file must then not answer.
  bool damaged() const noexcept;
  // Reads and checks every byte. kDamaged names the first bad page's offset.
  Result<void> verify_all() const;
  // The offsets in the file of all pages that are not as written; reads every byte.
  std::vector<std::uint64_t> bad_pages() const;

 private:
  friend class Section;
  SectionFile();
  bool verify_pages(std::uint64_t begin, std::uint64_t end) const noexcept;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_SECTION_FILE_H_
