// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/turns.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <thread>
#include <time.h>
#include <unistd.h>

#include "ingest/limits.h"

namespace broadsheet::ingest {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLook{50};  // between two looks at a lock that another holds, and at `stop`

milliseconds since_start() {
  timespec time{};
  (void)::clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::duration_cast<milliseconds>(std::chrono::nanoseconds(time.tv_nsec));
}

// When the next turn may begin. What lies further ahead than any wait was written before the machine started
// anew, and holds no longer.
milliseconds read_next(const Fd& file, milliseconds now) {
  char text[32];
  const ssize_t size = ::pread(file.get(), text, sizeof text, 0);
  std::int64_t next = 0;
  if (size > 0) std::from_chars(text, text + size, next);
  return milliseconds(next) > now + kWaitMax ? milliseconds(0) : milliseconds(next);
}

Result<void> write_next(const Fd& file, milliseconds next) {
  std::string text = std::to_string(next.count()) + "\n";
  if (::ftruncate(file.get(), 0) != 0 ||
      ::pwrite(file.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    return errno_error("write", "the turns of a host");
  return {};
}

bool is_within(std::string_view host, std::string_view domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) &&
                            host[host.size() - domain.size() - 1] == '.');
}

Result<void> pause(const std::atomic<bool>* stop, milliseconds left) {
  if (stop != nullptr && stop->load(std::memory_order_relaxed))
    return Error(ErrorCode::kInterrupted, "asked to stop");
  std::this_thread::sleep_for(std::clamp(left, milliseconds(1), kLook));
  return {};
}

// A host's name as the name of a file: letters, digits, dots and dashes stay.
std::string file_name_of(const std::string& budget) {
  std::string name = budget;
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (!plain) c = '_';
  }
  return name;
}

}  // namespace

std::string Turns::budget_of(const std::string& host) {
  return is_within(host, "arxiv.org") ? "arxiv.org" : host;
}

milliseconds Turns::interval_of(const std::string& host) const {
  // Its terms of use: one request every three seconds.
  return budget_of(host) == "arxiv.org" ? std::max(kArxivInterval, interval_) : interval_;
}

Result<Turn> Turns::take(const std::string& host, const std::atomic<bool>* stop) const {
  TRY_VOID(make_folder(folder_));
  const std::string path = folder_ + "/" + file_name_of(budget_of(host));
  Fd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.valid()) return errno_error("open", path);
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return errno_error("flock", path);
    TRY_VOID(pause(stop, kLook));
  }
  for (;;) {
    const milliseconds now = since_start();
    const milliseconds next = read_next(file, now);
    if (next <= now) break;
    TRY_VOID(pause(stop, next - now));
  }
  TRY_VOID(write_next(file, since_start() + interval_of(host)));
  return Turn(std::move(file));
}

Result<void> Turn::put_off(milliseconds wait) const {
  const milliseconds now = since_start();
  return write_next(file_, std::max(read_next(file_, now), now + std::min(wait, kWaitMax)));
}

}  // namespace broadsheet::ingest
