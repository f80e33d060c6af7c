// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// An inverted field whose bytes are forged and whose checksums match. The input is a list of changes to the
// sections of a sound field: u8 section, u24 place, u8 length, that many bytes. Whatever they are, reading,
// merging and searching end, stay in bounds, and give documents of the segment.

#include <array>
#include <cstdint>
#include <string>
#include <unistd.h>
#include <vector>

#include "base/bytes.h"
#include "base/check.h"
#include "base/file.h"
#include "index/inverted_field.h"
#include "index/section_file.h"
#include "search/topk.h"

using namespace broadsheet;          // NOLINT(google-build-using-namespace)
using namespace broadsheet::index;   // NOLINT(google-build-using-namespace)
using namespace broadsheet::search;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::uint32_t kDocs = 1200;
constexpr std::array kSections = {"f.header",  "f.terms", "f.blocks",   "f.records", "f.hash",
                                  "f.small",   "f.skips", "f.impacts",  "f.docs",    "f.freqs",
                                  "f.lengths", "f.longs", "f.positions"};
using Bytes = std::array<std::string, kSections.size()>;

// Removed when the process ends well; in memory where there is such a folder.
struct Folder {
  Folder() {
    const std::string fast = "/dev/shm/broadsheet-postings-" + std::to_string(::getpid());
    path = make_folder(fast).ok() ? fast : make_temporary_folder("broadsheet-postings").value();
  }
  ~Folder() { CHECK(remove_all(path).ok()); }
  std::string path;
};

const std::string& folder() {
  static const Folder kFolder;
  return kFolder.path;
}

// Words of every kind of list: one document, few, several blocks, and dense enough for bit sets.
Bytes sound_field() {
  const std::string path = folder() + "/sound";
  InvertedFieldBuilder builder({.positions = true});
  for (std::uint32_t d = 0; d < kDocs; ++d) {
    builder.begin_document(d);
    std::uint32_t position = 0;
    for (std::uint32_t step : {2u, 3u, 4u, 50u, 400u}) {
      if (d % step == 0) builder.add("every" + std::to_string(step), position++);
    }
    if (d % 97 == 5) builder.add("w" + std::to_string(d), position++);
    for (std::uint32_t i = 0; i < d % 5; ++i) builder.add("often", position += 1 + d % 3);
    builder.end_document(d == 7 ? 70000 : position);
  }
  auto writer = SectionFileWriter::create(path, "fuzz", 1).value();
  builder.finish(writer, "f.", kDocs);
  CHECK(writer.finish().ok());
  const auto file = SectionFile::open(path, "fuzz", 1).value();
  Bytes bytes;
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    const Section section = file->section(kSections[i]).value();
    CHECK(section.verify(0, section.size()));
    bytes[i].assign(reinterpret_cast<const char*>(section.data()), section.size());
  }
  return bytes;
}

void change(Bytes& sections, const std::uint8_t* data, std::size_t size) {
  ByteReader reader(data, size);
  while (reader.remaining() > 5) {
    std::string& bytes = sections[reader.read<std::uint8_t>() % kSections.size()];
    const std::uint32_t place = reader.read<std::uint16_t>() | std::uint32_t{reader.read<std::uint8_t>()}
                                                                   << 16;
    const std::string_view patch = reader.read_bytes(reader.read<std::uint8_t>());
    if (bytes.empty()) continue;
    if (place == 0xFFFFFF) {  // another size
      bytes.resize(patch.size() < 2 ? patch.size() : load<std::uint16_t>(patch.data()));
      continue;
    }
    for (std::size_t i = 0; i < patch.size(); ++i) bytes[(place + i) % bytes.size()] = patch[i];
  }
}

void write(const Bytes& sections, const std::string& path) {
  CHECK(remove_all(path).ok());
  auto writer = SectionFileWriter::create(path, "fuzz", 1).value();
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    writer.begin_section(kSections[i]);
    writer.append(sections[i].data(), sections[i].size());
    writer.end_section();
  }
  CHECK(writer.finish().ok());
}

void read_all(const InvertedField& field) {
  std::vector<std::uint32_t> positions;
  TermIterator terms = field.terms();
  while (terms.next()) {
    const PostingList list = field.postings(terms.info());
    PostingCursor cursor(list);
    std::uint32_t steps = 0;
    for (std::uint32_t last = kNoDoc; cursor.next() != kNoDoc && steps <= kDocs; ++steps) {
      CHECK(cursor.doc() < field.doc_count());
      CHECK(last == kNoDoc || list.block_count() > 1 || cursor.doc() > last);
      last = cursor.doc();
      cursor.tf();
      cursor.impact();
      if (steps < 64) cursor.positions(positions);
      field.length(last);
    }
    PostingCursor seeker(list);
    for (std::uint32_t target = 0; target < kDocs && seeker.seek(target) != kNoDoc; target += 41) {
      CHECK(seeker.doc() < field.doc_count());
    }
  }
  (void)field.terms("every4").next();
}

class Stats : public CollectionStats {
 public:
  std::uint64_t live_documents() const override { return kDocs; }
  std::uint64_t live_tokens(FieldId) const override { return kDocs * 4; }
  std::uint64_t live_df(FieldId, std::string_view, std::uint64_t df) const override {
    return df < kDocs ? df : kDocs;
  }
};

void search_all(const InvertedField& field, const SectionFile& file) {
  const InvertedField* fields[] = {&field};
  const SegmentView view{fields, kDocs, nullptr, nullptr, 0, &file};
  const std::vector<std::vector<std::string>> word_lists = {{"often"},
                                                            {"every2", "often"},
                                                            {"every3", "every4", "every50", "often", "w5"},
                                                            {"w5"},
                                                            {"every400", "every2"}};
  for (const auto& words : word_lists) {
    for (const Occur occur : {Occur::kShould, Occur::kMust, Occur::kMustNot}) {
      BooleanQuery query;
      Clause phrase{occur, Match::kPhrase, {}, {}};
      for (const std::string& word : words) {
        query.clauses.push_back({occur, Match::kAny, {{0, word, 1.0}}, {}});
        phrase.terms.push_back({0, word, 1.0});
      }
      for (const std::size_t k : {std::size_t{1}, std::size_t{1000}}) {
        const auto top = top_k({&view, 1}, Stats(), query, {k, Count::kExact, nullptr});
        for (std::size_t i = 0; top.ok() && i < top.value().hits.size(); ++i) {
          CHECK(top.value().hits[i].doc < kDocs);
        }
      }
      if (occur != Occur::kShould) (void)top_k({&view, 1}, Stats(), {{phrase}}, {10, Count::kExact, nullptr});
    }
  }
}

void merge_all(const InvertedField& field) {
  std::vector<std::uint32_t> map(field.doc_count());
  for (std::uint32_t d = 0; d < map.size(); ++d) map[d] = d % 3 == 0 ? kNoDoc : d;
  const MergeInput input{&field, map};
  if (!field.options().positions) return;
  const std::string path = folder() + "/merged";
  CHECK(remove_all(path).ok());
  auto writer = SectionFileWriter::create(path, "fuzz", 1).value();
  (void)merge_inverted_fields({&input, 1}, {.positions = true}, field.doc_count(), writer, "f.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Bytes kSound = sound_field();
  Bytes sections = kSound;
  change(sections, data, size);
  const std::string path = folder() + "/forged";
  write(sections, path);
  const auto file = SectionFile::open(path, "fuzz", 1).value();
  const auto field = InvertedField::open(*file, "f.");
  if (!field.ok() || field.value()->doc_count() > kDocs) return 0;
  read_all(*field.value());
  search_all(*field.value(), *file);
  merge_all(*field.value());
  return 0;
}
