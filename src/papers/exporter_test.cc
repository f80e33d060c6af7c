// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/exporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::papers {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

store::PaperView paper_of(const char* title) {
  store::PaperView paper;
  paper.ids = {"arxiv:2607.00001"};
  paper.title = title;
  paper.authors = {"Mina Okafor", "Jun Tae Roh"};
  paper.published = *parse_partial_date("2026-07-01");
  paper.abstract = "We say \"tides\",\nand mean = it.";
  return paper;
}

std::string exported_as(ExportFormat format, const std::vector<store::PaperView>& papers) {
  Exporter exporter(format);
  std::string document = exporter.begin();
  for (const store::PaperView& paper : papers) document += exporter.add(paper);
  return document + exporter.end();
}

TEST(Exporter, EveryFormatHasADocumentWithoutPapers) {
  for (const ExportForm& form : export_forms()) {
    const std::string document = exported_as(form.format, {});
    const bool has_frame = form.format == ExportFormat::kCslJson || form.format == ExportFormat::kCsv;
    EXPECT_EQ(document.empty(), !has_frame) << form.name;
    EXPECT_EQ(parse_export_format(form.name), form.format);
  }
  EXPECT_EQ(exported_as(ExportFormat::kCslJson, {}), "[\n]\n");
  EXPECT_EQ(parse_export_format("word"), std::nullopt);
}

TEST(Exporter, KeysOfADocumentAreDistinct) {
  const std::vector<store::PaperView> papers(3, paper_of("Small Tides"));
  const std::string bibtex = exported_as(ExportFormat::kBibtex, papers);
  EXPECT_THAT(bibtex, HasSubstr("{okafor2026smalltides,"));
  EXPECT_THAT(bibtex, HasSubstr("{okafor2026smalltides-2,"));
  EXPECT_THAT(bibtex, HasSubstr("{okafor2026smalltides-3,"));
  EXPECT_THAT(bibtex, Not(HasSubstr("-4")));
  EXPECT_THAT(exported_as(ExportFormat::kCslJson, papers), HasSubstr("\"id\":\"okafor2026smalltides-2\""));
}

TEST(Exporter, CsvKeepsQuotesAndLineEnds) {
  const std::string csv = exported_as(ExportFormat::kCsv, {paper_of("=Small, \"Tides\"")});
  EXPECT_THAT(csv, HasSubstr("\"id\",\"title\",\"authors\",\"published\""));
  EXPECT_THAT(csv, HasSubstr("\r\n\"2607.00001\",\"=Small, \"\"Tides\"\"\",\"Mina Okafor; Jun Tae Roh\","));
  EXPECT_THAT(csv, HasSubstr("\"We say \"\"tides\"\",\nand mean = it.\""));
}

}  // namespace
}  // namespace broadsheet::papers
