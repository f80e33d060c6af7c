// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/inverted_writer.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/bytes.h"
#include "base/check.h"
#include "base/digest.h"
#include "index/bit_packing.h"
#include "index/posting_format.h"
#include "index/posting_limits.h"

namespace broadsheet::index {

struct InvertedFieldWriter::Record {
  std::uint32_t df = 0;
  std::uint32_t total_tf = 0;
  std::uint64_t postings = 0;
  std::uint64_t positions = 0;
  std::uint8_t max_impact = 0;
  std::array<std::uint8_t, 3> kth_impact{};
  std::uint8_t position_width = 0;
  std::array<std::uint8_t, 3> zero{};
};

namespace {

template <typename T>
void append(std::vector<std::uint8_t>& to, const T* values, std::size_t count) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(values);
  to.insert(to.end(), bytes, bytes + count * sizeof(T));
}

// Room for `bytes` more at the end; returns where they go.
std::uint8_t* extend(std::vector<std::uint8_t>& to, std::size_t bytes) {
  to.resize(to.size() + bytes);
  return to.data() + to.size() - bytes;
}

void align(std::vector<std::uint8_t>& to, std::size_t alignment) {
  to.resize((to.size() + alignment - 1) / alignment * alignment);
}

// At least 1, so that a count of positions is always bounded by the bytes that hold them.
unsigned position_width(std::span<const std::uint32_t> positions) {
  std::uint32_t all = 1;
  for (const std::uint32_t position : positions) all |= position;
  return static_cast<unsigned>(std::bit_width(all));
}

// Gaps less one; the first document is measured from `first`, the least it can be.
void gaps_of(const std::uint32_t* docs, std::uint32_t count, std::uint32_t first, std::uint32_t* gaps) {
  for (std::uint32_t i = 0; i < count; ++i) {
    gaps[i] = docs[i] - first;
    first = docs[i] + 1;
  }
}

}  // namespace

InvertedFieldWriter::InvertedFieldWriter(const InvertedFieldOptions& options,
                                         std::span<const std::uint32_t> lengths, SectionFileWriter& writer,
                                         std::string_view prefix)
    : options_(options), lengths_(lengths), writer_(writer), prefix_(prefix) {
  static_assert(sizeof(Record) == kRecordBytes);
  CHECK(lengths.size() < kFieldDocsMax);
  CHECK(options.frequencies || !options.positions);
  for (const std::uint32_t length : lengths) {
    total_length_ += length;
    documents_with_tokens_ += length > 0 ? 1 : 0;
  }
  average_ = options.pinned_average;
  if (average_ <= 0 && total_length_ > 0) {
    average_ = static_cast<double>(total_length_) / static_cast<double>(lengths.size());
  }
  if (average_ <= 0) average_ = 1;
  norm_ = LengthNorm(options.k1, options.b, average_);
  for (std::uint32_t tf = 0; tf < kTableTfs; ++tf) {
    for (std::uint32_t length = 0; length < kTableLengths; ++length) {
      table_[tf][length] = impact(norm_, tf + 1, length);
    }
  }
  if (options.positions) writer_.begin_section(prefix_ + "positions");
}

void InvertedFieldWriter::compute_impacts(const TermPostings& postings) {
  impacts_.resize(postings.docs.size());
  for (std::size_t i = 0; i < postings.docs.size(); ++i) {
    const std::uint32_t length = lengths_[postings.docs[i]];
    const std::uint32_t tf = options_.frequencies ? postings.tfs[i] : 1;
    const bool common = tf <= kTableTfs && length < kTableLengths;
    impacts_[i] = common ? table_[tf - 1][length] : impact(norm_, tf, length);
  }
}

void InvertedFieldWriter::seed_record(Record& record) {
  std::array<std::uint32_t, 256> histogram{};
  for (const std::uint8_t value : impacts_) ++histogram[value];
  constexpr std::array<std::uint32_t, 3> kSeeds = {10, 100, 1000};
  std::size_t seed = 0;
  std::uint32_t above = 0;
  for (std::uint32_t value = 255; value > 0; --value) {
    if (histogram[value] == 0) continue;
    if (above == 0) record.max_impact = static_cast<std::uint8_t>(value);
    above += histogram[value];
    for (; seed < kSeeds.size() && above >= kSeeds[seed]; ++seed) {
      record.kth_impact[seed] = static_cast<std::uint8_t>(value);
    }
  }
}

void InvertedFieldWriter::add_term(std::string_view term, const TermPostings& postings) {
  CHECK(!postings.docs.empty() && !term.empty() && term.size() <= kTermBytesMax);
  CHECK(terms_ == 0 || last_term_ < term);
  Record record;
  record.df = static_cast<std::uint32_t>(postings.docs.size());
  std::uint64_t total = 0;
  if (options_.frequencies) {
    for (const std::uint32_t tf : postings.tfs) total += tf;
  }
  record.total_tf = static_cast<std::uint32_t>(std::min<std::uint64_t>(total, 0xFFFFFFFF));
  compute_impacts(postings);
  seed_record(record);
  if (options_.positions) {
    CHECK(postings.positions.size() == total);
    record.positions = writer_.section_offset();
  }
  if (record.df == 1) {
    add_single(postings, record);
  } else if (record.df <= kBlockDocs) {
    add_small(postings, record);
  } else {
    add_long(postings, record);
  }
  append_dictionary(term, record);
  ++terms_;
}

void InvertedFieldWriter::add_single(const TermPostings& postings, Record& record) {
  const std::uint32_t tf = options_.frequencies ? postings.tfs[0] : 1;
  record.postings = postings.docs[0] | std::uint64_t{tf} << 32;
  if (!options_.positions) return;
  const unsigned width = position_width(postings.positions);
  record.position_width = static_cast<std::uint8_t>(width);
  append_positions(postings.positions, width);
}

void InvertedFieldWriter::add_small(const TermPostings& postings, Record& record) {
  const std::uint32_t count = record.df;
  std::uint32_t values[kBlockDocs] = {};
  record.postings = small_.size();
  gaps_of(postings.docs.data() + 1, count - 1, postings.docs[0] + 1, values);
  const unsigned doc_width = packed_width(values, count - 1);
  std::uint8_t* header = extend(small_, kSmallHeaderBytes);
  header[0] = static_cast<std::uint8_t>(doc_width);
  store_bytes(header + 4, postings.docs.front());
  store_bytes(header + 8, postings.docs.back());
  append(small_, impacts_.data(), count);
  pack(values, count - 1, doc_width, extend(small_, packed_bytes(count - 1, doc_width)));
  if (options_.frequencies) {
    for (std::uint32_t i = 0; i < count; ++i) values[i] = postings.tfs[i] - 1;
    const unsigned width = packed_width(values, count);
    small_[record.postings + 1] = static_cast<std::uint8_t>(width);
    pack(values, count, width, extend(small_, packed_bytes(count, width)));
  }
  if (options_.positions) {
    const unsigned width = position_width(postings.positions);
    small_[record.postings + 2] = static_cast<std::uint8_t>(width);
    append_positions(postings.positions, width);
  }
}

void InvertedFieldWriter::append_doc_block(const std::uint32_t* docs, std::uint32_t count,
                                           std::uint32_t first) {
  std::uint32_t gaps[kBlockDocs] = {};
  gaps_of(docs, count, first, gaps);
  const unsigned width = packed_width(gaps, count);
  const std::size_t packed = packed_bytes(count, width);
  const std::size_t words = std::size_t{docs[count - 1] - first} / 64 + 1;
  if (words * 9 > 2 * packed || words > kBitSetWordsMax) {
    docs_out_.push_back(static_cast<std::uint8_t>(width));
    pack(gaps, count, width, extend(docs_out_, packed));
    return;
  }
  docs_out_.push_back(kBitSetMark);
  align(docs_out_, 8);
  std::uint64_t bits[kBitSetWordsMax] = {};
  for (std::uint32_t i = 0; i < count; ++i) {
    bits[(docs[i] - first) / 64] |= std::uint64_t{1} << ((docs[i] - first) % 64);
  }
  append(docs_out_, bits, words);
  std::uint32_t rank = 0;
  for (std::size_t w = 0; w < words; ++w) {
    docs_out_.push_back(static_cast<std::uint8_t>(rank));
    rank += static_cast<std::uint32_t>(std::popcount(bits[w]));
  }
}

void InvertedFieldWriter::append_freq_block(const std::uint32_t* tfs, std::uint32_t count) {
  std::uint32_t values[kBlockDocs] = {};
  for (std::uint32_t i = 0; i < count; ++i) values[i] = tfs[i] - 1;
  const unsigned width = packed_width(values, count);
  freqs_out_.push_back(static_cast<std::uint8_t>(width));
  pack(values, count, width, extend(freqs_out_, packed_bytes(count, width)));
}

void InvertedFieldWriter::append_positions(std::span<const std::uint32_t> positions, unsigned width) {
  const std::size_t held = position_bytes_.size();
  position_bytes_.resize(held + (positions.size() * width + 7) / 8 + 8);
  std::uint8_t* out = position_bytes_.data() + held;
  std::uint64_t at = 0;
  for (const std::uint32_t position : positions) {
    store_bytes(out + at / 8, load<std::uint64_t>(out + at / 8) | std::uint64_t{position} << (at % 8));
    at += width;
  }
  position_bytes_.resize(held + (at + 7) / 8);
  writer_.append(position_bytes_.data(), position_bytes_.size());
  position_bytes_.clear();
}

void InvertedFieldWriter::add_long(const TermPostings& postings, Record& record) {
  const std::uint32_t blocks = (record.df + kBlockDocs - 1) / kBlockDocs;
  const SkipLayout layout(blocks, options_.frequencies, options_.positions);
  record.postings = skips_.size();
  extend(skips_, layout.bytes);
  std::uint8_t* skips = skips_.data() + record.postings;
  store_bytes(skips, std::uint64_t{impacts_out_.size()});
  store_bytes(skips + 8, std::uint64_t{docs_out_.size()});
  store_bytes(skips + 16, std::uint64_t{freqs_out_.size()});
  const std::size_t docs_at = docs_out_.size(), freqs_at = freqs_out_.size();
  append(impacts_out_, impacts_.data(), impacts_.size());
  if (options_.positions) {  // blocks of positions lie at multiples of kPositionAlignment
    const std::array<std::uint8_t, kPositionAlignment> zeros{};
    const std::uint64_t odd = record.positions % kPositionAlignment;
    if (odd != 0) writer_.append(zeros.data(), kPositionAlignment - odd);
    record.positions = writer_.section_offset();
  }
  std::size_t position = 0;
  for (std::uint32_t b = 0; b < blocks; ++b) {
    const std::uint32_t begin = b * kBlockDocs;
    const std::uint32_t count = std::min(kBlockDocs, record.df - begin);
    const std::uint32_t* docs = postings.docs.data() + begin;
    store_bytes(skips + layout.last_docs + 4 * std::uint64_t{b}, docs[count - 1]);
    store_bytes(skips + layout.doc_offsets + 4 * std::uint64_t{b},
                static_cast<std::uint32_t>(docs_out_.size() - docs_at));
    append_doc_block(docs, count, begin == 0 ? 0 : docs[-1] + 1);
    const std::uint8_t block_impact =
        *std::max_element(impacts_.begin() + begin, impacts_.begin() + begin + count);
    skips[layout.block_impacts + b] = block_impact;
    std::uint8_t& group_impact = skips[layout.group_impacts + b / kSuperBlocks];
    group_impact = std::max(group_impact, block_impact);
    store_bytes(skips + layout.group_last_docs + 4 * std::uint64_t{b / kSuperBlocks}, docs[count - 1]);
    if (!options_.frequencies) continue;
    store_bytes(skips + layout.freq_offsets + 4 * std::uint64_t{b},
                static_cast<std::uint32_t>(freqs_out_.size() - freqs_at));
    append_freq_block(postings.tfs.data() + begin, count);
    if (!options_.positions) continue;
    std::size_t positions = 0;
    for (std::uint32_t i = 0; i < count; ++i) positions += postings.tfs[begin + i];
    const auto block = postings.positions.subspan(position, positions);
    position += positions;
    const std::uint64_t at = (writer_.section_offset() - record.positions) / kPositionAlignment;
    store_bytes(skips + layout.position_offsets + 4 * std::uint64_t{b}, static_cast<std::uint32_t>(at));
    const unsigned width = position_width(block);
    position_bytes_.assign(kPositionAlignment, 0);
    position_bytes_[0] = static_cast<std::uint8_t>(width);
    const std::size_t bytes = (block.size() * width + 7) / 8;
    append_positions(block, width);
    const std::array<std::uint8_t, kPositionAlignment> zeros{};
    writer_.append(zeros.data(), (kPositionAlignment - bytes % kPositionAlignment) % kPositionAlignment);
  }
}

void InvertedFieldWriter::append_dictionary(std::string_view term, const Record& record) {
  std::size_t shared = 0;
  if (terms_ % kTermsPerBlock == 0) {
    term_blocks_.push_back(static_cast<std::uint32_t>(dictionary_.size()));
  } else {
    const std::size_t longest = std::min(term.size(), last_term_.size());
    while (shared < longest && term[shared] == last_term_[shared]) ++shared;
  }
  dictionary_.push_back(static_cast<std::uint8_t>(shared));
  dictionary_.push_back(static_cast<std::uint8_t>(term.size() - shared));
  append(dictionary_, term.data() + shared, term.size() - shared);
  append(records_, &record, 1);
  hashes_.push_back(hash64(term));
  last_term_ = term;
}

std::vector<std::uint64_t> InvertedFieldWriter::make_hash_table() const {
  const std::uint64_t slots = std::bit_ceil(std::uint64_t{terms_} * 3 / 2 + 2);
  std::vector<std::uint64_t> table(slots);
  for (std::uint32_t ordinal = 0; ordinal < terms_; ++ordinal) {
    std::uint64_t slot = hashes_[ordinal] & (slots - 1);
    while (table[slot] != 0) slot = (slot + 1) & (slots - 1);
    table[slot] = hashes_[ordinal] >> 32 | std::uint64_t{ordinal + 1} << 32;
  }
  return table;
}

void InvertedFieldWriter::write_section(std::string_view suffix, const void* data, std::size_t bytes,
                                        bool slack) {
  writer_.begin_section(prefix_ + std::string(suffix));
  writer_.append(data, bytes);
  if (slack && bytes > 0) writer_.append(std::vector<std::uint8_t>(kPackedSlack).data(), kPackedSlack);
  writer_.end_section();
}

void InvertedFieldWriter::write_header(std::uint32_t slots, std::uint32_t longs) {
  std::uint8_t header[kFieldHeaderBytes] = {};
  const std::uint32_t flags =
      (options_.frequencies ? kFlagFrequencies : 0) | (options_.positions ? kFlagPositions : 0);
  store_bytes(header, flags);
  store_bytes(header + 4, static_cast<std::uint32_t>(lengths_.size()));
  store_bytes(header + 8, terms_);
  store_bytes(header + 12, documents_with_tokens_);
  store_bytes(header + 16, total_length_);
  store_bytes(header + 24, options_.k1);
  store_bytes(header + 32, options_.b);
  store_bytes(header + 40, average_);
  store_bytes(header + 48, slots);
  store_bytes(header + 52, longs);
  write_section("header", header, sizeof header, false);
}

void InvertedFieldWriter::write_lengths() {
  std::vector<std::uint16_t> shorts;
  std::vector<std::uint32_t> longs;
  shorts.reserve(lengths_.size());
  for (std::size_t doc = 0; doc < lengths_.size(); ++doc) {
    const bool is_long = lengths_[doc] >= 0xFFFF;
    shorts.push_back(is_long ? std::uint16_t{0xFFFF} : static_cast<std::uint16_t>(lengths_[doc]));
    if (is_long) longs.insert(longs.end(), {static_cast<std::uint32_t>(doc), lengths_[doc]});
  }
  write_section("lengths", shorts.data(), shorts.size() * sizeof(std::uint16_t), false);
  write_section("longs", longs.data(), longs.size() * sizeof(std::uint32_t), false);
}

void InvertedFieldWriter::finish() {
  if (options_.positions) {
    writer_.end_section();
  }
  write_section("docs", docs_out_.data(), docs_out_.size(), true);
  write_section("freqs", freqs_out_.data(), freqs_out_.size(), false);
  write_section("impacts", impacts_out_.data(), impacts_out_.size(), true);
  write_section("small", small_.data(), small_.size(), false);
  write_section("skips", skips_.data(), skips_.size(), false);
  write_section("terms", dictionary_.data(), dictionary_.size(), false);
  write_section("blocks", term_blocks_.data(), term_blocks_.size() * sizeof(std::uint32_t), false);
  write_section("records", records_.data(), records_.size(), false);
  const std::vector<std::uint64_t> table = make_hash_table();
  write_section("hash", table.data(), table.size() * sizeof(std::uint64_t), false);
  std::uint32_t longs = 0;
  for (const std::uint32_t length : lengths_) longs += length >= 0xFFFF ? 1 : 0;
  write_lengths();
  write_header(static_cast<std::uint32_t>(table.size()), longs);
}

}  // namespace broadsheet::index
