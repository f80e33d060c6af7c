// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/similar_papers.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <set>
#include <utility>

#include "papers/paper_view.h"
#include "search/limits.h"
#include "search/query.h"
#include "text/ids.h"
#include "text/prose.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

// Of a collaboration of thousands the first are compared.
constexpr std::size_t kAuthorsCompared = 50;
constexpr std::size_t kAuthorsSaid = 2;

// The papers of the ids, each once.
Result<std::vector<store::PaperView>> read_inputs(store::Record& record,
                                                  const std::vector<std::string>& ids) {
  std::vector<store::PaperView> inputs;
  for (const std::string& id : ids) {
    const auto parsed = text::parse_paper_id(id);
    if (!parsed) {
      return Error(ErrorCode::kInvalid,
                   "not the id of a paper: " + id +
                       ": write one like 2608.01234, acl:2024.acl-long.12 or doi:10.1000/x");
    }
    TRY(std::optional<store::PaperView> paper, of_record(record.paper_by_id(parsed->prefixed)));
    if (!paper) return Error(ErrorCode::kNotFound, "no paper has this id: " + id);
    if (std::ranges::find(inputs, paper->number, &store::PaperView::number) == inputs.end())
      inputs.push_back(*std::move(paper));
  }
  return inputs;
}

Result<void> check(const SimilarRequest& request) {
  if (request.ids.empty() && request.text.empty())
    return Error(ErrorCode::kInvalid, "name at least one paper, or give a text");
  if (request.ids.size() > search::kSimilarPapersMax) {
    return Error(ErrorCode::kInvalid,
                 "papers can be similar to " + std::to_string(search::kSimilarPapersMax) + " at most");
  }
  if (request.text.size() > search::kSimilarTextBytesMax) {
    return Error(ErrorCode::kTooLarge, "the text has more than " +
                                           std::to_string(search::kSimilarTextBytesMax >> 20) +
                                           " MiB: give a part of it");
  }
  return {};
}

// What the inputs are known by besides their words.
class Company {
 public:
  Company(const std::vector<store::PaperView>& inputs, text::Analyzer& analyzer) : analyzer_(analyzer) {
    for (const store::PaperView& input : inputs) {
      for (const std::string& author : compared(input)) authors_.insert(name_key(author));
      if (!input.venue.empty()) venues_.insert(input.venue);
    }
  }

  void find_in(const store::PaperView& paper, Because& because) {
    for (const std::string& author : compared(paper)) {
      const std::string key = name_key(author);
      if (!key.empty() && authors_.contains(key)) because.authors.push_back(text::readable(author));
    }
    if (venues_.contains(paper.venue)) because.venue = text::readable(paper.venue);
  }

 private:
  static std::span<const std::string> compared(const store::PaperView& paper) {
    return std::span(paper.authors).first(std::min(paper.authors.size(), kAuthorsCompared));
  }

  // The words of the name, folded, in an order of their own: "Kowalczyk, Łukasz" is "Lukasz Kowalczyk".
  std::string name_key(const std::string& author) {
    std::set<std::string> words;
    for (const text::Token& token : analyzer_.tokens(text::readable(author))) words.emplace(token.folded);
    std::string key;
    for (const std::string& word : words) key += word + " ";
    return key;
  }

  text::Analyzer& analyzer_;
  std::set<std::string> authors_;
  std::set<std::string> venues_;
};

std::string listed(const std::vector<std::string>& texts, std::size_t shown_max) {
  std::string all;
  const std::size_t shown = std::min(texts.size(), shown_max);
  for (std::size_t i = 0; i < shown; ++i) all.append(i == 0 ? "" : ", ").append(texts[i]);
  if (texts.size() > shown) all += " and others";
  return all;
}

// "shares tides, harbours · meaning .71 · also by Jun Tae Roh · also in ACL 2024".
std::string because_text(const Because& because) {
  std::string line;
  const auto add = [&line](const std::string& part) { line.append(line.empty() ? "" : " · ").append(part); };
  if (!because.words.empty()) add("shares " + listed(because.words, because.words.size()));
  if (because.nearness) {
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%.2f", *because.nearness);
    add(std::string("nearness in meaning ") + number.data());
  }
  if (!because.authors.empty()) add("also by " + listed(because.authors, kAuthorsSaid));
  if (!because.venue.empty()) add("also in " + because.venue);
  return line;
}

std::vector<search::ScorePart> parts_of(const search::SimilarHit& hit) {
  return {{"words", hit.words, "telling words of the inputs, how often and how rare"},
          {"meaning", hit.meaning,
           hit.cosine ? "how near its meaning is to the two nearest inputs"
                      : "not known: taken as middling where others are"}};
}

Result<void> answer(store::Record& record, const search::Searcher& searcher, const SimilarRequest& request,
                    text::Analyzer& analyzer, SimilarResponse& response) {
  TRY(const search::Query filter, search::Query::parse(request.filter));
  search::SimilarOptions options;
  options.sort = request.sort;
  options.limit = request.limit;
  options.offset = request.offset;
  options.resolve_id = id_resolver(record);
  options.encode_query = request.encode_query;
  for (const store::PaperView& input : response.inputs) options.papers.push_back(input.number);
  TRY(options.texts, readable_texts(record, options.papers));
  if (!request.text.empty()) {
    text::Prose prose = text::prose_of(request.text);
    options.texts.push_back({std::move(prose.title), std::move(prose.body)});
  }
  TRY(search::SimilarAnswer found, searcher.similar(filter, options, analyzer));
  response.total = found.total;
  response.by_meaning = found.by_meaning;

  text::MatchSet matches;
  for (const std::string& stem : found.stems) matches.add_stem(stem);
  Company company(response.inputs, analyzer);
  std::vector<PaperNumber> numbers;
  for (const search::SimilarHit& hit : found.hits) numbers.push_back(hit.paper);
  TRY(auto views, shown_views(record, numbers));
  for (search::SimilarHit& hit : found.hits) {
    const auto view = views.find(hit.paper);
    if (view == views.end()) continue;
    FoundPaper paper = found_paper(std::move(view->second), analyzer, matches);
    paper.score = hit.score;
    if (request.explain) paper.why = parts_of(hit);
    Because because{
        .words = std::move(hit.said), .nearness = hit.cosine, .authors = {}, .venue = {}, .text = {}};
    company.find_in(paper.view, because);
    because.text = because_text(because);
    paper.because = std::move(because);
    response.results.push_back(std::move(paper));
  }
  return {};
}

}  // namespace

Result<SimilarResponse> similar_papers(store::Record& record, const search::Searcher* searcher,
                                       const SimilarRequest& request, text::Analyzer& analyzer) {
  const auto began = std::chrono::steady_clock::now();
  TRY_VOID(check(request));
  SimilarResponse response;
  TRY(response.inputs, read_inputs(record, request.ids));
  response.with_text = !request.text.empty();
  response.filter = text::sanitize(request.filter);
  response.sort = request.sort;
  response.offset = request.offset;
  response.explained = request.explain;
  if (searcher != nullptr) {
    response.revision = searcher->revision();
    TRY_VOID(answer(record, *searcher, request, analyzer, response));
  }
  response.took_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  return response;
}

std::optional<search::SearchSort> parse_similar_sort(std::string_view text) {
  if (text == "similarity") return search::SearchSort::kRelevance;
  return text == "relevance" ? std::nullopt : search::parse_search_sort(text);
}

std::string_view similar_sort_name(search::SearchSort sort) {
  return sort == search::SearchSort::kRelevance ? "similarity" : search::search_sort_name(sort);
}

void write_json(const SimilarResponse& response, JsonWriter& json) {
  json.begin_object().key("inputs").begin_array();
  for (const store::PaperView& input : response.inputs) json.value(printed_id(input));
  json.end_array().key("text").value(response.with_text).key("filter").value(response.filter);
  json.key("sort").value(similar_sort_name(response.sort));
  json.key("total").value(response.total).key("offset").value(response.offset);
  json.key("took_ms").value(response.took_ms).key("revision").value(response.revision.value());
  json.key("by_meaning").value(response.by_meaning).key("results").begin_array();
  for (const FoundPaper& paper : response.results) write_found_paper(paper, response.explained, json);
  json.end_array().end_object();
}

}  // namespace broadsheet::papers
