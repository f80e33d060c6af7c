// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_lines_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/fields.h"
#include "formats/record_values.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

std::string any_text() {
  return clean(*rc::gen::container<std::string>(
      rc::gen::weightedOneOf<char>({{6, rc::gen::inRange(' ', '\x7f')}, {1, rc::gen::arbitrary<char>()}})));
}

std::vector<std::string> any_texts() {
  std::vector<std::string> texts;
  const auto count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    if (std::string text = any_text(); !text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

template <typename T>
std::optional<T> maybe(T value) {
  return *rc::gen::arbitrary<bool>() ? std::optional<T>(value) : std::nullopt;
}

Day any_day() {
  return *parse_day("1990-01-01") + std::chrono::days{*rc::gen::inRange(0, 20'000)};
}

PartialDate any_date() {
  const std::chrono::year_month_day ymd{any_day()};
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return {Day{ymd}, DatePrecision::kDay};
    case 1:
      return {Day{ymd.year() / ymd.month() / 1}, DatePrecision::kMonth};
    default:
      return {Day{ymd.year() / 1 / 1}, DatePrecision::kYear};
  }
}

std::uint32_t any_count() {
  return *rc::gen::inRange<std::uint32_t>(0, 100'000);
}

SourceRecord any_record() {
  SourceRecord r;
  r.source = *rc::gen::element<std::string>("arxiv", "acl-anthology", "saved-page", "hf-daily-papers");
  r.title = "T" + any_text();
  r.doi = *rc::gen::element<std::string>("", "10.1/Ab", "10.1103/PhysRevA.96.043618", "10.1103/a, 10.1103/b");
  if (*rc::gen::arbitrary<bool>()) r.ids.push_back("arxiv:2608.01234");
  if (!r.ids.empty() && *rc::gen::arbitrary<bool>()) r.ids.push_back("acl:2024.acl-long.12");
  for (std::string& doi : doi_ids(r.doi)) r.ids.push_back(std::move(doi));
  r.key = *rc::gen::arbitrary<bool>() ? default_key(r) : "api:" + default_key(r);
  r.abstract = any_text();
  r.short_summary = any_text();
  for (std::string& name : any_texts()) {
    add_author(r, std::move(name),
               *rc::gen::element<std::string>("", "0000-0002-1825-0097", "0000-0002-1694-233X"));
  }
  r.author_count = maybe(any_count());
  r.published = maybe(any_date());
  r.published_inferred = *rc::gen::arbitrary<bool>();
  r.updated = maybe(any_day());
  r.listed = maybe(any_day());
  r.featured = maybe(any_day());
  r.feed_place = maybe(any_count());
  r.categories = any_texts();
  r.venue = any_text();
  r.url = any_text();
  r.comment = any_text();
  r.language = any_text();
  r.votes = maybe(VoteCount{any_count(), start_of(any_day()) + std::chrono::milliseconds{any_count()}});
  r.comments = maybe(any_count());
  r.organization = maybe(Organization{"tide-lab", any_text()});
  r.submitter = any_text();
  r.submitter_fullname = any_text();
  r.project_page = any_text();
  r.github_repo = any_text();
  r.github_stars = maybe(any_count());
  r.thumbnail = any_text();
  r.media_urls = any_texts();
  r.ai_summary = any_text();
  r.ai_keywords = any_texts();
  if (*rc::gen::arbitrary<bool>()) {
    r.linked_models = {R"({"id":"a/b","author":"a","downloads":1,"likes":0,"gated":"auto","private":false,)"
                       R"("isLikedByUser":false,"lastModified":null,"repoType":"model",)"
                       R"("availableInferenceProviders":[],"numParameters":1200000})"};
    r.linked_spaces = {R"({"id":"a/demo","emoji":"🌊","running":true,"featured":false})"};
  }
  r.deleted = *rc::gen::arbitrary<bool>();
  return r;
}

bool equal_organizations(const std::optional<Organization>& a, const std::optional<Organization>& b) {
  return a.has_value() == b.has_value() && (!a || (a->handle == b->handle && a->fullname == b->fullname));
}

bool equal_votes(const std::optional<VoteCount>& a, const std::optional<VoteCount>& b) {
  return a.has_value() == b.has_value() &&
         (!a || (a->upvotes == b->upvotes && a->observed_at == b->observed_at));
}

RC_GTEST_PROP(JsonLinesWriter, WhatIsWrittenReadsBackEqual, ()) {
  const SourceRecord r = any_record();
  const std::string line = write_json_line(r);
  RC_ASSERT(line.find('\n') == line.size() - 1);
  const TestSink sink = read_document(Format::kJsonLines, line);
  RC_ASSERT(sink.records.size() == 1U);
  const SourceRecord& back = sink.records[0];
  const auto texts = [](const SourceRecord& x) {
    return std::tie(x.source, x.key, x.ids, x.title, x.abstract, x.short_summary, x.authors, x.orcids,
                    x.categories, x.venue, x.doi, x.url, x.comment, x.language, x.submitter,
                    x.submitter_fullname, x.project_page, x.github_repo, x.thumbnail, x.media_urls,
                    x.ai_summary, x.ai_keywords, x.linked_models, x.linked_datasets, x.linked_spaces);
  };
  RC_ASSERT(texts(back) == texts(r));
  const auto facts = [](const SourceRecord& x) {
    return std::tie(x.author_count, x.published, x.published_inferred, x.updated, x.listed, x.featured,
                    x.feed_place, x.comments, x.github_stars, x.deleted);
  };
  RC_ASSERT(facts(back) == facts(r));
  RC_ASSERT(equal_organizations(back.organization, r.organization));
  RC_ASSERT(equal_votes(back.votes, r.votes));
}

TEST(JsonLinesWriter, HasTheShapeOfTheCorpora) {
  SourceRecord r;
  r.source = "arxiv";
  r.ids = {"arxiv:2608.01234"};
  r.key = "arxiv:2608.01234";
  r.title = "Small \"Tides\"";
  r.authors = {"Mina Okafor"};
  r.published = PartialDate{*parse_day("2026-08-01"), DatePrecision::kMonth};
  EXPECT_EQ(write_json_line(r),
            R"({"id":"arxiv:2608.01234","title":"Small \"Tides\"","abstract":"","authors":["Mina Okafor"],)"
            R"("published":"2026-08-01","updated":"","categories":[],"source":"arxiv","doi":"","venue":"",)"
            R"("date_precision":"month"})"
            "\n");
  r.orcids = {"0000-0002-1825-0097"};
  EXPECT_THAT(write_json_line(r), testing::HasSubstr(R"(,"orcids":["0000-0002-1825-0097"])"));
}

}  // namespace
}  // namespace broadsheet::formats
