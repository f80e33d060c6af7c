// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/page_order.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "search/schema.h"

namespace broadsheet::search {
namespace {

BooleanQuery term_query(std::span<const std::string> words, FieldId field, Occur occur) {
  BooleanQuery query;
  for (const std::string& word : words) {
    query.clauses.push_back({.occur = occur, .match = Match::kAny, .terms = {{field, word}}, .offsets = {}});
  }
  return query;
}

// How near the words of one document stand, and how many are in its title.
class PositionReader {
 public:
  PositionReader(const index::InvertedField& field, std::span<const std::string> words) {
    for (const std::string& word : words) {
      if (const auto info = field.find(word)) cursors_.emplace_back(field.postings(*info));
    }
    title_.resize(cursors_.size());
    abstract_.resize(cursors_.size());
  }

  void read(std::uint32_t doc) {
    for (std::size_t i = 0; i < cursors_.size(); ++i) {
      title_[i].clear();
      abstract_[i].clear();
      if (cursors_[i].seek(doc) != doc) continue;
      cursors_[i].positions(positions_);
      for (const std::uint32_t p : positions_) (p < kAbstractStart ? title_ : abstract_)[i].push_back(p);
    }
  }

  double nearness() const {
    if (cursors_.size() < 2) return 0;
    const std::size_t words = cursors_.size();
    double best = 0;
    for (const auto* lists : {&title_, &abstract_}) {
      const std::uint32_t window = nearest_window(*lists);
      if (window == 0) continue;
      best = std::max(best, window == words ? 2.0 : window <= 2 * words ? 1.0 : 0.0);
    }
    return best;
  }

  std::size_t words_in_title() const {
    return static_cast<std::size_t>(std::ranges::count_if(title_, [](const auto& p) { return !p.empty(); }));
  }

 private:
  std::vector<index::PostingCursor> cursors_;
  std::vector<std::vector<std::uint32_t>> title_;  // by word
  std::vector<std::vector<std::uint32_t>> abstract_;
  std::vector<std::uint32_t> positions_;
};

}  // namespace

std::vector<std::string> page_words(const QueryWords& words) {
  std::vector<std::string> distinct;
  for (const QueryWord& word : words.words) {
    if (word.scope == QueryField::kAuthor) continue;
    if (std::ranges::find(distinct, word.folded) == distinct.end()) distinct.push_back(word.folded);
  }
  return distinct;
}

Result<DocSet> papers_with_all(const index::Snapshot& snapshot, const FieldPlaces& places,
                               std::span<const std::string> words, const DocSet* allowed) {
  DocSet set(snapshot.segments());
  if (words.empty()) return set;
  const BooleanQuery query = term_query(words, places.exact, Occur::kFilter);
  for (std::size_t s = 0; s < set.segments(); ++s) {
    const std::uint64_t* bits = allowed != nullptr ? allowed->segment(s).data() : nullptr;
    const Result<std::uint64_t> matched = match_bits(snapshot.segments()[s], query, bits, set.segment(s));
    if (!matched.ok()) return matched.error();
  }
  return set;
}

Result<std::vector<PageHit>> order_page(const index::Snapshot& snapshot, const FieldPlaces& places,
                                        std::span<const std::string> words, const DocSet& papers,
                                        double all_words, std::size_t limit) {
  const BooleanQuery scored = term_query(words, places.exact, Occur::kShould);
  const double count = static_cast<double>(words.size());
  std::vector<PageHit> hits;
  for (std::size_t s = 0; s < papers.segments(); ++s) {
    const index::SegmentView& segment = snapshot.segments()[s];
    std::vector<std::uint32_t> docs;
    papers.for_each_in(s, [&](std::uint32_t doc) { docs.push_back(doc); });
    if (docs.empty()) continue;
    TRY(const std::vector<double> scores,
        score_documents(snapshot.segments(), snapshot, scored, static_cast<std::uint32_t>(s), docs));
    PositionReader reader(*segment.fields[places.exact], words);
    for (std::size_t i = 0; i < docs.size(); ++i) {
      reader.read(docs[i]);
      PageHit found;
      found.parts.all_words = all_words;
      found.parts.nearness = 100 * reader.nearness();
      found.parts.title = 50 * static_cast<double>(reader.words_in_title()) / count;
      found.parts.terms = 50 / count * (scores[i] / (1 + scores[i]));
      found.hit = {found.parts.sum(), segment.key(docs[i]), static_cast<std::uint32_t>(s), docs[i]};
      hits.push_back(found);
    }
  }
  const std::size_t kept = std::min(limit, hits.size());
  std::ranges::partial_sort(
      hits, hits.begin() + static_cast<std::ptrdiff_t>(kept), [](const PageHit& one, const PageHit& other) {
        return std::pair(-one.hit.score, one.hit.key) < std::pair(-other.hit.score, other.hit.key);
      });
  hits.resize(kept);
  return hits;
}

// Each position in turn is the end of a window that begins at the earliest of the lists' latest
// positions before it.
std::uint32_t nearest_window(std::span<const std::vector<std::uint32_t>> lists) {
  std::vector<std::pair<std::uint32_t, std::size_t>> all;  // (position, list)
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (lists[i].empty()) return 0;
    for (const std::uint32_t position : lists[i]) all.emplace_back(position, i);
  }
  std::ranges::sort(all);
  std::vector<std::optional<std::uint32_t>> latest(lists.size());
  std::size_t seen = 0;
  std::uint32_t best = std::numeric_limits<std::uint32_t>::max();
  for (const auto& [position, list] : all) {
    if (!latest[list]) ++seen;
    latest[list] = position;
    if (seen < lists.size()) continue;
    const std::uint32_t first = **std::ranges::min_element(latest);
    best = std::min(best, position - first + 1);
  }
  return best;
}

}  // namespace broadsheet::search
