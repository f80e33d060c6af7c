// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the record knows of a reader's taste, for papers/for_you.h.

#ifndef BROADSHEET_PAPERS_FOR_YOU_TASTE_H_
#define BROADSHEET_PAPERS_FOR_YOU_TASTE_H_

#include <span>
#include <vector>

#include "base/result.h"
#include "papers/for_you.h"
#include "search/searcher.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

struct KeptByReader {
  PaperNumber paper;
  double weight = kForYouSaved;
};

// By numbers, the most recent first.
struct ReaderTaste {
  std::vector<KeptByReader> kept;
  std::vector<PaperNumber> refused;
  // Not to be proposed either: kept or refused too long ago to be read, skipped, voted for by a program.
  std::vector<PaperNumber> never;
};

// What the account saved, without what it skipped, and what it voted for itself and not by a program: a paper
// of both counts as saved. What it said is not for it. Of either at most kForYouToldMax.
Result<ReaderTaste> taste_of(store::Record& record, store::AccountNumber account);

// As it is compared; without a vector.
ForYouPaper for_you_paper(const store::PaperView& view);

// Papers as they are compared, those that are gone or withdrawn left out. `searcher`, where there is one, has
// their vectors; without them they are compared by their words. Errors are those of the record, and kDamaged
// of the index.
Result<std::vector<ForYouPaper>> for_you_papers(store::Record& record, const search::Searcher* searcher,
                                                std::span<const PaperNumber> papers);

// The papers of a taste with what they say; errors as above.
Result<ForYouTaste> read_taste(store::Record& record, const search::Searcher* searcher,
                               const ReaderTaste& taste);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FOR_YOU_TASTE_H_
