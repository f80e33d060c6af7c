// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Inverting in memory. Each term owns a chain of slices in one pool, small at first and twice as large
// each time, so that the many rare terms cost little and the few frequent ones are nearly contiguous
// (the scheme of Lucene's byte slices). An occurrence is written when it comes, in one pass:
//   varint(position difference << 1 | new document)   then, for a new document, varint(document difference)
// so nothing about the document at hand waits in the term's state but its last position.

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/bytes.h"
#include "base/check.h"
#include "base/digest.h"
#include "index/inverted_field.h"
#include "index/inverted_writer.h"
#include "index/posting_limits.h"

namespace broadsheet::index {

namespace {

constexpr unsigned kPoolBlockBits = 20;
constexpr std::uint32_t kPoolBlockBytes = std::uint32_t{1} << kPoolBlockBits;
constexpr std::uint32_t kFirstSliceBytes = 16;
constexpr std::uint32_t kLargestSliceBytes = 8192;
constexpr std::uint32_t kLinkBytes = 4;  // the end of a full slice holds the address of the next

// Bytes by 32-bit address: block number and place in the block.
class Pool {
 public:
  std::uint32_t allocate(std::uint32_t bytes) {
    if (blocks_.empty() || used_ + bytes > kPoolBlockBytes) {
      CHECK(blocks_.size() < (std::size_t{1} << (32 - kPoolBlockBits)));
      blocks_.push_back(std::make_unique_for_overwrite<std::uint8_t[]>(kPoolBlockBytes));
      used_ = 0;
    }
    const auto address = static_cast<std::uint32_t>((blocks_.size() - 1) << kPoolBlockBits) + used_;
    used_ += bytes;
    return address;
  }
  std::uint8_t* at(std::uint32_t address) {
    return blocks_[address >> kPoolBlockBits].get() + (address & (kPoolBlockBytes - 1));
  }
  std::size_t bytes() const { return blocks_.size() << kPoolBlockBits; }

 private:
  std::vector<std::unique_ptr<std::uint8_t[]>> blocks_;
  std::uint32_t used_ = 0;
};

struct TermState {
  std::uint32_t text = 0;  // address of a length byte and the term's bytes
  std::uint32_t head = 0;  // address of the first slice
  std::uint32_t write = 0;
  std::uint32_t left = 0;  // bytes until the link
  std::uint32_t slice_bytes = 0;
  std::uint32_t last_doc = kNoDoc;
  std::uint32_t last_position = 0;
};

// Reads a term's slices front to back.
class SliceReader {
 public:
  SliceReader(Pool& pool, const TermState& term)
      : pool_(pool), end_(term.write), at_(term.head), slice_bytes_(kFirstSliceBytes) {
    left_ = slice_bytes_ - kLinkBytes;
  }
  bool done() {
    if (left_ == 0 && at_ != end_) follow();
    return at_ == end_;
  }
  std::uint32_t varint() {
    std::uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint32_t byte = next();
      value |= (byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
  }

 private:
  std::uint8_t next() {
    if (left_ == 0) follow();
    --left_;
    return *pool_.at(at_++);
  }
  void follow() {
    at_ = load<std::uint32_t>(pool_.at(at_));
    slice_bytes_ = std::min(slice_bytes_ * 2, kLargestSliceBytes);
    left_ = slice_bytes_ - kLinkBytes;
  }

  Pool& pool_;
  const std::uint32_t end_;
  std::uint32_t at_, slice_bytes_, left_ = 0;
};

}  // namespace

struct InvertedFieldBuilder::State {
  explicit State(const InvertedFieldOptions& given) : options(given) {}

  std::uint32_t term_id(std::string_view bytes);
  void grow();
  void append(TermState& term, std::uint32_t value);
  void put(TermState& term, std::uint8_t byte);
  std::vector<std::uint32_t> sorted_terms();
  std::string_view text(const TermState& term) {
    const std::uint8_t* at = pool.at(term.text);
    return {reinterpret_cast<const char*>(at + 1), *at};
  }

  InvertedFieldOptions options;
  Pool pool;
  std::vector<TermState> terms;
  std::vector<std::uint64_t> slots = std::vector<std::uint64_t>(1 << 12);  // hash >> 32, id + 1 above it
  std::vector<std::uint32_t> lengths;
  std::uint64_t total_length = 0;
  std::uint32_t doc = kNoDoc;
  std::uint32_t tokens = 0;
  std::uint32_t last_position = 0;
};

std::uint32_t InvertedFieldBuilder::State::term_id(std::string_view bytes) {
  const std::uint64_t hash = hash64(bytes);
  const std::uint64_t tag = hash >> 32;
  std::size_t slot = hash & (slots.size() - 1);
  for (; slots[slot] != 0; slot = (slot + 1) & (slots.size() - 1)) {
    if ((slots[slot] & 0xFFFFFFFF) != tag) continue;
    const auto id = static_cast<std::uint32_t>(slots[slot] >> 32) - 1;
    if (text(terms[id]) == bytes) return id;
  }
  const auto id = static_cast<std::uint32_t>(terms.size());
  slots[slot] = tag | std::uint64_t{id + 1} << 32;
  TermState term;
  term.text = pool.allocate(static_cast<std::uint32_t>(bytes.size()) + 1);
  *pool.at(term.text) = static_cast<std::uint8_t>(bytes.size());
  std::memcpy(pool.at(term.text) + 1, bytes.data(), bytes.size());
  term.slice_bytes = kFirstSliceBytes;
  term.head = term.write = pool.allocate(term.slice_bytes);
  term.left = term.slice_bytes - kLinkBytes;
  terms.push_back(term);
  if (terms.size() * 2 > slots.size()) grow();
  return id;
}

void InvertedFieldBuilder::State::grow() {
  std::vector<std::uint64_t> larger(slots.size() * 4);
  for (std::uint32_t id = 0; id < terms.size(); ++id) {
    const std::uint64_t hash = hash64(text(terms[id]));
    std::size_t slot = hash & (larger.size() - 1);
    while (larger[slot] != 0) slot = (slot + 1) & (larger.size() - 1);
    larger[slot] = hash >> 32 | std::uint64_t{id + 1} << 32;
  }
  slots = std::move(larger);
}

void InvertedFieldBuilder::State::put(TermState& term, std::uint8_t byte) {
  if (term.left == 0) {
    const std::uint32_t bytes = std::min(term.slice_bytes * 2, kLargestSliceBytes);
    const std::uint32_t slice = pool.allocate(bytes);
    store_bytes(pool.at(term.write), slice);
    term.write = slice;
    term.slice_bytes = bytes;
    term.left = bytes - kLinkBytes;
  }
  *pool.at(term.write++) = byte;
  --term.left;
}

void InvertedFieldBuilder::State::append(TermState& term, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) put(term, static_cast<std::uint8_t>(value | 0x80));
  put(term, static_cast<std::uint8_t>(value));
}

std::vector<std::uint32_t> InvertedFieldBuilder::State::sorted_terms() {
  // Most comparisons end within the first eight bytes, which lie in the array that is sorted.
  struct Entry {
    std::uint64_t prefix;
    std::uint32_t id;
  };
  std::vector<Entry> entries(terms.size());
  for (std::uint32_t id = 0; id < terms.size(); ++id) {
    const std::string_view bytes = text(terms[id]);
    std::uint8_t prefix[8] = {};
    std::memcpy(prefix, bytes.data(), std::min<std::size_t>(bytes.size(), sizeof prefix));
    entries[id] = {__builtin_bswap64(load<std::uint64_t>(prefix)), id};
  }
  std::sort(entries.begin(), entries.end(), [this](const Entry& a, const Entry& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return text(terms[a.id]) < text(terms[b.id]);
  });
  std::vector<std::uint32_t> ids(entries.size());
  std::transform(entries.begin(), entries.end(), ids.begin(), [](const Entry& entry) { return entry.id; });
  return ids;
}

InvertedFieldBuilder::InvertedFieldBuilder(const InvertedFieldOptions& options)
    : state_(std::make_unique<State>(options)) {
  if (options.positions) state_->options.frequencies = true;
}
InvertedFieldBuilder::InvertedFieldBuilder(InvertedFieldBuilder&&) noexcept = default;
InvertedFieldBuilder& InvertedFieldBuilder::operator=(InvertedFieldBuilder&&) noexcept = default;
InvertedFieldBuilder::~InvertedFieldBuilder() = default;

void InvertedFieldBuilder::begin_document(std::uint32_t doc) {
  State& state = *state_;
  CHECK(doc < kFieldDocsMax && doc >= state.lengths.size());
  state.lengths.resize(std::size_t{doc} + 1);
  state.doc = doc;
  state.tokens = 0;
  state.last_position = 0;
}

void InvertedFieldBuilder::add(std::string_view term, std::uint32_t position) {
  State& state = *state_;
  ++state.tokens;
  if (term.empty() || term.size() > kTermBytesMax) return;
  if (!state.options.positions) position = 0;
  // Positions below 2^31 keep their flag bit; a text has far fewer tokens.
  position = std::clamp(position, state.last_position, 0x7FFFFFFFu);
  state.last_position = position;
  TermState& entry = state.terms[state.term_id(term)];
  if (entry.last_doc == state.doc) {
    state.append(entry, (position - entry.last_position) << 1);
  } else {
    state.append(entry, position << 1 | 1);
    state.append(entry, state.doc - entry.last_doc);  // the first is measured from kNoDoc, which is -1
    entry.last_doc = state.doc;
  }
  entry.last_position = position;
}

void InvertedFieldBuilder::end_document() {
  end_document(state_->tokens);
}

void InvertedFieldBuilder::end_document(std::uint32_t length) {
  state_->lengths[state_->doc] = length;
  state_->total_length += length;
}

std::size_t InvertedFieldBuilder::bytes() const {
  const State& state = *state_;
  return state.pool.bytes() + state.terms.capacity() * sizeof(TermState) +
         state.slots.capacity() * sizeof(std::uint64_t) + state.lengths.capacity() * sizeof(std::uint32_t);
}

std::uint64_t InvertedFieldBuilder::total_length() const {
  return state_->total_length;
}

void InvertedFieldBuilder::finish(SectionFileWriter& writer, std::string_view prefix,
                                  std::uint32_t doc_count) {
  State& state = *state_;
  CHECK(doc_count >= state.lengths.size());
  state.lengths.resize(doc_count);
  InvertedFieldWriter field(state.options, state.lengths, writer, prefix);
  std::vector<std::uint32_t> docs, tfs, positions;
  for (const std::uint32_t id : state.sorted_terms()) {
    const TermState& term = state.terms[id];
    docs.clear();
    tfs.clear();
    positions.clear();
    SliceReader reader(state.pool, term);
    std::uint32_t doc = kNoDoc, position = 0;
    while (!reader.done()) {
      const std::uint32_t value = reader.varint();
      if ((value & 1) != 0) {
        position = value >> 1;
        doc += reader.varint();
        docs.push_back(doc);
        tfs.push_back(1);
      } else {
        position += value >> 1;
        ++tfs.back();
      }
      if (state.options.positions) positions.push_back(position);
    }
    field.add_term(state.text(term), {docs, tfs, positions});
  }
  field.finish();
  *state_ = State(state.options);
}

}  // namespace broadsheet::index
