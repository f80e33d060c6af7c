// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/segment.h"

#include <algorithm>
#include <functional>

#include "base/bytes.h"
#include "base/check.h"
#include "index/limits.h"
#include "index/segment_layout.h"

namespace broadsheet::index {
namespace {

Error damage(const SectionFile& file, std::string_view what) {
  return {ErrorCode::kDamaged, file.path() + ": " + std::string(what)};
}

// The 32-bit words of a verified section.
Result<std::span<const std::uint32_t>> read_words(const SectionFile& file, std::string_view name) {
  TRY(const Section section, file.section(name));
  if (section.size() % sizeof(std::uint32_t) != 0 || !section.verify(0, section.size())) {
    return damage(file, "the section " + std::string(name) + " is not as it was written");
  }
  return std::span<const std::uint32_t>(reinterpret_cast<const std::uint32_t*>(section.data()),
                                        section.size() / sizeof(std::uint32_t));
}

}  // namespace

Result<std::shared_ptr<const Segment>> Segment::open(const std::string& path, const Schema& schema) {
  std::shared_ptr<Segment> segment(new Segment());
  TRY(segment->file_, SectionFile::open(path, kSegmentKind, kSegmentVersion));
  const SectionFile& file = *segment->file_;

  TRY(const Section header_section, file.section(kSegmentSection));
  if (header_section.size() != sizeof(SegmentHeader) || !header_section.verify(0, sizeof(SegmentHeader))) {
    return damage(file, "the segment's header is not as it was written");
  }
  const auto header = load<SegmentHeader>(header_section.data());
  if (header.field_count != schema.fields.size() || header.column_count != schema.columns.size() ||
      header.zero != 0 || header.doc_count > kSegmentDocsMax) {
    return damage(file, "the segment does not fit the schema");
  }
  segment->doc_count_ = header.doc_count;
  TRY_VOID(segment->open_keys());

  for (std::size_t f = 0; f < schema.fields.size(); ++f) {
    auto field = InvertedField::open(file, field_prefix(f));
    if (!field.ok() && field.error().code() == ErrorCode::kNotFound) {
      segment->fields_.push_back(nullptr);
    } else {
      if (!field.ok()) return std::move(field).error().context(file.path());
      if ((*field)->doc_count() != segment->doc_count_) return damage(file, "a field has other documents");
      segment->fields_.push_back(std::move(field).value());
    }
    segment->field_pointers_.push_back(segment->fields_.back().get());
  }
  for (std::size_t c = 0; c < schema.columns.size(); ++c) {
    TRY(const Section column, file.section(column_section(c)));
    segment->columns_.push_back(column);
  }
  segment->number_columns_.resize(schema.columns.size());
  segment->keyword_columns_.resize(schema.columns.size());
  return std::shared_ptr<const Segment>(std::move(segment));
}

Result<void> Segment::open_keys() {
  TRY(keys_, read_words(*file_, kKeysSection));
  TRY(key_order_, read_words(*file_, kKeyOrderSection));
  if (keys_.size() != doc_count_) return damage(*file_, "there is not one key a document");
  if (key_order_.empty()) {
    if (!std::is_sorted(keys_.begin(), keys_.end())) return damage(*file_, "the keys do not ascend");
    map_keys();
    return {};
  }
  if (key_order_.size() != doc_count_) return damage(*file_, "the order of the keys is cut");
  for (std::size_t i = 0; i < key_order_.size(); ++i) {
    if (key_order_[i] >= doc_count_) return damage(*file_, "the order of the keys names no document");
    if (i == 0) continue;
    // Equal keys stand in the order of their documents, which also makes every document appear once.
    const std::uint32_t before = key_order_[i - 1];
    const std::uint32_t after = key_order_[i];
    if (keys_[before] > keys_[after] || (keys_[before] == keys_[after] && before >= after)) {
      return damage(*file_, "the order of the keys does not ascend");
    }
  }
  map_keys();
  return {};
}

// A search asks for hundreds of keys at once, each in another place of memory.
void Segment::map_keys() {
  const bool ascends = std::adjacent_find(keys_.begin(), keys_.end(), std::greater_equal<>()) == keys_.end();
  if (key_order_.empty() && ascends) {
    key_places_ = PaperRows(keys_);
    return;
  }
  // Of documents of one key the last counts: a builder that got a key twice deletes the former ones.
  for (std::uint32_t i = 0; i < doc_count_; ++i) {
    const std::uint32_t doc = key_order_.empty() ? i : key_order_[i];
    if (distinct_keys_.empty() || distinct_keys_.back() != keys_[doc]) {
      distinct_keys_.push_back(keys_[doc]);
      last_of_key_.push_back(doc);
    } else {
      last_of_key_.back() = doc;
    }
  }
  key_places_ = PaperRows(distinct_keys_);
}

std::optional<std::uint32_t> Segment::find(PaperNumber key) const {
  const std::optional<std::uint32_t> place = key_places_.find(key);
  if (!place || last_of_key_.empty()) return place;
  return last_of_key_[*place];
}

Result<NumberColumn> Segment::numbers(ColumnId column) const {
  CHECK(column < columns_.size());
  const std::lock_guard lock(mutex_);
  if (!number_columns_[column]) {
    auto opened = NumberColumn::open(columns_[column], doc_count_);
    if (!opened.ok()) return std::move(opened).error().context(file_->path());
    number_columns_[column] = *opened;
  }
  return *number_columns_[column];
}

Result<KeywordColumn> Segment::keywords(ColumnId column) const {
  CHECK(column < columns_.size());
  const std::lock_guard lock(mutex_);
  if (!keyword_columns_[column]) {
    auto opened = KeywordColumn::open(columns_[column], doc_count_);
    if (!opened.ok()) return std::move(opened).error().context(file_->path());
    keyword_columns_[column] = *opened;
  }
  return *keyword_columns_[column];
}

}  // namespace broadsheet::index
