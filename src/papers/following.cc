// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/following.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <utility>

#include "papers/author_papers.h"
#include "papers/category_expression.h"
#include "papers/field_query.h"
#include "papers/own_counts.h"
#include "papers/paper_search.h"
#include "papers/telling.h"
#include "search/query.h"
#include "store/library.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using store::Follow;
using store::FollowKind;
using store::IdentityNumber;

constexpr std::array<FollowKindName, 7> kKinds{{
    {FollowKind::kAuthor, "author", "Author"},
    {FollowKind::kKeyword, "keyword", "Keyword"},
    {FollowKind::kCategory, "category", "Category"},
    {FollowKind::kOrganization, "organization", "Organization"},
    {FollowKind::kVenue, "venue", "Venue"},
    {FollowKind::kPaper, "paper", "Paper"},
    {FollowKind::kSearch, "search", "Search"},
}};

Result<Follow> add(store::Record& record, store::Transaction& transaction, Follow follow) {
  TRY(const std::vector<Follow> present, store::Follows(record).follows_of(follow.account));
  const auto same = std::ranges::find_if(present, [&](const Follow& one) {
    return one.kind == follow.kind && one.target == follow.target && one.identity == follow.identity;
  });
  if (same != present.end()) return *same;
  if (present.size() >= kFollowsMax)
    return Error(ErrorCode::kTooLarge, fmt::format("a reader follows at most {} things", kFollowsMax));
  TRY(follow.number, store::FollowChanges(transaction).add(follow));
  return follow;
}

// Those of the account that stand on an identity of the paper.
Result<std::vector<Follow>> follows_on(store::Record& record, AccountNumber account, PaperNumber paper) {
  TRY(std::vector<Follow> follows, store::Follows(record).follows_of(account));
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper));
  std::erase_if(follows, [&](const Follow& follow) {
    return follow.kind != FollowKind::kPaper ||
           std::ranges::find(identities, follow.identity) == identities.end();
  });
  return follows;
}

// ------------------------------------------------------------------------------------ what it brings

class Bringing {
 public:
  Bringing(store::Record& record, const search::Searcher* searcher, const search::QueryEncoder& encode_query,
           Day today)
      : record_(record), searcher_(searcher), encode_query_(encode_query), today_(today) {}

  // The numbers of the papers that came last, ascending: a paper keeps the number that it got when it came.
  Result<std::vector<PaperNumber>> papers_of(const Follow& follow) {
    TRY(std::vector<PaperNumber> numbers, matches_of(follow));
    const std::size_t left_out = numbers.size() - std::min(numbers.size(), kFollowedPapersMax);
    numbers.erase(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(left_out));
    return numbers;
  }

 private:
  Result<std::vector<PaperNumber>> matches_of(const Follow& follow) {
    switch (follow.kind) {
      case FollowKind::kAuthor:
        return papers_of_name(follow.target);
      case FollowKind::kKeyword:
        return matching_papers(record_, searcher_, field_query("", follow.target));
      case FollowKind::kCategory:
        return papers_in_category(follow.target);
      case FollowKind::kOrganization:
        return matching_papers(record_, searcher_, field_query("org", follow.target));
      case FollowKind::kVenue:
        return matching_papers(record_, searcher_, field_query("venue", follow.target));
      case FollowKind::kSearch:
        return papers_of_search(follow.target);
      case FollowKind::kPaper:
        break;
    }
    return std::vector<PaperNumber>();
  }

  Result<std::vector<PaperNumber>> papers_of_name(std::string_view author) {
    const auto found = papers_of_author(record_, searcher_, author, 0, 1);
    if (found.ok()) return matching_papers(record_, searcher_, found->query);
    // Nobody here is called so yet.
    if (found.error().code() == ErrorCode::kNotFound) return std::vector<PaperNumber>();
    return found.error();
  }

  Result<std::vector<PaperNumber>> papers_in_category(std::string_view text) {
    TRY(const CategoryExpression expression, read_category_expression(text));
    return matching_papers(record_, searcher_, expression.query);
  }

  Result<std::vector<PaperNumber>> papers_of_search(const std::string& query) {
    TRY(std::vector<PaperNumber> numbers, matching_papers(record_, searcher_, with_all_words(query)));
    const std::string of_late = query + " date:" + format_day(today_ - kFollowedDays) + "..";
    TRY(const std::vector<PaperNumber> best,
        best_matches(record_, searcher_,
                     {.query = of_late, .limit = kFollowedBestMax, .encode_query = encode_query_}));
    numbers.insert(numbers.end(), best.begin(), best.end());
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
  }

  store::Record& record_;
  const search::Searcher* searcher_;
  const search::QueryEncoder& encode_query_;
  Day today_;
};

bool is_news(const store::PaperView& before, const store::PaperView& after) {
  if (after.withdrawn != before.withdrawn) return after.withdrawn;
  return after.updated && (!before.updated || *after.updated > *before.updated);
}

}  // namespace

std::span<const FollowKindName> follow_kinds() {
  return kKinds;
}

const FollowKindName& follow_kind(FollowKind kind) {
  return *std::ranges::find(kKinds, kind, &FollowKindName::kind);
}

Result<FollowKind> follow_kind_named(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name, &FollowKindName::name);
  if (found != kKinds.end()) return found->kind;
  return Error(ErrorCode::kInvalid,
               "kind must be author, keyword, category, organization, venue, paper or search");
}

std::string_view private_list_name(store::PrivateList list) {
  switch (list) {
    case store::PrivateList::kLibrary:
      return "library";
    case store::PrivateList::kFollowing:
      return "following";
    case store::PrivateList::kFollow:
      return "follow";
    case store::PrivateList::kDigest:
      return "digest";
  }
  return {};
}

Result<std::string> follow_target(FollowKind kind, std::string_view text) {
  std::string target = text::sanitize_line(text);
  if (target.empty())
    return Error(ErrorCode::kInvalid, fmt::format("which {}? Nothing was given", follow_kind(kind).name));
  if (target.size() > kFollowTargetBytesMax)
    return Error(ErrorCode::kTooLarge,
                 fmt::format("what is followed has at most {} bytes", kFollowTargetBytesMax));
  if (kind != FollowKind::kCategory) return target;
  TRY(CategoryExpression expression, read_category_expression(target));
  return std::move(expression.text);
}

Result<Follow> follow_text(store::Record& record, store::Transaction& transaction, const Actor& reader,
                           FollowKind kind, std::string_view text, Instant now) {
  TRY(std::string target, follow_target(kind, text));
  return add(record, transaction,
             {.number = {},
              .account = reader.account,
              .kind = kind,
              .target = std::move(target),
              .by_token = reader.by_token,
              .made_at = now});
}

Result<Follow> follow_paper(store::Record& record, store::Transaction& transaction, const Actor& reader,
                            PaperNumber paper, Instant now) {
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kNotFound, "Paper not found");
  TRY(const std::vector<Follow> present, follows_on(record, reader.account, paper));
  if (!present.empty()) return present.front();
  TRY(const IdentityNumber place, shown_identity_of(record, *view));
  return add(record, transaction,
             {.number = {},
              .account = reader.account,
              .kind = FollowKind::kPaper,
              .identity = place,
              .by_token = reader.by_token,
              .made_at = now});
}

Result<bool> unfollow_paper(store::Record& record, store::Transaction& transaction, AccountNumber account,
                            PaperNumber paper) {
  TRY(const std::vector<Follow> present, follows_on(record, account, paper));
  for (const Follow& follow : present) TRY_VOID(store::FollowChanges(transaction).remove(follow.number));
  return !present.empty();
}

Result<std::optional<Follow>> followed_text(store::Record& record, AccountNumber account, FollowKind kind,
                                            std::string_view text) {
  const auto target = follow_target(kind, text);
  if (!target.ok()) return std::optional<Follow>();
  TRY(const std::vector<Follow> follows, store::Follows(record).follows_of(account));
  const auto found = std::ranges::find_if(
      follows, [&](const Follow& follow) { return follow.kind == kind && follow.target == *target; });
  return found == follows.end() ? std::optional<Follow>() : std::optional(*found);
}

Result<std::optional<Follow>> followed_paper(store::Record& record, AccountNumber account,
                                             PaperNumber paper) {
  TRY(const std::vector<Follow> present, follows_on(record, account, paper));
  return present.empty() ? std::optional<Follow>() : std::optional(present.front());
}

Result<std::optional<store::PaperView>> paper_of_follow(store::Record& record, const Follow& follow) {
  if (follow.kind != FollowKind::kPaper) return std::optional<store::PaperView>();
  TRY(const std::optional<store::Identity> identity, record.identity(follow.identity));
  if (!identity || identity->paper.value() == 0) return std::optional<store::PaperView>();
  return record.paper(identity->paper);
}

Result<std::vector<FollowedPaper>> followed_papers(store::Record& record, const search::Searcher* searcher,
                                                   const search::QueryEncoder& encode_query,
                                                   std::span<const Follow> follows, Day today) {
  Bringing bringing(record, searcher, encode_query, today);
  std::map<PaperNumber, std::vector<std::size_t>, std::greater<>> brought;
  for (std::size_t place = 0; place < follows.size(); ++place) {
    TRY(const std::vector<PaperNumber> papers, bringing.papers_of(follows[place]));
    for (const PaperNumber paper : papers) brought[paper].push_back(place);
  }
  std::vector<FollowedPaper> papers;
  papers.reserve(std::min(brought.size(), kFollowedPapersMax));
  for (auto& [paper, by] : brought) {
    if (papers.size() == kFollowedPapersMax) break;
    papers.push_back({paper, std::move(by)});
  }
  return papers;
}

std::string with_all_words(const std::string& query) {
  const auto parsed = search::Query::parse(query);
  // Whoever writes OR says what must be there.
  if (!parsed.ok() || query.find(" OR ") != std::string::npos) return query;
  std::string strict = query;
  const std::vector<search::Node>& nodes = parsed->root().children;
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    if (node->kind == search::NodeKind::kWord && node->occur == search::Presence::kShould)
      strict.insert(node->range.begin, "+");
  }
  return strict;
}

Result<void> tell_followers(store::Record& record, store::Transaction& transaction,
                            std::span<const IdentityNumber> identities, const store::PaperView& after) {
  TRY(std::vector<AccountNumber> followers, store::Follows(record).followers_of(identities));
  TRY(const std::vector<AccountNumber> keepers, store::Libraries(record).accounts_with(identities));
  followers.insert(followers.end(), keepers.begin(), keepers.end());
  if (followers.empty()) return {};
  std::ranges::sort(followers);
  followers.erase(std::unique(followers.begin(), followers.end()), followers.end());
  TRY(const std::optional<store::PaperView> before, record.paper(after.number));
  if (!before || !is_news(*before, after)) return {};
  const auto kind = after.withdrawn ? store::NoticeKind::kWithdrawn : store::NoticeKind::kVersion;
  for (const AccountNumber account : followers)
    TRY_VOID(tell_of_paper(record, transaction, account, kind, after, transaction.now()));
  return {};
}

}  // namespace broadsheet::papers
