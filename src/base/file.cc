// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/file.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace broadsheet {

namespace {

constexpr mode_t kFileMode = 0600;

Error filesystem_error(std::string_view what, const std::string& path, const std::error_code& code) {
  return {ErrorCode::kIo, std::string(what) + " " + path + ": " + code.message()};
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = other.release();
  }
  return *this;
}

Fd::~Fd() {
  if (fd_ >= 0) ::close(fd_);
}

int Fd::release() {
  return std::exchange(fd_, -1);
}

Result<Fd> open_for_reading(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid()) return errno_error("open", path);
  return fd;
}

Result<Fd> create_new_file(const std::string& path) {
  Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode));
  if (!fd.valid()) {
    if (errno == EEXIST) return Error(ErrorCode::kConflict, "create " + path + ": it exists already");
    return errno_error("create", path);
  }
  return fd;
}

Result<void> write_all(const Fd& fd, const void* data, std::size_t size, std::string_view path) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = ::write(fd.get(), at, size);
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno_error("write", path);
    }
    at += written;
    size -= static_cast<std::size_t>(written);
  }
  return {};
}

Result<void> sync_file(const Fd& fd, std::string_view path) {
  if (::fsync(fd.get()) != 0) return errno_error("sync", path);
  return {};
}

Result<void> sync_folder(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) return errno_error("open folder", path);
  return sync_file(fd, path);
}

Result<std::string> read_file(const std::string& path, std::size_t size_max) {
  TRY(const Fd fd, open_for_reading(path));
  std::string bytes;
  constexpr std::size_t kStep = 256 * 1024;
  for (;;) {
    const std::size_t had = bytes.size();
    bytes.resize(had + kStep);
    const ssize_t got = ::read(fd.get(), bytes.data() + had, kStep);
    if (got < 0 && errno == EINTR) {
      bytes.resize(had);
      continue;
    }
    if (got < 0) return errno_error("read", path);
    bytes.resize(had + static_cast<std::size_t>(got));
    if (bytes.size() > size_max) {
      return Error(ErrorCode::kTooLarge,
                   "read " + path + ": larger than " + std::to_string(size_max) + " bytes");
    }
    if (got == 0) return bytes;
  }
}

Result<void> write_file_atomically(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".new";
  if (::unlink(temporary.c_str()) != 0 && errno != ENOENT) return errno_error("remove", temporary);
  TRY(const Fd fd, create_new_file(temporary));
  TRY_VOID(write_all(fd, bytes.data(), bytes.size(), temporary));
  TRY_VOID(sync_file(fd, temporary));
  if (::rename(temporary.c_str(), path.c_str()) != 0) return errno_error("rename to", path);
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return sync_folder(folder.empty() ? "." : folder);
}

Result<void> make_folder(const std::string& path) {
  std::error_code code;
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  if (!parent.empty()) {
    std::filesystem::create_directories(parent, code);
    if (code) return filesystem_error("create folder", parent.string(), code);
  }
  if (::mkdir(path.c_str(), 0700) == 0) return {};
  const int saved = errno;
  if (saved == EEXIST && std::filesystem::is_directory(path, code)) return {};
  errno = saved;
  return errno_error("create folder", path);
}

Result<std::string> make_temporary_folder(std::string_view prefix) {
  std::error_code code;
  std::filesystem::path root = std::filesystem::temp_directory_path(code);
  if (code) root = "/tmp";
  std::string path = (root / (std::string(prefix) + "XXXXXX")).string();
  if (::mkdtemp(path.data()) == nullptr) return errno_error("create folder", path);
  return path;
}

Result<void> remove_all(const std::string& path) {
  std::error_code code;
  std::filesystem::remove_all(path, code);
  if (code) return filesystem_error("remove", path, code);
  return {};
}

// What a file of `size` bytes and its readable tail occupy, in whole pages.
static std::size_t mapped_bytes(std::size_t size) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return (size + MappedFile::kReadableTail + page - 1) / page * page;
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  TRY(const Fd fd, open_for_reading(path));
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return errno_error("stat", path);
  if (!S_ISREG(status.st_mode)) return Error(ErrorCode::kInvalid, path + " is not a regular file");
  MappedFile file;
  file.size_ = static_cast<std::size_t>(status.st_size);
  if (file.size_ == 0) return file;
  // The whole range is taken first and the file then laid over its beginning, so that nothing else can
  // come to lie in the tail.
  void* range = ::mmap(nullptr, mapped_bytes(file.size_), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (range == MAP_FAILED) {
    file.size_ = 0;
    return errno_error("map", path);
  }
  file.data_ = static_cast<const std::uint8_t*>(range);
  if (::mmap(range, file.size_, PROT_READ, MAP_SHARED | MAP_FIXED, fd.get(), 0) == MAP_FAILED) {
    return errno_error("map", path);
  }
  return file;
}

void MappedFile::release_pages() const {
  // It can only fail where nothing is mapped; then there is nothing to release.
  if (data_ != nullptr) (void)::madvise(const_cast<std::uint8_t*>(data_), size_, MADV_DONTNEED);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  if (this != &other) {
    if (data_ != nullptr) ::munmap(const_cast<std::uint8_t*>(data_), mapped_bytes(size_));
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::uint8_t*>(data_), mapped_bytes(size_));
}

}  // namespace broadsheet
