// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The history of a paper, on its page and in the API.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>

#include "papers/record_keeper.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class HistoryPages : public WebTest {
 protected:
  void say(formats::SourceRecord record) {
    papers::RecordKeeper keeper(backend_->record());
    papers::RecordPreparer preparer;
    auto transaction = std::move(backend_->record().begin(store::Durability::kBulk)).value();
    ASSERT_TRUE(keeper.apply(transaction, preparer.prepare(std::move(record), "raw", "jsonl")).ok());
    ASSERT_TRUE(transaction.commit().ok());
  }

  static formats::SourceRecord version(std::uint32_t number, const char* day, std::string abstract) {
    formats::SourceRecord record;
    record.source = "arxiv";
    record.key = "arxiv:2607.00001";
    record.ids = {record.key};
    record.title = "Small Tides";
    record.abstract = std::move(abstract);
    record.updated = parse_day(day).value();
    record.versions = {{number, *record.updated}};
    return record;
  }
};

TEST_F(HistoryPages, ThePageShowsWhatEachVersionChanged) {
  say(version(1, "2026-07-01", "We show <b>tides</b>."));
  EXPECT_THAT(browse("/papers/2607.00001").body, Not(HasSubstr("History"))) << "one version is no history";
  say(version(2, "2026-07-08", "We prove <i>tides</i> & more."));
  EXPECT_THAT(browse("/papers/2607.00001").body,
              AllOf(HasSubstr("History"), HasSubstr("<time>8 Jul 2026</time>"),
                    HasSubstr("What changed: abstract"), HasSubstr("<del>show"), HasSubstr("<ins>prove"),
                    HasSubstr("&amp; more."), Not(HasSubstr("<i>tides"))));
}

TEST_F(HistoryPages, TheApiGivesTheSame) {
  say(version(2, "2026-07-08", "We prove tides."));
  say(version(1, "2026-07-01", "We show tides."));
  const http::Response response = ask("/api/papers/2607.00001v1/history");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, AllOf(HasSubstr(R"("date":"2026-07-01","event":"version")"),
                                   HasSubstr(R"({"type":"removed","text":"show"})")));
  EXPECT_EQ(ask("/api/papers/2607.99999/history").status, 404);
}

TEST_F(HistoryPages, AWithdrawnPaperIsShownWithTheReason) {
  formats::SourceRecord record = version(1, "2026-07-01", "Tides.");
  record.deleted = true;
  record.notice = "Retracted: the tides were <loud>";
  say(record);
  const http::Response page = browse("/papers/2607.00001");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Withdrawn by its sources. Retracted: the tides were &lt;loud&gt;"));
  EXPECT_THAT(ask("/api/papers/2607.00001").body,
              HasSubstr(R"("notice":"Retracted: the tides were \u003cloud>")"));
}

}  // namespace
}  // namespace broadsheet::web
