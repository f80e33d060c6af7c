// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/for_you_taste.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "papers/library.h"
#include "papers/paper_search.h"
#include "store/reader_votes.h"
#include "text/readable.h"

namespace broadsheet::papers {
namespace {

// Votes of an account that are looked at in one read.
constexpr std::size_t kVotesRead = 1000;

// Its own votes, the most recent first, at most kForYouToldMax.
Result<std::vector<store::ReaderVote>> newest_votes(store::Record& record, store::AccountNumber account) {
  std::vector<store::ReaderVote> votes;
  store::IdentityNumber after;
  for (;;) {
    TRY(const std::vector<store::ReaderVote> read, store::Votes(record).votes_of(account, after, kVotesRead));
    std::ranges::copy_if(read, std::back_inserter(votes),
                         [](const store::ReaderVote& vote) { return !vote.by_token; });
    std::ranges::sort(votes, [](const store::ReaderVote& one, const store::ReaderVote& other) {
      return std::pair(one.voted_at, one.identity) > std::pair(other.voted_at, other.identity);
    });
    if (votes.size() > kForYouToldMax) votes.resize(kForYouToldMax);
    if (read.size() < kVotesRead) return votes;
    after = read.back().identity;
  }
}

}  // namespace

Result<ReaderTaste> taste_of(store::Record& record, store::AccountNumber account) {
  struct Told {
    Instant at;
    double weight = 0;
  };
  std::map<PaperNumber, Told> told;
  TRY(const std::vector<KeptPaper> library, library_of(record, account));
  for (const KeptPaper& kept : library) {
    const bool skipped = kept.state == store::ReadingState::kSkipped;
    told.emplace(kept.paper, Told{kept.saved_at, skipped ? 0 : kForYouSaved});
  }
  TRY(const std::vector<store::ReaderVote> votes, newest_votes(record, account));
  for (const store::ReaderVote& vote : votes) {
    TRY(const std::optional<store::Identity> identity, record.identity(vote.identity));
    if (identity && identity->paper.value() != 0)
      told.emplace(identity->paper, Told{vote.voted_at, kForYouVoted});
  }
  std::vector<std::pair<Instant, KeptByReader>> by_time;
  ReaderTaste taste;
  for (const auto& [paper, one] : told) {
    if (one.weight > 0) {
      by_time.push_back({one.at, {paper, one.weight}});
    } else {
      taste.never.push_back(paper);
    }
  }
  std::ranges::sort(by_time, [](const auto& one, const auto& other) {
    return std::pair(one.first, one.second.paper) > std::pair(other.first, other.second.paper);
  });
  for (const auto& [at, kept] : by_time) {
    if (taste.kept.size() < kForYouToldMax) {
      taste.kept.push_back(kept);
    } else {
      taste.never.push_back(kept.paper);
    }
  }
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
