// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The place in the record's history up to which an index was made, and whether it is of this record.

#ifndef BROADSHEET_FOLLOW_RECORD_POSITION_H_
#define BROADSHEET_FOLLOW_RECORD_POSITION_H_

#include "base/result.h"
#include "base/strong_id.h"
#include "index/manifest.h"
#include "store/record.h"

namespace broadsheet::follow {

// Whether the record still has the history up to which an index was made. The empty index is of any.
Result<bool> is_of_record(const index::RecordPosition& position, store::Record& record);

// The position at the end of a commit. Makes the record durable up to it first, and up to everything that was
// read meanwhile, so that an index is never ahead of what a power cut leaves.
Result<index::RecordPosition> position_at(store::Record& record, Revision revision);

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_RECORD_POSITION_H_
