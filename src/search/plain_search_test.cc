// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The slow twin of the searcher (testing.h), linked into the tests only. It follows
// docs/use/search.md word by word and is meant to be read beside it, not to be fast.

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "search/byline_key.h"
#include "search/testing.h"

namespace broadsheet::search::testing {
namespace {

enum { kBody, kExact, kAuthor };  // the fields that score

std::vector<std::string> forms(text::Analyzer& analyzer, const std::string& text, bool stems) {
  std::vector<std::string> words;
  for (const text::Token& token : analyzer.tokens(text))
    words.emplace_back(stems ? token.stem : token.folded);
  return words;
}

bool has_word(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

bool has_run(const std::vector<std::string>& words, const std::vector<std::string>& run) {
  return std::search(words.begin(), words.end(), run.begin(), run.end()) != words.end();
}

double count_of(const std::vector<std::string>& words, const std::string& word) {
  return static_cast<double>(std::ranges::count(words, word));
}

// All words of a field, as its length counts them.
std::vector<std::string> field_words(const ReadPaper& paper, int field) {
  std::vector<std::string> words;
  const auto add = [&](const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  if (field == kBody) {
    for (int i = 0; i < kTitleTimes; ++i) add(paper.title_stems);
    add(paper.abstract_stems);
  } else if (field == kExact) {
    add(paper.title_folded);
    add(paper.abstract_folded);
  } else {
    for (const auto& name : paper.names) add(name);
  }
  return words;
}

bool in_category(const ReadPaper& paper, const std::string& name) {
  return std::ranges::any_of(paper.paper.categories, [&](const std::string& category) {
    const std::string folded = keyword(category);
    return folded == name || folded.substr(0, folded.find('.')) == name;
  });
}

bool in_categories(const ReadPaper& paper, const std::vector<CategoryStep>& steps) {
  bool in = !steps.front().add;
  for (const CategoryStep& step : steps) {
    if (in_category(paper, step.name)) in = step.add;
  }
  return in;
}

bool in_dates(const ReadPaper& paper, const DateRange& range) {
  using namespace std::chrono;
  if (!paper.paper.published) return false;
  const PartialDate& date = *paper.paper.published;
  const year_month_day first{date.day};
  Day end = date.day;
  if (date.precision == DatePrecision::kMonth) end = sys_days{first.year() / first.month() / last};
  if (date.precision == DatePrecision::kYear) end = sys_days{first.year() / December / last};
  return date.day >= range.from && end <= range.to;
}

std::size_t smallest_window(const std::vector<std::string>& text, const std::vector<std::string>& words) {
  for (std::size_t size = words.size(); size <= text.size(); ++size) {
    for (std::size_t begin = 0; begin + size <= text.size(); ++begin) {
      const std::vector<std::string> window(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                            text.begin() + static_cast<std::ptrdiff_t>(begin + size));
      if (std::ranges::all_of(words, [&](const std::string& word) { return has_word(window, word); })) {
        return size;
      }
    }
  }
  return 0;
}

bool is_text(const Node& node) {
  if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase)
    return node.field != QueryField::kAuthor;
  return std::ranges::any_of(node.children, is_text);
}

}  // namespace

PlainSearch::PlainSearch(const std::vector<TestPaper>& papers) {
  for (const TestPaper& paper : papers) {
    ReadPaper read;
    read.paper = paper;
    read.title_stems = forms(analyzer_, paper.title, true);
    read.title_folded = forms(analyzer_, paper.title, false);
    read.abstract_stems = forms(analyzer_, paper.abstract, true);
    read.abstract_folded = forms(analyzer_, paper.abstract, false);
    for (const std::string& name : paper.authors) read.names.push_back(forms(analyzer_, name, false));
    papers_.push_back(std::move(read));
  }
}

std::vector<PlainSearch::Word> PlainSearch::words(const Query& query) const {
  std::vector<Word> found;
  const auto visit = [&](const auto& self, const Node& node) -> void {
    if (node.occur == Presence::kMustNot) return;
    if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
      for (const text::Token& token : analyzer_.tokens(node.text)) {
        const auto same = std::ranges::find_if(found, [&](const Word& word) {
          return word.folded == token.folded && word.stem == token.stem && word.scope == node.field;
        });
        if (same != found.end()) {
          ++same->times;
        } else {
          found.push_back({std::string(token.folded), std::string(token.stem), node.field, 1});
        }
      }
    }
    for (const Node& child : node.children) self(self, child);
  };
  visit(visit, query.root());
  return found;
}

std::optional<bool> PlainSearch::holds(const Node& node, const ReadPaper& paper) const {
  const std::vector<std::string> stems = forms(analyzer_, node.text, true);
  const std::vector<std::string> folded = forms(analyzer_, node.text, false);
  switch (node.kind) {
    case NodeKind::kWord:
    case NodeKind::kPhrase: {
      if (folded.empty()) return std::nullopt;
      const bool phrase = node.kind == NodeKind::kPhrase;
      if (node.field == QueryField::kAuthor) {
        return std::ranges::any_of(paper.names, [&](const auto& name) {
          return std::ranges::all_of(folded, [&](const auto& word) { return has_word(name, word); });
        });
      }
      if (phrase) {
        const bool title = node.field != QueryField::kAbstract && has_run(paper.title_folded, folded);
        const bool abstract = node.field != QueryField::kTitle && has_run(paper.abstract_folded, folded);
        const bool name = node.field == QueryField::kAnywhere &&
                          std::ranges::any_of(paper.names, [&](const auto& n) { return has_run(n, folded); });
        return title || abstract || name;
      }
      for (std::size_t i = 0; i < folded.size(); ++i) {
        bool here = node.field == QueryField::kAbstract ? has_word(paper.abstract_folded, folded[i])
                    : node.field == QueryField::kTitle  ? has_word(paper.title_stems, stems[i])
                                                        : has_word(field_words(paper, kBody), stems[i]) ||
                                                             has_word(field_words(paper, kAuthor), folded[i]);
        if (!here) return false;
      }
      return true;
    }
    case NodeKind::kKeyword: {
      std::set<std::string> all;
      const auto add = [&](const std::vector<std::string>& values) {
        all.insert(values.begin(), values.end());
      };
      if (node.field == QueryField::kByline) {
        for (const auto& author : paper.paper.authors) all.insert(byline_key(author));
        return all.contains(byline_key(node.text));
      }
      if (node.field == QueryField::kOrg) {
        for (const auto& org : paper.paper.orgs) add(name_keywords(org, analyzer_));
      } else if (node.field == QueryField::kVenue) {
        for (const auto& venue : paper.paper.venues) add(name_keywords(venue, analyzer_));
        if (in_category(paper, keyword(node.text))) return true;
      } else if (node.field == QueryField::kSource) {
        for (const auto& source : paper.paper.sources) add(source_keywords(source));
      } else {
        for (const auto& has : paper.paper.has) all.insert(keyword(has));
      }
      return all.contains(keyword(node.text)) ||
             (!folded.empty() && std::ranges::all_of(folded, [&](const auto& w) { return all.contains(w); }));
    }
    case NodeKind::kCategory:
      return in_categories(paper, node.categories);
    case NodeKind::kDate:
      return in_dates(paper, node.dates);
    case NodeKind::kId:
      return node.text == std::to_string(paper.paper.number);
    case NodeKind::kAny: {
      std::optional<bool> any;
      for (const Node& child : node.children) {
        const std::optional<bool> one = holds(child, paper);
        if (one) any = any.value_or(false) || (*one != (child.occur == Presence::kMustNot));
      }
      return any;
    }
    case NodeKind::kAll:
      return holds_all(node, paper, false);
  }
  return std::nullopt;
}

std::optional<bool> PlainSearch::holds_all(const Node& node, const ReadPaper& paper, bool top) const {
  std::optional<bool> required;
  std::optional<bool> plain;
  bool requires_text = false;
  for (const Node& child : node.children) {
    if (child.occur == Presence::kShould && top) continue;
    const std::optional<bool> one = holds(child, paper);
    if (!one) continue;
    if (child.occur == Presence::kShould) {
      plain = plain.value_or(false) || *one;
    } else {
      required = required.value_or(true) && (*one != (child.occur == Presence::kMustNot));
      requires_text = requires_text || (child.occur == Presence::kMust && is_text(child));
    }
  }
  if (plain && !requires_text) return required.value_or(true) && *plain;
  return required;
}

double PlainSearch::bm25(const FieldRanking& ranking, double weight, const std::string& term, int field,
                         const ReadPaper& paper) const {
  const double tf = count_of(field_words(paper, field), term);
  if (tf == 0) return 0;
  double df = 0;
  double tokens = 0;
  for (const ReadPaper& other : papers_) {
    df += has_word(field_words(other, field), term) ? 1 : 0;
    tokens += static_cast<double>(field_words(other, field).size());
  }
  const double n = static_cast<double>(papers_.size());
  const double average = tokens / n;
  const double length = static_cast<double>(field_words(paper, field).size());
  const double idf = std::log(1 + (n - df + .5) / (df + .5));
  return weight * idf * tf / (tf + ranking.k1 * (1 - ranking.b + ranking.b * length / average));
}

double PlainSearch::lexical_score(const std::vector<Word>& words, const ReadPaper& paper) const {
  const RankingParameters ranking;
  const bool all_function =
      std::ranges::all_of(words, [](const Word& w) { return text::is_stop_word(w.folded); });
  double sum = 0;
  for (const Word& word : words) {
    const bool function = !all_function && text::is_stop_word(word.folded);
    const double weight = word.times * (function ? ranking.function_word_weight : 1);
    if (word.scope != QueryField::kAuthor) {
      sum += bm25(ranking.body, weight * ranking.body.weight, word.stem, kBody, paper);
    }
    if (word.scope == QueryField::kAnywhere || word.scope == QueryField::kAuthor) {
      sum += bm25(ranking.author, weight * ranking.author.weight, word.folded, kAuthor, paper);
    }
  }
  return sum;
}

// Null unless the paper has all the words.
std::optional<double> PlainSearch::page_score(const std::vector<Word>& words, const ReadPaper& paper) const {
  std::vector<std::string> distinct;
  for (const Word& word : words) {
    if (word.scope != QueryField::kAuthor && !has_word(distinct, word.folded))
      distinct.push_back(word.folded);
  }
  if (distinct.empty()) return std::nullopt;
  const double count = static_cast<double>(distinct.size());
  double terms = 0;
  double in_title = 0;
  for (const std::string& word : distinct) {
    if (!has_word(field_words(paper, kExact), word)) return std::nullopt;
    terms += bm25(RankingParameters().exact, 1, word, kExact, paper);
    in_title += has_word(paper.title_folded, word) ? 1 : 0;
  }
  double nearness = 0;
  for (const auto* text : {&paper.title_folded, &paper.abstract_folded}) {
    const std::size_t window = smallest_window(*text, distinct);
    if (window == 0 || distinct.size() < 2) continue;
    nearness = std::max(nearness, window == distinct.size()       ? 2.0
                                  : window <= 2 * distinct.size() ? 1.0
                                                                  : 0.0);
  }
  return 1000 + 100 * nearness + 50 * in_title / count + 50 / count * (terms / (1 + terms));
}

std::vector<PlainSearch::Match> PlainSearch::all(const Query& query, const SearchOptions& options) const {
  const std::vector<Word> asked = words(query);
  bool requires_text = false;
  bool says_something = query.blank() || !asked.empty();
  for (const Node& child : query.root().children) {
    if (child.occur == Presence::kMust && is_text(child) && !papers_.empty() && holds(child, papers_[0])) {
      requires_text = true;
    }
  }
  std::vector<Match> matches;
  for (const ReadPaper& paper : papers_) {
    const std::optional<bool> allowed = holds_all(query.root(), paper, true);
    says_something = says_something || allowed.has_value();
    if (!allowed.value_or(true)) continue;
    double score = asked.empty() ? 0 : lexical_score(asked, paper);
    if (!asked.empty() && score == 0 && !requires_text) continue;
    const bool page = options.mode == SearchMode::kPage && options.sort == SearchSort::kRelevance;
    if (page) score = page_score(asked, paper).value_or(score);
    const std::int64_t day =
        paper.paper.published ? paper.paper.published->day.time_since_epoch().count() : INT64_MIN;
    matches.push_back({paper.paper.number, score, day, paper.paper.votes});
  }
  if (!says_something) return {};
  const bool by_column = asked.empty() || options.sort != SearchSort::kRelevance;
  const bool by_votes = options.sort == SearchSort::kVotes;
  std::ranges::sort(matches, [&](const Match& one, const Match& other) {
    if (!by_column) return std::tuple(-one.score, one.number) < std::tuple(-other.score, other.number);
    return std::tuple(by_votes ? one.votes : 0, one.day, one.number) >
           std::tuple(by_votes ? other.votes : 0, other.day, other.number);
  });
  return matches;
}

}  // namespace broadsheet::search::testing
