// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// *For you* (papers/for_you.h) over the record: the papers of some days, ranked for an account by what it
// keeps, voted for and said is not for it.

#ifndef BROADSHEET_PAPERS_FOR_YOU_CHOOSING_H_
#define BROADSHEET_PAPERS_FOR_YOU_CHOOSING_H_

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "papers/for_you.h"
#include "search/searcher.h"
#include "store/accounts.h"
#include "store/record.h"
#include "text/analyzer.h"

namespace broadsheet::papers {

// For the readers of one moment: the papers of a day are read and analysed once. Confined to the thread of
// its Record; short-lived.
class ForYouChooser {
 public:
  // `searcher` may be null: then papers are compared by their words alone. It must outlive this.
  ForYouChooser(store::Record& record, const search::Searcher* searcher)
      : record_(record), searcher_(searcher) {}

  // Of the papers whose day is in [first, last] those that are for the reader, the best first, at most
  // `limit`; none for a reader who keeps nothing. kDamaged: of the index, which is to be made anew.
  Result<std::vector<ForYouPick>> choose(store::AccountNumber account, Day first, Day last,
                                         std::size_t limit);

 private:
  Result<const ForYouDay*> day_of(Day first, Day last);

  store::Record& record_;
  const search::Searcher* searcher_;
  text::Analyzer analyzer_;
  std::map<std::pair<Day, Day>, ForYouDay> days_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FOR_YOU_CHOOSING_H_
