// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Asking the index: opens what was published last, and where that is missing or damaged makes it
// anew from the record and asks once more, so that nobody ever sees an answer from damaged files.

#ifndef BROADSHEET_APP_SEARCHING_H_
#define BROADSHEET_APP_SEARCHING_H_

#include <functional>

#include "app/context.h"
#include "base/result.h"
#include "search/searcher.h"
#include "store/record.h"

namespace broadsheet::app {

// The searcher is null where nothing is indexed, the encoder is none where nothing can be found by meaning.
using Question =
    std::function<Result<void>(const search::Searcher* searcher, const search::QueryEncoder& encode_query)>;

// Calls `ask`, a second time if the first met damage that a rebuild could mend. Says on stderr what it
// had to do, and how far the index is behind the record.
// Loads the sentence model only if `by_meaning`, and if any paper is encoded.
Result<void> ask_index(Context& context, store::Record& record, bool by_meaning, const Question& ask);

// Brings the index up to date, or makes a damaged one anew, under the lock: kLocked where another process
// follows. Says on stderr which papers could not be indexed.
Result<void> make_index(Context& context, bool damaged);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_SEARCHING_H_
