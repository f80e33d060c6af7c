// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/postings.h"

#include <algorithm>
#include <bit>

#include "base/bytes.h"
#include "index/bit_packing.h"
#include "index/posting_format.h"
#include "index/posting_limits.h"

namespace broadsheet::index {

PostingList::PostingList(const PostingSections& sections, const TermInfo& info)
    : sections_(&sections), df_(info.df), max_impact_(info.max_impact), positions_at_(info.positions_at) {
  bool sound = info.df > 0 && info.df <= sections.doc_count;
  if (sound) {
    sound = info.df == 1 ? open_single(info) : info.df <= kBlockDocs ? open_small(info) : open_long(info);
  }
  if (!sound) *this = PostingList();
}

bool PostingList::open_single(const TermInfo& info) {
  kind_ = Kind::kSingle;
  blocks_ = 1;
  small_first_ = small_last_ = static_cast<std::uint32_t>(info.postings_at);
  single_tf_ = static_cast<std::uint32_t>(info.postings_at >> 32);
  position_width_ = info.position_width;
  return small_first_ < sections_->doc_count;
}

bool PostingList::open_small(const TermInfo& info) {
  const Section& section = sections_->small;
  const std::uint64_t at = info.postings_at;
  if (!section.verify(at, kSmallHeaderBytes)) return false;
  const std::uint8_t* record = section.data() + at;
  kind_ = Kind::kSmall;
  blocks_ = 1;
  doc_width_ = record[0];
  freq_width_ = record[1];
  position_width_ = record[2];
  small_first_ = load<std::uint32_t>(record + 4);
  small_last_ = load<std::uint32_t>(record + 8);
  small_ = record + kSmallHeaderBytes;
  if (doc_width_ > 32 || freq_width_ > 32 || small_first_ >= small_last_) return false;
  const std::size_t bytes = kSmallHeaderBytes + df_ + packed_bytes(df_ - 1, doc_width_) +
                            (sections_->has_freqs ? packed_bytes(df_, freq_width_) : 0);
  return small_last_ < sections_->doc_count && section.verify(at, bytes);
}

bool PostingList::open_long(const TermInfo& info) {
  const Section& section = sections_->skips;
  kind_ = Kind::kLong;
  blocks_ = (df_ + kBlockDocs - 1) / kBlockDocs;
  const SkipLayout layout(blocks_, sections_->has_freqs, sections_->has_positions);
  const std::uint64_t at = info.postings_at;
  if (at % 4 != 0 || layout.bytes > section.size() || at > section.size() - layout.bytes) return false;
  if (!section.verify(at, layout.bytes)) return false;
  const std::uint8_t* skips = section.data() + at;
  const auto array = [&](std::uint64_t offset) {
    return reinterpret_cast<const std::uint32_t*>(skips + offset);
  };
  impacts_at_ = load<std::uint64_t>(skips);
  docs_at_ = load<std::uint64_t>(skips + 8);
  freqs_at_ = load<std::uint64_t>(skips + 16);
  last_docs_ = array(layout.last_docs);
  doc_offsets_ = array(layout.doc_offsets);
  freq_offsets_ = array(layout.freq_offsets);
  position_offsets_ = array(layout.position_offsets);
  group_last_docs_ = array(layout.group_last_docs);
  block_impacts_ = skips + layout.block_impacts;
  group_impacts_ = skips + layout.group_impacts;
  const std::uint64_t impact_bytes = sections_->impacts.size();
  const std::uint64_t needed = std::uint64_t{blocks_} * kBlockDocs;
  return needed <= impact_bytes && impacts_at_ <= impact_bytes - needed;
}

std::uint32_t PostingList::find_block(std::uint32_t doc, std::uint32_t from) const {
  if (last_docs_ == nullptr) return from < blocks_ && doc <= small_last_ ? from : blocks_;
  std::uint32_t block = from;
  // Most moves are short; a long one goes over whole groups.
  for (const std::uint32_t near = std::min(blocks_, from + 4); block < near; ++block) {
    if (last_docs_[block] >= doc) return block;
  }
  std::uint32_t group = block / kSuperBlocks;
  const std::uint32_t groups = group_count();
  while (group < groups && group_last_docs_[group] < doc) ++group;
  for (block = std::max(block, group * kSuperBlocks); block < blocks_; ++block) {
    if (last_docs_[block] >= doc) return block;
  }
  return blocks_;
}

const std::uint8_t* PostingList::impacts(std::uint32_t block, std::uint32_t blocks) const {
  if (kind_ == Kind::kSingle) return &max_impact_;
  if (kind_ == Kind::kSmall) return small_;
  const std::uint64_t at = impacts_at_ + std::uint64_t{block} * kBlockDocs;
  const std::uint64_t bytes = std::uint64_t{blocks} * kBlockDocs;
  return sections_->impacts.verify(at, bytes) ? sections_->impacts.data() + at : nullptr;
}

const std::uint8_t* PostingList::doc_block(std::uint32_t block) const {
  const Section& section = sections_->docs;
  const std::uint64_t at = docs_at_ + doc_offsets_[block];
  if (section.size() < kPackedSlack || at > section.size() - kPackedSlack) return nullptr;
  return section.verify(at, kDocBlockBytesMax) ? section.data() + at : nullptr;
}

bool PostingList::bit_set(std::uint32_t block, BitSetBlock& out) const {
  if (kind_ != Kind::kLong) return false;
  const std::uint8_t* bytes = doc_block(block);
  if (bytes == nullptr || *bytes != kBitSetMark) return false;
  const std::uint32_t base = block == 0 ? 0 : last_docs_[block - 1] + 1;
  const std::uint32_t last = last_docs_[block];
  if (last < base || last >= sections_->doc_count || last - base >= kBitSetWordsMax * 64) return false;
  const std::uint64_t at = static_cast<std::uint64_t>(bytes - sections_->docs.data()) + 1;
  out.words = reinterpret_cast<const std::uint64_t*>(sections_->docs.data() + (at + 7) / 8 * 8);
  out.base = base;
  out.word_count = (last - base) / 64 + 1;
  out.ranks = reinterpret_cast<const std::uint8_t*>(out.words + out.word_count);
  return true;
}

bool PostingList::decode_bit_set(const BitSetBlock& bits, std::uint32_t count, std::uint32_t* docs) const {
  std::uint32_t written = 0;
  for (std::uint32_t w = 0; w < bits.word_count; ++w) {
    std::uint64_t word = bits.words[w];
    if (written + static_cast<std::uint32_t>(std::popcount(word)) > count) return false;
    for (const std::uint32_t base = bits.base + w * 64; word != 0; word &= word - 1) {
      docs[written++] = base + static_cast<std::uint32_t>(std::countr_zero(word));
    }
  }
  return written == count;
}

bool PostingList::decode_docs(std::uint32_t block, std::uint32_t* docs) const {
  const std::uint32_t count = block_size(block);
  const std::uint32_t last = last_doc(block);
  bool sound = last < sections_->doc_count;
  unsigned width = 0;
  if (kind_ == Kind::kSingle) {
    docs[0] = small_first_;
  } else if (kind_ == Kind::kSmall) {
    width = doc_width_;
    docs[0] = small_first_;
    std::uint32_t behind[kPackedMax];  // unpacking writes whole blocks, one more than fits behind the first
    unpack_ascending(small_ + df_, count - 1, width, small_first_ + 1, behind);
    std::copy_n(behind, count - 1, docs + 1);
  } else if (BitSetBlock bits; bit_set(block, bits)) {
    sound = sound && decode_bit_set(bits, count, docs);
  } else {
    const std::uint8_t* bytes = doc_block(block);
    const std::uint32_t first = block == 0 ? 0 : last_docs_[block - 1] + 1;
    sound = sound && bytes != nullptr && *bytes <= 32 && first <= last;
    if (sound) unpack_ascending(bytes + 1, count, width = *bytes, first, docs);
  }
  // Gaps are at least one, so unless the sum wrapped round, documents ascend to the last one.
  sound = sound && docs[count - 1] == last && (width <= kSafeGapWidth || ascending(docs, count));
  std::fill(docs + (sound ? count : 0), docs + kBlockDocs, kNoDoc);
  return sound;
}

PostingList::PackedBlock PostingList::freq_block(std::uint32_t block) const {
  if (kind_ == Kind::kSmall) return {small_ + df_ + packed_bytes(df_ - 1, doc_width_), freq_width_};
  const Section& section = sections_->freqs;
  const std::uint64_t at = freqs_at_ + freq_offsets_[block];
  if (!section.verify(at, 1)) return {};
  const std::uint8_t* bytes = section.data() + at;
  const unsigned width = *bytes;
  if (width > 32 || at > section.size() || !section.verify(at, 1 + packed_bytes(block_size(block), width)))
    return {};
  return {bytes + 1, width};
}

bool PostingList::decode_freqs(std::uint32_t block, std::uint32_t* freqs) const {
  if (!sections_->has_freqs) {
    std::fill(freqs, freqs + kBlockDocs, 1u);
    return true;
  }
  if (kind_ == Kind::kSingle) {
    freqs[0] = single_tf_;
    return true;
  }
  const PackedBlock packed = freq_block(block);
  if (packed.bytes == nullptr) return false;
  const std::uint32_t count = block_size(block);
  unpack(packed.bytes, count, packed.width, freqs);
  for (std::uint32_t i = 0; i < count; ++i) ++freqs[i];
  return true;
}

std::uint32_t PostingList::freq(std::uint32_t block, std::uint32_t index) const {
  if (!sections_->has_freqs) return 1;
  if (kind_ == Kind::kSingle) return single_tf_;
  const PackedBlock packed = freq_block(block);
  if (packed.bytes == nullptr) return 0;
  return unpack_one(packed.bytes, block_size(block), packed.width, index) + 1;
}

bool PostingList::decode_freq_sums(std::uint32_t block, std::uint32_t* sums) const {
  if (kind_ == Kind::kSingle) {
    sums[0] = single_tf_;
    return true;
  }
  const PackedBlock packed = sections_->has_freqs ? freq_block(block) : PackedBlock{};
  if (packed.bytes == nullptr) return false;
  // What is packed is frequencies less one, like gaps, so the kernel that adds up gaps adds up frequencies.
  unpack_ascending(packed.bytes, block_size(block), packed.width, 1, sums);
  return true;
}

bool PostingList::position_block(std::uint32_t block, std::uint32_t total, PositionBlock& out) const {
  const Section& section = sections_->positions;
  if (!sections_->has_positions) return false;
  std::uint64_t at = positions_at_;
  out.width = position_width_;
  if (kind_ == Kind::kLong) {
    at += std::uint64_t{position_offsets_[block]} * kPositionAlignment;
    if (!section.verify(at, 1)) return false;
    out.width = section.data()[at];
    at += kPositionAlignment;
  }
  const std::uint64_t bytes = (std::uint64_t{total} * out.width + 7) / 8;
  if (out.width == 0 || out.width > 32 || at > section.size() || !section.verify(at, bytes)) return false;
  out.bytes = section.data() + at;
  return true;
}

bool PostingList::decode_positions(std::uint32_t block, std::uint64_t before, std::uint32_t count,
                                   std::uint32_t* positions) const {
  if (count > kTermFrequencyMax || before > kBlockPositionsMax) return false;
  PositionBlock packed;
  if (!position_block(block, static_cast<std::uint32_t>(before + count), packed)) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    positions[i] = flat_value(packed.bytes, (before + i) * packed.width, packed.width);
  }
  return true;
}

}  // namespace broadsheet::index
