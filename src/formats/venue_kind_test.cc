// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/venue_kind.h"

#include <gtest/gtest.h>

namespace broadsheet::formats {
namespace {

TEST(VenueKind, IsToldByTheWordsOfTheName) {
  for (const char* conference :
       {"Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics",
        "Findings of the Association for Computational Linguistics: ACL 2025", "NeurIPS 2025", "ACL 2020",
        "ICML 2024 Poster", "Proceedings of SIGIR '24", "International Conference on Machine Learning",
        "19th International Workshop on Semantic Evaluation (SemEval-2025)"}) {
    EXPECT_EQ(venue_kind(conference), VenueKind::kConference) << conference;
  }
  for (const char* journal :
       {"Journal of Tides", "Nature", "Transactions of the Association for Computational Linguistics",
        "Proceedings of the National Academy of Sciences", "Proceedings of the IEEE", "PLOS ONE",
        "Proceedings of the VLDB Endowment", "Proceedings of the ACM on Programming Languages",
        "Phys. Rev. B 72", "Computational Linguistics", "Астрономия 2020"}) {
    EXPECT_EQ(venue_kind(journal), VenueKind::kJournal) << journal;
  }
  EXPECT_EQ(venue_kind(""), VenueKind::kNone);
  EXPECT_EQ(venue_kind(" "), VenueKind::kNone);
}

}  // namespace
}  // namespace broadsheet::formats
