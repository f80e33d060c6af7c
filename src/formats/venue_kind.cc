// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/venue_kind.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"

namespace broadsheet::formats {
namespace {

constexpr std::string_view kOfJournals[] = {"journal", "transactions", "letters", "magazine",
                                            "review",  "reviews",      "annals"};
constexpr std::string_view kOfConferences[] = {"conference", "workshop", "symposium",  "meeting", "findings",
                                               "workshops",  "congress", "colloquium", "seminar"};
// "Proceedings of the National Academy of Sciences", "of the IEEE", "of the VLDB Endowment", "of the ACM on
// …".
constexpr std::string_view kOfProceedingsThatAreJournals[] = {"academy", "ieee", "endowment", "society",
                                                              "acm"};

std::vector<std::string> words_of(std::string_view venue) {
  std::vector<std::string> words(1);
  for (const char c : venue) {
    if (is_ascii_alphanumeric(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_year(const std::string& word) {
  return word.size() == 4 && std::ranges::all_of(word, is_ascii_digit) &&
         (word.starts_with("19") || word.starts_with("20"));
}

// "NeurIPS 2025", "ACL 2020": a name of capitals, and a year.
bool is_short_name_with_year(const std::vector<std::string>& words) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return !words.empty() && std::ranges::count_if(words.front(), capital) >= 2 &&
         std::ranges::any_of(words, is_year);
}

}  // namespace

VenueKind venue_kind(std::string_view venue) {
  if (trimmed(venue).empty()) return VenueKind::kNone;
  const std::vector<std::string> words = words_of(venue);
  const auto has = [&](std::string_view wanted) {
    return std::ranges::any_of(words, [&](const std::string& word) { return ascii_lower(word) == wanted; });
  };
  if (std::ranges::any_of(kOfJournals, has)) return VenueKind::kJournal;
  if (std::ranges::any_of(kOfConferences, has)) return VenueKind::kConference;
  if (has("proceedings"))
    return std::ranges::any_of(kOfProceedingsThatAreJournals, has) ? VenueKind::kJournal
                                                                   : VenueKind::kConference;
  return is_short_name_with_year(words) ? VenueKind::kConference : VenueKind::kJournal;
}

}  // namespace broadsheet::formats
