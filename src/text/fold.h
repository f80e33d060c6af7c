// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What makes two spellings one word: case, accents, width, Greek symbols, plurals. Pure functions;
// the analyzer calls them once for each distinct word.

#ifndef BROADSHEET_TEXT_FOLD_H_
#define BROADSHEET_TEXT_FOLD_H_

#include <string>
#include <string_view>

namespace broadsheet::text {

// Lower case and NFKC, accents off ("Hölder" is "holder", "Łódź" is "lodz", "ß" is "ss"), apostrophes
// and digit-grouping commas out ("O'Brien" is "obrien", "1,000" is "1000"). A Greek letter alone or beside
// other letters or digits is spelled out ("α" is "alpha", "TNFα" is "tnfalpha"); Greek words stay Greek.
std::string fold_word(std::string_view word);

// Lower case only, the textbook way.
std::string lower_word(std::string_view word);

// The singular of a folded English word, if the word looks like a plural: "behaviors" is "behavior",
// "queries" is "query", "classes" is "class", "matrices" is "matrix"; "analysis", "physics" and
// "virus" are no plurals. Harman's weak stemmer (1991) with the exceptions that scholarly English
// needs. Never makes a word empty.
std::string fold_plural(std::string_view word);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_FOLD_H_
