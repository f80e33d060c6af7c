// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The plain analyzer and the measures give the figures that reference implementations of BM25 give on
// public collections, where those are at hand.

#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "evaluate/collection.h"
#include "evaluate/measures.h"
#include "evaluate/slow_bm25.h"

namespace broadsheet::evaluate {
namespace {

struct Figures {
  std::string folder;
  std::string split;
  double ndcg_10;
  double recall_100;
};

Measures run_plain(const Collection& collection) {
  SlowBm25 bm25(text::AnalyzerKind::kPlain);
  for (const auto& document : collection.documents)
    bm25.add(document.id, document.title + " " + document.text);
  std::vector<Measures> each;
  for (const auto* query : judged_queries(collection)) {
    std::vector<std::string> ids;
    for (const RankedDocument& hit : bm25.rank(query->text, 100)) ids.push_back(hit.id);
    each.push_back(measure(ids, collection.judgements.at(query->id)));
  }
  return mean_of(each);
}

TEST(PlainBm25, GivesTheFiguresOfTheReferenceImplementations) {
  const std::filesystem::path folder = "../shared/data/ir";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the collections are not at hand";
  const std::vector<Figures> kReference = {{"nfcorpus", "test", .328, .221},
                                           {"cranfield", "", .403, .738},
                                           {"cisi", "", .361, .426},
                                           {"lisa", "", .421, .688}};
  for (const Figures& reference : kReference) {
    const auto files = find_collection((folder / reference.folder).string(), reference.split);
    ASSERT_TRUE(files.ok()) << files.error().message();
    const auto collection = read_collection(files.value());
    ASSERT_TRUE(collection.ok()) << collection.error().message();
    const Measures got = run_plain(collection.value());
    EXPECT_NEAR(got.ndcg_10, reference.ndcg_10, .004) << reference.folder;
    EXPECT_NEAR(got.recall_100, reference.recall_100, .01) << reference.folder;
  }
}

}  // namespace
}  // namespace broadsheet::evaluate
