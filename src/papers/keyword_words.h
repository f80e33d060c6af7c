// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which words make keywords. By lists and endings: there is no grammar here.

#ifndef BROADSHEET_PAPERS_KEYWORD_WORDS_H_
#define BROADSHEET_PAPERS_KEYWORD_WORDS_H_

#include <string_view>

namespace broadsheet::papers {

// Words that tell of the paper, or how much and how well, and not of its subject: "propose", "novel",
// "significantly". Folded forms, as text::Analyzer gives them.
bool is_telling_only(std::string_view folded);

// False for words that name nothing at the end of a phrase: "approach", "setting", adjectives.
bool may_end_keyword(std::string_view folded);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_KEYWORD_WORDS_H_
