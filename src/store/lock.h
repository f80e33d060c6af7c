// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// FollowerLock: one process at a time runs the followers of a data folder. The record itself needs
// no such lock. It is an flock on the file `lock`, which also names its holder's pid, so a lock left
// by a killed process is no lock.

#ifndef BROADSHEET_STORE_LOCK_H_
#define BROADSHEET_STORE_LOCK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>

#include "base/file.h"
#include "base/result.h"

namespace broadsheet::store {

// How long a process means to hold the lock.
enum class Hold : std::uint8_t {
  kFirm,       // it follows, or changes what others must not see change
  kInPassing,  // it brings the followers up to date and goes: whoever serves need not wait for it
};

// Held for as long as the object lives. Movable.
class FollowerLock {
 public:
  // kLocked, naming the pid of the holder, if another process has it; never waits.
  static Result<FollowerLock> acquire(const std::string& data_folder, Hold hold = Hold::kFirm);
  // True if another process holds it, and only in passing.
  static Result<bool> held_in_passing(const std::string& data_folder);
  // The pid of the process that holds it now, if one does.
  static Result<std::optional<pid_t>> holder(const std::string& data_folder);

 private:
  explicit FollowerLock(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

// One process at a time delivers mail from a data folder, so that what it finds in hand was left by one that
// is gone. As FollowerLock, on the file `mail.lock`.
class MailLock {
 public:
  // kLocked, naming the pid of the holder, if another process has it; never waits.
  static Result<MailLock> acquire(const std::string& data_folder);

 private:
  explicit MailLock(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_LOCK_H_
