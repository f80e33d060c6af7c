// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A paper as a record for other programs: what `export` writes. Reading it again anywhere gives the
// same paper under the same ids.

#ifndef BROADSHEET_PAPERS_EXPORTED_H_
#define BROADSHEET_PAPERS_EXPORTED_H_

#include "formats/source_record.h"
#include "store/paper_view.h"

namespace broadsheet::papers {

// The source is the paper's first; the votes are the sum that readers see, as of the newest count.
formats::SourceRecord exported(const store::PaperView& paper);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_EXPORTED_H_
