// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/lock.h"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <unistd.h>

namespace broadsheet::store {
namespace {

constexpr std::size_t kHolderBytesMax = 32;
constexpr std::string_view kPassing = " in passing";  // behind the pid

Result<Fd> open_lock(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.valid()) return errno_error("open", path);
  return fd;
}

// 0 where none can be read: the holder is between taking the lock and writing its name.
pid_t pid_of(std::string_view holder) {
  pid_t pid = 0;
  std::from_chars(holder.data(), holder.data() + holder.size(), pid);
  return pid;
}

std::string read_holder(const Fd& fd) {
  char text[kHolderBytesMax];
  const ssize_t size = ::pread(fd.get(), text, sizeof text, 0);
  return std::string(text, size > 0 ? static_cast<std::size_t>(size) : 0);
}

Result<void> write_holder(const Fd& fd, const std::string& path, Hold hold) {
  std::string text = std::to_string(::getpid());
  if (hold == Hold::kInPassing) text += kPassing;
  text += '\n';
  if (::ftruncate(fd.get(), 0) != 0) return errno_error("ftruncate", path);
  if (::pwrite(fd.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    return errno_error("write", path);
  }
  return {};
}

// True if this descriptor has the lock now.
Result<bool> try_lock(const Fd& fd, int operation, const std::string& path) {
  for (;;) {
    if (::flock(fd.get(), operation | LOCK_NB) == 0) return true;
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) return errno_error("flock", path);
  }
}

// kLocked, naming the pid of the holder, if another process has it.
Result<Fd> acquire_file(const std::string& data_folder, std::string_view name, Hold hold) {
  const std::string path = data_folder + "/" + std::string(name);
  TRY(Fd fd, open_lock(path));
  // Who only asks for the holder has the lock for an instant, and is none.
  constexpr int kTries = 10;
  constexpr useconds_t kPauseUs = 2000;
  bool locked = false;
  for (int i = 0; i < kTries && !locked; ++i) {
    if (i > 0) ::usleep(kPauseUs);
    TRY(locked, try_lock(fd, LOCK_EX, path));
  }
  if (!locked) {
    const pid_t pid = pid_of(read_holder(fd));
    return Error(ErrorCode::kLocked, data_folder + ": process " +
                                         (pid > 0 ? std::to_string(pid) : std::string("(unknown)")) +
                                         " is at work here and holds the lock");
  }
  TRY_VOID(write_holder(fd, path, hold));
  return fd;
}

}  // namespace

Result<FollowerLock> FollowerLock::acquire(const std::string& data_folder, Hold hold) {
  TRY(Fd fd, acquire_file(data_folder, "lock", hold));
  return FollowerLock(std::move(fd));
}

Result<MailLock> MailLock::acquire(const std::string& data_folder) {
  TRY(Fd fd, acquire_file(data_folder, "mail.lock", Hold::kFirm));
  return MailLock(std::move(fd));
}

Result<std::optional<pid_t>> FollowerLock::holder(const std::string& data_folder) {
  const std::string path = data_folder + "/lock";
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd.valid()) {
    if (errno == ENOENT) return std::optional<pid_t>();
    return errno_error("open", path);
  }
  // A shared lock, for an instant, so that two who ask do not take each other for a holder.
  TRY(const bool free, try_lock(fd, LOCK_SH, path));
  if (free) return std::optional<pid_t>();
  return std::optional<pid_t>(pid_of(read_holder(fd)));
}

Result<bool> FollowerLock::held_in_passing(const std::string& data_folder) {
  TRY(const std::optional<pid_t> pid, holder(data_folder));
  if (!pid) return false;
  TRY(const std::string text, read_file(data_folder + "/lock", kHolderBytesMax));
  return text.ends_with(std::string(kPassing) + "\n");
}

}  // namespace broadsheet::store
