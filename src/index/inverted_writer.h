// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Writes one inverted field from terms in byte order: what builder and merge share. Positions go to
// the file as they come; the other streams, about a third of the bytes, wait in memory, since sections
// follow one another in the file.

#ifndef BROADSHEET_INDEX_INVERTED_WRITER_H_
#define BROADSHEET_INDEX_INVERTED_WRITER_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/impact.h"
#include "index/inverted_field.h"
#include "index/section_file.h"

namespace broadsheet::index {

// One term's postings: documents ascending, a frequency for each, and all positions, document by
// document (empty in a field without). Borrowed for the call.
struct TermPostings {
  std::span<const std::uint32_t> docs;
  std::span<const std::uint32_t> tfs;
  std::span<const std::uint32_t> positions;
};

// Confined to one thread. `lengths` has one entry a document and outlives the writer.
class InvertedFieldWriter {
 public:
  InvertedFieldWriter(const InvertedFieldOptions& options, std::span<const std::uint32_t> lengths,
                      SectionFileWriter& writer, std::string_view prefix);

  // Terms come in strictly ascending byte order, with at least one document each.
  void add_term(std::string_view term, const TermPostings& postings);
  void finish();

 private:
  using Bytes = std::vector<std::uint8_t>;
  struct Record;  // of a term, as stored

  void compute_impacts(const TermPostings& postings);
  void seed_record(Record& record);
  void add_single(const TermPostings& postings, Record& record);
  void add_small(const TermPostings& postings, Record& record);
  void add_long(const TermPostings& postings, Record& record);
  void append_doc_block(const std::uint32_t* docs, std::uint32_t count, std::uint32_t first);
  void append_freq_block(const std::uint32_t* tfs, std::uint32_t count);
  void append_positions(std::span<const std::uint32_t> positions, unsigned width);
  void append_dictionary(std::string_view term, const Record& record);
  void write_section(std::string_view suffix, const void* data, std::size_t bytes, bool slack);
  void write_header(std::uint32_t slots, std::uint32_t longs);
  std::vector<std::uint64_t> make_hash_table() const;
  void write_lengths();

  const InvertedFieldOptions options_;
  const std::span<const std::uint32_t> lengths_;
  SectionFileWriter& writer_;
  const std::string prefix_;
  double average_ = 0;
  std::uint64_t total_length_ = 0;
  std::uint32_t documents_with_tokens_ = 0;
  LengthNorm norm_;

  std::uint32_t terms_ = 0;
  std::string last_term_;
  Bytes dictionary_, records_, small_, skips_, impacts_out_, docs_out_, freqs_out_;
  std::vector<std::uint32_t> term_blocks_;
  std::vector<std::uint64_t> hashes_;
  // Of the term at hand.
  std::vector<std::uint8_t> impacts_;
  Bytes position_bytes_;
  // Impacts of the commonest frequencies and lengths.
  static constexpr std::uint32_t kTableTfs = 8, kTableLengths = 1024;
  std::array<std::array<std::uint8_t, kTableLengths>, kTableTfs> table_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_INVERTED_WRITER_H_
