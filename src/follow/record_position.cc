// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/record_position.h"

#include <cstdint>
#include <optional>
#include <string>

namespace broadsheet::follow {

Result<bool> is_of_record(const index::RecordPosition& position, store::Record& record) {
  TRY(const std::string uuid, record.uuid());
  if (position.record_uuid != uuid) return false;
  if (position.revision.value() == 0) return true;
  TRY(const std::optional<std::uint64_t> stamp, record.stamp_of(position.revision));
  return stamp == position.stamp;
}

Result<index::RecordPosition> position_at(store::Record& record, Revision revision) {
  TRY_VOID(record.make_durable());
  index::RecordPosition position;
  TRY(position.record_uuid, record.uuid());
  position.revision = revision;
  if (revision.value() == 0) return position;
  TRY(const std::optional<std::uint64_t> stamp, record.stamp_of(revision));
  if (!stamp) return Error(ErrorCode::kConflict, "the record was replaced while it was followed");
  position.stamp = *stamp;
  return position;
}

}  // namespace broadsheet::follow
