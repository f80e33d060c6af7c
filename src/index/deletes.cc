// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/deletes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include "base/check.h"

namespace broadsheet::index {
namespace {

constexpr std::uint32_t kWordBits = 64;

std::size_t words_for(std::uint32_t doc_count) {
  return (std::size_t{doc_count} + kWordBits - 1) / kWordBits;
}

std::vector<std::uint64_t> all_live(std::uint32_t doc_count) {
  std::vector<std::uint64_t> live(words_for(doc_count), ~std::uint64_t{0});
  if (doc_count % kWordBits != 0) live.back() = (std::uint64_t{1} << (doc_count % kWordBits)) - 1;
  return live;
}

// How many of `docs` (ascending) the list holds. `deleted` has their bits. nullopt if a block is not sound.
std::optional<std::uint32_t> count_deleted(const PostingList& list, std::span<const std::uint32_t> docs,
                                           const std::vector<std::uint64_t>& deleted) {
  std::array<std::uint32_t, kBlockDocs> block_docs;
  std::uint32_t count = 0;
  std::uint32_t block = 0;
  auto next = docs.begin();
  while (next != docs.end()) {
    block = list.find_block(*next, block);
    if (block >= list.block_count()) break;
    if (!list.decode_docs(block, block_docs.data())) return std::nullopt;
    const std::uint32_t size = list.block_size(block);
    for (std::uint32_t i = 0; i < size; ++i) {
      const std::uint32_t doc = block_docs[i];
      if (doc / kWordBits >= deleted.size()) return std::nullopt;
      count += static_cast<std::uint32_t>(deleted[doc / kWordBits] >> (doc % kWordBits) & 1);
    }
    next = std::upper_bound(next, docs.end(), list.last_doc(block));
    ++block;
  }
  return count;
}

// The terms of one field that newly deleted documents hold, ascending.
Result<std::vector<DeletedTerm>> count_terms(const Segment& segment, const InvertedField& field,
                                             std::span<const std::uint32_t> docs,
                                             const std::vector<std::uint64_t>& deleted) {
  std::vector<DeletedTerm> terms;
  std::uint32_t seen = 0;
  TermIterator iterator = field.terms();
  while (iterator.next()) {
    ++seen;
    const TermInfo info = iterator.info();
    const PostingList list = field.postings(info);
    const std::optional<std::uint32_t> count = count_deleted(list, docs, deleted);
    if (!count || list.df() != info.df)
      return Error(ErrorCode::kDamaged, segment.file().path() + ": a posting list is not sound");
    if (*count > 0) terms.push_back({info.ordinal, *count});
  }
  if (seen != field.term_count() || segment.file().damaged()) {
    return Error(ErrorCode::kDamaged, segment.file().path() + ": a dictionary is not as it was written");
  }
  return terms;
}

std::vector<DeletedTerm> add_terms(std::span<const DeletedTerm> left, std::span<const DeletedTerm> right) {
  std::vector<DeletedTerm> sum;
  sum.reserve(left.size() + right.size());
  auto l = left.begin();
  auto r = right.begin();
  while (l != left.end() || r != right.end()) {
    if (r == right.end() || (l != left.end() && l->ordinal < r->ordinal)) {
      sum.push_back(*l++);
    } else if (l == left.end() || r->ordinal < l->ordinal) {
      sum.push_back(*r++);
    } else {
      sum.push_back({l->ordinal, l->count + r->count});
      ++l;
      ++r;
    }
  }
  return sum;
}

struct Header {
  std::uint32_t doc_count;
  std::uint32_t deleted_count;
  std::uint32_t field_count;
  std::uint32_t zero;
};

std::string terms_section(std::size_t field) {
  return "terms." + std::to_string(field);
}

template <typename T>
void append_array(SectionFileWriter& writer, std::string_view name, const std::vector<T>& values) {
  writer.begin_section(name);
  writer.append(values.data(), values.size() * sizeof(T));
  writer.end_section();
}

template <typename T>
Result<std::vector<T>> read_array(const SectionFile& file, std::string_view name) {
  TRY(const Section section, file.section(name));
  if (section.size() % sizeof(T) != 0) return Error(ErrorCode::kDamaged, file.path() + ": a section is cut");
  std::vector<T> values(section.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), section.data(), section.size());
  return values;
}

// Whether what a file says of its segment can be true.
bool fits(const Deletes& deletes, const Segment& segment) {
  if (deletes.doc_count != segment.doc_count() || deletes.deleted_count > deletes.doc_count) return false;
  if (deletes.live.size() != words_for(deletes.doc_count)) return false;
  if (deletes.terms.size() != segment.fields().size()) return false;
  if (deletes.deleted_tokens.size() != segment.fields().size()) return false;
  const std::vector<std::uint64_t> all = all_live(deletes.doc_count);
  std::uint64_t live = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if ((deletes.live[i] & ~all[i]) != 0) return false;
    live += static_cast<std::uint64_t>(std::popcount(deletes.live[i]));
  }
  if (live + deletes.deleted_count != deletes.doc_count) return false;
  for (std::size_t f = 0; f < deletes.terms.size(); ++f) {
    const InvertedField* field = segment.fields()[f];
    const std::uint32_t term_count = field == nullptr ? 0 : field->term_count();
    std::uint64_t next = 0;
    for (const DeletedTerm& term : deletes.terms[f]) {
      if (term.ordinal < next || term.ordinal >= term_count) return false;
      if (term.count == 0 || term.count > deletes.deleted_count) return false;
      next = std::uint64_t{term.ordinal} + 1;
    }
    if (deletes.deleted_tokens[f] > (field == nullptr ? 0 : field->total_length())) return false;
  }
  return true;
}

}  // namespace

std::uint32_t Deletes::deleted_df(FieldId field, std::uint32_t ordinal) const {
  const std::vector<DeletedTerm>& all = terms[field];
  const auto at =
      std::lower_bound(all.begin(), all.end(), ordinal,
                       [](const DeletedTerm& term, std::uint32_t wanted) { return term.ordinal < wanted; });
  return at != all.end() && at->ordinal == ordinal ? at->count : 0;
}

Result<Deletes> delete_documents(const Segment& segment, const Deletes* former,
                                 std::span<const std::uint32_t> docs) {
  const std::size_t field_count = segment.fields().size();
  Deletes deletes;
  if (former != nullptr) {
    deletes = *former;
  } else {
    deletes.doc_count = segment.doc_count();
    deletes.live = all_live(segment.doc_count());
    deletes.deleted_tokens.resize(field_count);
    deletes.terms.resize(field_count);
  }
  std::vector<std::uint64_t> newly_deleted(deletes.live.size());
  for (const std::uint32_t doc : docs) {
    CHECK(doc < deletes.doc_count && deletes.is_live(doc));
    deletes.live[doc / kWordBits] &= ~(std::uint64_t{1} << (doc % kWordBits));
    newly_deleted[doc / kWordBits] |= std::uint64_t{1} << (doc % kWordBits);
  }
  deletes.deleted_count += static_cast<std::uint32_t>(docs.size());
  for (std::size_t f = 0; f < field_count; ++f) {
    const InvertedField* field = segment.fields()[f];
    if (field == nullptr || docs.empty()) continue;
    for (const std::uint32_t doc : docs) deletes.deleted_tokens[f] += field->length(doc);
    TRY(const std::vector<DeletedTerm> terms, count_terms(segment, *field, docs, newly_deleted));
    deletes.terms[f] = add_terms(deletes.terms[f], terms);
  }
  if (segment.file().damaged())
    return Error(ErrorCode::kDamaged, segment.file().path() + ": not as it was written");
  return deletes;
}

Result<WrittenFile> write_deletes(const std::string& path, const Deletes& deletes) {
  TRY(SectionFileWriter writer, SectionFileWriter::create(path, kDeletesKind, kDeletesVersion));
  const Header header{deletes.doc_count, deletes.deleted_count,
                      static_cast<std::uint32_t>(deletes.terms.size()), 0};
  writer.begin_section("deletes");
  writer.append(&header, sizeof(header));
  writer.end_section();
  append_array(writer, "live", deletes.live);
  append_array(writer, "tokens", deletes.deleted_tokens);
  for (std::size_t f = 0; f < deletes.terms.size(); ++f)
    append_array(writer, terms_section(f), deletes.terms[f]);
  WrittenFile written;
  TRY(written.size_bytes, writer.finish());
  written.identity = writer.identity();
  return written;
}

Result<std::shared_ptr<const Deletes>> read_deletes(const std::string& path, std::uint64_t identity,
                                                    const Segment& segment) {
  TRY(const std::unique_ptr<SectionFile> file, SectionFile::open(path, kDeletesKind, kDeletesVersion));
  TRY_VOID(file->verify_all());
  auto deletes = std::make_shared<Deletes>();
  TRY(const std::vector<Header> header, read_array<Header>(*file, "deletes"));
  if (header.size() != 1 || header[0].field_count != segment.fields().size() ||
      file->identity() != identity) {
    return Error(ErrorCode::kDamaged, path + ": these are not the deletes that the manifest names");
  }
  deletes->doc_count = header[0].doc_count;
  deletes->deleted_count = header[0].deleted_count;
  TRY(deletes->live, read_array<std::uint64_t>(*file, "live"));
  TRY(deletes->deleted_tokens, read_array<std::uint64_t>(*file, "tokens"));
  for (std::size_t f = 0; f < header[0].field_count; ++f) {
    TRY(std::vector<DeletedTerm> terms, read_array<DeletedTerm>(*file, terms_section(f)));
    deletes->terms.push_back(std::move(terms));
  }
  if (!fits(*deletes, segment))
    return Error(ErrorCode::kDamaged, path + ": the deletes do not fit their segment");
  return std::shared_ptr<const Deletes>(std::move(deletes));
}

}  // namespace broadsheet::index
