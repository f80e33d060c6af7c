// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The recorded answers and files of the shared data, where they are present: which are refused, and why, and
// what all others give together. Nothing else may be refused.

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

const std::filesystem::path kRaw = "../shared/data/raw";

// What is said of a file, and the files.
const std::map<std::string, std::vector<std::string>>& refused() {
  static const std::map<std::string, std::vector<std::string>> kRefused = {
      {"the list of these files", {"MANIFEST.tsv"}},
      {"an entry without any field",
       {"bibtex/jabref/MODSImporterTestGenreMapping.bib",
        "bibtex/jabref/MedlineImporterTestMinimalEntry.bib"}},
      {"one comment from end to end", {"bibtex/jabref/encodingWithoutNewline.bib"}},
      {"a page, a redirect or a citation in prose",
       {"crossref/habanero/test_content_negotiation.xml",
        "crossref/habanero/test_content_negotiation_citeproc_json.xml",
        "crossref/habanero/test_content_negotiation_style.2.txt",
        "crossref/habanero/test_content_negotiation_style.3.xml",
        "crossref/habanero/test_content_negotiation_style.4.json",
        "crossref/habanero/test_content_negotiation_style.xml",
        "crossref/habanero/test_content_negotiation_throws_warnings_can_be_suppressed.3.xml",
        "crossref/habanero/test_content_negotiation_throws_warnings_can_be_suppressed.xml",
        "crossref/habanero/test_works_mixed_ids_warn.2.txt"}},
      {"an archive (zip) of another service", {"oai-pmh/scrapi/nih.2.txt"}},
      {"an answer of OSF, which is not named", {"oai-pmh/scrapi/osf.2.json", "oai-pmh/scrapi/osf.json"}},
      {"an answer of Solr, which is not named", {"oai-pmh/scrapi/plos.2.xml", "oai-pmh/scrapi/plos.xml"}},
      {"an error in prose", {"oai-pmh/scrapi/purdue.txt"}},
      {"an answer of OSTI, which is not named",
       {"oai-pmh/scrapi/scitech.2.xml", "oai-pmh/scrapi/scitech.xml"}},
      {"no XML", {"oai-pmh/sickle/ListRecordsBroken.xml"}},
      {"ids alone", {"other-apis/fastpaper-cli/pubmed_esearch.json"}},
      {"an export of Biblioscape, which is not named",
       {"ris-and-others/jabref/BiblioscapeImporterTestArticleST.txt",
        "ris-and-others/jabref/BiblioscapeImporterTestCorrupt.txt",
        "ris-and-others/jabref/BiblioscapeImporterTestJournalArticle.txt",
        "ris-and-others/jabref/BiblioscapeImporterTestOptionalFields.txt",
        "ris-and-others/jabref/BiblioscapeImporterTestUnknownType.txt"}},
      {"CFF, which describes software",
       {"ris-and-others/jabref/CffImporterPreferredCitation.cff",
        "ris-and-others/jabref/CffImporterTestDataset.cff",
        "ris-and-others/jabref/CffImporterTestInvalid1.cff",
        "ris-and-others/jabref/CffImporterTestMultilineAbstract.cff",
        "ris-and-others/jabref/CffImporterTestValid.cff",
        "ris-and-others/jabref/CffImporterTestValidSwhIdSelect1.cff"}},
      {"an export of Copac, which is not named", {"ris-and-others/jabref/CopacImporterTest1.txt"}},
      {"Office XML, which is not named",
       {"ris-and-others/jabref/EmptyMsBib_Test.xml", "ris-and-others/jabref/MsBibExportFormatUmlauts.xml",
        "ris-and-others/jabref/MsBibImporterMsBibFieldsTest.xml",
        "ris-and-others/jabref/MsBibImporterTest4.xml", "ris-and-others/jabref/MsBibImporterTest6.xml",
        "ris-and-others/jabref/MsBibImporterTestTranslator.xml", "ris-and-others/jabref/MsBibLCID.xml",
        "ris-and-others/jabref/MsBibMultiLocationAddressTest.xml",
        "ris-and-others/jabref/MsBibShorttitle.xml"}},
      {"an editor and nothing else", {"ris-and-others/jabref/Endnote.pattern.E.enw"}},
      {"an export of Inspec, which is not named", {"ris-and-others/jabref/InspecImportTest2.txt"}},
      {"an empty file", {"ris-and-others/jabref/IsiImporterTestEmpty.isi"}},
      {"tags without values", {"ris-and-others/jabref/MedlinePlainImporterTestInvalidFormat.xml"}},
      {"an article without a beginning", {"ris-and-others/jabref/MedlinePlainImporterTestMultiTitle.txt"}},
      {"an export of Ovid, which is not named",
       {"ris-and-others/jabref/OvidImporterTest1.txt", "ris-and-others/jabref/OvidImporterTest3.txt",
        "ris-and-others/jabref/OvidImporterTest5.txt", "ris-and-others/jabref/OvidImporterTest7.txt"}},
      {"a newsletter of RePEc, which is not named", {"ris-and-others/jabref/RepecNepImporterTest2.txt"}},
      {"a record without a type", {"ris-and-others/jabref/RisImporterCorrupted.ris"}},
      {"authors or data sets, no papers",
       {"semantic-scholar/semanticscholar/test_get_authors_not_found_warning.json",
        "semantic-scholar/semanticscholar/test_get_dataset_diffs.json",
        "semantic-scholar/semanticscholar/test_get_paper_authors.json"}},
  };
  return kRefused;
}

class RawFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRaw)) {
      if (entry.is_regular_file()) files_.push_back(std::filesystem::relative(entry.path(), kRaw).string());
    }
  }

  static std::string contents(const std::string& file) {
    constexpr std::size_t kBytesMax = std::size_t{64} << 20;
    return read_file((kRaw / file).string(), kBytesMax).value();
  }

  std::vector<std::string> files_;
};

TEST_F(RawFiles, AreRefusedWhereTheTableSaysSoAndNowhereElse) {
  std::set<std::string> listed;
  for (const auto& [why, files] : refused()) listed.insert(files.begin(), files.end());
  std::set<std::string> unknown;
  for (const std::string& file : files_) {
    if (recognise(contents(file)) == Format::kUnknown) unknown.insert(file);
  }
  EXPECT_EQ(unknown, listed);
}

// What has no title is no paper; each other reason is told here.
TEST_F(RawFiles, GiveAllTheirRecords) {
  std::size_t records = 0;
  std::size_t without_title = 0;
  std::vector<std::string> others;
  for (const std::string& file : files_) {
    const std::string bytes = contents(file);
    const Format format = recognise(bytes);
    if (format == Format::kUnknown) continue;
    const TestSink sink = read_document(format, bytes, {}, std::size_t{1} << 16);
    EXPECT_GT(sink.read() + sink.notes.size() + sink.error.size(), 0U) << file;
    records += sink.records.size();
    for (const Reject& reject : sink.rejects) {
      if (reject.reason == "no title") {
        ++without_title;
      } else {
        others.push_back(file + ": " + reject.reason);
      }
    }
    if (!sink.error.empty()) others.push_back(file + ": " + sink.error);
  }
  EXPECT_EQ(records, 5730U);
  EXPECT_EQ(without_title, 339U);
  EXPECT_THAT(others,
              ::testing::UnorderedElementsAre(
                  "bibtex/jabref/CitaviXmlImporterTest2.bib: the field 'has' has no value",
                  "oai-pmh/scrapi/pcurio.xml: invalid XML at byte 4481: not well-formed (invalid token)",
                  "ris-and-others/jabref/MedlineImporterTestMalformedEntry.xml: invalid XML at byte 54: "
                  "mismatched tag"));
}

}  // namespace
}  // namespace broadsheet::formats
