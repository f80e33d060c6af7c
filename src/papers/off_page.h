// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What moderators do about papers that readers put on daily pages: all of it can be undone, and is in the
// log.

#ifndef BROADSHEET_PAPERS_OFF_PAGE_H_
#define BROADSHEET_PAPERS_OFF_PAGE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

enum class OnPage : std::uint8_t {
  kNotByReaders,  // what puts it on a page, if anything does, is a source
  kOn,
  kTakenOff,
};
Result<OnPage> on_page(store::Record& record, const store::PaperView& paper);

// Takes a paper off the page on which a reader put it; nobody else can put it on one meanwhile. `why` is for
// the log; who submitted it is told. Done already is no error and leaves no entry. kInvalid where no
// reader put it there, or for words that are too many.
Result<void> take_off_page(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                           std::string_view why, const Actor& moderator, Instant now);
// Puts it back on the page of that day.
Result<void> put_back_on_page(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                              const Actor& moderator, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_OFF_PAGE_H_
