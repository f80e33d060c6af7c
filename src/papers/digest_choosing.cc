// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/digest_choosing.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>

#include "papers/following.h"
#include "papers/front_page_order.h"
#include "papers/own_counts.h"
#include "papers/paper_search.h"
#include "papers/schedule.h"
#include "papers/subscriptions.h"
#include "papers/telling.h"
#include "store/follows.h"
#include "store/library.h"
#include "store/not_for_me.h"

namespace broadsheet::papers {
namespace {

using std::chrono::days;
using store::DigestItem;
using store::DigestReason;
using store::EditionRow;
using store::IdentityNumber;
using store::PartKind;
using store::Subscriber;
using store::SubscriptionPart;

// After so long a silence a digest is about the last days of it.
constexpr int kDaysBackMax = 14;
// A paper that came since the last digest and is older than this was put in late: it is no news.
constexpr days kNewsDays{60};
constexpr std::size_t kNewsMax = 200;
// Changes of the record that a search may not know yet; an index that is further behind is being made.
constexpr std::size_t kUnsearchedMax = 10'000;
// What is nearest in meaning, of the last days.
constexpr std::size_t kNearestMax = 50;
constexpr std::size_t kForYouSpare = 20;

bool has_day(const EditionRow& row) {
  return row.edition.precision == DatePrecision::kDay;
}

std::string place_text(std::size_t place, Day first, Day last) {
  const std::string when = first == last ? format_day(last) : format_day(first) + " to " + format_day(last);
  return fmt::format("no. {} of {}", place, when);
}

}  // namespace

DigestChooser::DigestChooser(DigestSources sources)
    : sources_(std::move(sources)),
      editions_(sources_.record, sources_.clock, sources_.day_rule, sources_.trending,
                sources_.trending_table),
      for_you_(sources_.record, sources_.searcher) {}

Result<ChosenDigest> DigestChooser::choose(const Subscriber& subscriber) {
  TRY(const PaperNumber looked_up_to, this->looked_up_to(subscriber.last_paper));
  TRY(const Window window, window_of(subscriber));
  ChosenDigest chosen;
  chosen.covered = window.last;
  chosen.last_paper = looked_up_to;
  chosen.last_notice = subscriber.last_notice;
  std::vector<Candidates> own;
  own.reserve(subscriber.subscription.parts.size());
  std::vector<const Candidates*> lists;
  for (const SubscriptionPart& part : subscriber.subscription.parts) {
    if (part.kind == PartKind::kVersions || part.kind == PartKind::kReplies) continue;
    if (part.kind == PartKind::kFollowing) {
      TRY(Candidates mine, followed(subscriber.account, window));
      lists.push_back(&own.emplace_back(std::move(mine)));
    } else if (part.kind == PartKind::kForYou) {
      TRY(Candidates mine, chosen_for(subscriber.account, window));
      lists.push_back(&own.emplace_back(std::move(mine)));
    } else {
      TRY(const Candidates* const list, list_of(part, window));
      lists.push_back(list);
    }
  }
  TRY_VOID(take(subscriber, lists, chosen));
  TRY_VOID(read_notices(subscriber, chosen));
  return chosen;
}

Result<DigestChooser::Window> DigestChooser::window_of(const Subscriber& subscriber) {
  Window window;
  TRY(window.last, editions_.today());
  const int period = days_between_editions(subscriber.subscription.cadence);
  const Day earliest = window.last - days(std::max(period, kDaysBackMax));
  window.first = subscriber.covered.value_or(window.last - days(period));
  // A clock that was wrong may have looked at days that are still to come.
  window.first = std::clamp(window.first, earliest, window.last - days(1));
  window.last_paper = subscriber.last_paper;
  window.size = subscriber.subscription.size;
  return window;
}

// Lists are made once for many, while papers come; and a search knows no more than its index. What came
// behind either is left for the next digest.
Result<PaperNumber> DigestChooser::looked_up_to(PaperNumber last_paper) {
  if (!newest_) {
    TRY(newest_, sources_.record.last_number());
  }
  // Nothing was searched at all.
  if (sources_.searcher == nullptr) return last_paper;
  if (!unsearched_) {
    TRY(const std::vector<store::Change> changes,
        sources_.record.changes_after(sources_.searcher->revision(), kUnsearchedMax + 1));
    std::vector<PaperNumber> papers;
    for (const store::Change& change : changes)
      papers.emplace_back(static_cast<PaperNumber::Integer>(change.key));
    std::ranges::sort(papers);
    unsearched_ = std::move(papers);
  }
  // Too far behind to tell.
  if (unsearched_->size() > kUnsearchedMax) return last_paper;
  const auto next = std::ranges::upper_bound(*unsearched_, last_paper);
  if (next == unsearched_->end() || *next > *newest_) return std::max(*newest_, last_paper);
  return PaperNumber(next->value() - 1);
}

// ------------------------------------------------------------------------------------------- the lists

Result<const DigestChooser::Candidates*> DigestChooser::list_of(const SubscriptionPart& part,
                                                                const Window& window) {
  // Pages do not ask what came when.
  const bool is_page = part.kind == PartKind::kFrontPage || part.kind == PartKind::kTrending ||
                       part.kind == PartKind::kCategory;
  const PaperNumber last_paper = is_page ? PaperNumber() : window.last_paper;
  const std::string key = fmt::format("{} {} {} {} {}", static_cast<int>(part.kind), format_day(window.first),
                                      last_paper.value(), is_page ? window.size : 0, part.target);
  auto found = lists_.find(key);
  if (found == lists_.end()) {
    TRY(Candidates list, make_list(part, window));
    found = lists_.emplace(key, std::move(list)).first;
  }
  return &found->second;
}

Result<DigestChooser::Candidates> DigestChooser::make_list(const SubscriptionPart& part,
                                                           const Window& window) {
  switch (part.kind) {
    case PartKind::kFrontPage:
      return page(part, window, nullptr);
    case PartKind::kTrending:
      return trending(window);
    case PartKind::kCategory: {
      TRY(const std::vector<PaperNumber>* const among, matches_of(part));
      return page(part, window, among);
    }
    case PartKind::kAuthor:
    case PartKind::kKeyword:
    case PartKind::kOrganization:
    case PartKind::kVenue:
    case PartKind::kSearch:
      return found(part, window);
    case PartKind::kMeaning:
      return by_meaning(part, window);
    case PartKind::kForYou:
    case PartKind::kFollowing:
    case PartKind::kVersions:
    case PartKind::kReplies:
      break;
  }
  return Candidates();
}

Result<DigestChooser::Candidates> DigestChooser::page(const SubscriptionPart& part, const Window& window,
                                                      const std::vector<PaperNumber>* among) {
  struct Placed {
    EditionRow row;
    std::string place;
  };
  std::vector<Placed> placed;
  // The last one that was looked at, for what rose since; and those behind it.
  for (const auto& [first, last] :
       {std::pair(window.first, window.first), std::pair(window.first + days(1), window.last)}) {
    TRY(Page top, top_of(first, last, window.size, among));
    for (std::size_t i = 0; i < top.rows.size(); ++i)
      placed.push_back({std::move(top.rows[i]), place_text(i + 1, top.first, top.last)});
  }
  sort_as_front_page(placed, &Placed::row);
  Candidates candidates;
  for (Placed& one : placed) {
    std::string text = among == nullptr ? one.place : part.target;
    candidates.push_back({one.row.number, {.kind = part.kind, .text = std::move(text)}});
  }
  return candidates;
}

Result<DigestChooser::Page> DigestChooser::top_of(Day first, Day last, std::size_t size,
                                                  const std::vector<PaperNumber>* among) {
  TRY(const std::vector<EditionRow>* const all, rows_of(first, last));
  Page page{first, last, {}};
  const bool featured = among == nullptr && std::ranges::any_of(*all, &EditionRow::featured);
  for (const EditionRow& row : *all) {
    if (page.rows.size() == size) break;
    if (featured && !row.featured) continue;
    if (among == nullptr || std::ranges::binary_search(*among, row.number)) page.rows.push_back(row);
  }
  return page;
}

Result<DigestChooser::Candidates> DigestChooser::trending(const Window& window) {
  if (!trending_) {
    EditionRequest request;
    request.kind = EditionKind::kTrending;
    TRY(trending_, editions_.all_papers(request));
  }
  Candidates candidates;
  for (std::size_t i = 0; i < std::min(trending_->size(), window.size); ++i)
    candidates.push_back(
        {(*trending_)[i], {.kind = PartKind::kTrending, .text = fmt::format("no. {}", i + 1)}});
  return candidates;
}

Result<DigestChooser::Candidates> DigestChooser::found(const SubscriptionPart& part, const Window& window) {
  TRY(const std::vector<PaperNumber>* const papers, matches_of(part));
  TRY(const std::vector<PaperNumber> news, news_among(*papers, window));
  Candidates candidates;
  for (const PaperNumber paper : news)
    candidates.push_back({paper, {.kind = part.kind, .text = part.target}});
  return candidates;
}

Result<DigestChooser::Candidates> DigestChooser::by_meaning(const SubscriptionPart& part,
                                                            const Window& window) {
  PaperSearchRequest request;
  request.query = part.target + " date:" + format_day(window.last - kFollowedDays) + "..";
  request.limit = kNearestMax;
  request.mode = sources_.encode_query ? search::SearchMode::kSemantic : search::SearchMode::kHybrid;
  request.encode_query = sources_.encode_query;
  Result<std::vector<PaperNumber>> best = best_matches(sources_.record, sources_.searcher, request);
  // Without vectors there is no meaning, and words are the next best.
  if (!best.ok() && best.error().code() == ErrorCode::kUnsupported) {
    request.mode = search::SearchMode::kHybrid;
    best = best_matches(sources_.record, sources_.searcher, request);
  }
  if (!best.ok()) return best.error();
  std::vector<PaperNumber> ascending = *best;
  std::ranges::sort(ascending);
  // Papers get their vectors after they came: the day that was looked at last is looked at once more.
  Window longer = window;
  longer.first -= days(1);
  TRY(std::vector<PaperNumber> news, news_among(ascending, longer));
  std::ranges::sort(news);
  Candidates candidates;
  for (const PaperNumber paper : *best) {
    if (std::ranges::binary_search(news, paper))
      candidates.push_back({paper, {.kind = part.kind, .text = part.target}});
  }
  return candidates;
}

Result<DigestChooser::Candidates> DigestChooser::followed(store::AccountNumber account,
                                                          const Window& window) {
  TRY(const std::vector<store::Follow> follows, store::Follows(sources_.record).follows_of(account));
  TRY(const std::vector<FollowedPaper> papers,
      followed_papers(sources_.record, sources_.searcher, sources_.encode_query, follows, window.last));
  std::map<PaperNumber, std::size_t> by;
  std::vector<PaperNumber> numbers;
  for (const FollowedPaper& paper : papers) {
    by.emplace(paper.paper, paper.by.front());
    numbers.push_back(paper.paper);
  }
  std::ranges::sort(numbers);
  TRY(const std::vector<PaperNumber> news, news_among(numbers, window));
  Candidates candidates;
  for (const PaperNumber paper : news) {
    const store::Follow& follow = follows[by.at(paper)];
    std::string text = fmt::format("{} {}", follow_kind(follow.kind).name, follow.target);
    candidates.push_back({paper, {.kind = PartKind::kFollowing, .text = std::move(text)}});
  }
  return candidates;
}

// One candidate for each reason: their values add up to the score.
Result<DigestChooser::Candidates> DigestChooser::chosen_for(store::AccountNumber account,
                                                            const Window& window) {
  // Some that are best for them they got before.
  const std::size_t limit = 2 * window.size + kForYouSpare;
  TRY(const std::vector<ForYouPick> picks, for_you_.choose(account, window.first, window.last, limit));
  Candidates candidates;
  for (const ForYouPick& pick : picks) {
    for (const ForYouReason& reason : pick.reasons)
      candidates.push_back(
          {pick.paper, {.kind = PartKind::kForYou, .text = reason.text, .value = reason.value}});
  }
  return candidates;
}

Result<const std::vector<PaperNumber>*> DigestChooser::matches_of(const SubscriptionPart& part) {
  const std::string key = fmt::format("{} {}", static_cast<int>(part.kind), part.target);
  auto known = matches_.find(key);
  if (known != matches_.end()) return &known->second;
  std::vector<PaperNumber> papers;
  if (part.kind == PartKind::kCategory) {
    TRY(papers, papers_of_categories(sources_.record, sources_.searcher, part.target));
  } else if (part.kind == PartKind::kSearch) {
    TRY(papers, matching_papers(sources_.record, sources_.searcher, with_all_words(part.target)));
  } else {
    constexpr std::array kinds{std::pair(PartKind::kAuthor, store::FollowKind::kAuthor),
                               std::pair(PartKind::kKeyword, store::FollowKind::kKeyword),
                               std::pair(PartKind::kOrganization, store::FollowKind::kOrganization),
                               std::pair(PartKind::kVenue, store::FollowKind::kVenue)};
    store::Follow follow;
    for (const auto& [part_kind, follow_kind] : kinds)
      if (part_kind == part.kind) follow.kind = follow_kind;
    follow.target = part.target;
    TRY(const Day today, editions_.today());
    TRY(const std::vector<FollowedPaper> followed,
        followed_papers(sources_.record, sources_.searcher, {}, std::span(&follow, 1), today));
    for (const FollowedPaper& one : followed) papers.push_back(one.paper);
    std::ranges::sort(papers);
  }
  return &matches_.emplace(key, std::move(papers)).first->second;
}

Result<std::vector<PaperNumber>> DigestChooser::news_among(std::span<const PaperNumber> papers,
                                                           const Window& window) {
  std::vector<PaperNumber> news;
  // Of days that the last digest did not look at, whenever they came.
  TRY(const std::vector<EditionRow>* const rows, rows_of(window.first + days(1), window.last));
  for (const EditionRow& row : *rows) {
    if (row.number <= window.last_paper && std::ranges::binary_search(papers, row.number))
      news.push_back(row.number);
  }
  const auto since = std::ranges::upper_bound(papers, window.last_paper);
  for (auto paper = papers.end(); paper != since && news.size() < kNewsMax;) {
    --paper;
    TRY(const Facts* const facts, facts_of(*paper));
    if (facts->edition && facts->edition->day + kNewsDays >= window.last) news.push_back(*paper);
  }
  std::ranges::sort(news, std::greater());
  if (news.size() > kNewsMax) news.resize(kNewsMax);
  return news;
}

Result<const std::vector<EditionRow>*> DigestChooser::rows_of(Day first, Day last) {
  const auto known = rows_.find({first, last});
  if (known != rows_.end()) return &known->second;
  TRY(std::vector<EditionRow> rows, sources_.record.edition_rows(first, last));
  std::erase_if(rows, std::not_fn(has_day));
  sort_as_front_page(rows);
  return &rows_.emplace(std::pair(first, last), std::move(rows)).first->second;
}

Result<const DigestChooser::Facts*> DigestChooser::facts_of(PaperNumber paper) {
  const auto known = facts_.find(paper);
  if (known != facts_.end()) return &known->second;
  Facts facts;
  facts.number = paper;
  const Result<std::optional<store::PaperView>> view = sources_.record.paper(paper);
  if (!view.ok() && view.error().code() != ErrorCode::kDamaged) return view.error();
  // A damaged paper is in no digest; what is wrong is said by `check`.
  if (view.ok() && *view) {
    facts.number = (*view)->number;
    facts.shown = !(*view)->withdrawn;
    facts.edition = (*view)->edition;
    TRY(facts.identities, identity_numbers_of(sources_.record, facts.number));
  }
  return &facts_.emplace(paper, std::move(facts)).first->second;
}

// ------------------------------------------------------------------------------------------ the letter

namespace {

// The identities that the reader keeps, or said are not for them; ascending.
Result<std::vector<IdentityNumber>> left_out_by(store::Record& record, store::AccountNumber account) {
  std::vector<IdentityNumber> identities;
  if (account.value() == 0) return identities;
  TRY(const std::vector<store::LibraryEntry> entries, store::Libraries(record).entries_of(account));
  for (const store::LibraryEntry& entry : entries) identities.push_back(entry.identity);
  TRY(const std::vector<store::NotForMe> refused, store::Refusals(record).of(account));
  for (const store::NotForMe& one : refused) identities.push_back(one.identity);
  std::ranges::sort(identities);
  return identities;
}

bool has_any(std::span<const IdentityNumber> sorted, std::span<const IdentityNumber> identities) {
  return std::ranges::any_of(
      identities, [&](IdentityNumber identity) { return std::ranges::binary_search(sorted, identity); });
}

}  // namespace

Result<void> DigestChooser::take(const Subscriber& subscriber, std::span<const Candidates* const> lists,
                                 ChosenDigest& to) {
  std::vector<DigestItem>& items = to.items;
  TRY(const std::vector<IdentityNumber> left_out, left_out_by(sources_.record, subscriber.account));
  store::Subscribers subscribers(sources_.record);
  std::unordered_map<PaperNumber, std::optional<std::size_t>> places;  // none: may not be there
  const auto place_of = [&](PaperNumber paper, bool add) -> Result<std::optional<std::size_t>> {
    TRY(const Facts* const facts, facts_of(paper));
    const auto known = places.find(facts->number);
    if (known != places.end()) return known->second;
    if (!add) return std::optional<std::size_t>();
    bool may = facts->shown && !has_any(left_out, facts->identities);
    if (may) {
      TRY(const bool mailed, subscribers.was_mailed(subscriber.number, facts->identities));
      may = !mailed;
    }
    std::optional<std::size_t> place;
    if (may) {
      place = items.size();
      items.push_back({.identity = IdentityNumber(facts->number.value()), .reasons = {}});
      to.identities.insert(to.identities.end(), facts->identities.begin(), facts->identities.end());
    }
    places.emplace(facts->number, place);
    return place;
  };
  std::vector<std::size_t> at(lists.size(), 0);
  for (bool more = true; more && items.size() < subscriber.subscription.size;) {
    more = false;
    for (std::size_t list = 0; list < lists.size(); ++list) {
      const std::size_t before = items.size();
      if (before == subscriber.subscription.size) break;
      while (items.size() == before && at[list] < lists[list]->size()) {
        const Candidate& candidate = (*lists[list])[at[list]++];
        TRY_VOID(place_of(candidate.paper, true));
      }
      more = more || items.size() > before;
    }
  }
  // Every reason, of whichever part, in the order of the parts.
  for (const Candidates* const list : lists) {
    for (const Candidate& candidate : *list) {
      TRY(const std::optional<std::size_t> place, place_of(candidate.paper, false));
      if (!place) continue;
      // Two papers of a list that are one by now give it one reason.
      std::vector<DigestReason>& reasons = items[*place].reasons;
      if (std::ranges::find(reasons, candidate.reason) == reasons.end()) reasons.push_back(candidate.reason);
    }
  }
  return {};
}

Result<void> DigestChooser::read_notices(const Subscriber& subscriber, ChosenDigest& to) {
  const auto wants = [&](PartKind kind) {
    return std::ranges::find(subscriber.subscription.parts, kind, &SubscriptionPart::kind) !=
           subscriber.subscription.parts.end();
  };
  const bool versions = wants(PartKind::kVersions);
  const bool replies = wants(PartKind::kReplies);
  if (subscriber.account.value() == 0 || (!versions && !replies)) return {};
  store::Notices notices(sources_.record);
  TRY(const std::vector<store::NoticeSwitch> switches, notices.switches_of(subscriber.account));
  TRY(const std::vector<store::Notice> news,
      notices.notices_after(subscriber.account, subscriber.last_notice, kNewsMax));
  for (const store::Notice& notice : news) {
    to.last_notice = notice.number;
    if (switch_in(switches, notice.kind).mail != store::NoticeMail::kInDigest || notice.read_at) continue;
    const bool of_paper =
        notice.kind == store::NoticeKind::kVersion || notice.kind == store::NoticeKind::kWithdrawn;
    if ((of_paper ? versions : replies) && to.notices.size() < kDigestNoticesMax)
      to.notices.push_back(notice.number);
  }
  return {};
}

}  // namespace broadsheet::papers
