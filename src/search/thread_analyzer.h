// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_SEARCH_THREAD_ANALYZER_H_
#define BROADSHEET_SEARCH_THREAD_ANALYZER_H_

#include "text/analyzer.h"

namespace broadsheet::search {

// One for each thread, which remembers the words of earlier questions: a new one would stem every word anew.
// Tokens are good until the next text, so nobody may hold any while asking somebody else who uses it.
inline text::Analyzer& thread_analyzer() {
  thread_local text::Analyzer analyzer;
  return analyzer;
}

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_THREAD_ANALYZER_H_
