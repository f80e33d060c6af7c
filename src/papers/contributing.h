// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers add to papers for all to see: a place on the daily page, and the links that its authors give.
// It is kept as what a source says, the source `readers`, so that it is merged, set apart and shown as any
// other word about a paper.

#ifndef BROADSHEET_PAPERS_CONTRIBUTING_H_
#define BROADSHEET_PAPERS_CONTRIBUTING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/source_record.h"
#include "papers/accounts.h"
#include "store/jobs.h"
#include "store/record.h"

namespace broadsheet::papers {

// Of one reader: defends the daily page, and the hosts that are asked.
inline constexpr std::uint64_t kSubmissionsInDayMax = 10;
inline constexpr std::uint64_t kWaitingJobsMax = 20;
// Of all.
inline constexpr std::uint64_t kWaitingJobsOfAllMax = 1000;
inline constexpr std::size_t kEndedJobsKept = 1000;
inline constexpr std::uint32_t kJobTriesMax = 6;

// Puts the paper on the page of `day`. kInvalid, with what to do, where the reader's acts don't count yet,
// the paper is on such a page already or was withdrawn; kTooLarge for one too many in a day; kNotFound.
Result<void> submit_paper(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                          const Actor& reader, Day day, Instant now);

// Whether it may give the paper its links: an author whose claim was accepted, or a moderator.
Result<bool> may_link(store::Record& record, PaperNumber paper, const store::Account& reader);

// What is set changes; an empty text takes it away.
struct PaperLinks {
  std::optional<std::string> project_page = {};
  std::optional<std::string> github_repo = {};
  std::optional<formats::Organization> organization = {};
};
// kInvalid for an address that is none, kTooLarge, kNotFound.
Result<void> set_links(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                       const PaperLinks& links);

// The readers' word about papers names the account no more, and its submissions are nobody's.
Result<void> forget_contributions(store::Record& record, store::Transaction& transaction,
                                  const store::Account& account);

// Asks for a paper that is not here by its prefixed id; one that is asked for already is not asked for
// again. With `submits` it is put on the daily page when it comes. kInvalid for an id that nobody can be
// asked for, kTooLarge for one job too many.
Result<store::Job> ask_for_paper(store::Record& record, store::Transaction& transaction, std::string_view id,
                                 const Actor& reader, bool submits, Instant now);

// What became of a try, written into the job, whose asker is told when it has ended. With no `error` the
// record has the paper. What asking again may change is tried again, longer and longer.
Result<void> settle_job(store::Record& record, store::Transaction& transaction, store::Job job,
                        const std::optional<Error>& error, Day today, Instant now);
// kInvalid for one that has ended.
Result<void> cancel_job(store::Transaction& transaction, store::Job job, Instant now);

// "fetch a paper"; "waiting", "done", "failed", "cancelled".
std::string_view job_kind_name(store::JobKind kind);
std::string_view job_state_name(store::JobState state);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_CONTRIBUTING_H_
