// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_segment.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include "base/bytes.h"
#include "base/check.h"
#include "index/limits.h"

namespace broadsheet::index {
namespace {

template <typename T>
std::span<const T> as_span(const Section& section) {
  return {reinterpret_cast<const T*>(section.data()), section.size() / sizeof(T)};
}

}  // namespace

Error VectorSegment::damage(std::string_view what) const {
  return {ErrorCode::kDamaged, file_->path() + ": " + std::string(what)};
}

Result<std::shared_ptr<const VectorSegment>> VectorSegment::open(const std::string& path) {
  std::shared_ptr<VectorSegment> segment(new VectorSegment());
  TRY(segment->file_, SectionFile::open(path, kVectorSegmentKind, kVectorSegmentVersion));
  TRY_VOID(segment->read_header());
  TRY_VOID(segment->read_sections());
  segment->paper_rows_ = PaperRows(segment->papers_);
  return std::shared_ptr<const VectorSegment>(std::move(segment));
}

Result<void> VectorSegment::read_header() {
  TRY(const Section section, file_->section("vectors"));
  if (section.size() != sizeof(VectorSegmentHeader) || !section.verify(0, section.size()))
    return damage("the header of the vectors is not as it was written");
  const auto header = load<VectorSegmentHeader>(section.data());
  if (header.rows == 0 || header.rows > kSegmentDocsMax || header.dimensions == 0 ||
      header.dimensions > kVectorDimensionsMax || header.lists == 0 || header.lists > kListsMax ||
      header.zero != 0) {
    return damage("the header of the vectors cannot be true");
  }
  rotation_.emplace(header.dimensions, header.seed);
  if (header.padded != padded()) return damage("the dimensions do not fit each other");
  store_identity_ = header.store_identity;
  list_count_ = header.lists;
  block_bytes_ = vector_block_bytes(padded());

  TRY(const Section papers, file_->section("papers"));
  TRY(rows_, file_->section("rows"));
  TRY(bytes_, file_->section("bytes"));
  TRY(centres_, file_->section("centres"));
  TRY(blocks_, file_->section("blocks"));
  if (papers.size() != std::uint64_t{header.rows} * sizeof(std::uint32_t) ||
      rows_.size() != std::uint64_t{header.rows} * sizeof(VectorRowEntry) ||
      bytes_.size() != std::uint64_t{header.rows} * padded() ||
      centres_.size() != std::uint64_t{header.lists} * padded() ||
      blocks_.size() != header.blocks * block_bytes_) {
    return damage("the sections do not fit the header");
  }
  if (!papers.verify(0, papers.size()) || !centres_.verify(0, centres_.size()))
    return damage("papers or centres are not as they were written");
  papers_ = as_span<std::uint32_t>(papers);
  if (std::adjacent_find(papers_.begin(), papers_.end(), std::greater_equal<>()) != papers_.end())
    return damage("the papers do not ascend");
  return {};
}

Result<void> VectorSegment::read_sections() {
  TRY(const Section steps, file_->section("centre_steps"));
  TRY(const Section begins, file_->section("list_begins"));
  if (steps.size() != std::uint64_t{list_count_} * 2 * sizeof(float) ||
      begins.size() != (std::uint64_t{list_count_} + 1) * sizeof(std::uint32_t) ||
      !steps.verify(0, steps.size()) || !begins.verify(0, begins.size())) {
    return damage("the lists are not as they were written");
  }
  centre_steps_ = as_span<float>(steps);
  list_begins_ = as_span<std::uint32_t>(begins);
  if (!std::all_of(centre_steps_.begin(), centre_steps_.end(),
                   [](float step) { return std::isfinite(step); }))
    return damage("a centre has no length");
  if (list_begins_.front() != 0 || !std::is_sorted(list_begins_.begin(), list_begins_.end()) ||
      list_begins_.back() * block_bytes_ != blocks_.size()) {
    return damage("the lists do not fit the blocks");
  }
  return {};
}

void VectorSegment::prefetch(std::uint32_t row) const {
  __builtin_prefetch(&entry(row));
  const std::int8_t* from = bytes(row);
  for (std::size_t at = 0; at < padded(); at += 64) __builtin_prefetch(from + at);
}

BitBlock VectorSegment::block(std::uint32_t block) const {
  const std::uint8_t* at = blocks_.data() + block * block_bytes() + kBlockEntries * sizeof(std::uint32_t);
  const auto* f = reinterpret_cast<const std::uint16_t*>(at);
  return {at + 2 * kBlockEntries * sizeof(std::uint16_t), f, f + kBlockEntries};
}

std::vector<std::string> VectorSegment::check() const {
  std::vector<std::string> problems;
  if (const auto verified = file_->verify_all(); !verified.ok()) return {verified.error().message()};
  for (std::uint32_t row = 0; row < row_count(); ++row) {
    const VectorRowEntry& at = entry(row);
    if (at.list >= list_count() || at.zero != 0 || !std::isfinite(at.step) || !(at.error >= 0)) {
      problems.push_back("row " + std::to_string(row) + " cannot be true");
      if (problems.size() == kCheckProblemsMax) return problems;
    }
  }
  if (!has_lists()) return problems;
  std::vector<std::uint8_t> times(row_count());
  for (std::uint32_t at = 0; at < block_count(); ++at) {
    for (std::uint32_t i = 0; i < kBlockEntries; ++i) {
      const std::uint32_t row = block_rows(at)[i];
      if (row < row_count() && times[row] < 3) ++times[row];
      if (row >= row_count() && row != kNoRow)
        problems.push_back("block " + std::to_string(at) + " names a row that is not there");
      if (problems.size() == kCheckProblemsMax) return problems;
    }
  }
  if (!std::all_of(times.begin(), times.end(), [](std::uint8_t count) { return count == 2; }))
    problems.emplace_back("a row is not in two lists");
  return problems;
}

}  // namespace broadsheet::index
