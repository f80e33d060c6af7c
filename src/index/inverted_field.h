// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// An inverted field: from a term to the documents that hold it, with frequencies, positions and
// upper-bound impacts where asked for, and each document's exact number of tokens.
// docs/formats/postings.md has the bytes.
//
// InvertedFieldBuilder takes documents in memory and writes them sorted; InvertedField reads what
// was written in place; merge_inverted_fields joins several into one. A field occupies several
// sections of one SectionFile, all named `prefix` + a suffix, so one file holds many fields.

#ifndef BROADSHEET_INDEX_INVERTED_FIELD_H_
#define BROADSHEET_INDEX_INVERTED_FIELD_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/postings.h"
#include "index/section_file.h"

namespace broadsheet::index {

struct InvertedFieldOptions {
  bool frequencies = true;
  bool positions = false;  // implies frequencies
  // BM25's, which impacts are computed with; a query scores with the same.
  double k1 = 0.9;
  double b = 0.4;
  // Tokens per document that impacts are computed with; 0 takes the average of the documents written.
  // Bounds hold whatever the live average is; they are tight while it is near this one.
  double pinned_average = 0;
};

// Confined to one thread.
class InvertedFieldBuilder {
 public:
  explicit InvertedFieldBuilder(const InvertedFieldOptions& options);
  InvertedFieldBuilder(InvertedFieldBuilder&&) noexcept;
  InvertedFieldBuilder& operator=(InvertedFieldBuilder&&) noexcept;
  ~InvertedFieldBuilder();

  // Documents come in strictly ascending order; those never begun have no tokens.
  void begin_document(std::uint32_t doc);
  // Positions of one document never fall, whatever the term. Terms outside 1..kTermBytesMax bytes
  // count towards the length and are otherwise left out.
  void add(std::string_view term, std::uint32_t position);
  // The document's length is the number of tokens added, unless given (a field whose tokens are
  // added more than once per word says what a length means).
  void end_document();
  void end_document(std::uint32_t length);

  // Memory held, to decide when to write.
  std::size_t bytes() const;
  std::uint64_t total_length() const;

  // Writes the field's sections; `doc_count` is the number of documents of the segment. The builder
  // is then empty and ready for the next segment. Failed writes are the writer's to report.
  void finish(SectionFileWriter& writer, std::string_view prefix, std::uint32_t doc_count);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class InvertedField;

// Terms in byte order. Confined to one thread.
class TermIterator {
 public:
  // Moves to the first term (or the next) and returns true, or false at the end.
  bool next();
  // The current term, valid until the iterator moves.
  std::string_view term() const { return term_; }
  TermInfo info() const;
  // After next() said false: true if every term was read, false if the dictionary is not sound.
  bool at_end() const { return !damaged_; }

 private:
  friend class InvertedField;
  const InvertedField* field_ = nullptr;
  bool damaged_ = false;
  bool held_ = false;       // the current term is the one that next() will move to
  std::uint32_t next_ = 0;  // ordinal
  std::uint64_t at_ = 0;    // of the next entry in the dictionary section
  std::string term_;
};

// Immutable; any number of threads may read. Borrows from the SectionFile.
class InvertedField {
 public:
  // kDamaged if the sections contradict each other; kNotFound if there are none of that prefix.
  static Result<std::unique_ptr<InvertedField>> open(const SectionFile& file, std::string_view prefix);
  InvertedField(const InvertedField&) = delete;
  InvertedField& operator=(const InvertedField&) = delete;

  const InvertedFieldOptions& options() const { return options_; }  // pinned_average as used
  std::uint32_t doc_count() const { return sections_.doc_count; }
  std::uint32_t documents_with_tokens() const { return documents_with_tokens_; }
  std::uint64_t total_length() const { return total_length_; }
  std::uint32_t term_count() const { return term_count_; }

  // Exact look-up; well under a microsecond.
  std::optional<TermInfo> find(std::string_view term) const;
  PostingList postings(const TermInfo& info) const { return PostingList(sections_, info); }
  // All terms, or from the first one >= `from`.
  TermIterator terms() const { return terms({}); }
  TermIterator terms(std::string_view from) const;

  // Number of tokens of a document; 0 for a document out of range, or where the lengths are damaged.
  std::uint32_t length(std::uint32_t doc) const {
    const std::uint16_t* lengths = this->lengths();
    if (lengths == nullptr || doc >= sections_.doc_count) return 0;
    return lengths[doc] != kLongLength ? lengths[doc] : long_length(doc);
  }
  // All lengths, one a document, for scorers; kLongLength stands for those that only length() knows. Null
  // if damaged.
  static constexpr std::uint16_t kLongLength = 0xFFFF;
  const std::uint16_t* lengths() const {
    if (lengths_checked_.load(std::memory_order_acquire)) return lengths_;
    return check_lengths() ? lengths_ : nullptr;
  }

 private:
  friend class TermIterator;
  InvertedField() = default;
  Result<void> open_header(const SectionFile& file, std::string_view prefix);
  Result<void> open_sections(const SectionFile& file, std::string_view prefix);
  bool check_lengths() const;
  std::uint32_t long_length(std::uint32_t doc) const;
  TermInfo info(std::uint32_t ordinal) const;
  // Where the dictionary block of a term begins.
  bool block_begin(std::uint32_t ordinal, std::uint64_t& at) const;
  // Reads the dictionary entry at `at` over the term before it and moves on.
  bool read_entry(std::uint64_t& at, std::uint8_t* term, std::uint32_t& size) const;
  bool is_term(std::uint32_t ordinal, std::string_view term) const;

  InvertedFieldOptions options_;
  PostingSections sections_;
  Section terms_, term_blocks_, records_, hash_, lengths_section_, longs_section_;
  const std::uint16_t* lengths_ = nullptr;
  mutable std::atomic<bool> lengths_checked_ = false;
  std::uint32_t long_lengths_ = 0;
  std::uint32_t term_count_ = 0;
  std::uint32_t hash_mask_ = 0;
  std::uint32_t documents_with_tokens_ = 0;
  std::uint64_t total_length_ = 0;
};

// One input of a merge: its documents d become doc_map[d], or vanish where that is kNoDoc.
struct MergeInput {
  const InvertedField* field = nullptr;
  std::span<const std::uint32_t> doc_map;  // field->doc_count() entries
  const SectionFile* file = nullptr;       // of the field; its pages are released as the merge goes on
};

// Writes the union of the inputs as one field of `doc_count` documents, term by term: memory is that of
// the longest posting list plus the lengths, and of kMergeNumbersHeld of the inputs' pages. Impacts are
// computed anew with options.pinned_average (0: the new average). No two documents may map to one. kDamaged
// if an input is.
Result<void> merge_inverted_fields(std::span<const MergeInput> inputs, const InvertedFieldOptions& options,
                                   std::uint32_t doc_count, SectionFileWriter& writer,
                                   std::string_view prefix);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_INVERTED_FIELD_H_
