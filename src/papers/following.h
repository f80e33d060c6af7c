// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a reader follows, and the papers that it brings. As private as a library (papers/library.h), with
// whose rows a followed paper shares how merges are borne: it stands on the identity that was followed.

#ifndef BROADSHEET_PAPERS_FOLLOWING_H_
#define BROADSHEET_PAPERS_FOLLOWING_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/accounts.h"
#include "search/searcher.h"
#include "store/follows.h"
#include "store/record.h"

namespace broadsheet::papers {

// Of an account: each is a search for whoever looks at what is followed.
inline constexpr std::size_t kFollowsMax = 200;
inline constexpr std::size_t kFollowTargetBytesMax = 1000;
// So many papers are followed by one that is new; older ones are found by a search.
inline constexpr std::size_t kFollowedPapersMax = 1000;
inline constexpr std::chrono::days kFollowedDays{30};
inline constexpr std::size_t kFollowedBestMax = 50;

struct FollowKindName {
  store::FollowKind kind;
  std::string_view name;   // in the API, in a form: "author"
  std::string_view title;  // for people: "Author"
};
std::span<const FollowKindName> follow_kinds();
const FollowKindName& follow_kind(store::FollowKind kind);
// kInvalid, with the kinds that there are.
Result<store::FollowKind> follow_kind_named(std::string_view name);

// "library", "following", "follow".
std::string_view private_list_name(store::PrivateList list);

// What is kept of what somebody wrote: one line without blanks around it; of a category the expression as
// arXiv spells it. kInvalid for nothing and for what is no expression, kTooLarge.
Result<std::string> follow_target(store::FollowKind kind, std::string_view text);

// Follows it, or gives what is followed already. kTooLarge for one too many; the errors of follow_target().
Result<store::Follow> follow_text(store::Record& record, store::Transaction& transaction, const Actor& reader,
                                  store::FollowKind kind, std::string_view text, Instant now);
// kNotFound for a number that no paper has.
Result<store::Follow> follow_paper(store::Record& record, store::Transaction& transaction,
                                   const Actor& reader, PaperNumber paper, Instant now);
// Whichever of the paper's identities was followed. True if one was.
Result<bool> unfollow_paper(store::Record& record, store::Transaction& transaction,
                            store::AccountNumber account, PaperNumber paper);

// As the account follows it now. None for a text that can't be followed.
Result<std::optional<store::Follow>> followed_text(store::Record& record, store::AccountNumber account,
                                                   store::FollowKind kind, std::string_view text);
Result<std::optional<store::Follow>> followed_paper(store::Record& record, store::AccountNumber account,
                                                    PaperNumber paper);

// The paper that is followed; none where the identity is of none any more, and of other kinds.
Result<std::optional<store::PaperView>> paper_of_follow(store::Record& record, const store::Follow& follow);

struct FollowedPaper {
  PaperNumber paper;
  std::vector<std::size_t> by;  // which of the follows bring it, by their places
};

// What the follows bring, what came last first, at most kFollowedPapersMax. A search brings the papers that
// have all of its words, and of the last kFollowedDays the best kFollowedBestMax of those that it finds, by
// meaning too with `encode_query`: any word is enough for a search, and half of the record no news. A
// followed paper brings none. `searcher` may be null, as for search_papers.
Result<std::vector<FollowedPaper>> followed_papers(store::Record& record, const search::Searcher* searcher,
                                                   const search::QueryEncoder& encode_query,
                                                   std::span<const store::Follow> follows, Day today);

// `query` with each word that it merely prefers as one that must be there; as it is if it has an OR.
std::string with_all_words(const std::string& query);

// Before `after` is put into the record: tells those who follow or keep the paper by one of its `identities`
// if there is a new version of it, or if it is withdrawn now.
Result<void> tell_followers(store::Record& record, store::Transaction& transaction,
                            std::span<const store::IdentityNumber> identities, const store::PaperView& after);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FOLLOWING_H_
