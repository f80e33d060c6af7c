// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Where the sentences of a title or abstract end: at '.', '!' and '?' before what can begin a sentence, and
// at the full stops of Chinese and Japanese. No sentence ends
//
//   within a formula, nor within brackets of any kind     $f(x) = 1. If$, \emph{E. coli}, (Fig. 2. It ...)
//   within a number, a name, an address                   3.5, J. Smith, example.org
//   behind a shortened word, unless what comes next       e.g. Paris, Fig. 2, Smith et al. (2019), but
//   can only begin a sentence                             Smith et al. We show
//
// Where it is not sure it leaves two sentences together: half a sentence helps no reader.

#ifndef BROADSHEET_TEXT_SENTENCES_H_
#define BROADSHEET_TEXT_SENTENCES_H_

#include <string_view>
#include <vector>

namespace broadsheet::text {

// The sentences of one line of text as a source wrote it, TeX and all; in order, without blanks at their
// ends, none empty. They are parts of `text`, and only blanks lie between them. Takes any bytes, and cuts no
// code point of valid UTF-8. Linear in the text.
std::vector<std::string_view> sentences(std::string_view text);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_SENTENCES_H_
