// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The archive: how many papers each year, month and day has, by the rule of papers/editions.h.

#ifndef BROADSHEET_PAPERS_ARCHIVE_H_
#define BROADSHEET_PAPERS_ARCHIVE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/record.h"

namespace broadsheet::papers {

struct ArchiveMonth {
  Day first;                                  // of the month
  std::uint64_t papers = 0;                   // also those that are dated to the month alone
  std::array<std::uint64_t, 31> of_day = {};  // of its first day first
};

struct ArchiveYear {
  int year = 0;
  std::uint64_t papers = 0;
  std::uint64_t of_year_alone = 0;           // that are dated to no month
  std::array<ArchiveMonth, 12> months = {};  // January first
};

struct YearCount {
  int year = 0;
  std::uint64_t papers = 0;
};

// Of all years that have papers, the newest first. Linear in the papers, a few million a second.
Result<std::vector<YearCount>> count_years(store::Record& record);

// kInvalid for a year that base/date.h does not read.
Result<ArchiveYear> count_year(store::Record& record, int year);

// The month that holds `day`.
Result<ArchiveMonth> count_month(store::Record& record, Day day);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ARCHIVE_H_
