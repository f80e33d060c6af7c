// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/margin.h"

#include <algorithm>
#include <cmath>

namespace broadsheet::papers {

std::vector<double> margin_pulls(std::span<const MarginText> texts, std::size_t words) {
  constexpr int kPassesMax = 50;
  constexpr double kNearEnough = 0.001;  // of a step, in margins
  constexpr double kSquaredLength = 2;   // of a row, and of the constant 1 that every text has
  std::vector<double> pulls(texts.size());
  std::vector<double> direction(words);
  double constant = 0;
  for (int pass = 0; pass < kPassesMax; ++pass) {
    double longest = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const MarginText& text = texts[i];
      const double side = text.wanted ? 1 : -1;
      double at = constant;
      for (const WordWeight& cell : *text.row) at += direction[cell.word] * cell.weight;
      const double slack = 1 / (2 * text.cost);
      const double gradient = side * at - 1 + slack * pulls[i];
      const double pull = std::max(0.0, pulls[i] - gradient / (kSquaredLength + slack));
      const double step = (pull - pulls[i]) * side;
      if (step == 0) continue;
      longest = std::max(longest, std::abs(step) * (kSquaredLength + slack));
      pulls[i] = pull;
      constant += step;
      for (const WordWeight& cell : *text.row) direction[cell.word] += step * cell.weight;
    }
    if (longest < kNearEnough) break;
  }
  return pulls;
}

}  // namespace broadsheet::papers
