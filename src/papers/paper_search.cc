// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_search.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "base/date.h"
#include "papers/category_expression.h"
#include "papers/paper_view.h"
#include "search/query.h"
#include "text/analyzer.h"
#include "text/ids.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

// Code points of the passage of an abstract: three lines of a wide terminal.
constexpr std::size_t kPassageCharsMax = 300;

// The papers of the ids in the order asked for, each once.
Result<std::vector<PaperNumber>> papers_of_ids(store::Record& record, const std::vector<std::string>& ids) {
  std::vector<PaperNumber> numbers;
  for (const std::string& id : ids) {
    TRY(const std::vector<PaperNumber> resolved, id_resolver(record)(id));
    for (const PaperNumber number : resolved) {
      if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
    }
  }
  return numbers;
}

Result<void> answer_ids(store::Record& record, const std::vector<std::string>& ids,
                        const PaperSearchRequest& request, text::Analyzer& analyzer,
                        PaperSearchResponse& response) {
  TRY(const std::vector<PaperNumber> numbers, papers_of_ids(record, ids));
  response.total = numbers.size();
  const auto wanted = std::span<const PaperNumber>(numbers).subspan(std::min(request.offset, numbers.size()));
  TRY(store::PapersRead read, of_record(record.papers(wanted.first(std::min(request.limit, wanted.size())))));
  log_unreadable(read);
  for (store::PaperView& view : read.views) {
    FoundPaper paper = found_paper(std::move(view), analyzer, {});
    paper.score = 1;
    if (request.explain) paper.why.push_back({"id", 1, "asked for by its id"});
    response.results.push_back(std::move(paper));
  }
  return {};
}

search::SearchOptions options_of(store::Record& record, const PaperSearchRequest& request) {
  search::SearchOptions options;
  options.mode = request.mode;
  options.sort = request.sort;
  options.limit = request.limit;
  options.offset = request.offset;
  options.facets = request.facets;
  options.explain = request.explain;
  options.correct_spelling = !request.verbatim;
  options.aspects = !request.whole;
  options.names = !request.whole;
  options.resolve_id = id_resolver(record);
  options.encode_query = request.encode_query;
  options.text_of = [&record](std::span<const PaperNumber> papers) { return readable_texts(record, papers); };
  return options;
}

Result<void> answer_words(store::Record& record, const search::Searcher& searcher, const search::Query& query,
                          const PaperSearchRequest& request, text::Analyzer& analyzer,
                          PaperSearchResponse& response) {
  TRY(search::SearchAnswer answer, searcher.search(query, options_of(record, request)));
  response.total = answer.total;
  response.total_is_exact = answer.total_is_exact;
  response.vectors_done = answer.vectors_done;
  response.vectors_of = answer.vectors_of;
  response.facets = std::move(answer.facets);
  response.truncated = answer.truncated;
  response.corrected = std::move(answer.corrected);
  response.aspects = std::move(answer.aspects);
  response.author = std::move(answer.author);

  text::MatchSet matches;
  for (const std::string& stem : answer.stems) matches.add_stem(stem);
  for (const std::string& folded : answer.folded) matches.add_folded(folded);
  std::vector<PaperNumber> numbers;
  for (const search::SearchHit& hit : answer.hits) numbers.push_back(hit.paper);
  TRY(auto views, shown_views(record, numbers));
  for (search::SearchHit& hit : answer.hits) {
    const auto view = views.find(hit.paper);
    if (view == views.end()) continue;
    FoundPaper paper = found_paper(std::move(view->second), analyzer, matches);
    paper.score = hit.score;
    paper.why = std::move(hit.why);
    response.results.push_back(std::move(paper));
  }
  return {};
}

void write_facet(std::string_view name, const std::vector<search::FacetValue>& values, JsonWriter& json) {
  json.key(name).begin_array();
  for (const search::FacetValue& value : values) {
    json.begin_object().key("value").value(value.value).key("count").value(value.count).end_object();
  }
  json.end_array();
}

}  // namespace

search::IdResolver id_resolver(store::Record& record) {
  return [&record](std::string_view id) -> Result<std::vector<PaperNumber>> {
    const std::optional<text::PaperIdText> parsed = text::parse_paper_id(id);
    if (!parsed) return std::vector<PaperNumber>{};
    TRY(const std::optional<PaperNumber> number, of_record(record.number_of(parsed->prefixed)));
    if (!number) return std::vector<PaperNumber>{};
    return std::vector<PaperNumber>{*number};
  };
}

Result<std::vector<search::PaperText>> readable_texts(store::Record& record,
                                                      std::span<const PaperNumber> papers) {
  TRY(const store::PapersRead read, of_record(record.papers(papers)));
  std::vector<search::PaperText> texts(papers.size());
  for (const store::PaperView& view : read.views) {
    const auto place = std::ranges::find(papers, view.number) - papers.begin();
    texts[static_cast<std::size_t>(place)] = {
        text::readable(view.title),
        text::readable(view.abstract.empty() ? view.short_summary : view.abstract)};
  }
  return texts;
}

Result<std::unordered_map<PaperNumber, store::PaperView>> shown_views(store::Record& record,
                                                                      std::span<const PaperNumber> papers) {
  TRY(store::PapersRead read, of_record(record.papers(papers)));
  log_unreadable(read);
  std::unordered_map<PaperNumber, store::PaperView> views;
  for (store::PaperView& view : read.views) {
    if (!view.withdrawn) views.emplace(view.number, std::move(view));
  }
  return views;
}

FoundPaper found_paper(store::PaperView view, text::Analyzer& analyzer, const text::MatchSet& matches) {
  FoundPaper paper;
  paper.id = printed_id(view);
  paper.title = text::highlight_all(text::readable(view.title), analyzer, matches);
  // What was indexed in the abstract's place is shown there too.
  const std::string& abstract = view.abstract.empty() ? view.short_summary : view.abstract;
  if (!abstract.empty()) {
    paper.abstract =
        text::best_passage(text::readable(abstract), analyzer, matches, {.chars_max = kPassageCharsMax});
  }
  paper.view = std::move(view);
  return paper;
}

void write_found_paper(const FoundPaper& paper, bool explained, JsonWriter& json) {
  json.begin_object().key("id").value(paper.id).key("title").value(paper.view.title);
  json.key("score").value(paper.score).key("published");
  if (paper.view.published) {
    json.value(format_partial_date(*paper.view.published));
  } else {
    json.null();
  }
  json.key("authors").begin_array();
  for (const std::string& author : paper.view.authors) json.value(author);
  json.end_array().key("votes").value(paper.view.upvotes()).key("highlights").begin_object();
  json.key("title");
  write_highlights(paper.title, json);
  json.key("abstract");
  write_highlights(paper.abstract, json);
  json.end_object();
  if (explained) {
    json.key("why");
    write_why(paper.why, json);
  }
  if (paper.because) {
    json.key("because");
    write_because(*paper.because, json);
  }
  json.end_object();
}

void write_because(const Because& because, JsonWriter& json) {
  json.begin_object().key("text").value(because.text).key("words").begin_array();
  for (const std::string& word : because.words) json.value(word);
  json.end_array().key("meaning");
  if (because.nearness) {
    json.value(*because.nearness);
  } else {
    json.null();
  }
  json.key("authors").begin_array();
  for (const std::string& author : because.authors) json.value(author);
  json.end_array().key("venue").value(because.venue).end_object();
}

Result<PaperSearchResponse> search_papers(store::Record& record, const search::Searcher* searcher,
                                          const PaperSearchRequest& request, text::Analyzer& analyzer) {
  const auto began = std::chrono::steady_clock::now();
  TRY(const search::Query query, search::Query::parse(request.query));
  PaperSearchResponse response;
  response.query = text::sanitize(request.query);
  response.mode = request.mode;
  response.offset = request.offset;
  response.explained = request.explain;
  if (searcher != nullptr) response.revision = searcher->revision();
  if (const std::vector<std::string> ids = query.ids(); !ids.empty()) {
    TRY_VOID(answer_ids(record, ids, request, analyzer, response));
  } else if (searcher != nullptr) {
    TRY_VOID(answer_words(record, *searcher, query, request, analyzer, response));
  }
  response.took_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  return response;
}

Result<std::vector<PaperNumber>> best_matches(store::Record& record, const search::Searcher* searcher,
                                              const PaperSearchRequest& request) {
  TRY(const search::Query query, search::Query::parse(request.query));
  std::vector<PaperNumber> numbers;
  if (const std::vector<std::string> ids = query.ids(); !ids.empty()) {
    TRY(numbers, papers_of_ids(record, ids));
    numbers.erase(numbers.begin(),
                  numbers.begin() + static_cast<std::ptrdiff_t>(std::min(request.offset, numbers.size())));
    numbers.resize(std::min(numbers.size(), request.limit));
  } else if (searcher != nullptr) {
    TRY(const search::SearchAnswer answer, searcher->search(query, options_of(record, request)));
    for (const search::SearchHit& hit : answer.hits) numbers.push_back(hit.paper);
  }
  return numbers;
}

Result<std::vector<PaperNumber>> matching_papers(store::Record& record, const search::Searcher* searcher,
                                                 std::string_view query_text) {
  TRY(const search::Query query, search::Query::parse(query_text));
  if (const std::vector<std::string> ids = query.ids(); !ids.empty()) {
    std::vector<PaperNumber> numbers;
    for (const std::string& id : ids) {
      TRY(const std::vector<PaperNumber> resolved, id_resolver(record)(id));
      numbers.insert(numbers.end(), resolved.begin(), resolved.end());
    }
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
  }
  if (searcher == nullptr) return std::vector<PaperNumber>{};
  search::SearchOptions options;
  options.resolve_id = id_resolver(record);
  return searcher->all_matches(query, options);
}

Result<std::vector<PaperNumber>> papers_of_categories(store::Record& record, const search::Searcher* searcher,
                                                      std::string_view expression) {
  TRY(const CategoryExpression read, read_category_expression(expression));
  return matching_papers(record, searcher, read.query);
}

void write_highlights(const text::Highlights& runs, JsonWriter& json) {
  json.begin_array();
  for (const text::HighlightRun& run : runs) {
    json.begin_object().key("type").value(run.highlight ? "highlight" : "text");
    json.key("text").value(run.text).end_object();
  }
  json.end_array();
}

void write_why(const std::vector<search::ScorePart>& why, JsonWriter& json) {
  json.begin_array();
  for (const search::ScorePart& part : why) {
    json.begin_object().key("part").value(part.part).key("value").value(part.value);
    json.key("text").value(part.text).end_object();
  }
  json.end_array();
}

void write_json(const PaperSearchResponse& response, JsonWriter& json) {
  json.begin_object().key("query").value(response.query);
  json.key("mode").value(search::search_mode_name(response.mode));
  json.key("total").value(response.total);
  json.key("total_is").value(response.total_is_exact ? "exact" : "at_least");
  json.key("offset").value(response.offset).key("took_ms").value(response.took_ms);
  json.key("revision").value(response.revision.value());
  json.key("vectors").begin_object().key("done").value(response.vectors_done);
  json.key("of").value(response.vectors_of).end_object();
  if (response.truncated) json.key("truncated").value(true);
  if (response.corrected) json.key("corrected").value(response.corrected->text);
  if (!response.aspects.empty()) {
    json.key("aspects").begin_array();
    for (const std::string& aspect : response.aspects) json.value(aspect);
    json.end_array();
  }
  if (!response.author.empty()) json.key("author").value(response.author);
  if (response.facets) {
    json.key("facets").begin_object();
    write_facet("category", response.facets->category, json);
    write_facet("year", response.facets->year, json);
    write_facet("source", response.facets->source, json);
    write_facet("venue", response.facets->venue, json);
    write_facet("organization", response.facets->organization, json);
    json.key("code").value(response.facets->code);
    json.end_object();
  }
  json.key("results").begin_array();
  for (const FoundPaper& paper : response.results) write_found_paper(paper, response.explained, json);
  json.end_array().end_object();
}

}  // namespace broadsheet::papers
