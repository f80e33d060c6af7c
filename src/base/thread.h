// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// start_thread: a thread, or why there is none. std::thread throws where the system has no more of them, and
// a server that dies of that loses more than the one who asked: what can be done by fewer threads goes on.

#ifndef BROADSHEET_BASE_THREAD_H_
#define BROADSHEET_BASE_THREAD_H_

#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "base/result.h"

namespace broadsheet {

template <typename Work>
Result<std::thread> start_thread(Work work) {
  try {
    return std::thread(std::move(work));
  } catch (const std::system_error& failure) {
    return Error(ErrorCode::kIo, std::string("start a thread: ") + failure.what());
  }
}

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_THREAD_H_
