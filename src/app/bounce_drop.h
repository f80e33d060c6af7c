// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Mail that came back, as files: one message each, put into a folder by the mail server of the domain (the
// `new` of a Maildir, for one). What is in the folder is anybody's.

#ifndef BROADSHEET_APP_BOUNCE_DROP_H_
#define BROADSHEET_APP_BOUNCE_DROP_H_

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/file.h"
#include "base/result.h"
#include "mail/bounces.h"
#include "store/record.h"

namespace broadsheet::app {

// What is looked at of a message, at most formats::kMailBytesMax bytes; the rest is passed over. kUnsupported
// for what is no file.
Result<std::string> read_mail(const std::string& path);
// The same of an open file, read to its end so that nobody who writes to it is cut off.
Result<std::string> read_mail(const Fd& fd, std::string_view name);

// Takes what lies in a folder, and removes it. Confined to one thread.
class BounceDrop {
 public:
  // `domain`: of our Message-IDs.
  BounceDrop(std::string folder, std::string domain)
      : folder_(std::move(folder)), domain_(std::move(domain)) {}

  // One look, at so many files at most: true if there are more. Left alone are files whose names begin with a
  // dot and those that were written to a moment ago, and, once they were seen, those that can't be read or
  // removed: they are named in the log, once. kIo where the folder can't be read.
  Result<bool> look(store::Record& record, Instant now);
  static constexpr std::size_t kFilesAtOnce = 200;

 private:
  Result<std::vector<std::filesystem::path>> files();
  void leave(const std::string& name, const Error& why);

  const std::string folder_;
  const std::string domain_;
  std::set<std::string> left_;  // names
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_BOUNCE_DROP_H_
