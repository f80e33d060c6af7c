// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/suggestions.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "papers/limits.h"
#include "papers/newest_papers.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "papers/taxonomy.h"
#include "search/byline_key.h"
#include "text/readable.h"

namespace broadsheet::papers {
namespace {

constexpr std::size_t kCategoriesSuggested = 2;
constexpr std::size_t kAuthorsSuggested = 3;
constexpr std::size_t kAuthorsInNote = 3;

bool begins_with(std::string_view text, std::string_view lower) {
  return take_prefix(text, lower);
}

// Whether the text, or what stands behind a blank in it, begins with what is typed.
bool has_word_beginning_with(std::string_view text, std::string_view lower) {
  if (begins_with(text, lower)) return true;
  const std::size_t blank = text.find(' ');
  return blank != std::string_view::npos && has_word_beginning_with(text.substr(blank + 1), lower);
}

void add_category(const search::Searcher& searcher, const Category& category, std::string_view lower,
                  std::vector<Suggestion>& suggestions) {
  if (!category.same_as.empty()) return;
  if (!begins_with(category.key, lower) && !has_word_beginning_with(category.name, lower)) return;
  const std::uint64_t papers = searcher.papers_of_category(category.key);
  if (papers == 0) return;
  suggestions.push_back({SuggestionKind::kCategory, std::string(category.name), std::string(category.key),
                         std::string(category.key), papers});
}

// Those whose key begins as it was typed, and among them those of most papers.
void keep_best(std::vector<Suggestion>& suggestions, std::string_view lower, std::size_t count) {
  std::ranges::stable_sort(suggestions, std::greater(), [&](const Suggestion& one) {
    return std::pair(begins_with(one.key, lower), one.papers);
  });
  suggestions.resize(std::min(suggestions.size(), count));
}

std::vector<Suggestion> categories(const search::Searcher& searcher, std::string_view lower) {
  std::vector<Suggestion> suggestions;
  for (const Field& field : all_fields()) {
    for (const Archive& archive : field.archives) {
      add_category(searcher, {archive.key, archive.name}, lower, suggestions);
      for (const Category& category : archive.categories)
        add_category(searcher, category, lower, suggestions);
    }
  }
  keep_best(suggestions, lower, kCategoriesSuggested);
  return suggestions;
}

// Whether each word that was typed begins a word of the name.
bool fits_name(const std::vector<std::string>& typed, std::string_view name, text::Analyzer& analyzer) {
  std::vector<std::string> words;
  for (const text::Token& token : analyzer.tokens(name)) words.emplace_back(token.folded);
  return std::ranges::all_of(typed, [&](const std::string& part) {
    return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(part); });
  });
}

// The name as the newest paper that has it writes it.
Result<std::string> written_name(store::Record& record, const search::Searcher& searcher,
                                 const std::string& key) {
  TRY(const NewestPapers newest, newest_papers(record, &searcher, "byline:\"" + key + "\"", "", 1));
  for (const store::PaperView& paper : newest.papers) {
    for (const std::string& author : paper.authors) {
      std::string name = text::readable(author);
      if (search::byline_key(name) == key) return name;
    }
  }
  return key;
}

// Names that fit: those that begin with what was typed, and those of the newest papers that have the words.
Result<std::vector<Suggestion>> authors(store::Record& record, const search::Searcher& searcher,
                                        const search::Completion& completion, std::string_view typed,
                                        text::Analyzer& analyzer) {
  std::vector<std::string> words;
  for (const text::Token& token : analyzer.tokens(typed)) words.emplace_back(token.folded);
  TRY(const store::PapersRead read, record.papers(completion.bylines));
  std::set<std::string> known;
  std::vector<Suggestion> suggestions;  // `key` as byline_key() has it, until the best are known
  const auto add = [&](std::string text, const std::string& key) {
    if (known.insert(key).second)
      suggestions.push_back(
          {SuggestionKind::kAuthor, std::move(text), key, {}, searcher.papers_of_byline(key)});
  };
  for (const store::PaperView& paper : read.views) {
    for (const std::string& author : paper.authors) {
      const std::string name = text::readable(author);
      if (fits_name(words, name, analyzer)) add(name, search::byline_key(name));
    }
  }
  for (const search::Completion::Name& name : completion.names) add("", name.key);
  keep_best(suggestions, search::byline_key(typed), kAuthorsSuggested);
  for (Suggestion& one : suggestions) {
    if (one.text.empty()) {
      TRY(one.text, written_name(record, searcher, one.key));
    }
    one.key = one.text;
  }
  return suggestions;
}

Result<std::vector<Suggestion>> titles(store::Record& record, const search::Completion& completion,
                                       std::string_view lower, std::size_t count) {
  TRY(store::PapersRead read, record.papers(completion.titles));
  std::erase_if(read.views, [](const store::PaperView& paper) { return paper.withdrawn; });
  // A title that begins as it was typed is more probably meant.
  std::stable_partition(read.views.begin(), read.views.end(), [&](const store::PaperView& paper) {
    return begins_with(text::readable(paper.title), lower);
  });
  std::vector<Suggestion> suggestions;
  for (const store::PaperView& paper : read.views) {
    if (suggestions.size() == count) break;
    suggestions.push_back({SuggestionKind::kPaper, readable_title(paper), printed_id(paper),
                           authors_line(paper, kAuthorsInNote), 0});
  }
  return suggestions;
}

}  // namespace

std::string_view suggestion_kind_name(SuggestionKind kind) {
  switch (kind) {
    case SuggestionKind::kCategory:
      return "category";
    case SuggestionKind::kAuthor:
      return "author";
    case SuggestionKind::kPaper:
      return "paper";
  }
  return {};
}

Result<std::vector<Suggestion>> suggest(store::Record& record, const search::Searcher* searcher,
                                        std::string_view typed, std::size_t limit, text::Analyzer& analyzer) {
  // A blank behind the last word stays: it says that the word is whole.
  typed.remove_prefix(std::min(typed.find_first_not_of(" \t\r\n"), typed.size()));
  if (searcher == nullptr || typed.size() < kTypedBytesMin || typed.size() > kTypedBytesMax)
    return std::vector<Suggestion>();
  const std::string lower = ascii_lower(typed);
  std::vector<Suggestion> all = categories(*searcher, lower);
  TRY(const search::Completion completion, searcher->complete(typed, analyzer));
  TRY(std::vector<Suggestion> names, authors(record, *searcher, completion, typed, analyzer));
  std::ranges::move(names, std::back_inserter(all));
  all.resize(std::min(all.size(), limit));
  TRY(std::vector<Suggestion> papers, titles(record, completion, lower, limit - all.size()));
  std::ranges::move(papers, std::back_inserter(all));
  return all;
}

void write_json(std::string_view typed, const std::vector<Suggestion>& suggestions, JsonWriter& json) {
  json.begin_object().key("q").value(typed).key("suggestions").begin_array();
  for (const Suggestion& one : suggestions) {
    json.begin_object().key("kind").value(suggestion_kind_name(one.kind)).key("text").value(one.text);
    json.key("key").value(one.key).key("note").value(one.note);
    if (one.papers > 0) json.key("papers").value(one.papers);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace broadsheet::papers
