// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Single papers, fetched because somebody asked for them (store/jobs.h).

#ifndef BROADSHEET_INGEST_PAPER_JOBS_H_
#define BROADSHEET_INGEST_PAPER_JOBS_H_

#include <functional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "ingest/harvest.h"
#include "store/record.h"

namespace broadsheet::ingest {

// Where a paper of an id is; "{id}" in them stands for it. Without it such papers are not fetched.
struct PaperAddresses {
  std::string arxiv;
  std::string doi;
};

// Does the job that has been due for longest: asks for the paper with the manners of a harvest, stores it,
// and writes what came of it. Cut anywhere, it is done again. False where none is due. `record` is that of
// the folder, open for writing; `today`: our own day.
Result<bool> do_due_job(store::Record& record, const std::string& data_folder,
                        const PaperAddresses& addresses, const HarvestOptions& options,
                        const std::function<Result<Day>()>& today);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_PAPER_JOBS_H_
