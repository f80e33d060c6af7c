// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A linear support vector machine with squared hinge loss, by coordinate descent on its dual (Hsieh et al.
// 2008). The direction that it finds is a sum over its texts, so that what each kind of them says of a word
// can be told apart. Texts are always looked at in the order in which they come: the same texts give the same
// direction.

#ifndef BROADSHEET_PAPERS_MARGIN_H_
#define BROADSHEET_PAPERS_MARGIN_H_

#include <cstddef>
#include <span>
#include <vector>

#include "papers/topic_space.h"

namespace broadsheet::papers {

// A text to learn from.
struct MarginText {
  const WordRow* row = nullptr;  // of length 1 at most
  double cost = 0;               // > 0: of its being on the wrong side
  bool wanted = false;
};

// How far each text pulls, 0 and up, in their order: the direction is the sum of pull · row over wanted texts
// less that over the others. `words` is above all words of the rows. At most some 50 passes over the texts.
std::vector<double> margin_pulls(std::span<const MarginText> texts, std::size_t words);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_MARGIN_H_
