// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>

#include "text/analyzer.h"

namespace broadsheet::text {
namespace {

// clang-format off
constexpr auto kStopWords = std::to_array<std::string_view>({
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no",
    "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this",
    "to", "was", "will", "with"});

constexpr auto kFunctionWords = std::to_array<std::string_view>({
    "a", "about", "above", "after", "again", "against", "all", "also", "although", "am", "an", "and",
    "any", "are", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both",
    "but", "by", "can", "cannot", "could", "did", "do", "does", "doing", "down", "during", "each",
    "either", "few", "for", "from", "further", "had", "has", "have", "having", "he", "her", "here",
    "hers", "him", "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "itself",
    "just", "may", "me", "might", "more", "most", "much", "must", "my", "neither", "no", "nor", "not",
    "now", "of", "off", "on", "once", "only", "onto", "or", "other", "our", "out", "over", "own", "per",
    "rather", "shall", "she", "should", "since", "so", "some", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "through", "thus", "to", "too", "under",
    "until", "up", "upon", "us", "very", "via", "was", "we", "were", "what", "when", "where", "whether",
    "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would",
    "you", "your"});
// clang-format on
static_assert(kStopWords.size() == 33);
static_assert(std::is_sorted(kStopWords.begin(), kStopWords.end()));
static_assert(std::is_sorted(kFunctionWords.begin(), kFunctionWords.end()));
static_assert(std::includes(kFunctionWords.begin(), kFunctionWords.end(), kStopWords.begin(),
                            kStopWords.end()));

}  // namespace

bool is_stop_word(std::string_view folded) {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), folded);
}

bool is_function_word(std::string_view folded) {
  return std::binary_search(kFunctionWords.begin(), kFunctionWords.end(), folded);
}

}  // namespace broadsheet::text
