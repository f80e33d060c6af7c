// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/question.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "search/byline_key.h"
#include "search/explain.h"
#include "search/facets.h"
#include "search/schema.h"
#include "search/topk.h"

namespace broadsheet::search {

Result<void> Question::prepare(const Query& query) {
  read_words(query.root());
  if (options_.mode == SearchMode::kPage) page_words_ = page_words(words_);
  ConstraintEvaluator constraints(snapshot_, places_, analyzer_, options_.resolve_id, filters_);
  TRY(allowed_, constraints.evaluate(query));
  nothing_ = terms_.empty() && !allowed_.set && !query.blank();
  if (!nothing_ && options_.names && ranks_needs()) {
    TRY(author_, named_author(query, {snapshot_, places_, analyzer_, constraints}));
    if (author_ && allowed_.set) author_->papers.keep(*allowed_.set);
    if (author_ && author_->papers.count() == 0) author_.reset();
  }
  // A name alone has no meaning.
  if (author_ && author_->rest.children.empty()) return {};
  if (!nothing_ && goes_by_meaning()) query_vector_ = encoded(meant_text(query.root()));
  return {};
}

void Question::read_words(const Node& root) {
  words_ = words_of(root, analyzer_);
  terms_ = lexical_terms(words_, places_, ranking_);
  if (terms_.empty()) return;
  Clause any;
  for (const WordTerm& word : terms_) any.terms.push_back(word.term);
  lexical_.clauses.push_back(std::move(any));
}

bool Question::ranks_needs() const {
  return options_.sort == SearchSort::kRelevance &&
         (options_.mode == SearchMode::kHybrid || options_.mode == SearchMode::kLexical);
}

bool Question::goes_by_meaning() const {
  return meaning_ != nullptr && meaning_->snapshot().live_rows() > 0 && options_.encode_query &&
         options_.sort == SearchSort::kRelevance && options_.mode != SearchMode::kLexical;
}

// Empty where nothing can be encoded.
std::vector<float> Question::encoded(const std::string& text) const {
  if (text.empty()) return {};
  Result<std::vector<float>> vector = options_.encode_query(text);
  if (!vector.ok() || vector->size() != meaning_->store().dimensions()) return {};
  return std::move(vector).value();
}

// Where meaning has a say it tells which sentences are one need, else the papers that they have in common.
Result<void> Question::find_aspects(const Query& query) {
  if (!options_.aspects || nothing_ || !ranks_needs()) return {};
  std::vector<Aspect> sentences = sentences_of(query, analyzer_);
  if (sentences.empty()) return {};
  if (!query_vector_.empty()) {
    for (Aspect& sentence : sentences) sentence.vector = encoded(sentence.text);
    if (std::ranges::any_of(sentences, [](const Aspect& sentence) { return sentence.vector.empty(); }))
      return {};
    aspects_ = joined_by_meaning(std::move(sentences));
  } else {
    std::vector<std::vector<Hit>> hits;
    for (const Aspect& sentence : sentences) {
      TRY(hits.emplace_back(),
          rank_part(sentence.words, {}, SearchMode::kLexical, allowed(), kAspectPapersCompared));
    }
    aspects_ = joined_by_papers(std::move(sentences), hits);
  }
  if (aspects_.size() < 2) aspects_.clear();
  return {};
}

// What is on the list if it were listed to the end: with words, those that hold one (or what the query
// requires); without, all that the filters let through.
Result<DocSet> Question::match_set() const {
  if (nothing_) return DocSet(snapshot_.segments());
  if (terms_.empty() || allowed_.requires_text) {
    return allowed_.set ? *allowed_.set : DocSet::live(snapshot_.segments());
  }
  DocSet set(snapshot_.segments());
  for (std::size_t s = 0; s < set.segments(); ++s) {
    const std::uint64_t* allowed = allowed_.set ? allowed_.set->segment(s).data() : nullptr;
    const Result<std::uint64_t> matched =
        match_bits(snapshot_.segments()[s], lexical_, allowed, set.segment(s));
    if (!matched.ok()) return matched.error();
  }
  return set;
}

Result<DocSet> Question::matches(const Query& query) {
  TRY_VOID(prepare(query));
  return match_set();
}

Result<SearchAnswer> Question::answer(const Query& query) {
  TRY_VOID(prepare(query));
  SearchAnswer answer;
  answer.truncated = query.truncated() || words_.truncated;
  answer.vectors_of = snapshot_.live_documents();
  TRY_VOID(find_aspects(query));
  TRY(std::vector<Hit> hits, rank());
  for (const Aspect& aspect : aspects_) answer.aspects.push_back(aspect.text);
  if (author_) answer.author = author_->name;
  if (options_.facets) {
    TRY(const DocSet set, match_set());
    TRY(answer.facets, count_facets(snapshot_, set));
    total_ = set.count();
    total_is_exact_ = true;
  }
  TRY_VOID(tell(std::move(hits), answer));
  answer.last = last_;
  tell_words(answer);
  return answer;
}

// The hits from the first to the last that is wanted.
Result<std::vector<Hit>> Question::rank() {
  const std::size_t limit = std::min(kPoolMax, options_.offset + std::min(options_.limit, kPoolMax));
  if (nothing_) return std::vector<Hit>{};
  if (terms_.empty() || options_.sort != SearchSort::kRelevance) {
    TRY(const DocSet set, match_set());
    total_ = set.count();
    TRY(ColumnOrder order, order_by_column(snapshot_, set, options_.sort, limit, options_.after));
    last_ = order.last;
    TRY_VOID(score(order.hits));
    return std::move(order.hits);
  }
  if (!aspects_.empty()) return rank_by_aspects(limit);
  if (author_) return rank_by_author(limit);
  if (page_mode()) return rank_by_page(limit);
  if (!query_vector_.empty() && options_.mode == SearchMode::kSemantic)
    return rank_by_meaning(allowed(), limit);
  if (!query_vector_.empty() && options_.mode == SearchMode::kHybrid) return rank_by_both(allowed(), limit);
  return rank_by_words(allowed(), limit);
}

// Adds to the total. `allowed` may be null: all live documents are.
Result<std::vector<Hit>> Question::rank_by_words(const DocSet* allowed, std::size_t limit) {
  const DocFilter filter = allowed != nullptr ? allowed->filter() : DocFilter{};
  const bool count = options_.total && !allowed_.requires_text;
  TRY(TopDocs top, top_k(snapshot_.segments(), snapshot_, lexical_,
                         {.k = limit,
                          .count = count ? Count::kExact : Count::kNone,
                          .filter = allowed != nullptr ? &filter : nullptr}));
  if (allowed_.requires_text) {
    CHECK(allowed != nullptr);
    total_ += allowed->count();
    fill_up(*allowed, limit, top.hits);
  } else {
    total_ += top.total;
    total_is_exact_ = count || top.hits.size() < limit;
  }
  return std::move(top.hits);
}

// Papers that match by a filter alone, as an alternative to words, come after all that score.
void Question::fill_up(const DocSet& allowed, std::size_t limit, std::vector<Hit>& hits) const {
  if (hits.size() >= std::min<std::uint64_t>(limit, allowed.count())) return;
  DocSet scored(snapshot_.segments());
  for (const Hit& hit : hits) scored.add(hit.segment, hit.doc);
  std::vector<Hit> others;
  allowed.for_each([&](std::size_t segment, std::uint32_t doc) {
    if (scored.contains(segment, doc)) return;
    others.push_back({0, snapshot_.segments()[segment].key(doc), static_cast<std::uint32_t>(segment), doc});
  });
  std::ranges::sort(others, {}, &Hit::key);
  others.resize(std::min(others.size(), limit - hits.size()));
  hits.insert(hits.end(), others.begin(), others.end());
}

Result<std::vector<Hit>> Question::rank_by_both(const DocSet* allowed, std::size_t limit) {
  // Who reads on behind the pool gets the others in the order of the words.
  TRY(const std::vector<Hit> by_words,
      rank_by_words(allowed, limit > kHybridPoolMax ? kPoolMax : kHybridPoolMax));
  const std::span<const Hit> pooled = std::span(by_words).first(std::min(by_words.size(), kHybridPoolMax));
  const HybridQuestion question{.snapshot = snapshot_,
                                .meaning = *meaning_,
                                .places = places_,
                                .ranking = ranking_,
                                .lexical = lexical_,
                                .query_vector = query_vector_,
                                .allowed = allowed,
                                .text_of = options_.text_of,
                                .pool = kHybridPoolMax};
  HybridParameters parameters;
  if (!options_.feedback) parameters.rescored = 0;
  TRY(hybrid_, rank_hybrid(question, pooled, parameters));
  append_by_words(std::span(by_words).subspan(pooled.size()), hybrid_.hits);
  hybrid_.hits.resize(std::min(hybrid_.hits.size(), limit));
  std::vector<Hit> hits;
  for (const HybridHit& hit : hybrid_.hits) hits.push_back(hit.hit);
  return hits;
}

// The best for a part of the query, with the vector of its meaning if there is one.
Result<std::vector<Hit>> Question::rank_part(const Node& words, std::vector<float> vector, SearchMode mode,
                                             const DocSet* allowed, std::size_t limit) const {
  SearchOptions options = options_;
  options.mode = mode;
  options.total = false;
  Question alone(snapshot_, meaning_, places_, ranking_, filters_, options);
  alone.read_words(words);
  alone.query_vector_ = std::move(vector);
  if (alone.terms_.empty()) return std::vector<Hit>{};
  return alone.query_vector_.empty() ? alone.rank_by_words(allowed, limit)
                                     : alone.rank_by_both(allowed, limit);
}

// Papers of the named author, then the others.
Result<std::vector<Hit>> Question::rank_by_author(std::size_t limit) {
  const DocSet& papers = author_->papers;
  std::vector<Hit> hits;
  if (author_->rest.children.empty()) {
    TRY(ColumnOrder newest, order_by_column(snapshot_, papers, SearchSort::kDate, limit));
    hits = std::move(newest.hits);
  } else {
    std::vector<float> vector = query_vector_.empty() ? query_vector_ : encoded(meant_text(author_->rest));
    TRY(hits, rank_part(author_->rest, std::move(vector), options_.mode, &papers, limit));
  }
  const double tier = first_tier();
  for (Hit& hit : hits) {
    by_author_.push_back(hit.score);
    hit.score += tier;
  }
  DocSet others = allowed_.set ? *allowed_.set : DocSet::live(snapshot_.segments());
  for (const Hit& hit : hits) others.remove(hit.segment, hit.doc);
  total_ = hits.size();
  const std::size_t left = limit - hits.size();
  // Where nothing is left, it counts.
  TRY(const std::vector<Hit> rest, query_vector_.empty() || left == 0
                                       ? rank_by_words(&others, std::max<std::size_t>(left, 1))
                                       : rank_by_both(&others, left));
  hits.insert(hits.end(), rest.begin(),
              rest.begin() + static_cast<std::ptrdiff_t>(std::min(left, rest.size())));
  return hits;
}

Result<std::vector<Hit>> Question::rank_by_aspects(std::size_t limit) {
  for (const Aspect& aspect : aspects_) {
    TRY(aspect_rankings_.emplace_back().hits,
        rank_part(aspect.words, aspect.vector, options_.mode, allowed(), kPoolMax));
  }
  // It also counts all that match.
  AspectRanking& whole = aspect_rankings_.emplace_back();
  whole.weight = kWholeQueryWeight;
  TRY(whole.hits,
      query_vector_.empty() ? rank_by_words(allowed(), kPoolMax) : rank_by_both(allowed(), kPoolMax));
  std::vector<Hit> hits = fused(aspect_rankings_);
  hits.resize(std::min(hits.size(), limit));
  return hits;
}

// Adds to the total.
Result<std::vector<Hit>> Question::rank_by_meaning(const DocSet* allowed, std::size_t limit) {
  TRY(NearestAnswer near, nearest(snapshot_, *meaning_, query_vector_, allowed, limit, limit));
  total_ += near.total;
  return std::move(near.hits);
}

// Above all that words or meaning can give.
double Question::first_tier() const {
  const double idf_max = std::log(2 * static_cast<double>(snapshot_.live_documents()) + 2);
  double bound = 0;
  for (const WordTerm& word : terms_) bound += word.term.weight * idf_max;
  double tier = 1000;
  while (tier <= bound) tier *= 10;
  return tier;
}

Result<std::vector<Hit>> Question::rank_by_page(std::size_t limit) {
  TRY(const DocSet papers, papers_with_all(snapshot_, places_, page_words_, allowed()));
  TRY(first_tier_, order_page(snapshot_, places_, page_words_, papers, first_tier(), limit));
  DocSet others = allowed_.set ? *allowed_.set : DocSet::live(snapshot_.segments());
  others.remove(papers);
  total_ = papers.count();
  const std::size_t left = limit - first_tier_.size();
  TRY(const std::vector<Hit> rest,
      query_vector_.empty() ? rank_by_words(&others, left) : rank_by_meaning(&others, left));
  std::vector<Hit> hits;
  for (const PageHit& page : first_tier_) hits.push_back(page.hit);
  hits.insert(hits.end(), rest.begin(), rest.end());
  return hits;
}

// Gives hits that were ordered by a column the score that relevance would have given them.
Result<void> Question::score(std::vector<Hit>& hits) const {
  if (terms_.empty()) return {};
  TRY(const std::vector<double> scores, score_hits(snapshot_.segments(), snapshot_, lexical_, hits));
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i].score = scores[i];
  return {};
}

Result<void> Question::tell(std::vector<Hit> hits, SearchAnswer& answer) const {
  answer.total = std::max<std::uint64_t>(total_, hits.size());
  answer.total_is_exact = total_is_exact_;
  const std::size_t skipped = std::min(options_.offset, hits.size());
  const std::span<const Hit> wanted = std::span(hits).subspan(skipped);
  for (const Hit& hit : wanted) answer.hits.push_back({PaperNumber(hit.key), hit.score, {}});
  if (!options_.explain) return {};
  TRY(std::vector<std::vector<ScorePart>> parts, explain_words(snapshot_, words_, terms_, wanted));
  const bool relevance = options_.sort == SearchSort::kRelevance;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::vector<ScorePart>& why = answer.hits[i].why;
    if (!aspects_.empty()) {
      why = explain_aspects(wanted[i], aspects_, aspect_rankings_);
    } else if (skipped + i < by_author_.size()) {
      why = explain_author(author_->name, first_tier(), by_author_[skipped + i]);
    } else if (page_mode() && relevance && skipped + i < first_tier_.size()) {
      why = explain_page(first_tier_[skipped + i].parts, page_words_);
    } else if (!hybrid_.hits.empty()) {
      why = explain_hybrid(hybrid_.hits[skipped + i - by_author_.size()], hybrid_.shared_words, parts[i]);
    } else if (!query_vector_.empty()) {
      why = {{"meaning", wanted[i].score, explain_cosine(wanted[i].score)}};
    } else {
      why = std::move(parts[i]);
    }
  }
  return {};
}

void Question::tell_words(SearchAnswer& answer) const {
  // Marking "for" and "with" tells nobody why a paper was found, unless they are all that was asked for.
  const auto holds_together = [](const QueryWord& word) { return text::is_function_word(word.folded); };
  const bool all = std::ranges::all_of(words_.words, holds_together);
  for (const QueryWord& word : words_.words) {
    if (word.scope == QueryField::kAuthor || (!all && holds_together(word))) continue;
    if (options_.mode == SearchMode::kPage) {
      answer.folded.push_back(word.folded);
    } else {
      answer.stems.push_back(word.stem);
    }
  }
}

}  // namespace broadsheet::search
