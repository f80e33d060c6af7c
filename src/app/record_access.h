// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Opening the record and its followers for a command, with errors that say what to do.

#ifndef BROADSHEET_APP_RECORD_ACCESS_H_
#define BROADSHEET_APP_RECORD_ACCESS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "app/context.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "follow/follower.h"
#include "store/paper_view.h"
#include "store/record.h"

namespace broadsheet::app {

// kNotFound, with the way out, where nothing was ever ingested.
Result<std::unique_ptr<store::Record>> open_record_for_reading(const Context& context);
// Creates the data folder and the record where there are none.
Result<std::unique_ptr<store::Record>> open_record_for_writing(const Context& context);

// The paper that a person names, in any form that text/ids.h reads: kInvalid if it is no id at all,
// kNotFound if no paper has it.
Result<store::PaperView> find_paper(store::Record& record, const std::string& id);
// "2608.01234v2", a pasted URL, ... -> "arxiv:2608.01234"; kInvalid if it is no id.
Result<std::string> prefixed_id(const std::string& id);

// A paper whose row is damaged: what, where, and what to do.
std::string unreadable_text(const store::UnreadablePaper& paper);

// Callbacks that show a progress bar on `context.err`, stop when a signal asks for it, name papers that
// can't be read (the first of many) and count them in `unreadable`, which outlives the callbacks.
follow::FollowCallbacks follow_callbacks(Context& context, std::string what, std::uint64_t& unreadable);

struct Following {
  bool done = false;             // false: another process holds the lock and will follow
  Revision revision;             // published by `lexical` now, if done
  std::uint64_t unreadable = 0;  // papers that could not be followed, each named on stderr
};
// Brings `lexical` up to date if no other process follows; with what others wrote meanwhile, who rely on
// us if they found the lock taken. Says on stderr which process follows instead.
Result<Following> catch_up_unless_followed(Context& context, store::Record& record);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_RECORD_ACCESS_H_
