// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/telling_words.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/ascii.h"
#include "index/inverted_field.h"
#include "search/statistics.h"

namespace broadsheet::search {
namespace {

// "Networks" at the beginning of a sentence is "networks", but "BERT" and "PageRank" are names.
std::string plain_case(std::string_view form) {
  std::string plain(form);
  const bool name = std::any_of(form.begin() + (form.empty() ? 0 : 1), form.end(),
                                [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!name && !plain.empty()) plain.front() = ascii_lower(plain.front());
  return plain;
}

std::string most_frequent(const std::map<std::string, std::uint32_t, std::less<>>& forms) {
  const auto best = std::max_element(forms.begin(), forms.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == forms.end() ? std::string() : best->first;
}

}  // namespace

void TellingWords::add(const PaperText& text, double share) {
  const double length = count(text.title, kTitleTimes) + count(text.abstract, 1);
  const double average = std::max(live_average(snapshot_, body_), 1.0);
  const double norm = ranking_.k1 * (1 - ranking_.b + ranking_.b * length / average);
  for (auto& [stem, word] : words_) {
    if (word.in_text == 0) continue;
    word.share += share * word.in_text / (word.in_text + norm);
    word.in_text = 0;
  }
}

// Gives the length, in words.
double TellingWords::count(std::string_view text, double times) {
  double length = 0;
  for (const text::Token& token : analyzer_.tokens(text)) {
    length += times;
    if (text::is_function_word(token.folded)) continue;
    auto at = words_.find(token.stem);
    if (at == words_.end()) at = words_.emplace(std::string(token.stem), Word{}).first;
    at->second.in_text += times;
    ++at->second.forms[plain_case(text.substr(token.begin, token.end - token.begin))];
  }
  return length;
}

std::uint64_t TellingWords::papers_with(std::string_view stem) const {
  std::uint64_t df = 0;
  for (const index::SegmentView& segment : snapshot_.segments()) {
    const index::InvertedField* body = segment.fields[body_];
    if (body == nullptr) continue;
    if (const auto info = body->find(stem)) df += info->df;
  }
  return df == 0 ? 0 : snapshot_.live_df(body_, stem, df);
}

std::vector<TellingWord> TellingWords::best(std::size_t count, std::uint64_t papers_min) const {
  using Entry = std::pair<const std::string, Word>;
  using Found = std::pair<double, const Entry*>;
  const auto better = [](const Found& one, const Found& other) {
    return one.first != other.first ? one.first > other.first : one.second->first < other.second->first;
  };
  std::vector<const Entry*> order;
  for (const Entry& entry : words_) order.push_back(&entry);
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [](const Entry* entry) { return entry->second.share; });
  // Looking a word up costs most: it is not done where even the rarest word would not be among the best.
  const std::uint64_t rarest = std::max<std::uint64_t>(1, papers_min);
  const double idf_max = inverse_document_frequency(snapshot_.live_documents(), rarest);
  std::vector<Found> best;  // a heap, the least telling at its front
  for (const Entry* entry : order) {
    if (best.size() == count && (count == 0 || entry->second.share * idf_max < best.front().first)) break;
    const std::uint64_t df = papers_with(entry->first);
    if (df < rarest) continue;
    const double idf = inverse_document_frequency(snapshot_.live_documents(), df);
    best.emplace_back(entry->second.share * idf, entry);
    std::ranges::push_heap(best, better);
    if (best.size() <= count) continue;
    std::ranges::pop_heap(best, better);
    best.pop_back();
  }
  std::ranges::sort_heap(best, better);
  std::vector<TellingWord> words;
  for (const auto& [weight, entry] : best)
    words.push_back({entry->first, most_frequent(entry->second.forms), weight});
  return words;
}

}  // namespace broadsheet::search
