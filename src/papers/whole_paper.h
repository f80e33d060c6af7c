// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A paper with all that its sources said of it, out of the record, for another Broadsheet.

#ifndef BROADSHEET_PAPERS_WHOLE_PAPER_H_
#define BROADSHEET_PAPERS_WHOLE_PAPER_H_

#include "base/result.h"
#include "formats/whole_paper.h"
#include "store/record.h"

namespace broadsheet::papers {

// `paper` is a view as the record has it. A source record whose bytes are damaged is left out. Errors are
// those of reading the record.
Result<formats::WholePaper> whole_paper(store::Record& record, const store::PaperView& paper);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_WHOLE_PAPER_H_
