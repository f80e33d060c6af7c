// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Files: mapped reading, whole reading and writing, publishing by rename, and the syncs that make
// it durable. Files are created 0600 and folders 0700: a data folder is nobody else's business.

#ifndef BROADSHEET_BASE_FILE_H_
#define BROADSHEET_BASE_FILE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet {

// Owns a file descriptor; closes it. Movable.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd();

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int release();

 private:
  int fd_ = -1;
};

Result<Fd> open_for_reading(const std::string& path);
// Creates the file; kConflict if it exists.
Result<Fd> create_new_file(const std::string& path);
// Writes all bytes, continuing after short writes and EINTR.
Result<void> write_all(const Fd& fd, const void* data, std::size_t size, std::string_view path);
Result<void> sync_file(const Fd& fd, std::string_view path);
// Makes the creations, renames and removals inside a folder durable.
Result<void> sync_folder(const std::string& path);

// kTooLarge beyond `size_max` bytes.
Result<std::string> read_file(const std::string& path, std::size_t size_max);

// Publishes `bytes` under `path`: written beside it, synced, renamed over it, folder synced. A
// crash at any instant leaves the old file or the new one, whole.
Result<void> write_file_atomically(const std::string& path, std::string_view bytes);

// Creates the folder and its parents.
Result<void> make_folder(const std::string& path);
// A new empty folder below the system's temporary folder, for tests and temporary indexes.
Result<std::string> make_temporary_folder(std::string_view prefix);
// Removes a folder and all below it, or a file; what is not there is no error.
Result<void> remove_all(const std::string& path);

// A read-only map of a whole file. Immutable. The bytes stay valid when the file is unlinked. A file
// that another process truncates under us raises SIGBUS, which is why our files are never rewritten.
class MappedFile {
 public:
  // So many bytes after the last one of a file that is not empty may be read; they say nothing. It lets
  // decoders load whole vectors without looking where the file ends.
  static constexpr std::size_t kReadableTail = 4096;

  static Result<MappedFile> open(const std::string& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  const std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::span<const std::uint8_t> bytes() const { return {data_, size_}; }

  // Takes what was read so far out of this process's memory. The next use reads it again, mostly from the
  // system's cache; any thread may be reading meanwhile.
  void release_pages() const;

 private:
  const std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_FILE_H_
