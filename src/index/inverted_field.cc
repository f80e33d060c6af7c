// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/inverted_field.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "base/bytes.h"
#include "base/digest.h"
#include "index/posting_format.h"
#include "index/posting_limits.h"

namespace broadsheet::index {

namespace {

Error damaged(const SectionFile& file, std::string_view prefix, std::string_view what) {
  return Error(ErrorCode::kDamaged,
               file.path() + ": inverted field " + std::string(prefix) + ": " + std::string(what));
}

}  // namespace

Result<void> InvertedField::open_header(const SectionFile& file, std::string_view prefix) {
  TRY(const Section header, file.section(std::string(prefix) + "header"));
  if (header.size() != kFieldHeaderBytes || !header.verify(0, kFieldHeaderBytes)) {
    return damaged(file, prefix, "the header cannot be read");
  }
  const std::uint8_t* bytes = header.data();
  const auto flags = load<std::uint32_t>(bytes);
  sections_.has_freqs = options_.frequencies = (flags & kFlagFrequencies) != 0;
  sections_.has_positions = options_.positions = (flags & kFlagPositions) != 0;
  sections_.doc_count = load<std::uint32_t>(bytes + 4);
  term_count_ = load<std::uint32_t>(bytes + 8);
  documents_with_tokens_ = load<std::uint32_t>(bytes + 12);
  total_length_ = load<std::uint64_t>(bytes + 16);
  options_.k1 = load<double>(bytes + 24);
  options_.b = load<double>(bytes + 32);
  options_.pinned_average = load<double>(bytes + 40);
  const auto slots = load<std::uint32_t>(bytes + 48);
  long_lengths_ = load<std::uint32_t>(bytes + 52);
  const auto within = [](double value, double low, double high) { return value >= low && value <= high; };
  const bool sound = sections_.doc_count < kFieldDocsMax && documents_with_tokens_ <= sections_.doc_count &&
                     within(options_.k1, 0, 1000) && within(options_.b, 0, 1) &&
                     within(options_.pinned_average, 1e-6, 1e12) && std::has_single_bit(slots) &&
                     slots > term_count_ && (options_.frequencies || !options_.positions);
  if (!sound) return damaged(file, prefix, "the header contradicts itself");
  hash_mask_ = slots - 1;
  return {};
}

Result<void> InvertedField::open_sections(const SectionFile& file, std::string_view prefix) {
  const auto get = [&](std::string_view suffix) {
    return file.section(std::string(prefix) + std::string(suffix));
  };
  TRY(sections_.small, get("small"));
  TRY(sections_.skips, get("skips"));
  TRY(sections_.impacts, get("impacts"));
  TRY(sections_.docs, get("docs"));
  TRY(sections_.freqs, get("freqs"));
  if (sections_.has_positions) {
    TRY(sections_.positions, get("positions"));
  }
  TRY(terms_, get("terms"));
  TRY(term_blocks_, get("blocks"));
  TRY(records_, get("records"));
  TRY(hash_, get("hash"));
  TRY(lengths_section_, get("lengths"));
  TRY(longs_section_, get("longs"));
  const std::uint64_t term_blocks = (std::uint64_t{term_count_} + kTermsPerBlock - 1) / kTermsPerBlock;
  const bool sound = records_.size() == std::uint64_t{term_count_} * kRecordBytes &&
                     term_blocks_.size() == term_blocks * sizeof(std::uint32_t) &&
                     hash_.size() == (std::uint64_t{hash_mask_} + 1) * sizeof(std::uint64_t) &&
                     lengths_section_.size() == std::uint64_t{sections_.doc_count} * sizeof(std::uint16_t) &&
                     longs_section_.size() == std::uint64_t{long_lengths_} * 2 * sizeof(std::uint32_t);
  if (!sound) return damaged(file, prefix, "a section has another size than the header says");
  lengths_ = reinterpret_cast<const std::uint16_t*>(lengths_section_.data());
  return {};
}

Result<std::unique_ptr<InvertedField>> InvertedField::open(const SectionFile& file, std::string_view prefix) {
  std::unique_ptr<InvertedField> field(new InvertedField());
  TRY_VOID(field->open_header(file, prefix));
  TRY_VOID(field->open_sections(file, prefix));
  return field;
}

bool InvertedField::check_lengths() const {
  if (!lengths_section_.verify(0, lengths_section_.size())) return false;
  if (!longs_section_.verify(0, longs_section_.size())) return false;
  lengths_checked_.store(true, std::memory_order_release);
  return true;
}

std::uint32_t InvertedField::long_length(std::uint32_t doc) const {
  const auto* entries = reinterpret_cast<const std::uint32_t*>(longs_section_.data());
  std::uint32_t low = 0, high = long_lengths_;
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    if (entries[2 * std::size_t{middle}] < doc) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == long_lengths_ || entries[2 * std::size_t{low}] != doc) return 0xFFFF;
  return entries[2 * std::size_t{low} + 1];
}

TermInfo InvertedField::info(std::uint32_t ordinal) const {
  TermInfo info;
  const std::uint64_t at = std::uint64_t{ordinal} * kRecordBytes;
  if (ordinal >= term_count_ || !records_.verify(at, kRecordBytes)) return info;
  const std::uint8_t* record = records_.data() + at;
  info.ordinal = ordinal;
  info.df = load<std::uint32_t>(record);
  info.total_tf = load<std::uint32_t>(record + 4);
  info.postings_at = load<std::uint64_t>(record + 8);
  info.positions_at = load<std::uint64_t>(record + 16);
  info.max_impact = record[24];
  info.kth_impact = {record[25], record[26], record[27]};
  info.position_width = record[28];
  return info;
}

bool InvertedField::block_begin(std::uint32_t ordinal, std::uint64_t& at) const {
  const std::uint64_t entry = std::uint64_t{ordinal} / kTermsPerBlock * sizeof(std::uint32_t);
  if (!term_blocks_.verify(entry, sizeof(std::uint32_t))) return false;
  at = load<std::uint32_t>(term_blocks_.data() + entry);
  return true;
}

bool InvertedField::read_entry(std::uint64_t& at, std::uint8_t* term, std::uint32_t& size) const {
  if (!terms_.verify(at, 2)) return false;
  const std::uint32_t shared = terms_.data()[at], rest = terms_.data()[at + 1];
  if (shared > size || shared + rest == 0 || shared + rest > kTermBytesMax || !terms_.verify(at + 2, rest))
    return false;
  std::copy_n(terms_.data() + at + 2, rest, term + shared);
  size = shared + rest;
  at += 2 + rest;
  return true;
}

bool InvertedField::is_term(std::uint32_t ordinal, std::string_view term) const {
  std::uint8_t bytes[kTermBytesMax];
  std::uint32_t size = 0;
  std::uint64_t at = 0;
  if (!block_begin(ordinal, at)) return false;
  for (std::uint32_t i = 0; i <= ordinal % kTermsPerBlock; ++i) {
    if (!read_entry(at, bytes, size)) return false;
  }
  return as_string_view({bytes, size}) == term;
}

std::optional<TermInfo> InvertedField::find(std::string_view term) const {
  if (term.empty() || term.size() > kTermBytesMax) return std::nullopt;
  const std::uint64_t hash = hash64(term);
  std::uint32_t slot = static_cast<std::uint32_t>(hash) & hash_mask_;
  for (std::uint32_t step = 0; step <= hash_mask_; ++step, slot = (slot + 1) & hash_mask_) {
    const std::uint64_t at = std::uint64_t{slot} * sizeof(std::uint64_t);
    if (!hash_.verify(at, sizeof(std::uint64_t))) return std::nullopt;
    const auto entry = load<std::uint64_t>(hash_.data() + at);
    if (entry == 0) return std::nullopt;
    if ((entry & 0xFFFFFFFF) != hash >> 32) continue;
    const std::uint32_t ordinal = static_cast<std::uint32_t>(entry >> 32) - 1;
    if (ordinal >= term_count_ || !is_term(ordinal, term)) continue;
    const TermInfo found = info(ordinal);
    if (found.df == 0) return std::nullopt;
    return found;
  }
  return std::nullopt;
}

TermIterator InvertedField::terms(std::string_view from) const {
  // The last block that begins before `from` is where it may stand.
  std::uint32_t low = 0;
  std::uint32_t high = (term_count_ + kTermsPerBlock - 1) / kTermsPerBlock;
  TermIterator iterator;
  iterator.field_ = this;
  while (high - low > 1) {
    const std::uint32_t middle = (low + high) / 2;
    iterator.next_ = middle * kTermsPerBlock;
    iterator.term_.clear();
    if (!iterator.next()) break;
    (iterator.term() < from ? low : high) = middle;
  }
  iterator.next_ = low * kTermsPerBlock;
  iterator.term_.clear();
  if (from.empty()) return iterator;
  while (iterator.next()) {
    if (iterator.term() < from) continue;
    iterator.held_ = true;
    break;
  }
  return iterator;
}

bool TermIterator::next() {
  if (std::exchange(held_, false)) return true;
  if (damaged_ || field_ == nullptr || next_ >= field_->term_count()) return false;
  std::uint8_t bytes[kTermBytesMax];
  auto size = static_cast<std::uint32_t>(term_.size());
  std::copy(term_.begin(), term_.end(), bytes);
  if (next_ % kTermsPerBlock == 0) {
    size = 0;
    damaged_ = !field_->block_begin(next_, at_);
  }
  damaged_ = damaged_ || !field_->read_entry(at_, bytes, size);
  if (damaged_) return false;
  term_.assign(reinterpret_cast<const char*>(bytes), size);
  ++next_;
  return true;
}

TermInfo TermIterator::info() const {
  return field_->info(next_ - 1);
}

}  // namespace broadsheet::index
