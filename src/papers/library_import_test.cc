// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/library_import.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "papers/accounts.h"
#include "papers/exporter.h"
#include "papers/folders.h"
#include "papers/library_export.h"
#include "papers/library_mark.h"
#include "papers/testing.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using store::ReadingState;
using testing::ElementsAre;

// Anything that a reader may have typed, as it is kept.
rc::Gen<std::string> any_note() {
  return rc::gen::map(
      rc::gen::container<std::string>(rc::gen::element<char>('a', ' ', '\n', '%', '{', '}', '\\', '&', '~',
                                                             '#', '$', '"', '=', ',', '-', '\xC3', '\xA9')),
      [](const std::string& text) { return tidy_note(text, kNoteBytesMax).value(); });
}
rc::Gen<std::string> any_line() {
  return rc::gen::map(any_note(), [](const std::string& text) {
    std::string line = text::sanitize_line(text).substr(0, 40);
    std::erase_if(line, [](char c) { return c == ',' || c == ';'; });
    line = text::sanitize_line(line);
    return line.empty() ? "x" : line;
  });
}

LibraryMark any_mark() {
  LibraryMark mark;
  mark.state = *rc::gen::element(ReadingState::kNone, ReadingState::kToRead, ReadingState::kReading,
                                 ReadingState::kRead, ReadingState::kSkipped);
  mark.saved_at = Instant(std::chrono::milliseconds(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)));
  mark.tags = *rc::gen::resize(4, rc::gen::container<std::vector<std::string>>(any_line()));
  std::ranges::sort(mark.tags);
  mark.tags.erase(std::unique(mark.tags.begin(), mark.tags.end()), mark.tags.end());
  for (const std::string& title :
       *rc::gen::resize(3, rc::gen::container<std::vector<std::string>>(any_line())))
    mark.folders.push_back({.folder = title, .note = *any_note()});
  mark.note = *any_note();
  return mark;
}

RC_GTEST_PROP(LibraryMark, IsReadAsItWasWritten, ()) {
  const LibraryMark mark = any_mark();
  const std::string text = write_library_mark(mark);
  RC_ASSERT(text::is_ascii(text));
  RC_ASSERT(text.find_first_of("{}\\~ \n\",") == std::string::npos);
  RC_ASSERT(read_library_mark(text) == mark);
}

RC_GTEST_PROP(LibraryMark, AnyBytesAreAMarkWithinTheLimits, (const std::string& bytes)) {
  const LibraryMark mark = read_library_mark("note=" + bytes + "&tag=" + bytes + "&folder=" + bytes);
  RC_ASSERT(mark.note.size() <= kNoteBytesMax);
  RC_ASSERT(text::is_valid_utf8(mark.note));
  RC_ASSERT(mark.tags.size() <= kTagsOfPaperMax);
  RC_ASSERT(read_library_mark(write_library_mark(mark)) == mark);
}

constexpr const char* kIds[] = {"arxiv:2608.00001", "acl:2026.acl-long.1", "arxiv:2608.00003",
                                "doi:10.1000/tides"};

// A record with four papers, and libraries of it.
class ImportBench {
 public:
  ImportBench() {
    bench_.add(record_of("arxiv", {kIds[0]}, "Small tides of the north", {"Mina Okafor"}, "2026-08-18"));
    bench_.add(record_of("acl-anthology", {kIds[1]}, "Large waves & all {else}", {"Jun Roh"}, "2026-08"));
    bench_.add(record_of("arxiv", {kIds[2]}, "Graphs that forecast tides", {"Kim Lee"}, "2026-08-19"));
    auto journal = record_of("crossref", {kIds[3]}, "Harbours and their tides", {"Ada Lovelace"}, "2025");
    journal.doi = "10.1000/tides";
    bench_.add(journal);
  }
  template <class Act>
  auto act(const Act& acts) {
    store::Transaction transaction = record().begin(store::Durability::kInteractive).value();
    auto result = acts(transaction);
    EXPECT_TRUE(transaction.commit().ok());
    return result;
  }
  AccountNumber reader() {
    return act([&](store::Transaction& transaction) {
      return add_account(transaction,
                         {.name = "reader-" + std::to_string(++readers_),
                          .fullname = "",
                          .address = "",
                          .password = ""},
                         now_)
          .value();
    });
  }
  void keep(AccountNumber account, const char* id, const LibraryMark& mark) {
    formats::SourceRecord reference;
    reference.ids = {id};
    reference.own.mark = write_library_mark(mark);
    ASSERT_EQ(take(account, {reference}), std::vector{Taken::kSaved});
  }
  std::vector<Taken> take(AccountNumber account, const std::vector<formats::SourceRecord>& references) {
    LibraryImporter importer(record(), {.account = account});
    std::vector<Taken> taken;
    for (const formats::SourceRecord& reference : references)
      taken.push_back(act([&](store::Transaction& transaction) {
                        return importer.take(transaction, {.record = reference, .where = {}}, now_);
                      }).value());
    return taken;
  }
  std::vector<Taken> import(AccountNumber account, const std::string& document) {
    std::vector<formats::SourceRecord> records;
    const ReferenceList list = read_references(document, std::nullopt).value();
    EXPECT_TRUE(list.rejects.empty()) << list.rejects.front().reason << document;
    for (const Reference& reference : list.references) records.push_back(reference.record);
    return take(account, records);
  }
  std::string exported(AccountNumber account, ExportFormat format) {
    const LibraryWords words = LibraryWords::open(record(), account).value();
    Exporter exporter(format, true);
    std::string document = exporter.begin();
    const std::vector<KeptPaper> library = library_of(record(), account).value();
    for (const KeptPaper& kept : library)
      document += exporter.add(*record().paper(kept.paper).value(), words.of(record(), kept.paper).value());
    return document + exporter.end();
  }
  // All that a library says, in which two libraries of one reader can be compared.
  std::vector<std::pair<PaperNumber, LibraryMark>> said(AccountNumber account) {
    std::vector<std::pair<PaperNumber, LibraryMark>> all;
    const LibraryWords words = LibraryWords::open(record(), account).value();
    const std::vector<KeptPaper> library = library_of(record(), account).value();
    for (const KeptPaper& kept : library) {
      LibraryMark mark = read_library_mark(words.of(record(), kept.paper).value().mark);
      std::ranges::sort(mark.folders, {}, &LibraryMark::Place::folder);
      all.emplace_back(kept.paper, mark);
    }
    return all;
  }
  store::Record& record() { return bench_.record(); }

 private:
  Bench bench_;
  int readers_ = 0;
  Instant now_ = Instant(std::chrono::milliseconds(1'800'000'000'000));
};

RC_GTEST_PROP(LibraryImport, OfAnExportGivesTheSameLibrary, ()) {
  static ImportBench bench;
  const AccountNumber before = bench.reader();
  for (const char* id : kIds) {
    if (*rc::gen::arbitrary<bool>()) bench.keep(before, id, any_mark());
  }
  for (const ExportFormat format :
       {ExportFormat::kBibtex, ExportFormat::kRis, ExportFormat::kCslJson, ExportFormat::kJsonLines}) {
    if (bench.said(before).empty()) continue;
    const std::string document = bench.exported(before, format);
    const AccountNumber after = bench.reader();
    bench.import(after, document);
    RC_ASSERT(bench.said(after) == bench.said(before));
    // Again, it is there already.
    for (const Taken taken : bench.import(after, document)) RC_ASSERT(taken == Taken::kUnchanged);
  }
}

TEST(LibraryImport, FilesOfOtherProgramsBringTheirWords) {
  ImportBench bench;
  const AccountNumber mina = bench.reader();
  const auto only = [&] {
    const auto all = bench.said(mina);
    EXPECT_EQ(all.size(), 1U);
    return all.front().second;
  };
  EXPECT_THAT(bench.import(mina,
                           "@article{a, title={Small tides of the north}, author={Okafor, Mina}, year=2026,"
                           " keywords={graphs, to cite}, groups={Thesis}, annote={Ask \\\"Ozge}}\n"),
              ElementsAre(Taken::kSaved));
  EXPECT_THAT(only().tags, ElementsAre("graphs", "to cite"));
  EXPECT_EQ(only().note, "Ask Özge");
  EXPECT_EQ(only().folders.front().folder, "Thesis");
  // What comes later is added.
  EXPECT_THAT(bench.import(mina,
                           "TY  - JOUR\nTI  - Small tides of the north\nAU  - Okafor, Mina\nPY  - 2026\n"
                           "KW  - sea\nN1  - <p>Second</p>\nER  - \n"),
              ElementsAre(Taken::kChanged));
  EXPECT_THAT(only().tags, ElementsAre("graphs", "sea", "to cite"));
  EXPECT_EQ(only().note, "Ask Özge\n\nSecond");
}

TEST(LibraryImport, AReferenceIsFoundByIdDoiAndTitleAndNotByLess) {
  ImportBench bench;
  LibraryImporter importer(bench.record(), {.account = bench.reader()});
  const auto finds = [&](const std::string& bibtex) {
    const ReferenceList list =
        read_references("@article{x, " + bibtex + "}\n", formats::Format::kBibtex).value();
    const auto found = importer.find(list.references.front().record).value();
    return found ? bench.record().paper(*found).value()->ids.front() : std::string();
  };
  EXPECT_EQ(finds("title={Whatever}, eprint={2608.00001}, archiveprefix={arXiv}"), kIds[0]);
  EXPECT_EQ(finds("title={Whatever}, doi={10.1000/TIDES}"), kIds[3]);
  EXPECT_EQ(finds("title={Large Waves \\& All {Else}}, author={Roh, Jun}, year={2025}"), kIds[1]);
  EXPECT_EQ(finds("title={Large Waves \\& All {Else}}, author={Somebody Other}, year={2025}"), "");
  EXPECT_EQ(finds("title={Large Waves \\& All {Else}}, author={Roh, Jun}, year={2019}"), "");
  // Another number of arXiv is another paper.
  EXPECT_EQ(finds("title={Graphs that forecast tides}, author={Kim Lee}, year=2026, eprint={2608.00777},"
                  " archiveprefix={arXiv}"),
            "");
}

TEST(LibraryImport, WhatIsNoFormatIsRefused) {
  EXPECT_EQ(read_references("hello", std::nullopt).error().code(), ErrorCode::kUnsupported);
  EXPECT_EQ(read_references("", std::nullopt).error().code(), ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace broadsheet::papers
