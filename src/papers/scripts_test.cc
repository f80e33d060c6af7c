// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Titles in any script keep their identity: nothing of it may hang on their being readable as ASCII.

#include <array>
#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "formats/fields.h"
#include "papers/identity.h"
#include "papers/record_keeper.h"
#include "text/normalize.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;

struct Written {
  const char* title;
  const char* shouted;  // the same, as another source may write it
  const char* author;
};

// Two of each, so that what differs is not the script alone.
constexpr std::array kWritten{
    Written{"基于深度学习的图像识别研究", "基于深度学习的图像识别研究。", "王小明"},
    Written{"基于深度学习的语音识别研究", "基于深度学习的语音识别研究！", "李华"},
    Written{"深層学習による潮位の予測手法", "「深層学習」による潮位の予測手法", "田中 太郎"},
    Written{"ニューラルネットワークの解析", "ニューラルネットワークの解析", "鈴木 花子"},
    Written{"Étude des marées à l'échelle du port", "ÉTUDE DES MARÉES À L’ÉCHELLE DU PORT", "Zoë Châtelet"},
    Written{"Étude des courants du petit port", "Etude des courants du petit port", "Zoë Châtelet"},
    Written{"Прогноз приливов в малых гаванях", "ПРОГНОЗ ПРИЛИВОВ В МАЛЫХ ГАВАНЯХ", "Иван Петров"},
    Written{"Прогноз течений в малых гаванях", "прогноз течений в малых гаванях", "Иван Петров"},
    Written{"Πρόβλεψη παλίρροιας σε μικρούς λιμένες", "ΠΡΌΒΛΕΨΗ ΠΑΛΊΡΡΟΙΑΣ ΣΕ ΜΙΚΡΟΎΣ ΛΙΜΈΝΕΣ",
            "Ελένη Παππά"},
    Written{"Πρόβλεψη ρευμάτων σε μικρούς λιμένες", "Προβλεψη ρευματων σε μικρους λιμενες", "Ελένη Παππά"},
    Written{"التنبؤ بالمد في الموانئ الصغيرة", "التَّنبُّؤ بالمدّ في الموانئ الصغيرة", "ليلى حسن"},
    Written{"التنبؤ بالتيارات في الموانئ الصغيرة", "التنبؤ بالتيارات، في الموانئ الصغيرة", "ليلى حسن"},
};

SourceRecord record_of(const char* source, std::string id, const char* title, const char* author) {
  SourceRecord record;
  record.source = source;
  record.title = title;
  if (*author != '\0') record.authors = {author};
  if (!id.empty()) record.ids = {std::move(id)};
  record.key = formats::default_key(record);
  record.published = *parse_partial_date("2026-01-02");
  return record;
}

TEST(Scripts, TitlesHaveKeysOfTheirOwn) {
  text::Normalizer normalizer;
  std::set<std::uint64_t> hashes;
  std::set<std::string> keys;
  std::set<std::string> ids;
  for (const Written& one : kWritten) {
    const Evidence evidence = make_evidence(record_of("a", "", one.title, one.author), normalizer);
    EXPECT_NE(evidence.title, 0U) << one.title;
    EXPECT_NE(evidence.first_author, 0U) << one.author;
    EXPECT_GE(evidence.words.size(), 4U) << one.title;
    EXPECT_TRUE(hashes.insert(evidence.title).second) << one.title;
    const std::string key = formats::title_key(one.title);
    EXPECT_TRUE(keys.insert(key).second) << one.title;
    EXPECT_TRUE(ids.insert(own_id("a", key, 0)).second) << one.title;
  }
}

TEST(Scripts, CaseAccentsAndSignsDoNotMakeAnotherTitle) {
  text::Normalizer normalizer;
  for (const Written& one : kWritten) {
    const Evidence mine = make_evidence(record_of("a", "", one.title, one.author), normalizer);
    const Evidence theirs = make_evidence(record_of("b", "", one.shouted, one.author), normalizer);
    EXPECT_EQ(mine.title, theirs.title) << one.shouted;
  }
}

class ScriptsInARecord : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = make_temporary_folder("scripts").value();
    record_ = store::Record::open(folder_, store::Record::Mode::kWrite).value();
    keeper_ = std::make_unique<RecordKeeper>(*record_);
  }
  void TearDown() override {
    keeper_.reset();
    record_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  void add(SourceRecord record) {
    const PreparedRecord prepared = preparer_.prepare(std::move(record), "raw", "jsonl");
    auto transaction = record_->begin(store::Durability::kBulk).value();
    EXPECT_TRUE(keeper_->apply(transaction, prepared).ok());
    EXPECT_TRUE(transaction.commit().ok());
  }
  std::vector<store::PaperView> papers() { return record_->papers_after(PaperNumber(0), 1000)->views; }

 private:
  std::string folder_;
  std::unique_ptr<store::Record> record_;
  std::unique_ptr<RecordKeeper> keeper_;
  RecordPreparer preparer_;
};

TEST_F(ScriptsInARecord, PapersWithoutIdsAreNeverMergedByAnEmptyKey) {
  for (const Written& one : kWritten) add(record_of("a", "", one.title, one.author));
  // Nor by having no letters at all.
  for (const char* title : {"???", "!!!", "…", "—"}) add(record_of("a", "", title, "Ada Lovelace"));
  std::set<std::string> ids;
  for (const store::PaperView& paper : papers()) {
    ASSERT_EQ(paper.ids.size(), 1U) << paper.title;
    EXPECT_TRUE(ids.insert(paper.ids.front()).second);
  }
  EXPECT_EQ(ids.size(), kWritten.size() + 4);
}

TEST_F(ScriptsInARecord, TheSamePaperOfTwoSourcesIsOne) {
  int number = 10'000;
  for (const Written& one : kWritten) {
    add(record_of("a", "arxiv:2601." + std::to_string(++number), one.title, one.author));
    add(record_of("b", "doi:10.1000/" + std::to_string(number), one.shouted, one.author));
  }
  EXPECT_EQ(papers().size(), kWritten.size());
  for (const store::PaperView& paper : papers()) EXPECT_EQ(paper.ids.size(), 2U) << paper.title;
}

TEST_F(ScriptsInARecord, AShortTitleSaysTooLittleInHanToo) {
  add(record_of("a", "arxiv:2601.00001", "深度学习", "王小明"));
  add(record_of("b", "doi:10.1000/1", "深度学习", "王小明"));
  EXPECT_EQ(papers().size(), 2U);
}

}  // namespace
}  // namespace broadsheet::papers
