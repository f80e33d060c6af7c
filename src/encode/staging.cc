// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/staging.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <utility>

#include "base/digest.h"

namespace broadsheet::encode {
namespace {

constexpr std::string_view kLockName = ".lock";
// One at a time, for the lock is held.
constexpr std::string_view kNewName = ".new";
constexpr std::string_view kOldName = ".old";

std::string in(const std::string& folder, std::string_view name) {
  return folder + "/" + std::string(name);
}

}  // namespace

Result<StoreLock> StoreLock::acquire(const std::string& folder) {
  TRY_VOID(make_folder(folder));
  const std::string path = in(folder, kLockName);
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd.valid()) return errno_error("open", path);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return errno_error("lock", path);
    return Error(ErrorCode::kLocked,
                 folder + ": another process is changing the models: try again when it is done");
  }
  TRY_VOID(remove_all(in(folder, kNewName)));
  TRY_VOID(remove_all(in(folder, kOldName)));
  return StoreLock(std::move(fd));
}

Result<Staging> Staging::begin(const std::string& folder) {
  std::string path = in(folder, kNewName);
  TRY_VOID(make_folder(path));
  return Staging(folder, std::move(path));
}

Staging::Staging(Staging&& other) noexcept
    : folder_(std::move(other.folder_)), path_(std::exchange(other.path_, std::string())) {}

Staging::~Staging() {
  if (!path_.empty()) (void)remove_all(path_).ok();
}

Result<void> Staging::add(Carrier& carrier, std::size_t member, const FileIdentity& identity) {
  const std::string path = in(path_, identity.file);
  TRY(const Fd fd, create_new_file(path));
  Sha256Stream stream;
  TRY_VOID(carrier.read(member, [&](std::span<const char> piece) -> Result<void> {
    stream.update(piece.data(), piece.size());
    return write_all(fd, piece.data(), piece.size(), path);
  }));
  const std::string& name = carrier.members()[member].name;
  const Sha256 digest = stream.finish();
  const std::string found = hex(digest.data(), digest.size());
  if (carrier.members()[member].bytes != identity.bytes || found != identity.sha256) {
    return Error(ErrorCode::kInvalid, name + ": " + std::to_string(carrier.members()[member].bytes) +
                                          " bytes of SHA-256 " + found + ", and not " +
                                          std::to_string(identity.bytes) + " of " + identity.sha256 +
                                          ": fetch it again");
  }
  return sync_file(fd, path);
}

Result<void> Staging::add(const std::string& name, std::string_view bytes) {
  const std::string path = in(path_, name);
  TRY(const Fd fd, create_new_file(path));
  TRY_VOID(write_all(fd, bytes.data(), bytes.size(), path));
  return sync_file(fd, path);
}

Result<bool> Staging::publish(const std::string& name) {
  TRY_VOID(sync_folder(path_));
  const std::string target = in(folder_, name);
  struct stat status {};
  const bool replaces = ::lstat(target.c_str(), &status) == 0;
  if (replaces) {
    // The two change places, so that a crash leaves one of them whole; the old one goes with this object.
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) != 0) {
      return errno_error("replace", target);
    }
  } else if (::rename(path_.c_str(), target.c_str()) != 0) {
    return errno_error("rename to", target);
  }
  TRY_VOID(sync_folder(folder_));
  if (!replaces) path_.clear();
  return replaces;
}

Result<void> discard(const std::string& folder, const std::string& name) {
  const std::string old = in(folder, kOldName);
  if (::rename(in(folder, name).c_str(), old.c_str()) != 0) return errno_error("remove", in(folder, name));
  TRY_VOID(sync_folder(folder));
  return remove_all(old);
}

}  // namespace broadsheet::encode
