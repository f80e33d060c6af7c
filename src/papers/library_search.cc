// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/library_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "papers/paper_view.h"
#include "text/readable.h"

namespace broadsheet::papers {
namespace {

constexpr std::size_t kPapersRead = 500;
constexpr std::size_t kWordsMax = 64;  // of a question; further ones are not looked at

// What a word is worth by where it stands: the reader's own words say what a paper is to them.
constexpr double kInTitle = 3;
constexpr double kInOwnWords = 3;
constexpr double kInAuthors = 2;
constexpr double kInAbstract = 1;
// As BM25's k1: the tenth time that a word stands somewhere says little.
constexpr double kSaturation = 1.2;

struct Words {
  std::vector<std::string> stems;
  std::vector<bool> needed;
  text::WordFilter filter;
};

Words words_of(std::string_view question, text::Analyzer& analyzer) {
  Words words;
  for (const text::Token& token : analyzer.tokens(question)) {
    if (words.stems.size() == kWordsMax) break;
    if (std::ranges::find(words.stems, token.stem) != words.stems.end()) continue;
    words.stems.emplace_back(token.stem);
    words.needed.push_back(!text::is_function_word(token.folded));
    words.filter.add(token.stem);
  }
  // A question of such words alone is one for them.
  if (std::ranges::find(words.needed, true) == words.needed.end())
    words.needed.assign(words.needed.size(), true);
  return words;
}

// How often each word of the question stands in a paper, weighed by where.
class Matches {
 public:
  Matches(const Words& words, text::Analyzer& analyzer)
      : words_(words), analyzer_(analyzer), found_(words.stems.size()) {}

  void look_into(std::string_view text, double weight) {
    if (text.empty()) return;
    text::readable_into(text, readable_);
    for (const text::Token& token : analyzer_.tokens_like(readable_, words_.filter)) {
      if (token.stem.empty()) continue;
      const auto word = std::ranges::find(words_.stems, token.stem);
      if (word != words_.stems.end()) found_[static_cast<std::size_t>(word - words_.stems.begin())] += weight;
    }
  }

  bool has_all() const {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (words_.needed[i] && found_[i] == 0) return false;
    }
    return true;
  }
  std::vector<double> take() { return std::exchange(found_, std::vector<double>(found_.size())); }

 private:
  const Words& words_;
  text::Analyzer& analyzer_;
  std::vector<double> found_;
  std::string readable_;
};

bool has_tag(const KeptPaper& kept, std::string_view tag) {
  const std::string wanted = ascii_lower(tag);
  return std::ranges::any_of(kept.tags, [&](const std::string& one) { return ascii_lower(one) == wanted; });
}

bool passes(const KeptPaper& kept, const LibraryQuery& query) {
  if (query.state && kept.state != *query.state) return false;
  if (!query.tag.empty() && !has_tag(kept, query.tag)) return false;
  return !query.folder || std::ranges::find(kept.folders, *query.folder) != kept.folders.end();
}

struct Found {
  KeptPaper kept;
  std::vector<double> weights;  // by word
  double score = 0;
};

// In how many papers each word stands, of those that were looked into.
struct Frequencies {
  std::vector<double> papers;
  double all = 0;
};

void look_into(const store::PaperView& paper, const KeptPaper& kept,
               const std::map<store::FolderNumber, std::string_view>& titles, Matches& matches) {
  matches.look_into(paper.title, kInTitle);
  for (const std::string& name : paper.authors) matches.look_into(name, kInAuthors);
  matches.look_into(paper.abstract, kInAbstract);
  if (paper.abstract.empty()) matches.look_into(paper.short_summary, kInAbstract);
  matches.look_into(paper.venue, kInAbstract);
  matches.look_into(kept.note, kInOwnWords);
  for (const std::string& tag : kept.tags) matches.look_into(tag, kInOwnWords);
  for (const store::FolderNumber folder : kept.folders) {
    if (const auto title = titles.find(folder); title != titles.end())
      matches.look_into(title->second, kInOwnWords);
  }
}

Result<std::vector<Found>> find_words(store::Record& record, std::vector<KeptPaper> library,
                                      const std::map<store::FolderNumber, std::string_view>& titles,
                                      const Words& words, text::Analyzer& analyzer,
                                      Frequencies& frequencies) {
  std::vector<Found> found;
  Matches matches(words, analyzer);
  frequencies.papers.assign(words.stems.size(), 0);
  for (std::size_t at = 0; at < library.size(); at += kPapersRead) {
    const auto batch = std::span(library).subspan(at, std::min(kPapersRead, library.size() - at));
    std::vector<PaperNumber> numbers;
    for (const KeptPaper& kept : batch) numbers.push_back(kept.paper);
    TRY(const store::PapersRead read, record.papers(numbers));
    log_unreadable(read);
    // In the order asked for, some of them perhaps missing.
    auto kept = batch.begin();
    for (const store::PaperView& paper : read.views) {
      while (kept->paper != paper.number) ++kept;
      look_into(paper, *kept, titles, matches);
      const bool has_all = matches.has_all();
      std::vector<double> weights = matches.take();
      ++frequencies.all;
      for (std::size_t i = 0; i < weights.size(); ++i) frequencies.papers[i] += weights[i] > 0 ? 1 : 0;
      if (has_all) found.push_back({.kept = std::move(*kept), .weights = std::move(weights)});
    }
  }
  return found;
}

double score_of(const std::vector<double>& weights, const Frequencies& frequencies) {
  double score = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double rarity =
        std::log(1 + (frequencies.all - frequencies.papers[i] + 0.5) / (frequencies.papers[i] + 0.5));
    score += rarity * weights[i] / (weights[i] + kSaturation);
  }
  return score;
}

}  // namespace

Result<std::vector<KeptPaper>> search_library(store::Record& record, std::vector<KeptPaper> library,
                                              const std::vector<store::Folder>& folders,
                                              const LibraryQuery& query, text::Analyzer& analyzer) {
  std::erase_if(library, [&](const KeptPaper& kept) { return !passes(kept, query); });
  const Words words = words_of(query.words, analyzer);
  if (words.stems.empty()) return library;
  std::map<store::FolderNumber, std::string_view> titles;
  for (const store::Folder& folder : folders) titles.emplace(folder.number, folder.title);
  Frequencies frequencies;
  TRY(std::vector<Found> found, find_words(record, std::move(library), titles, words, analyzer, frequencies));
  for (Found& one : found) one.score = score_of(one.weights, frequencies);
  std::ranges::stable_sort(found, std::greater(), &Found::score);
  std::vector<KeptPaper> papers;
  papers.reserve(found.size());
  for (Found& one : found) papers.push_back(std::move(one.kept));
  return papers;
}

}  // namespace broadsheet::papers
