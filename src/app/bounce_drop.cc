// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bounce_drop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/log.h"
#include "formats/limits.h"

namespace broadsheet::app {
namespace {

// Whoever writes in place is done by then.
constexpr std::chrono::seconds kSettles{5};
// Names that are looked at in one look, and files that are left alone: a folder full of what we can't remove
// must not take our time for ever.
constexpr std::size_t kNamesMax = 10'000;
constexpr std::size_t kLeftMax = 1'000;

bool is_settled(const std::filesystem::directory_entry& entry) {
  std::error_code error;
  const auto written = entry.last_write_time(error);
  if (error) return false;
  const auto age = std::filesystem::file_time_type::clock::now() - written;
  // A time that is to come says nothing.
  return age >= kSettles || age < std::chrono::seconds(0);
}

}  // namespace

// To its end, also what is not kept: a mail server that still writes would take our closing for a failure.
Result<std::string> read_mail(const Fd& fd, std::string_view name) {
  std::string bytes;
  std::array<char, 1 << 16> block{};
  for (;;) {
    const ssize_t got = ::read(fd.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno_error("read", name);
    if (got == 0) return bytes;
    const std::size_t room = formats::kMailBytesMax - bytes.size();
    bytes.append(block.data(), std::min(room, static_cast<std::size_t>(got)));
  }
}

Result<std::string> read_mail(const std::string& path) {
  // Neither a link to somewhere else nor something that would make us wait.
  const Fd fd(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!fd.valid()) return errno_error("open", path);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return errno_error("stat", path);
  if (!S_ISREG(status.st_mode)) return Error(ErrorCode::kUnsupported, path + " is no file");
  return read_mail(fd, path);
}

Result<std::vector<std::filesystem::path>> BounceDrop::files() {
  std::error_code error;
  std::filesystem::directory_iterator entry(folder_, error);
  if (error) return Error(ErrorCode::kIo, "mail.bounce_folder: " + folder_ + ": " + error.message());
  std::vector<std::filesystem::path> found;
  for (std::size_t looked = 0; entry != std::filesystem::directory_iterator() && looked < kNamesMax;
       ++looked) {
    const std::string name = entry->path().filename().string();
    const bool is_file = entry->is_regular_file(error) && !entry->is_symlink(error);
    if (is_file && !name.starts_with('.') && !left_.contains(name) && is_settled(*entry)) {
      found.push_back(entry->path());
      if (found.size() > kFilesAtOnce) break;
    }
    entry.increment(error);
    if (error) break;
  }
  return found;
}

void BounceDrop::leave(const std::string& name, const Error& why) {
  left_.insert(name);
  log_warning("a file in mail.bounce_folder is left alone", {{"file", name}, {"error", why.message()}});
  if (left_.size() == kLeftMax)
    log_error("mail.bounce_folder has too many files that can't be removed: it is not read any more", {});
}

Result<bool> BounceDrop::look(store::Record& record, Instant now) {
  if (left_.size() >= kLeftMax) return false;
  TRY(std::vector<std::filesystem::path> paths, files());
  const bool more = paths.size() > kFilesAtOnce;
  if (more) paths.pop_back();
  std::array<std::uint64_t, mail::kReturnedActs> counts{};
  for (const std::filesystem::path& path : paths) {
    const std::string name = path.filename().string();
    const Result<std::string> message = read_mail(path.string());
    if (!message.ok()) {
      leave(name, message.error());
      continue;
    }
    TRY(const mail::Returned returned, mail::take_returned_mail(record, *message, "", domain_, now));
    ++counts.at(static_cast<std::size_t>(returned.act));
    if (returned.act == mail::ReturnedAct::kBusy) continue;  // until the next look
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) leave(name, errno_error("remove", path.string()));
  }
  using mail::ReturnedAct;
  const auto count = [&](ReturnedAct act) { return counts.at(static_cast<std::size_t>(act)); };
  if (!paths.empty())
    log_info("mail came back", {{"messages", paths.size()},
                                {"stopped", count(ReturnedAct::kStopped)},
                                {"complaints", count(ReturnedAct::kComplaint)},
                                {"failed", count(ReturnedAct::kFailed)},
                                {"not_ours", count(ReturnedAct::kNotOurs)}});
  return more && left_.size() < kLeftMax;
}

}  // namespace broadsheet::app
