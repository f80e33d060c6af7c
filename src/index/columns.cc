// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/columns.h"

#include "base/bytes.h"
#include "base/check.h"

namespace broadsheet::index {
namespace {

Error damage(std::string_view what) {
  return {ErrorCode::kDamaged, std::string(what)};
}

// True if `count` + 1 offsets rise from 0 to `end`.
bool offsets_rise(const std::uint32_t* offsets, std::uint32_t count, std::uint64_t end) {
  if (offsets[0] != 0 || offsets[count] != end) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (offsets[i] > offsets[i + 1]) return false;
  }
  return true;
}

}  // namespace

Result<NumberColumn> NumberColumn::open(const Section& section, std::uint32_t doc_count) {
  if (section.size() != std::uint64_t{doc_count} * sizeof(std::int32_t)) {
    return damage("a number column does not fit its documents");
  }
  if (!section.verify(0, section.size())) return damage("a number column is not as it was written");
  NumberColumn column;
  column.values_ = {reinterpret_cast<const std::int32_t*>(section.data()), doc_count};
  return column;
}

Result<KeywordColumn> KeywordColumn::open(const Section& section, std::uint32_t doc_count) {
  constexpr std::uint64_t kWord = sizeof(std::uint32_t);
  if (!section.verify(0, section.size())) return damage("a keyword column is not as it was written");
  if (section.size() < 2 * kWord) return damage("a keyword column is cut");
  const std::uint64_t values = load<std::uint32_t>(section.data());
  const std::uint64_t ordinals = load<std::uint32_t>(section.data() + kWord);
  // All four are below 2^32, so that the sum cannot wrap around.
  const std::uint64_t words = 2 + (std::uint64_t{doc_count} + 1) + ordinals + (values + 1);
  if (section.size() < words * kWord) return damage("a keyword column is cut");

  KeywordColumn column;
  column.value_count_ = static_cast<std::uint32_t>(values);
  column.doc_offsets_ = reinterpret_cast<const std::uint32_t*>(section.data()) + 2;
  column.ordinals_ = column.doc_offsets_ + doc_count + 1;
  column.value_offsets_ = column.ordinals_ + ordinals;
  column.text_ = reinterpret_cast<const char*>(section.data() + words * kWord);
  if (!offsets_rise(column.doc_offsets_, doc_count, ordinals) ||
      !offsets_rise(column.value_offsets_, column.value_count_, section.size() - words * kWord)) {
    return damage("the offsets of a keyword column do not rise");
  }
  for (std::uint64_t i = 0; i < ordinals; ++i) {
    if (column.ordinals_[i] >= values) return damage("a keyword column names a value that it does not have");
  }
  for (std::uint32_t i = 1; i < column.value_count_; ++i) {
    if (column.value(i - 1) >= column.value(i)) return damage("the values of a keyword column do not ascend");
  }
  return column;
}

std::string_view KeywordColumn::value(std::uint32_t ordinal) const {
  return {text_ + value_offsets_[ordinal], value_offsets_[ordinal + 1] - value_offsets_[ordinal]};
}

std::optional<std::uint32_t> KeywordColumn::find(std::string_view wanted) const {
  std::uint32_t low = 0;
  std::uint32_t high = value_count_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (value(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low < value_count_ && value(low) == wanted) return low;
  return std::nullopt;
}

void KeywordColumnBuilder::add(std::string_view value) {
  auto at = numbers_.find(value);
  if (at == numbers_.end()) {
    at = numbers_.emplace(value, static_cast<std::uint32_t>(numbers_.size())).first;
    text_bytes_ += value.size();
  }
  values_.push_back(at->second);
}

void KeywordColumnBuilder::end_document() {
  offsets_.push_back(static_cast<std::uint32_t>(values_.size()));
}

std::size_t KeywordColumnBuilder::bytes() const {
  constexpr std::size_t kEntryBytes = 96;  // a node of the map with its string, about
  return (values_.capacity() + offsets_.capacity()) * sizeof(std::uint32_t) + numbers_.size() * kEntryBytes +
         text_bytes_;
}

void KeywordColumnBuilder::finish(SectionFileWriter& writer, std::string_view name) {
  std::vector<std::uint32_t> ordinal_of(numbers_.size());
  std::vector<std::uint32_t> text_offsets = {0};
  std::string text;
  for (const auto& [value, number] : numbers_) {
    ordinal_of[number] = static_cast<std::uint32_t>(text_offsets.size() - 1);
    text.append(value);
    text_offsets.push_back(static_cast<std::uint32_t>(text.size()));
  }
  for (std::uint32_t& value : values_) value = ordinal_of[value];

  const std::uint32_t counts[2] = {static_cast<std::uint32_t>(numbers_.size()),
                                   static_cast<std::uint32_t>(values_.size())};
  writer.begin_section(name);
  writer.append(counts, sizeof(counts));
  writer.append(offsets_.data(), offsets_.size() * sizeof(std::uint32_t));
  writer.append(values_.data(), values_.size() * sizeof(std::uint32_t));
  writer.append(text_offsets.data(), text_offsets.size() * sizeof(std::uint32_t));
  writer.append(text.data(), text.size());
  writer.end_section();
  *this = KeywordColumnBuilder();
}

}  // namespace broadsheet::index
