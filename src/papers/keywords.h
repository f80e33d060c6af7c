// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Keywords without a model: the phrases of one to four words that title and abstract say often, early and
// with words that are rare elsewhere. Phrases lie between punctuation, function words and what only tells of
// the telling ("propose", "novel", "results"), as RAKE has them (Rose et al. 2010); a phrase within a longer
// one counts only where it stands alone, after C-value (Frantzi et al. 2000).

#ifndef BROADSHEET_PAPERS_KEYWORDS_H_
#define BROADSHEET_PAPERS_KEYWORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace broadsheet::papers {

// At most kKeywordsShown, the best first, as a reader would write them: "spin chains", "BERT". No two
// consist of the same words. Texts are valid UTF-8; nothing beyond kSummarizedBytesMax is read. None for
// texts that are not English. Linear in the texts.
std::vector<std::string> keywords_of(std::string_view title, std::string_view abstract,
                                     text::Analyzer& analyzer);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_KEYWORDS_H_
