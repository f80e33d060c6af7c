// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "index/posting_limits.h"
#include "index/postings.h"

namespace broadsheet::index {

std::uint32_t PostingCursor::end() {
  block_ = list_.block_count();
  return doc_ = kNoDoc;
}

bool PostingCursor::load(std::uint32_t block) {
  block_ = block;
  index_ = 0;
  freqs_loaded_ = false;
  return block < list_.block_count() && list_.decode_docs(block, docs_.data());
}

std::uint32_t PostingCursor::next() {
  if (!started_) {
    started_ = true;
    return load(0) ? doc_ = docs_[0] : end();
  }
  if (block_ >= list_.block_count()) return end();
  if (++index_ < list_.block_size(block_)) return doc_ = docs_[index_];
  return load(block_ + 1) ? doc_ = docs_[0] : end();
}

std::uint32_t PostingCursor::seek(std::uint32_t target) {
  if (started_ && (doc_ == kNoDoc || doc_ >= target)) return doc_;
  const std::uint32_t block = list_.find_block(target, block_);
  if (block >= list_.block_count()) {
    started_ = true;
    return end();
  }
  if (!started_ || block != block_) {
    started_ = true;
    if (!load(block)) return end();
  }
  const auto last = docs_.begin() + list_.block_size(block_);
  const auto at = std::lower_bound(docs_.begin() + index_, last, target);
  if (at == last) return end();  // only where the skip data are not sound
  index_ = static_cast<std::uint32_t>(at - docs_.begin());
  return doc_ = *at;
}

std::uint32_t PostingCursor::tf() {
  if (!freqs_loaded_) {
    freqs_loaded_ = true;
    if (!list_.decode_freqs(block_, freqs_.data())) std::fill(freqs_.begin(), freqs_.end(), 1u);
  }
  return freqs_[index_];
}

std::uint8_t PostingCursor::impact() const {
  const std::uint8_t* impacts = list_.impacts(block_);
  return impacts != nullptr ? impacts[index_] : 255;
}

void PostingCursor::positions(std::vector<std::uint32_t>& out) {
  out.clear();
  const std::uint32_t count = tf();
  if (count > kTermFrequencyMax) return;
  std::uint64_t before = 0;
  for (std::uint32_t i = 0; i < index_; ++i) before += freqs_[i];
  // Asks for one first: a forged frequency fails here before memory is taken for it.
  std::uint32_t probe = 0;
  if (!list_.decode_positions(block_, before + count - 1, 1, &probe)) return;
  out.resize(count);
  if (!list_.decode_positions(block_, before, count, out.data())) out.clear();
}

}  // namespace broadsheet::index
