// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The follower `lexical`: the words of all papers, in DIR/index.

#ifndef BROADSHEET_FOLLOW_LEXICAL_H_
#define BROADSHEET_FOLLOW_LEXICAL_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "follow/follower.h"
#include "index/snapshot.h"
#include "store/record.h"

namespace broadsheet::follow {

inline constexpr std::string_view kLexicalName = "lexical";

struct LexicalOptions {
  // Threads that analyse and index; the calling thread reads the record.
  std::size_t threads = 2;
  // Memory that each of them fills before it writes a segment.
  std::size_t builder_bytes_max = std::size_t{200} << 20;
};

// DIR/index.
std::string lexical_folder(const std::string& data_folder);

// Under store::FollowerLock. `record` must outlive the follower and be open for writing. kUnsupported,
// with nothing written, for an index of a newer program.
Result<std::unique_ptr<Follower>> open_lexical(const std::string& data_folder, store::Record& record,
                                               const LexicalOptions& options = {});

// For readers, without the lock: the published state, if it is of this record. kNotFound if nothing was
// published; kDamaged if it is not as written or of another record, and only a rebuild helps.
// `former` may be null; if nothing changed since, it is what is returned.
Result<std::shared_ptr<const index::Snapshot>> open_lexical_snapshot(
    const std::string& data_folder, store::Record& record,
    const std::shared_ptr<const index::Snapshot>& former = nullptr);

// Reads every byte of the index; `deep` decodes every posting too, and compares the index with the record.
std::vector<FollowerProblem> check_lexical(const std::string& data_folder, store::Record& record, bool deep);

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_LEXICAL_H_
