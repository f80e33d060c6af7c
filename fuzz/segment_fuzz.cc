// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Every reader of a segment is safe on any bytes that bear right checksums, and no byte that differs goes
// unnoticed where they are not right. The input is a list of edits to a sound segment, five bytes each: what
// to do, which section, where (u16), a value. After a first byte of 0xff the edits are made to the file as it
// lies on disk, checksums and all, else to the sections, which then get right checksums.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/file.h"
#include "index/segment.h"
#include "index/segment_builder.h"
#include "index/testing.h"
#include "search/topk.h"

namespace index = broadsheet::index;
namespace search = broadsheet::search;
using broadsheet::PaperNumber;

namespace {

constexpr std::uint32_t kDocuments = 600;
constexpr std::size_t kEditBytes = 5;
constexpr std::size_t kEditsMax = 64;
constexpr std::uint8_t kEditsOfFile = 0xff;

struct NamedSection {
  std::string name;
  std::string bytes;
};

// Written to memory where there is such a folder: a segment is made for every input.
const std::string& folder() {
  static const std::string path = [] {
    if (std::filesystem::exists("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 0);
    return broadsheet::make_temporary_folder("broadsheet-fuzz").value();
  }();
  return path;
}

std::string sound_path() {
  return folder() + "/sound";
}

// Long lists, short ones, lists of one document; dense and sparse; with frequencies and positions.
std::vector<NamedSection> sound_segment() {
  index::SegmentBuilder builder(index::example_schema());
  index::Document document(index::example_schema());
  for (std::uint32_t doc = 0; doc < kDocuments; ++doc) {
    document.clear(PaperNumber(doc * 3 % kDocuments + 1));
    for (std::uint32_t i = 0; i < 1 + doc % 3; ++i) {
      document.add(index::kWords, i == 0 ? "all" : "w" + std::to_string(doc % 40));
      document.add(index::kPlaces, i == 0 ? "all" : "w" + std::to_string(doc % 40), i * 2);
    }
    if (doc % 50 == 0) document.add(index::kTags, "t" + std::to_string(doc));
    document.add_keyword(index::kTagColumn, "k" + std::to_string(doc % 5));
    document.set_number(index::kNumberColumn, static_cast<std::int32_t>(doc));
    (void)builder.add(document);
  }
  const std::string path = sound_path();
  CHECK(builder.finish(path).ok());
  const auto file = index::SectionFile::open(path, index::kSegmentKind, index::kSegmentVersion).value();
  std::vector<NamedSection> sections;
  for (const std::string& name : file->section_names()) {
    const index::Section section = file->section(name).value();
    sections.push_back({name, std::string(reinterpret_cast<const char*>(section.data()), section.size())});
  }
  return sections;
}

void edit(std::vector<NamedSection>& sections, const std::uint8_t* at) {
  std::string& bytes = sections[at[1] % sections.size()].bytes;
  const std::size_t offset = static_cast<std::size_t>(at[2]) | static_cast<std::size_t>(at[3]) << 8;
  switch (at[0] % 4) {
    case 0:
      if (!bytes.empty()) bytes[offset % bytes.size()] = static_cast<char>(at[4]);
      break;
    case 1:
      bytes.resize(offset % (bytes.size() + 1));
      break;
    case 2:
      bytes.append(1 + offset % 64, static_cast<char>(at[4]));
      break;
    default:
      // From the end, where tables and small sections have what matters.
      if (!bytes.empty()) bytes[bytes.size() - 1 - offset % bytes.size()] ^= static_cast<char>(at[4]);
  }
}

void write(const std::string& path, const std::vector<NamedSection>& sections) {
  CHECK(broadsheet::remove_all(path).ok());
  auto writer = index::SectionFileWriter::create(path, index::kSegmentKind, index::kSegmentVersion).value();
  for (const NamedSection& section : sections) {
    writer.begin_section(section.name);
    writer.append(section.bytes.data(), section.bytes.size());
    writer.end_section();
  }
  CHECK(writer.finish().ok());
}

class Statistics final : public index::CollectionStats {
 public:
  std::uint64_t live_documents() const override { return kDocuments; }
  std::uint64_t live_tokens(index::FieldId) const override { return 2 * kDocuments; }
  std::uint64_t live_df(index::FieldId, std::string_view, std::uint64_t df) const override {
    return df < kDocuments ? df : kDocuments;
  }
};

void ask(const index::Segment& segment) {
  index::SegmentView view;
  view.fields = segment.fields();
  view.doc_count = segment.doc_count();
  view.keys = segment.keys().data();
  view.file = &segment.file();
  for (const search::Match match : {search::Match::kAny, search::Match::kAll, search::Match::kPhrase}) {
    search::Clause clause;
    clause.match = match;
    const index::FieldId field = match == search::Match::kPhrase ? index::kPlaces : index::kWords;
    clause.terms = {{field, "all", 1.0}, {field, "w7", 1.0}};
    search::BooleanQuery query;
    query.clauses = {clause};
    search::TopKOptions options;
    options.count = search::Count::kExact;
    (void)search::top_k({&view, 1}, Statistics(), query, options).ok();
  }
}

void read_everything(const index::Segment& segment) {
  (void)segment.check(index::example_schema(), true);
  for (std::uint32_t key = 0; key < 8; ++key) (void)segment.find(PaperNumber(key));
  if (const auto keywords = segment.keywords(index::kTagColumn); keywords.ok()) {
    for (std::uint32_t doc = 0; doc < segment.doc_count(); ++doc) {
      for (const std::uint32_t ordinal : keywords->ordinals(doc))
        (void)keywords->find(keywords->value(ordinal));
    }
  }
  for (const index::InvertedField* field : segment.fields()) {
    if (field == nullptr) continue;
    for (const char* term : {"all", "w7", "t50", "nothing"}) {
      const auto info = field->find(term);
      if (!info) continue;
      index::PostingCursor cursor(field->postings(*info));
      if (cursor.seek(kDocuments / 2) == index::kNoDoc) continue;
      (void)cursor.tf();
    }
  }
}

// Any edit of the file is noticed when it is opened or when every page is checked.
void edit_file(const std::uint8_t* data, std::size_t size) {
  static const std::string sound = broadsheet::read_file(sound_path(), 1 << 30).value();
  std::vector<NamedSection> whole{{"file", sound}};
  for (std::size_t at = 0; at + kEditBytes <= size; at += kEditBytes) edit(whole, data + at);
  if (whole.front().bytes == sound) return;
  const std::string path = folder() + "/edited";
  CHECK(broadsheet::remove_all(path).ok());
  auto file = broadsheet::create_new_file(path).value();
  CHECK(broadsheet::write_all(file, whole.front().bytes.data(), whole.front().bytes.size(), path).ok());
  const auto opened = index::SectionFile::open(path, index::kSegmentKind, index::kSegmentVersion);
  CHECK(!opened.ok() || !(*opened)->verify_all().ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<NamedSection> sound = sound_segment();
  if (size / kEditBytes > kEditsMax) return 0;
  if (size > 0 && data[0] == kEditsOfFile) {
    edit_file(data + 1, size - 1);
    return 0;
  }
  std::vector<NamedSection> sections = sound;
  for (std::size_t at = 0; at + kEditBytes <= size; at += kEditBytes) edit(sections, data + at);
  const std::string path = folder() + "/edited";
  write(path, sections);
  const auto segment = index::Segment::open(path, index::example_schema());
  if (!segment.ok()) {
    CHECK(segment.error().code() == broadsheet::ErrorCode::kDamaged);
    return 0;
  }
  CHECK(size >= kEditBytes || (*segment)->check(index::example_schema(), true).empty());
  ask(**segment);
  read_everything(**segment);
  return 0;
}
