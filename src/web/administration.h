// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Administration: what pages for admins show and do that lies outside of this room, such as the settings, the
// sources that are harvested, and the files of the data folder. The program gives one; tests give their own.

#ifndef BROADSHEET_WEB_ADMINISTRATION_H_
#define BROADSHEET_WEB_ADMINISTRATION_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace broadsheet::web {

// A named source, as it is told.
struct SourceShown {
  std::string name;
  std::string address;
  std::string schedule;  // "every 6 hours"
  std::string state;     // "due", "waiting", "failing", "paused"
  bool paused = false;
  Instant next_run;          // when it is due; in the past if it is
  std::string last_success;  // an instant in UTC, empty if there was none
  std::string last_error;    // empty after a success
  std::string last_error_at;
  std::uint64_t failures = 0;  // in a row
};

// How the last run of a harvest ended, of a named source or by hand.
struct HarvestShown {
  std::string name;          // what was asked: "oai-pmh https://example.org/oai"
  std::string last_success;  // as above
  std::string last_error;
  std::string last_error_at;
};

struct SettingShown {
  std::string key;
  std::string value;
  bool is_default = true;
  std::string meaning;
};

// A part of the data folder: "record", "index".
struct DiskPart {
  std::string name;
  std::uint64_t bytes = 0;
};
struct DiskUse {
  std::vector<DiskPart> parts;
  std::uint64_t free_bytes = 0;  // of the file system
};

struct FollowerShown {
  std::string name;
  std::string state;      // "up to date", "behind", ...
  std::uint64_t lag = 0;  // revisions
  std::uint64_t papers = 0;
};

// Safe from any thread.
class Administration {
 public:
  virtual ~Administration() = default;

  virtual Result<std::vector<SourceShown>> sources() = 0;
  virtual Result<std::vector<HarvestShown>> harvests() = 0;
  // kNotFound for a name that no source has.
  virtual Result<void> set_source_paused(std::string_view name, bool paused) = 0;
  virtual std::vector<SettingShown> settings() = 0;  // as they were when the server began
  virtual DiskUse disk() = 0;
  virtual Result<std::vector<FollowerShown>> followers() = 0;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_ADMINISTRATION_H_
