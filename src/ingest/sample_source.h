// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_INGEST_SAMPLE_SOURCE_H_
#define BROADSHEET_INGEST_SAMPLE_SOURCE_H_

#include <cstdint>
#include <string>

#include "base/result.h"
#include "ingest/harvest.h"

namespace broadsheet::ingest {

// What one answer of a source holds.
struct Sample {
  std::uint64_t records = 0;
  std::uint64_t rejected = 0;
  std::string format;
  std::string first_title;  // "" where there is no record
};

// Asks for the first page, once, and stores nothing. Errors as of Asking::ask, and kInvalid for what the
// upstream says of itself.
Result<Sample> sample_source(const std::string& data_folder, const HarvestTarget& target,
                             const HarvestOptions& options);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_SAMPLE_SOURCE_H_
