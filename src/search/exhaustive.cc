// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/exhaustive.h"

#include <algorithm>
#include <optional>

#include "search/statistics.h"
#include "search/top_heap.h"

namespace broadsheet::search {

namespace {

// One term with its place in one segment.
struct Word {
  const Term* term = nullptr;
  double weight = 0;  // times idf
  index::LengthNorm norm;
  const index::InvertedField* field = nullptr;
  std::optional<index::PostingCursor> cursor;

  bool at(std::uint32_t doc) { return cursor.has_value() && cursor->seek(doc) == doc; }
  double score(std::uint32_t doc) { return weight * norm.saturation(cursor->tf(), field->length(doc)); }
};

struct Part {
  const Clause* clause = nullptr;
  std::vector<Word> words;
};

struct Outcome {
  bool matches = false;
  double score = 0;
};

std::uint32_t occurrences(Part& part) {
  std::vector<std::vector<std::uint32_t>> positions(part.words.size());
  for (std::size_t i = 0; i < part.words.size(); ++i) part.words[i].cursor->positions(positions[i]);
  const auto offset = [&](std::size_t i) {
    return part.clause->offsets.empty() ? static_cast<std::uint32_t>(i) : part.clause->offsets[i];
  };
  std::uint32_t count = 0;
  for (const std::uint32_t position : positions[0]) {
    if (position < offset(0)) continue;
    const std::uint32_t begin = position - offset(0);
    bool all = begin >= part.clause->position_min && begin < part.clause->position_max;
    for (std::size_t i = 1; i < part.words.size(); ++i) {
      all = all && std::binary_search(positions[i].begin(), positions[i].end(), begin + offset(i));
    }
    count += all ? 1 : 0;
  }
  return count;
}

Outcome evaluate(Part& part, std::uint32_t doc) {
  Outcome outcome;
  std::size_t present = 0;
  for (Word& word : part.words) present += word.at(doc) ? 1 : 0;
  if (part.clause->match == Match::kPhrase) {
    if (part.words.empty() || present < part.words.size()) return outcome;
    const std::uint32_t frequency = occurrences(part);
    if (frequency == 0) return outcome;
    double weight = 0;
    for (const Word& word : part.words) weight += word.weight;
    const Word& first = part.words.front();
    return {true, weight * first.norm.saturation(frequency, first.field->length(doc))};
  }
  outcome.matches = present > 0 && (part.clause->match == Match::kAny || present == part.words.size());
  return outcome;
}

class Segment {
 public:
  Segment(std::span<const index::SegmentView> segments, const index::CollectionStats& stats,
          const BooleanQuery& query, std::uint32_t number)
      : query_(query), view_(segments[number]) {
    for (const Clause& clause : query.clauses) {
      Part& part = parts_.emplace_back();
      part.clause = &clause;
      for (const Term& term : clause.terms) part.words.push_back(open(segments, stats, term));
      has_must_ = has_must_ || clause.occur == Occur::kMust || clause.occur == Occur::kFilter;
    }
  }

  // Documents must come in ascending order.
  Outcome evaluate_document(std::uint32_t doc) {
    Outcome total;
    bool any_should = false;
    for (Part& part : parts_) {
      const Outcome outcome = evaluate(part, doc);
      const Occur occur = part.clause->occur;
      if (occur == Occur::kMustNot ? outcome.matches : occur != Occur::kShould && !outcome.matches) return {};
      any_should = any_should || (occur == Occur::kShould && outcome.matches);
      if (!outcome.matches || occur == Occur::kFilter || occur == Occur::kMustNot) continue;
      total.score += outcome.score;
      if (part.clause->match == Match::kPhrase) continue;
      for (Word& word : part.words) {
        if (word.at(doc)) total.score += word.score(doc);
      }
    }
    total.matches = any_should || has_must_ || query_.match_all;
    return total;
  }

 private:
  Word open(std::span<const index::SegmentView> segments, const index::CollectionStats& stats,
            const Term& term) {
    Word word;
    word.term = &term;
    std::uint64_t df = 0;
    for (const index::SegmentView& segment : segments) {
      const bool has = term.field < segment.fields.size() && segment.fields[term.field] != nullptr;
      const auto info = has ? segment.fields[term.field]->find(term.bytes) : std::nullopt;
      if (!info.has_value()) continue;
      df += info->df;
      if (&segment == &view_) {
        word.field = segment.fields[term.field];
        word.cursor.emplace(word.field->postings(*info));
      }
    }
    df = stats.live_df(term.field, term.bytes, df);
    word.weight = term.weight * inverse_document_frequency(stats.live_documents(), df);
    if (const index::InvertedField* field = some_field(segments, term.field)) {
      word.norm = {field->options().k1, field->options().b, live_average(stats, term.field)};
    }
    return word;
  }

  const BooleanQuery& query_;
  const index::SegmentView& view_;
  std::vector<Part> parts_;
  bool has_must_ = false;
};

}  // namespace

Result<TopDocs> exhaustive_top_k(std::span<const index::SegmentView> segments,
                                 const index::CollectionStats& stats, const BooleanQuery& query,
                                 const TopKOptions& options) {
  TopHeap heap;
  heap.reset(options.k, 0);
  TopDocs result;
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    const index::SegmentView& view = segments[s];
    const std::uint64_t* allowed = options.filter != nullptr ? options.filter->allowed[s] : nullptr;
    Segment segment(segments, stats, query, s);
    for (std::uint32_t doc = 0; doc < view.doc_count; ++doc) {
      const auto has = [doc](const std::uint64_t* bits) {
        return bits == nullptr || (bits[doc / 64] >> (doc % 64) & 1) != 0;
      };
      if (!has(view.live) || !has(allowed)) continue;
      const Outcome outcome = segment.evaluate_document(doc);
      if (!outcome.matches) continue;
      ++result.total;
      heap.push({outcome.score, view.key(doc), s, doc});
    }
    if (view.file != nullptr && view.file->damaged()) {
      return Error(ErrorCode::kDamaged, view.file->path() + ": a page is damaged");
    }
  }
  result.hits = heap.sorted();
  if (options.count == Count::kNone) result.total = result.hits.size();
  return result;
}

}  // namespace broadsheet::search
