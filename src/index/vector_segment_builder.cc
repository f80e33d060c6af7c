// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// From the store's halves to a segment. The store is read once to see which vectors are sound and to train
// the lists on a sample, once to find each row's lists, once to encode. Rows are encoded a batch at a time on
// all threads and written in order.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <random>

#include "base/check.h"
#include "index/half.h"
#include "index/limits.h"
#include "index/parallel.h"
#include "index/vector_lists.h"
#include "index/vector_segment.h"

namespace broadsheet::index {
namespace {

// Rows encoded between two writes.
constexpr std::size_t kBatchRows = 4096;

std::int8_t rounded_byte(double value) {
  return static_cast<std::int8_t>(std::clamp(std::round(value), -127.0, 127.0));
}

struct Centre {
  std::vector<std::int8_t> bytes;
  float step = 0;
  float inverse_length = 0;
};

Centre encode_centre(std::span<const float> mean) {
  Centre centre;
  float largest = 0;
  for (const float value : mean) largest = std::max(largest, std::abs(value));
  centre.step = std::max(largest / 127, std::numeric_limits<float>::min());
  double sum = 0;
  for (const float value : mean) {
    centre.bytes.push_back(rounded_byte(static_cast<double>(value / centre.step)));
    sum += std::pow(static_cast<double>(centre.step) * centre.bytes.back(), 2);
  }
  centre.inverse_length = sum > 0 ? static_cast<float>(1 / std::sqrt(sum)) : 0.0F;
  return centre;
}

class Builder {
 public:
  Builder(const VectorStore& store, std::vector<VectorRow> rows, const VectorSegmentOptions& options)
      : store_(store),
        options_(options),
        rotation_(store.dimensions(), options.seed),
        padded_(rotation_.padded()),
        rows_(std::move(rows)) {}

  Result<BuiltVectorSegment> build(const std::string& path);

 private:
  bool listed() const { return lists_ > 0; }
  std::size_t centre_count() const { return std::max<std::size_t>(lists_, 1); }
  void drop_damaged();
  void load(std::size_t first, std::size_t last, float* vectors) const;
  void load_one(std::uint32_t ordinal, float* vector, std::vector<float>& scratch) const;
  void take_mean();
  void train();
  void assign();
  void lay_out_lists();
  void encode_row(std::size_t row, const float* x, VectorRowEntry& entry, std::int8_t* bytes) const;
  void encode_bits(const float* x, std::uint32_t list, std::uint32_t row, std::uint32_t slot);
  void write_rows(SectionFileWriter& writer);
  void write_lists(SectionFileWriter& writer) const;

  const VectorStore& store_;
  const VectorSegmentOptions& options_;
  const Rotation rotation_;
  const std::size_t padded_;
  std::vector<VectorRow> rows_;
  std::uint32_t lists_ = 0;  // 0: flat
  std::vector<float> means_;
  std::vector<Centre> centres_;
  std::vector<float> centre_values_;  // as the bytes say them
  std::vector<std::array<std::uint16_t, 2>> nearest_;
  std::vector<std::array<std::uint32_t, 2>>
      slots_;  // where the row stands in its two lists, in entries of `blocks_`
  std::vector<std::uint32_t> list_begins_;
  std::vector<std::uint8_t> blocks_;
  std::vector<PaperNumber> left_out_;
};

void Builder::drop_damaged() {
  std::vector<std::uint8_t> sound(rows_.size());
  parallel_pieces(options_.threads, rows_.size(), kBatchRows, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) sound[i] = store_.vector(rows_[i].ordinal).empty() ? 0 : 1;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (sound[i] != 0) {
      rows_[kept++] = rows_[i];
    } else {
      left_out_.push_back(rows_[i].paper);
    }
  }
  rows_.resize(kept);
}

void Builder::load_one(std::uint32_t ordinal, float* vector, std::vector<float>& scratch) const {
  const std::span<const std::uint16_t> halves = store_.vector(ordinal);
  CHECK(halves.size() == rotation_.dimensions());
  scratch.resize(halves.size());
  floats_from_halves(halves, scratch);
  double sum = 0;
  for (const float value : scratch) sum += static_cast<double>(value) * static_cast<double>(value);
  const double scale = 1 / std::sqrt(sum);
  for (float& value : scratch) value = static_cast<float>(static_cast<double>(value) * scale);
  rotation_.apply(scratch, {vector, padded_});
}

void Builder::load(std::size_t first, std::size_t last, float* vectors) const {
  std::vector<float> scratch;
  for (std::size_t row = first; row < last; ++row, vectors += padded_)
    load_one(rows_[row].ordinal, vectors, scratch);
}

void Builder::take_mean() {
  std::vector<double> sum(padded_);
  std::vector<float> vector(padded_);
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    load(row, row + 1, vector.data());
    for (std::size_t i = 0; i < padded_; ++i) sum[i] += static_cast<double>(vector[i]);
  }
  means_.resize(padded_);
  for (std::size_t i = 0; i < padded_; ++i)
    means_[i] = static_cast<float>(sum[i] / static_cast<double>(rows_.size()));
}

void Builder::train() {
  std::vector<std::uint32_t> chosen(rows_.size());
  std::iota(chosen.begin(), chosen.end(), 0U);
  std::mt19937_64 random(options_.seed);
  const std::size_t wanted = std::min({rows_.size(), lists_ * kTrainingRowsPerList, kTrainingRowsMax});
  // The first `wanted` of a shuffle; the standard's own is not the same everywhere.
  for (std::size_t i = 0; i < wanted; ++i) std::swap(chosen[i], chosen[i + random() % (chosen.size() - i)]);
  chosen.resize(wanted);
  std::vector<float> sample(wanted * padded_);
  parallel_pieces(options_.threads, wanted, 256, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) load(chosen[i], chosen[i] + 1, sample.data() + i * padded_);
  });
  TrainingOptions training;
  training.lists = lists_;
  training.threads = options_.threads;
  means_ = train_lists(sample, padded_, training);
}

void Builder::assign() {
  const ListDirections directions(means_, padded_);
  nearest_.resize(rows_.size());
  parallel_pieces(options_.threads, rows_.size(), ListDirections::kTile,
                  [&](std::size_t begin, std::size_t end) {
                    std::vector<float> vectors((end - begin) * padded_);
                    std::array<NearestLists, ListDirections::kTile> found;
                    load(begin, end, vectors.data());
                    directions.nearest(vectors, std::span(found).first(end - begin));
                    for (std::size_t row = begin; row < end; ++row)
                      nearest_[row] = {found[row - begin].first, found[row - begin].second};
                  });
}

// Each list in blocks of its own, rows in ascending order.
void Builder::lay_out_lists() {
  std::vector<std::uint32_t> counts(lists_);
  for (const auto& pair : nearest_) {
    ++counts[pair[0]];
    ++counts[pair[1]];
  }
  list_begins_.assign(std::size_t{lists_} + 1, 0);
  for (std::size_t l = 0; l < lists_; ++l)
    list_begins_[l + 1] = list_begins_[l] + (counts[l] + kBlockEntries - 1) / kBlockEntries;
  std::vector<std::uint32_t> next(lists_);
  for (std::size_t l = 0; l < lists_; ++l) next[l] = list_begins_[l] * kBlockEntries;
  slots_.resize(rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    for (std::size_t i = 0; i < 2; ++i) slots_[row][i] = next[nearest_[row][i]]++;
  }
  const std::size_t block_bytes = vector_block_bytes(padded_);
  blocks_.assign(list_begins_.back() * block_bytes, 0);
  for (std::size_t at = 0; at < blocks_.size(); at += block_bytes)
    std::memset(blocks_.data() + at, 0xFF, kBlockEntries * sizeof(std::uint32_t));
}

void Builder::encode_row(std::size_t row, const float* x, VectorRowEntry& entry, std::int8_t* bytes) const {
  entry = {rows_[row].text_hash, rows_[row].ordinal, listed() ? nearest_[row][0] : std::uint16_t{0}, 0, 0, 0};
  const float* centre = centre_values_.data() + entry.list * padded_;
  float largest = 0;
  for (std::size_t i = 0; i < padded_; ++i) largest = std::max(largest, std::abs(x[i] - centre[i]));
  entry.step = std::max(largest / 127, std::numeric_limits<float>::min());
  double error2 = 0;
  for (std::size_t i = 0; i < padded_; ++i) {
    const double z = static_cast<double>(x[i]) - static_cast<double>(centre[i]);
    bytes[i] = rounded_byte(z / static_cast<double>(entry.step));
    const double off = z - static_cast<double>(entry.step) * bytes[i];
    error2 += off * off;
  }
  // Rounded up by more than the roundings of this sum and of the conversion.
  entry.error = static_cast<float>(std::sqrt(error2) * (1 + 1e-6));
}

void Builder::encode_bits(const float* x, std::uint32_t list, std::uint32_t row, std::uint32_t slot) {
  const float* centre = centre_values_.data() + list * padded_;
  const std::uint32_t place = slot % kBlockEntries;
  std::uint8_t* block = blocks_.data() + slot / kBlockEntries * vector_block_bytes(padded_);
  std::uint8_t* bits = block + kBlockEntries * (sizeof(std::uint32_t) + 2 * sizeof(std::uint16_t)) + place;
  double norm2 = 0;
  double sum = 0;
  double with_centre = 0;        // <z, centre>
  double signs_with_centre = 0;  // <b, centre>
  for (std::size_t i = 0; i < padded_; ++i) {
    const double c = static_cast<double>(centre[i]);
    const double z = static_cast<double>(x[i]) - c;
    norm2 += z * z;
    sum += std::abs(z);
    with_centre += z * c;
    signs_with_centre += z >= 0 ? c : -c;
    if (z >= 0) {
      std::uint8_t& byte = bits[i / 8 * kBlockEntries];
      byte = static_cast<std::uint8_t>(byte | 1U << (i % 8));
    }
  }
  const double f = sum > 0 ? norm2 / sum : 0;
  const std::uint16_t f_half = half_from_float(static_cast<float>(f));
  const double f_stored = static_cast<double>(float_from_half(f_half));
  const std::uint16_t h_half =
      half_from_float(static_cast<float>(with_centre - f_stored * signs_with_centre));
  std::memcpy(block + place * sizeof row, &row, sizeof row);
  block += kBlockEntries * sizeof(std::uint32_t) + place * sizeof(std::uint16_t);
  std::memcpy(block, &f_half, sizeof f_half);
  std::memcpy(block + kBlockEntries * sizeof(std::uint16_t), &h_half, sizeof h_half);
}

// Sections `rows` and `bytes`; fills `blocks_` on the way. `bytes` waits in memory a batch at a time, `rows`
// as a whole.
void Builder::write_rows(SectionFileWriter& writer) {
  std::vector<VectorRowEntry> entries(rows_.size());
  std::vector<std::int8_t> bytes(kBatchRows * padded_);
  writer.begin_section("bytes");
  for (std::size_t at = 0; at < rows_.size(); at += kBatchRows) {
    const std::size_t count = std::min(kBatchRows, rows_.size() - at);
    // Entries of one byte of a block belong to one row each: threads write side by side, never the same byte.
    parallel_pieces(options_.threads, count, 128, [&](std::size_t begin, std::size_t end) {
      std::vector<float> vectors((end - begin) * padded_);
      load(at + begin, at + end, vectors.data());
      for (std::size_t i = begin; i < end; ++i) {
        const float* x = vectors.data() + (i - begin) * padded_;
        encode_row(at + i, x, entries[at + i], bytes.data() + i * padded_);
        if (!listed()) continue;
        for (std::size_t l = 0; l < 2; ++l)
          encode_bits(x, nearest_[at + i][l], static_cast<std::uint32_t>(at + i), slots_[at + i][l]);
      }
    });
    writer.append(bytes.data(), count * padded_);
  }
  writer.end_section();
  writer.begin_section("rows");
  writer.append(entries.data(), entries.size() * sizeof(entries[0]));
  writer.end_section();
}

void Builder::write_lists(SectionFileWriter& writer) const {
  writer.begin_section("centres");
  for (const Centre& centre : centres_) writer.append(centre.bytes.data(), centre.bytes.size());
  writer.end_section();
  writer.begin_section("centre_steps");
  for (const Centre& centre : centres_) {
    writer.append(&centre.step, sizeof centre.step);
    writer.append(&centre.inverse_length, sizeof centre.inverse_length);
  }
  writer.end_section();
  writer.begin_section("list_begins");
  writer.append(list_begins_.data(), list_begins_.size() * sizeof(list_begins_[0]));
  writer.end_section();
  writer.begin_section("blocks");
  writer.append(blocks_.data(), blocks_.size());
  writer.end_section();
}

Result<BuiltVectorSegment> Builder::build(const std::string& path) {
  std::sort(rows_.begin(), rows_.end(), [](const auto& a, const auto& b) { return a.paper < b.paper; });
  CHECK(std::adjacent_find(rows_.begin(), rows_.end(),
                           [](const auto& a, const auto& b) { return a.paper == b.paper; }) == rows_.end());
  drop_damaged();
  if (rows_.empty()) return Error(ErrorCode::kDamaged, "no vector of the segment is sound");
  if (rows_.size() > kSegmentDocsMax) return Error(ErrorCode::kTooLarge, "too many vectors for a segment");
  lists_ = options_.lists.value_or(list_count(rows_.size()));
  if (listed()) {
    train();
  } else {
    take_mean();
  }
  for (std::size_t l = 0; l < centre_count(); ++l) {
    centres_.push_back(encode_centre(std::span(means_).subspan(l * padded_, padded_)));
    for (const std::int8_t byte : centres_.back().bytes)
      centre_values_.push_back(centres_.back().step * static_cast<float>(byte));
  }
  list_begins_.assign(centre_count() + 1, 0);
  if (listed()) {
    assign();
    lay_out_lists();
  }
  TRY(SectionFileWriter writer, SectionFileWriter::create(path, kVectorSegmentKind, kVectorSegmentVersion));
  const VectorSegmentHeader header{static_cast<std::uint32_t>(rows_.size()),
                                   static_cast<std::uint32_t>(store_.dimensions()),
                                   static_cast<std::uint32_t>(padded_),
                                   static_cast<std::uint32_t>(centre_count()),
                                   list_begins_.back(),
                                   0,
                                   options_.seed,
                                   store_.identity()};
  writer.begin_section("vectors");
  writer.append(&header, sizeof header);
  writer.end_section();
  writer.begin_section("papers");
  for (const VectorRow& row : rows_) {
    const std::uint32_t paper = row.paper.value();
    writer.append(&paper, sizeof paper);
  }
  writer.end_section();
  write_rows(writer);
  write_lists(writer);
  BuiltVectorSegment built;
  TRY(built.file.size_bytes, writer.finish());
  built.file.identity = writer.identity();
  built.rows = header.rows;
  built.left_out = std::move(left_out_);
  return built;
}

}  // namespace

Result<BuiltVectorSegment> build_vector_segment(const std::string& path, const VectorStore& store,
                                                std::vector<VectorRow> rows,
                                                const VectorSegmentOptions& options) {
  return Builder(store, std::move(rows), options).build(path);
}

}  // namespace broadsheet::index
