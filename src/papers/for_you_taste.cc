// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/for_you_taste.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "papers/library.h"
#include "papers/paper_search.h"
#include "store/not_for_me.h"
#include "store/reader_votes.h"
#include "text/readable.h"

namespace broadsheet::papers {
namespace {

// Votes of an account that are looked at in one read.
constexpr std::size_t kVotesRead = 1000;

struct Told {
  Instant at;
  double weight = 0;  // 0: it is known, and says nothing
};

Result<std::vector<store::ReaderVote>> votes_of(store::Record& record, store::AccountNumber account) {
  std::vector<store::ReaderVote> votes;
  store::IdentityNumber after;
  for (;;) {
    TRY(const std::vector<store::ReaderVote> read, store::Votes(record).votes_of(account, after, kVotesRead));
    votes.insert(votes.end(), read.begin(), read.end());
    if (read.size() < kVotesRead) return votes;
    after = read.back().identity;
  }
}

// The paper that an identity is of; 0 for one that is gone.
Result<PaperNumber> paper_of(store::Record& record, store::IdentityNumber number) {
  TRY(const std::optional<store::Identity> identity, record.identity(number));
  return identity ? identity->paper : PaperNumber();
}

// Those that are read into `to`; what is too long ago is merely known.
void take_newest(std::vector<std::pair<Instant, PaperNumber>> by_time, std::vector<PaperNumber>& to,
                 std::vector<PaperNumber>& known) {
  std::ranges::sort(by_time, std::greater());
  for (const auto& [at, paper] : by_time) (to.size() < kForYouToldMax ? to : known).push_back(paper);
}

}  // namespace

Result<ReaderTaste> taste_of(store::Record& record, store::AccountNumber account) {
  std::map<PaperNumber, Told> told;
  TRY(const std::vector<KeptPaper> library, library_of(record, account));
  for (const KeptPaper& kept : library) {
    const bool skipped = kept.state == store::ReadingState::kSkipped;
    told.emplace(kept.paper, Told{kept.saved_at, skipped ? 0 : kForYouSaved});
  }
  TRY(const std::vector<store::ReaderVote> votes, votes_of(record, account));
  for (const store::ReaderVote& vote : votes) {
    TRY(const PaperNumber paper, paper_of(record, vote.identity));
    if (paper.value() != 0) told.emplace(paper, Told{vote.voted_at, vote.by_token ? 0 : kForYouVoted});
  }
  ReaderTaste taste;
  std::vector<std::pair<Instant, PaperNumber>> kept;
  for (const auto& [paper, one] : told) {
    if (one.weight > 0) {
      kept.emplace_back(one.at, paper);
    } else {
      taste.never.push_back(paper);
    }
  }
  std::vector<PaperNumber> newest;
  take_newest(std::move(kept), newest, taste.never);
  for (const PaperNumber paper : newest) taste.kept.push_back({paper, told.at(paper).weight});
  TRY(const std::vector<store::NotForMe> refusals, store::Refusals(record).of(account));
  std::vector<std::pair<Instant, PaperNumber>> refused;
  for (const store::NotForMe& refusal : refusals) {
    TRY(const PaperNumber paper, paper_of(record, refusal.identity));
    if (paper.value() != 0) refused.emplace_back(refusal.said_at, paper);
  }
  take_newest(std::move(refused), taste.refused, taste.never);
  return taste;
}

ForYouPaper for_you_paper(const store::PaperView& view) {
  ForYouPaper paper{.paper = view.number,
                    .title = text::readable(view.title),
                    .abstract = text::readable(view.abstract.empty() ? view.short_summary : view.abstract)};
  for (const std::string& author : view.authors) paper.authors.push_back(text::readable(author));
  return paper;
}

Result<std::vector<ForYouPaper>> for_you_papers(store::Record& record, const search::Searcher* searcher,
                                                std::span<const PaperNumber> papers) {
  TRY(const auto views, shown_views(record, papers));
  std::vector<std::vector<float>> vectors(papers.size());
  if (searcher != nullptr) {
    TRY(vectors, searcher->vectors_of(papers));
  }
  std::vector<ForYouPaper> read;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    const auto view = views.find(papers[i]);
    if (view == views.end()) continue;
    ForYouPaper& paper = read.emplace_back(for_you_paper(view->second));
    paper.vector = std::move(vectors[i]);
  }
  return read;
}

Result<ForYouTaste> read_taste(store::Record& record, const search::Searcher* searcher,
                               const ReaderTaste& taste) {
  ForYouTaste told;
  told.never = taste.never;
  std::vector<PaperNumber> numbers;
  std::unordered_map<PaperNumber, double> weights;
  for (const KeptByReader& kept : taste.kept) {
    numbers.push_back(kept.paper);
    weights.emplace(kept.paper, kept.weight);
  }
  TRY(std::vector<ForYouPaper> kept, for_you_papers(record, searcher, numbers));
  for (ForYouPaper& paper : kept) {
    const double weight = weights.at(paper.paper);
    told.kept.push_back({std::move(paper), weight});
  }
  TRY(std::vector<ForYouPaper> refused, for_you_papers(record, searcher, taste.refused));
  for (ForYouPaper& paper : refused) told.refused.push_back({.paper = std::move(paper)});
  return told;
}

}  // namespace broadsheet::papers
