// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Searcher: a query and options to the papers that answer it, exactly as an exhaustive evaluation of
// the ranking would order them (docs/use/search.md has the formula), ties by paper number.
//
//   Searcher searcher(snapshot);
//   TRY(const Query query, Query::parse("graph networks category:cs.LG"));
//   TRY(const SearchAnswer answer, searcher.search(query, {.limit = 20, .facets = true}));

#ifndef BROADSHEET_SEARCH_SEARCHER_H_
#define BROADSHEET_SEARCH_SEARCHER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "search/corrected_query.h"
#include "search/limits.h"
#include "search/query.h"
#include "search/ranking.h"

namespace broadsheet::text {
class Analyzer;
}  // namespace broadsheet::text

namespace broadsheet::index {
class Snapshot;
}  // namespace broadsheet::index

namespace broadsheet::search {

class Meaning;

enum class SearchMode : std::uint8_t {
  kHybrid,    // words and meaning; without vectors or a query that can be encoded it answers as kLexical
  kLexical,   // words alone
  kSemantic,  // meaning alone; kUnsupported without a model
  kPage,  // first the papers that have all the words, by nearness, title and term scores; then the nearest
          // in meaning, without vectors those with most of the words
};

enum class SearchSort : std::uint8_t { kRelevance, kDate, kVotes };

// "hybrid", "lexical", "semantic", "page"; nullopt for any other text.
std::optional<SearchMode> parse_search_mode(std::string_view text);
std::string_view search_mode_name(SearchMode mode);
// "relevance", "date", "votes".
std::optional<SearchSort> parse_search_sort(std::string_view text);
std::string_view search_sort_name(SearchSort sort);

// A place in a list by date: behind it come papers of an earlier day, and on that day smaller numbers.
struct DatePlace {
  std::optional<Day> day;  // none: behind all that are dated
  PaperNumber paper;
};

// Papers that an id of the query stands for: none, one, or several for an ambiguous text.
using IdResolver = std::function<Result<std::vector<PaperNumber>>(std::string_view id)>;

// The vector of a query's text, of the model that made the index's vectors. An error leaves the meaning out.
using QueryEncoder = std::function<Result<std::vector<float>>(std::string_view text)>;

// Readable titles and abstracts of papers, in their order; a paper that is gone has empty ones.
struct PaperText {
  std::string title;
  std::string abstract;
};
using TextOf = std::function<Result<std::vector<PaperText>>(std::span<const PaperNumber> papers)>;

struct SearchOptions {
  SearchMode mode = SearchMode::kLexical;
  SearchSort sort = SearchSort::kRelevance;
  std::size_t limit = 10;               // hits wanted
  std::size_t offset = 0;               // hits left out before them; nothing lies beyond kPoolMax
  std::optional<DatePlace> after = {};  // with SearchSort::kDate: only what comes behind it
  bool total = true;     // count every match; false leaves `total` a lower bound where that is cheaper
  bool facets = false;   // count the values of every match
  bool explain = false;  // fill SearchHit::why
  // Words that no paper has are replaced by what was probably meant; SearchAnswer::corrected says so.
  bool correct_spelling = false;
  IdResolver resolve_id = {};      // without it an id finds nothing
  QueryEncoder encode_query = {};  // without it nothing is found by meaning
  TextOf text_of = {};             // without it the words of the best papers do not speak for others
  bool aspects = true;             // hybrid and lexical take a query of several needs apart (aspects.h)
  bool names = true;               // hybrid and lexical put papers of a named author first (named_author.h)
  bool feedback = true;  // false: hybrid is the plain mean of both arms, the baseline of `eval --mode z`
};

// One addend of a score: what kind of evidence, how much, and a sentence for a person.
struct ScorePart {
  std::string part;  // "word", "author"; in hybrid "words", "meaning", ...; in page mode "all words", ...
  double value = 0;
  std::string text;
};

struct SearchHit {
  PaperNumber paper;
  double score = 0;
  std::vector<ScorePart> why;  // with `explain`: their values, added in order, are exactly `score`
};

struct FacetValue {
  std::string value;
  std::uint64_t count = 0;
};

// Counts over all matches, most frequent first, then by value; at most kFacetValuesMax of each list.
struct Facets {
  std::vector<FacetValue> category;
  std::vector<FacetValue> year;  // newest first
  std::vector<FacetValue> source;
  std::vector<FacetValue> venue;
  std::vector<FacetValue> organization;
  std::uint64_t code = 0;  // papers that say where their code is
};

// A name that `category:` knows and the number of papers that it finds.
struct CategoryCount {
  std::string name;  // as the source writes it; of an archive alone in lower case
  std::uint64_t papers = 0;
  bool is_category = false;  // some paper is filed under it; else it is but the archive of such
};

// What stands beside an author's name, or ORCID iD, in bylines.
struct BylinePartner {
  std::string text;  // an iD that papers give with the name; a name, as written, that papers give the iD
  std::uint64_t papers = 0;  // that do
};

// What somebody may mean who is still typing.
struct Completion {
  // Papers whose titles have all the words, the last of them in part perhaps; the best come first.
  std::vector<PaperNumber> titles;
  // The newest papers that have the words in the names of their authors, not needfully of one.
  std::vector<PaperNumber> bylines;
  struct Name {
    std::string key;  // as byline_key() has it
    std::uint64_t papers = 0;
  };
  std::vector<Name> names;  // that begin with the whole of what is typed; those of most papers come first
};

struct SearchAnswer {
  std::vector<SearchHit> hits;
  std::uint64_t total = 0;     // papers that pass the filters and hold at least one word
  bool total_is_exact = true;  // false: at least so many
  // Papers with a vector, of all papers; the meaning arm did not look at the others.
  std::uint64_t vectors_done = 0;
  std::uint64_t vectors_of = 0;
  std::optional<Facets> facets;
  // With SearchSort::kDate the place of the last hit, from which the list goes on.
  std::optional<DatePlace> last;
  // What to mark in titles and abstracts: stems of plain words, folded forms of phrases and of `page`.
  std::vector<std::string> stems;
  std::vector<std::string> folded;
  // The needs into which the query was taken apart, as they were typed; none where it is one.
  std::vector<std::string> aspects;
  // The author whose papers come first, as the query names them; empty where it names none.
  std::string author;
  bool truncated = false;  // a limit left words of the query out
  // With `correct_spelling`: the query that was answered instead.
  std::optional<CorrectedQuery> corrected;
};

// To what papers are to be similar, and which of them are wanted.
struct SimilarOptions {
  std::vector<PaperNumber> papers;  // inputs that are papers; they are never in the answer
  std::vector<PaperText> texts;     // of these papers in their order, then further inputs; all readable
  // kRelevance: the most similar first. Else the kSimilarSortedMax most similar, in that order.
  SearchSort sort = SearchSort::kRelevance;
  std::size_t limit = 10;
  std::size_t offset = 0;          // nothing lies beyond kPoolMax
  IdResolver resolve_id = {};      // for ids in the filter
  QueryEncoder encode_query = {};  // for inputs without a stored vector
};

struct SimilarHit {
  PaperNumber paper;
  double score = 0;               // words + meaning
  double words = 0;               // normalised over the candidates, and weighed
  double meaning = 0;             // likewise; 0 without vectors
  std::optional<double> cosine;   // with the two nearest inputs, in the mean
  std::vector<std::string> said;  // words in common, the most telling first, as the inputs write them
};

struct SimilarAnswer {
  std::vector<SimilarHit> hits;
  std::uint64_t total = 0;         // hits that can be paged through
  bool by_meaning = false;         // vectors had a say
  std::vector<std::string> stems;  // what to mark: words that were looked for
};

// Immutable but for a cache of evaluated filters, which a mutex guards; any number of threads may ask.
// Made anew for each snapshot.
class Searcher {
 public:
  // `meaning` may be null: then there are only words.
  explicit Searcher(std::shared_ptr<const index::Snapshot> snapshot,
                    std::shared_ptr<const Meaning> meaning = nullptr, RankingParameters ranking = {});
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // kDamaged if a file of the index was not as written (nothing of it is in an answer), kUnsupported
  // for kSemantic, and whatever `resolve_id` fails with.
  Result<SearchAnswer> search(const Query& query, const SearchOptions& options) const;

  // All matches of the query in the order of paper numbers, without ranking: what `export` walks.
  Result<std::vector<PaperNumber>> all_matches(const Query& query, const SearchOptions& options) const;

  // Every name that has papers, by name. kDamaged as for search(); linear in the papers.
  Result<std::vector<CategoryCount>> category_counts() const;

  // ORCID iDs beside a name, or names beside an ORCID iD, as `byline:` takes either: those of most papers
  // first, at most kBylinePartnersMax. kDamaged as for search().
  Result<std::vector<BylinePartner>> byline_partners(std::string_view author) const;

  // Papers that name an organization, in no order. kDamaged as for search(); linear in the papers.
  Result<std::vector<PaperNumber>> papers_with_organization() const;

  // kDamaged as for search(). `analyzer` is used by this call alone.
  Result<Completion> complete(std::string_view typed, text::Analyzer& analyzer) const;
  // How many papers `byline:` and `category:` find with one name; deleted ones that are still there count.
  std::uint64_t papers_of_byline(std::string_view author) const;
  std::uint64_t papers_of_category(std::string_view category) const;

  // Papers like the inputs of `options` that match `filter`, of which a blank one lets everything through.
  // Errors as of search(). `analyzer` is used by this call alone.
  Result<SimilarAnswer> similar(const Query& filter, const SimilarOptions& options,
                                text::Analyzer& analyzer) const;

  // The stored vectors of papers as they are now, in their order, all of one model; an empty one where there
  // is none. kDamaged as for search().
  Result<std::vector<std::vector<float>>> vectors_of(std::span<const PaperNumber> papers) const;

  const index::Snapshot& snapshot() const;
  // Of the record, up to which the snapshot was made.
  Revision revision() const;
  // Changes whenever other vectors are searched; 0 without any.
  std::uint64_t vectors_generation() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_SEARCHER_H_
