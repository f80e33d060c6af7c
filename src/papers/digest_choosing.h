// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Choosing a digest: which papers a subscriber gets with an edition, each with why. docs/use/mail.md has the
// rules for readers.
//
// Each part of a subscription is a list of papers in an order. A letter takes the first of each part, then
// the second, until it is full, so that no part drowns another; a paper that several parts bring is there
// once, with every reason. What the reader got before, under any of a paper's identities, is never there
// again; nor what they keep already, said is not for them, or what was withdrawn.
//
// What is new since the last digest:
// - of a page (front page, category) the first papers, as many as the digest has, of the days that the last
//   digest did not look at, and of the last one that it did: what rose there since, once. Days behind one
//   another are one page.
// - of what is trending the first papers, as many as the digest has.
// - of everything else the papers that came since, or whose day is new.

#ifndef BROADSHEET_PAPERS_DIGEST_CHOOSING_H_
#define BROADSHEET_PAPERS_DIGEST_CHOOSING_H_

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "papers/editions.h"
#include "papers/for_you_choosing.h"
#include "search/searcher.h"
#include "store/deliveries.h"
#include "store/record.h"
#include "store/subscribers.h"

namespace broadsheet::papers {

// Notices in one digest; more are on the page of notifications.
inline constexpr std::size_t kDigestNoticesMax = 20;

// What a digest is chosen from.
struct DigestSources {
  store::Record& record;
  const Clock& clock;
  DayRule day_rule = {};
  TrendingParameters trending = {};
  TrendingTableSource trending_table = {};
  const search::Searcher* searcher = nullptr;  // null: parts that search bring nothing
  search::QueryEncoder encode_query = {};      // empty: nothing is found by meaning
};

struct ChosenDigest {
  std::vector<store::DigestItem> items;
  std::vector<store::NoticeNumber> notices;
  // Of the items: all by which their papers go now.
  std::vector<store::IdentityNumber> identities;
  // How far it looked: what the next one begins from.
  Day covered;
  PaperNumber last_paper;
  store::NoticeNumber last_notice;

  bool empty() const { return items.empty() && notices.empty(); }
};

// For the subscribers of one moment: lists that several of them get are made once. Confined to the thread of
// its Record; short-lived.
class DigestChooser {
 public:
  explicit DigestChooser(DigestSources sources);

  // Changes nothing: a preview is the same.
  Result<ChosenDigest> choose(const store::Subscriber& subscriber);

 private:
  struct Candidate {
    PaperNumber paper;
    store::DigestReason reason;
  };
  using Candidates = std::vector<Candidate>;
  struct Window {
    Day first;  // the last day that was looked at
    Day last;   // today
    PaperNumber last_paper;
    std::size_t size;
  };
  // Of a paper as the record has it now.
  struct Facts {
    PaperNumber number;  // another than was asked for after a merge
    bool shown = false;
    std::optional<PartialDate> edition;
    std::vector<store::IdentityNumber> identities;  // ascending
  };
  struct Page {
    Day first;
    Day last;
    std::vector<store::EditionRow> rows;  // the first papers
  };

  Result<Window> window_of(const store::Subscriber& subscriber);
  // The last paper up to which the next digest need not look again.
  Result<PaperNumber> looked_up_to(PaperNumber last_paper);
  Result<const Candidates*> list_of(const store::SubscriptionPart& part, const Window& window);
  Result<Candidates> make_list(const store::SubscriptionPart& part, const Window& window);
  Result<Candidates> page(const store::SubscriptionPart& part, const Window& window,
                          const std::vector<PaperNumber>* among);
  Result<Page> top_of(Day first, Day last, std::size_t size, const std::vector<PaperNumber>* among);
  Result<Candidates> trending(const Window& window);
  Result<Candidates> found(const store::SubscriptionPart& part, const Window& window);
  Result<Candidates> by_meaning(const store::SubscriptionPart& part, const Window& window);
  Result<Candidates> followed(store::AccountNumber account, const Window& window);
  Result<Candidates> chosen_for(store::AccountNumber account, const Window& window);
  Result<const std::vector<PaperNumber>*> matches_of(const store::SubscriptionPart& part);
  // Of these, ascending, the papers that are news, the newest first, at most kNewsMax.
  Result<std::vector<PaperNumber>> news_among(std::span<const PaperNumber> papers, const Window& window);
  Result<const std::vector<store::EditionRow>*> rows_of(Day first, Day last);
  Result<const Facts*> facts_of(PaperNumber paper);
  Result<void> take(const store::Subscriber& subscriber, std::span<const Candidates* const> lists,
                    ChosenDigest& to);
  Result<void> read_notices(const store::Subscriber& subscriber, ChosenDigest& to);

  DigestSources sources_;
  Editions editions_;
  ForYouChooser for_you_;
  std::map<std::string, Candidates, std::less<>> lists_;
  std::map<std::string, std::vector<PaperNumber>, std::less<>> matches_;
  std::map<std::pair<Day, Day>, std::vector<store::EditionRow>> rows_;
  std::unordered_map<PaperNumber, Facts> facts_;
  std::optional<std::vector<PaperNumber>> trending_;
  std::optional<PaperNumber> newest_;                   // before any list was made
  std::optional<std::vector<PaperNumber>> unsearched_;  // ascending: those the index may not have yet
};

// Chooses for everybody whose edition is due at `now`, at most `limit` of them, each in one transaction with
// the letters that are to be sent; of the editions that were missed the last one alone. What it did.
struct ChoosingRules {
  std::string domain;   // of Message-IDs
  bool by_mail = true;  // letters can be sent at all
};
struct ChosenDigests {
  std::size_t looked_at = 0;
  std::size_t chosen = 0;
  std::size_t quiet = 0;  // brought nothing, and nothing is sent
};
Result<ChosenDigests> choose_due(DigestSources sources, const ChoosingRules& rules, Instant now,
                                 std::size_t limit);

// After a clock went back, or a time zone's rules changed: when each edition is due, from `now` on.
Result<void> reschedule(store::Record& record, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_DIGEST_CHOOSING_H_
