// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The values of BibTeX as text. An entry is written for TeX, not for readers: accents are commands, braces
// protect capitals, dashes are hyphens in a row. All this becomes Unicode here, whereas formulas, and the
// tags and entities that web services leave in their entries, stay as the source wrote them. Within this room
// only.

#ifndef BROADSHEET_FORMATS_BIBTEX_TEXT_H_
#define BROADSHEET_FORMATS_BIBTEX_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::formats {

// "{\"U}ber $\alpha$-{S}table flows" -> "Über $\alpha$-Stable flows". Clean text.
std::string bibtex_text(std::string_view value);

// The value that bibtex_text() reads as `text`, which is clean.
std::string bibtex_escape(std::string_view text);

// A value that is no prose, an address or an id: only the escapes of TeX are undone ("a\_b" -> "a_b").
std::string bibtex_verbatim(std::string_view value);

// The names of a list that is joined by " and ", in the order of speech: "von Last, Jr, First" is
// "First von Last Jr", a name in braces is that of a body, and "others" is nobody. Nobody keeps a place, as
// an empty name. At most one more than kAuthorsMax, so that the limit is seen.
std::vector<std::string> bibtex_names(std::string_view value);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_BIBTEX_TEXT_H_
