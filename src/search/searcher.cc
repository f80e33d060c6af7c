// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/searcher.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "index/snapshot.h"
#include "search/byline_key.h"
#include "search/byline_partners.h"
#include "search/columns.h"
#include "search/completion.h"
#include "search/constraints.h"
#include "search/current_vectors.h"
#include "search/doc_set.h"
#include "search/facets.h"
#include "search/meaning.h"
#include "search/question.h"
#include "search/schema.h"
#include "search/similar.h"
#include "search/spelling.h"
#include "text/analyzer.h"

namespace broadsheet::search {

struct Searcher::State {
  std::shared_ptr<const index::Snapshot> snapshot;
  std::shared_ptr<const Meaning> meaning;  // may be null
  RankingParameters ranking;
  FieldPlaces places;
  bool readable = false;  // the index has our schema
  mutable FilterCache filters;
  mutable std::mutex making_current;
  mutable std::shared_ptr<const Meaning>
      current;  // what of `meaning` is of the snapshot's texts; made when asked for

  // Null where there is no meaning.
  Result<const Meaning*> current_meaning() const {
    if (meaning == nullptr) return nullptr;
    const std::lock_guard lock(making_current);
    if (current == nullptr) {
      TRY(current, current_vectors(*snapshot, *meaning));
    }
    return current.get();
  }
};

namespace {

Error wrong_schema() {
  return {ErrorCode::kDamaged, "the index was made for another version of the program; rebuild it"};
}

Error damaged_index() {
  return {ErrorCode::kDamaged, "a file of the index is not as it was written; rebuild it"};
}

}  // namespace

Searcher::Searcher(std::shared_ptr<const index::Snapshot> snapshot, std::shared_ptr<const Meaning> meaning,
                   RankingParameters ranking)
    : state_(std::make_unique<State>()) {
  state_->snapshot = std::move(snapshot);
  state_->meaning = std::move(meaning);
  state_->ranking = ranking;
  const index::Schema& schema = state_->snapshot->schema();
  state_->readable = schema == product_schema();
  if (!state_->readable) return;
  state_->places = {
      *schema.field(kBodyField),   *schema.field(kTitleField),    *schema.field(kExactField),
      *schema.field(kAuthorField), *schema.field(kCategoryField), *schema.field(kSourceField),
      *schema.field(kVenueField),  *schema.field(kOrgField),      *schema.field(kSubmitterField),
      *schema.field(kHasField),    *schema.field(kBylineField)};
}

Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Result<SearchAnswer> Searcher::search(const Query& query, const SearchOptions& options) const {
  if (!state_->readable) return wrong_schema();
  if (options.mode == SearchMode::kSemantic && (state_->meaning == nullptr || !options.encode_query)) {
    return Error(
        ErrorCode::kUnsupported,
        "searching by meaning needs a model and vectors: broadsheet model install, then broadsheet follow");
  }
  std::optional<CorrectedQuery> corrected;
  if (options.correct_spelling) {
    TRY(corrected, correct_spelling(*state_->snapshot, state_->places, query));
  }
  const Meaning* meaning = nullptr;
  if (options.mode != SearchMode::kLexical) {
    TRY(meaning, state_->current_meaning());
  }
  Question question(*state_->snapshot, meaning, state_->places, state_->ranking, state_->filters, options);
  Result<SearchAnswer> answer = [&]() -> Result<SearchAnswer> {
    if (!corrected) return question.answer(query);
    TRY(const Query meant, Query::parse(corrected->text));
    return question.answer(meant);
  }();
  if (answer.ok()) {
    answer->corrected = std::move(corrected);
    // Also where meaning had no say: it tells how far the follower is.
    if (state_->meaning != nullptr)
      answer->vectors_done = std::min(answer->vectors_of, state_->meaning->snapshot().live_rows());
  }
  if (answer.ok() && state_->snapshot->damaged()) return damaged_index();
  return answer;
}

Result<std::vector<PaperNumber>> Searcher::all_matches(const Query& query,
                                                       const SearchOptions& options) const {
  if (!state_->readable) return wrong_schema();
  Question question(*state_->snapshot, nullptr, state_->places, state_->ranking, state_->filters, options);
  TRY(const DocSet set, question.matches(query));
  std::vector<PaperNumber> papers;
  set.for_each([&](std::size_t segment, std::uint32_t doc) {
    papers.emplace_back(state_->snapshot->segments()[segment].key(doc));
  });
  std::ranges::sort(papers);
  if (state_->snapshot->damaged()) return damaged_index();
  return papers;
}

Result<std::vector<CategoryCount>> Searcher::category_counts() const {
  if (!state_->readable) return wrong_schema();
  TRY(std::vector<CategoryCount> counts, count_categories(*state_->snapshot));
  if (state_->snapshot->damaged()) return damaged_index();
  return counts;
}

Result<std::vector<BylinePartner>> Searcher::byline_partners(std::string_view author) const {
  if (!state_->readable) return wrong_schema();
  std::vector<BylinePartner> partners =
      find_byline_partners(*state_->snapshot, state_->places.byline, author);
  if (state_->snapshot->damaged()) return damaged_index();
  return partners;
}

Result<std::vector<PaperNumber>> Searcher::papers_with_organization() const {
  if (!state_->readable) return wrong_schema();
  return search::papers_with_organization(*state_->snapshot);
}

Result<Completion> Searcher::complete(std::string_view typed, text::Analyzer& analyzer) const {
  if (!state_->readable) return wrong_schema();
  Completion completion = search::complete(*state_->snapshot, typed, analyzer);
  if (state_->snapshot->damaged()) return damaged_index();
  return completion;
}

std::uint64_t Searcher::papers_of_byline(std::string_view author) const {
  return state_->readable ? papers_with(*state_->snapshot, state_->places.byline, byline_key(author)) : 0;
}

std::uint64_t Searcher::papers_of_category(std::string_view category) const {
  return state_->readable ? papers_with(*state_->snapshot, state_->places.category, keyword(category)) : 0;
}

Result<SimilarAnswer> Searcher::similar(const Query& filter, const SimilarOptions& options,
                                        text::Analyzer& analyzer) const {
  if (!state_->readable) return wrong_schema();
  std::optional<DocSet> allowed;
  if (!filter.blank()) {
    SearchOptions matching;
    matching.resolve_id = options.resolve_id;
    Question question(*state_->snapshot, nullptr, state_->places, state_->ranking, state_->filters, matching);
    TRY(allowed, question.matches(filter));
  }
  TRY(const Meaning* const meaning, state_->current_meaning());
  auto answer = answer_similar({.snapshot = *state_->snapshot,
                                .meaning = meaning,
                                .places = state_->places,
                                .ranking = state_->ranking,
                                .analyzer = analyzer,
                                .papers = options.papers,
                                .texts = options.texts,
                                .encode = options.encode_query,
                                .allowed = allowed ? &*allowed : nullptr},
                               options);
  if (answer.ok() && state_->snapshot->damaged()) return damaged_index();
  return answer;
}

const index::Snapshot& Searcher::snapshot() const {
  return *state_->snapshot;
}

Result<std::vector<std::vector<float>>> Searcher::vectors_of(std::span<const PaperNumber> papers) const {
  std::vector<std::vector<float>> vectors(papers.size());
  if (!state_->readable) return wrong_schema();
  TRY(const Meaning* const meaning, state_->current_meaning());
  for (std::size_t i = 0; meaning != nullptr && i < papers.size(); ++i)
    vectors[i] = meaning->vector_of(papers[i]);
  return vectors;
}

std::uint64_t Searcher::vectors_generation() const {
  return state_->meaning == nullptr ? 0 : state_->meaning->snapshot().manifest().generation;
}

Revision Searcher::revision() const {
  return state_->snapshot->manifest().position.revision;
}

}  // namespace broadsheet::search
