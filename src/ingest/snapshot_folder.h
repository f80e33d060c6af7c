// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Snapshot folders: a data set as its publisher gives it away, hundreds of gigabytes in thousands of files,
// downloaded over days, interrupted, and brought up to date with a few files more.
//
// Which files belong to it says a manifest (formats/snapshot_manifest.h) that lies among them. A file that it
// names is a part: it is there, as long as the manifest says, or it is told. A part that was read to its end
// is remembered in the record, in or behind the transaction that holds the last of its papers, so that
// whatever ends a run, the next one reads the parts that are missing and no others. What is remembered is the
// part's address, length and number of records: the same part on another disk is known, one that was
// published anew is not. Another record, or one from before, remembers what it has read itself.
//
//   OpenAlex           the works that its manifests name, by partition, and then what was merged
//                      (merged_ids/works); folders of other entities are left out
//   Semantic Scholar   the papers that a data set names, and the updates and deletions of each release. They
//                      have no days, so they are given those of the releases, by which a later word stays
//                      whatever is read last. Files beside a list of changes are taken for those of the
//                      release that it begins with, known by their length and time, as nothing else is said
//                      of them
//
// A manifest is hostile. It is only ever compared with the files that were found below the folder: an address
// is looked up among them by its last names, from the folder of the manifest on, and is never opened, so it
// leads nowhere else.

#ifndef BROADSHEET_INGEST_SNAPSHOT_FOLDER_H_
#define BROADSHEET_INGEST_SNAPSHOT_FOLDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/file_list.h"
#include "store/record.h"

namespace broadsheet::ingest {

// Arranges the files that were found below `folder`: news of the folder, files that belong to no snapshot,
// and the parts of snapshots in the order in which they are to be read. Without a snapshot all stays as it
// is.
void arrange_snapshots(const std::string& folder, std::vector<InputFile>& files);

// Takes out the parts that were read to their end before, and answers how many.
Result<std::uint64_t> take_out_known(store::Record& record, std::vector<InputFile>& files);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_SNAPSHOT_FOLDER_H_
