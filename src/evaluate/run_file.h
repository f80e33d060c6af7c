// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Rankings of many queries, and the run files of TREC in which they are exchanged:
// "query Q0 document rank score tag". trec_eval reads the score in single precision, ignores the rank, and
// puts documents of equal score in descending order of their ids. So do we, and what we write keeps our
// order when it is read that way.

#ifndef BROADSHEET_EVALUATE_RUN_FILE_H_
#define BROADSHEET_EVALUATE_RUN_FILE_H_

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace broadsheet::evaluate {

struct RankedDocument {
  std::string id;
  double score = 0;
};

// Best first: by score, then by descending id.
using Ranking = std::vector<RankedDocument>;

using Run = std::map<std::string, Ranking>;  // by query id

// Puts a ranking into its order.
void sort_ranking(Ranking& ranking);

// A score for each document of an ordered ranking, near its own, such that trec_eval's order is this
// one: equal where the scores are equal, strictly falling in single precision where they fall.
std::vector<float> exchange_scores(const Ranking& ranking);

// Writes all or nothing. `tag` names the system and holds no blank; kInvalid if an id does.
Result<void> write_run(const std::string& path, const Run& run, std::string_view tag);

// Packed files too. kInvalid, with file and line, if a line has not six columns, or a document stands twice.
Result<Run> read_run(const std::string& path);

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_RUN_FILE_H_
