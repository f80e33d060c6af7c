// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/vector_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <string>

#include "base/check.h"
#include "index/half.h"
#include "search/limits.h"
#include "search/vector_candidates.h"

namespace broadsheet::search {
namespace {

using index::kBlockEntries;

constexpr std::uint32_t kWordBits = 64;
// Added to every proven bound: more than the roundings of both rotations (Rotation::kRoundingMax) and of sums
// of three numbers in double precision; centres and steps are taken as the floats that they are.
constexpr double kSlack = 1e-5;
// How far ahead rows are fetched.
constexpr std::size_t kAhead = 8;

// Lists: the share of the entries to look at is kProbed * sqrt(wanted / allowed): the more of all that is
// allowed is wanted, the further away the last of it is. Measured (docs/bench/vectors.md).
constexpr double kProbed = 3.3;
constexpr double kProbedMin = 0.03;
// Entries rescored by their bytes: at least, and for each wanted hit. A row may have two.
constexpr std::size_t kRescoredMin = 1500;
constexpr std::size_t kRescoredPerHit = 4;
// What looking at an entry, and rescoring one, cost in rows read flat.
constexpr double kEntryCost = 0.1;
constexpr double kRescoredCost = 4;

bool bit(const std::uint64_t* words, std::uint32_t row) {
  return (words[row / kWordBits] >> (row % kWordBits) & 1) != 0;
}

Error damaged(const index::VectorSegment& segment) {
  return {ErrorCode::kDamaged, segment.file().path() + ": not as it was written"};
}

// The query in the space of one kind of segment.
struct RotatedQuery {
  std::vector<float> y;
  index::WholeQuery whole;
};

RotatedQuery rotate(std::span<const float> query, double norm, const index::Rotation& rotation) {
  std::vector<float> unit(query.size());
  for (std::size_t i = 0; i < query.size(); ++i)
    unit[i] = static_cast<float>(static_cast<double>(query[i]) / norm);
  RotatedQuery rotated;
  rotated.y.resize(rotation.padded());
  rotation.apply(unit, rotated.y);
  rotated.whole = index::whole_query(rotated.y);
  return rotated;
}

// One search of all segments. Confined to one thread.
class Search {
 public:
  Search(std::span<const VectorSegmentView> segments, const index::VectorStore& store,
         std::span<const float> query, const VectorSearchOptions& options)
      : segments_(segments),
        store_(store),
        query_(query),
        exact_(query),
        options_(options),
        bounded_(options.k),
        sure_(options.sure != 0 ? std::min(options.sure, options.k) : options.k),
        estimated_(options.rescored != 0 ? options.rescored
                                         : std::max({kRescoredMin, options.k, kRescoredPerHit * sure_})) {}

  Result<VectorHits> run();

 private:
  Result<void> prepare(std::uint32_t s);
  void allow_rows(std::uint32_t s);
  bool by_lists(std::uint32_t s) const;
  double probed_share(std::uint32_t s) const;
  Result<void> scan_flat(std::uint32_t s);
  void scan_whole(std::uint32_t s, std::uint32_t first, std::uint32_t count);
  void scan_chosen(std::uint32_t s, std::uint32_t first, std::uint64_t chosen);
  Result<void> scan_lists(std::uint32_t s);
  std::uint32_t allowed_entries(std::uint32_t s, const std::uint32_t* rows) const;
  Result<void> rescore();
  void offer(std::uint32_t s, std::uint32_t row, std::int32_t product);
  Result<void> take_exact();

  struct Prepared {
    RotatedQuery query;
    std::vector<double> bases;           // by list: the product with the centre
    std::vector<std::uint64_t> allowed;  // rows; empty if all are
    std::uint32_t allowed_count = 0;
  };

  const std::span<const VectorSegmentView> segments_;
  const index::VectorStore& store_;
  const std::span<const float> query_;
  const index::ExactQuery exact_;
  const VectorSearchOptions& options_;
  std::vector<Prepared> prepared_;
  BoundedPool bounded_;
  const std::size_t sure_;
  EstimatePool estimated_;
  VectorHits answer_;
};

// Filter and live rows as one bit set.
void Search::allow_rows(std::uint32_t s) {
  const index::VectorSegment& segment = *segments_[s].segment;
  const std::uint64_t* live = segments_[s].live;
  Prepared& prepared = prepared_[s];
  prepared.allowed_count = segment.row_count();
  if (!options_.allowed && live == nullptr) return;
  prepared.allowed.resize((std::size_t{segment.row_count()} + kWordBits - 1) / kWordBits);
  if (options_.allowed) {
    segment.paper_rows().rows_of(*options_.allowed, prepared.allowed);
  } else {
    std::copy_n(live, prepared.allowed.size(), prepared.allowed.begin());
  }
  prepared.allowed_count = 0;
  for (std::size_t w = 0; w < prepared.allowed.size(); ++w) {
    if (live != nullptr) prepared.allowed[w] &= live[w];
    prepared.allowed_count += static_cast<std::uint32_t>(std::popcount(prepared.allowed[w]));
  }
}

Result<void> Search::prepare(std::uint32_t s) {
  const index::VectorSegment& segment = *segments_[s].segment;
  if (segment.store_identity() != store_.identity()) {
    return Error(ErrorCode::kDamaged, segment.file().path() + ": made from another store of vectors");
  }
  allow_rows(s);
  Prepared& prepared = prepared_[s];
  answer_.total += prepared.allowed_count;
  if (prepared.allowed_count == 0) return {};
  prepared.query = rotate(query_, exact_.norm(), segment.rotation());
  std::vector<std::int32_t> products(segment.list_count());
  index::dot_bytes_many(segment.centres(), products.size(), prepared.query.whole.numbers.data(),
                        segment.padded(), products.data());
  for (std::uint32_t list = 0; list < segment.list_count(); ++list) {
    prepared.bases.push_back(static_cast<double>(segment.centre_step(list)) * prepared.query.whole.step *
                             products[list]);
  }
  return {};
}

bool Search::by_lists(std::uint32_t s) const {
  const index::VectorSegment& segment = *segments_[s].segment;
  if (!segment.has_lists() || options_.scan == VectorScan::kFlat) return false;
  if (options_.scan == VectorScan::kLists) return true;
  // Flat where that costs no more, and is exact besides.
  const double entries = probed_share(s) * segment.block_count() * kBlockEntries;
  return prepared_[s].allowed_count >
         kEntryCost * entries + kRescoredCost * static_cast<double>(estimated_.size());
}

double Search::probed_share(std::uint32_t s) const {
  if (options_.probed > 0) return options_.probed;
  const double wanted = static_cast<double>(sure_) / prepared_[s].allowed_count;
  return std::clamp(kProbed * std::sqrt(wanted), kProbedMin, 1.0);
}

// The cosine by the row's bytes, with its proven bound, among those of the other rows. |y| = 1 but for
// roundings.
void Search::offer(std::uint32_t s, std::uint32_t row, std::int32_t product) {
  const index::VectorSegment& segment = *segments_[s].segment;
  const index::VectorRowEntry& entry = segment.entry(row);
  const Prepared& prepared = prepared_[s];
  if (entry.list >= prepared.bases.size()) return;
  const double estimate =
      prepared.bases[entry.list] + static_cast<double>(entry.step) * prepared.query.whole.step * product;
  const double error = static_cast<double>(entry.error);
  const double bound = error + (1 + error) * prepared.query.whole.error + kSlack;
  if (!(estimate + bound >= bounded_.threshold())) return;
  bounded_.offer({estimate + bound, estimate - bound, s, row});
}

void Search::scan_whole(std::uint32_t s, std::uint32_t first, std::uint32_t count) {
  const index::VectorSegment& segment = *segments_[s].segment;
  std::array<std::int32_t, kWordBits> products;
  index::dot_bytes_many(segment.bytes(first), count, prepared_[s].query.whole.numbers.data(),
                        segment.padded(), products.data());
  for (std::uint32_t i = 0; i < count; ++i) offer(s, first + i, products[i]);
}

void Search::scan_chosen(std::uint32_t s, std::uint32_t first, std::uint64_t chosen) {
  const index::VectorSegment& segment = *segments_[s].segment;
  for (std::uint64_t bits = chosen; bits != 0; bits &= bits - 1)
    segment.prefetch(first + static_cast<std::uint32_t>(std::countr_zero(bits)));
  for (std::uint64_t bits = chosen; bits != 0; bits &= bits - 1) {
    const std::uint32_t row = first + static_cast<std::uint32_t>(std::countr_zero(bits));
    offer(s, row,
          index::dot_bytes(segment.bytes(row), prepared_[s].query.whole.numbers.data(), segment.padded()));
  }
}

Result<void> Search::scan_flat(std::uint32_t s) {
  const index::VectorSegment& segment = *segments_[s].segment;
  const std::vector<std::uint64_t>& allowed = prepared_[s].allowed;
  for (std::uint32_t first = 0; first < segment.row_count(); first += kWordBits) {
    const std::uint32_t count = std::min(kWordBits, segment.row_count() - first);
    const std::uint64_t chosen = allowed.empty() ? ~std::uint64_t{0} : allowed[first / kWordBits];
    if (chosen == 0) continue;
    if (!segment.verify_rows(first, count)) return damaged(segment);
    if (allowed.empty() || static_cast<std::uint32_t>(std::popcount(chosen)) == count) {
      scan_whole(s, first, count);
    } else {
      scan_chosen(s, first, chosen);
    }
  }
  return {};
}

// Bit i is set where entry i of a block names an allowed row.
std::uint32_t Search::allowed_entries(std::uint32_t s, const std::uint32_t* rows) const {
  const std::vector<std::uint64_t>& allowed = prepared_[s].allowed;
  const std::uint32_t row_count = segments_[s].segment->row_count();
  std::uint32_t mask = 0;
  for (std::uint32_t i = 0; i < kBlockEntries; ++i) {
    const bool in = rows[i] < row_count && (allowed.empty() || bit(allowed.data(), rows[i]));
    mask |= std::uint32_t{in} << i;
  }
  return mask;
}

Result<void> Search::scan_lists(std::uint32_t s) {
  const index::VectorSegment& segment = *segments_[s].segment;
  const Prepared& prepared = prepared_[s];
  std::vector<std::pair<float, std::uint32_t>> order;
  for (std::uint32_t list = 0; list < segment.list_count(); ++list) {
    order.emplace_back(-static_cast<float>(prepared.bases[list]) * segment.centre_inverse_length(list), list);
  }
  // A heap: only as many lists are put into order as are looked at.
  std::make_heap(order.begin(), order.end(), std::greater<>());
  const double budget = probed_share(s) * segment.block_count();
  const index::BitTables tables = index::bit_tables(prepared.query.y);
  std::array<float, kBlockEntries> estimates;
  for (std::uint32_t seen = 0; !order.empty() && seen < budget;) {
    std::pop_heap(order.begin(), order.end(), std::greater<>());
    const std::uint32_t list = order.back().second;
    order.pop_back();
    const std::uint32_t begin = segment.list_begin(list);
    const std::uint32_t end = segment.list_begin(list + 1);
    if (!segment.verify_blocks(begin, end - begin)) return damaged(segment);
    seen += end - begin;
    const auto base = static_cast<float>(prepared.bases[list]);
    for (std::uint32_t block = begin; block < end; ++block) {
      const std::uint32_t* rows = segment.block_rows(block);
      std::uint32_t within = ~std::uint32_t{0};
      if (!prepared.allowed.empty() && (within = allowed_entries(s, rows)) == 0) continue;
      within &=
          index::estimate_block(segment.block(block), tables, base, estimated_.threshold(), estimates.data());
      for (; within != 0; within &= within - 1) {
        const auto i = static_cast<std::uint32_t>(std::countr_zero(within));
        if (rows[i] < segment.row_count()) estimated_.offer({estimates[i], s, rows[i]});
      }
    }
  }
  if (!order.empty()) answer_.exact = false;
  return {};
}

Result<void> Search::rescore() {
  const std::vector<EstimatedRow>& rows = estimated_.finish();
  if (estimated_.dropped()) answer_.exact = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kAhead < rows.size()) segments_[rows[i + kAhead].segment].segment->prefetch(rows[i + kAhead].row);
    const auto [estimate, s, row] = rows[i];
    const index::VectorSegment& segment = *segments_[s].segment;
    if (!segment.verify_rows(row, 1)) return damaged(segment);
    offer(s, row,
          index::dot_bytes(segment.bytes(row), prepared_[s].query.whole.numbers.data(), segment.padded()));
  }
  return {};
}

bool is_better(const VectorHit& a, const VectorHit& b) {
  return a.cosine != b.cosine ? a.cosine > b.cosine : a.paper < b.paper;
}

// The halves of what the bounds left open, most promising first.
Result<void> Search::take_exact() {
  const std::vector<BoundedRow>& rows = bounded_.finish();
  std::vector<VectorHit>& hits = answer_.hits;
  const auto ordinal = [&](std::size_t i) {
    return segments_[rows[i].segment].segment->entry(rows[i].row).ordinal;
  };
  for (std::size_t i = 0; i < rows.size() && options_.k > 0; ++i) {
    if (i + kAhead < rows.size()) store_.prefetch(ordinal(i + kAhead));
    if (hits.size() == options_.k && rows[i].upper < hits.front().cosine) break;
    const index::VectorSegment& segment = *segments_[rows[i].segment].segment;
    const std::span<const std::uint16_t> halves = store_.vector(ordinal(i));
    if (halves.size() != exact_.dimensions()) {
      return Error(ErrorCode::kDamaged, "vector " + std::to_string(ordinal(i)) + " of " +
                                            store_.fingerprint() + " is not as it was written");
    }
    const VectorHit hit{exact_.cosine(halves.data()), PaperNumber(segment.papers()[rows[i].row]),
                        segment.entry(rows[i].row).text_hash};
    if (hits.size() < options_.k) {
      hits.push_back(hit);
      std::push_heap(hits.begin(), hits.end(), is_better);
    } else if (is_better(hit, hits.front())) {
      std::pop_heap(hits.begin(), hits.end(), is_better);
      hits.back() = hit;
      std::push_heap(hits.begin(), hits.end(), is_better);
    }
  }
  std::sort_heap(hits.begin(), hits.end(), is_better);
  return {};
}

Result<void> check_query(std::span<const VectorSegmentView> segments, const index::VectorStore& store,
                         const index::ExactQuery& query) {
  if (!(query.norm() > 0) || !std::isfinite(query.norm()))
    return Error(ErrorCode::kInvalid, "the query's vector has no direction");
  if (query.dimensions() != store.dimensions())
    return Error(ErrorCode::kInvalid, "the query's vector has other dimensions than those of the papers");
  for (const VectorSegmentView& view : segments) {
    if (view.segment->dimensions() != query.dimensions())
      return Error(ErrorCode::kDamaged, view.segment->file().path() + ": vectors of other dimensions");
  }
  return {};
}

Result<VectorHits> Search::run() {
  TRY_VOID(check_query(segments_, store_, exact_));
  prepared_.resize(segments_.size());
  for (std::uint32_t s = 0; s < segments_.size(); ++s) TRY_VOID(prepare(s));
  if (options_.k == 0) return std::move(answer_);
  for (std::uint32_t s = 0; s < segments_.size(); ++s) {
    if (prepared_[s].allowed_count == 0) continue;
    TRY_VOID(by_lists(s) ? scan_lists(s) : scan_flat(s));
  }
  TRY_VOID(rescore());
  TRY_VOID(take_exact());
  return std::move(answer_);
}

}  // namespace

Result<VectorHits> top_vectors(std::span<const VectorSegmentView> segments, const index::VectorStore& store,
                               std::span<const float> query, const VectorSearchOptions& options) {
  return Search(segments, store, query, options).run();
}

Result<std::vector<std::optional<double>>> cosines(std::span<const VectorSegmentView> segments,
                                                   const index::VectorStore& store,
                                                   std::span<const float> query,
                                                   std::span<const PaperNumber> papers) {
  const index::ExactQuery exact(query);
  TRY_VOID(check_query(segments, store, exact));
  // First where each is, so that all of it can be on its way before it is needed.
  std::vector<std::uint32_t> ordinals(papers.size(), index::kNoRow);
  for (std::size_t i = 0; i < papers.size(); ++i) {
    for (const VectorSegmentView& view : segments) {
      const std::optional<std::uint32_t> row = view.segment->paper_rows().find(papers[i]);
      if (!row || !view.is_live(*row)) continue;
      if (!view.segment->verify_rows(*row, 1)) return damaged(*view.segment);
      ordinals[i] = view.segment->entry(*row).ordinal;
      break;
    }
  }
  std::vector<std::optional<double>> found(papers.size());
  for (std::size_t i = 0; i < papers.size(); ++i) {
    if (i + kAhead < papers.size()) store.prefetch(ordinals[i + kAhead]);
    if (ordinals[i] == index::kNoRow) continue;
    const std::span<const std::uint16_t> halves = store.vector(ordinals[i]);
    if (halves.size() != exact.dimensions()) {
      return Error(ErrorCode::kDamaged, "vector " + std::to_string(ordinals[i]) + " of " +
                                            store.fingerprint() + " is not as it was written");
    }
    found[i] = exact.cosine(halves.data());
  }
  return found;
}

}  // namespace broadsheet::search
