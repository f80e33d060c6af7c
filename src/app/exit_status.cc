// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/exit_status.h"

namespace broadsheet::app {

ExitStatus exit_status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
    case ErrorCode::kNotFound:
    case ErrorCode::kTooLarge:
    case ErrorCode::kUnsupported:
    case ErrorCode::kConflict:
    case ErrorCode::kIo:
      return ExitStatus::kFailed;
    case ErrorCode::kDamaged:
    case ErrorCode::kLocked:
      return ExitStatus::kDataFolder;
    case ErrorCode::kInterrupted:
      return ExitStatus::kInterrupted;
  }
  CHECK(false);
}

}  // namespace broadsheet::app
