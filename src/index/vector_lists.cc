// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_lists.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

#include "base/check.h"
#include "index/limits.h"
#include "index/parallel.h"
#include "index/vector_kernels.h"

namespace broadsheet::index {
namespace {

double length(const float* vector, std::size_t dimensions) {
  double sum = 0;
  for (std::size_t i = 0; i < dimensions; ++i)
    sum += static_cast<double>(vector[i]) * static_cast<double>(vector[i]);
  return std::sqrt(sum);
}

// The members of each list, in the order of the sample: begins[l] to begins[l + 1] in `members`.
struct Members {
  std::vector<std::size_t> begins;
  std::vector<std::uint32_t> members;
};

Members members_of(std::span<const NearestLists> nearest, std::size_t lists) {
  Members all;
  all.begins.assign(lists + 1, 0);
  for (const NearestLists& row : nearest) ++all.begins[row.first + 1U];
  std::partial_sum(all.begins.begin(), all.begins.end(), all.begins.begin());
  all.members.resize(nearest.size());
  std::vector<std::size_t> next(all.begins.begin(), all.begins.end() - 1);
  for (std::uint32_t i = 0; i < nearest.size(); ++i) all.members[next[nearest[i].first]++] = i;
  return all;
}

// A list without members takes the vector that is worst off, each another one.
void fill_empty(std::span<NearestLists> nearest, std::size_t lists) {
  const Members all = members_of(nearest, lists);
  std::vector<std::uint32_t> worst;
  for (std::size_t l = 0; l < lists; ++l) {
    if (all.begins[l] != all.begins[l + 1]) continue;
    if (worst.empty()) {
      worst.resize(nearest.size());
      std::iota(worst.begin(), worst.end(), 0U);
      std::stable_sort(worst.begin(), worst.end(), [&](std::uint32_t a, std::uint32_t b) {
        return nearest[a].cosine > nearest[b].cosine;
      });
    }
    nearest[worst.back()].first = static_cast<std::uint16_t>(l);
    worst.pop_back();
  }
}

// Each list's mean; where nothing has a direction the former centre stays.
void move_centres(std::span<const float> sample, std::size_t dimensions, const Members& all,
                  std::size_t threads, std::vector<float>& centres) {
  parallel_pieces(threads, all.begins.size() - 1, 16, [&](std::size_t begin, std::size_t end) {
    std::vector<double> sum(dimensions);
    std::vector<float> mean(dimensions);
    for (std::size_t l = begin; l < end; ++l) {
      const std::size_t count = all.begins[l + 1] - all.begins[l];
      if (count == 0) continue;
      std::fill(sum.begin(), sum.end(), 0.0);
      for (std::size_t m = all.begins[l]; m < all.begins[l + 1]; ++m) {
        const float* vector = sample.data() + std::size_t{all.members[m]} * dimensions;
        for (std::size_t i = 0; i < dimensions; ++i) sum[i] += static_cast<double>(vector[i]);
      }
      for (std::size_t i = 0; i < dimensions; ++i)
        mean[i] = static_cast<float>(sum[i] / static_cast<double>(count));
      if (length(mean.data(), dimensions) > 1e-6)
        std::copy(mean.begin(), mean.end(), centres.begin() + static_cast<std::ptrdiff_t>(l * dimensions));
    }
  });
}

}  // namespace

std::uint32_t list_count(std::uint64_t rows) {
  if (rows < kListedRowsMin) return 0;
  const double wanted = 4 * std::sqrt(static_cast<double>(rows));
  const auto panels = static_cast<std::uint32_t>(wanted / static_cast<double>(kPanel));
  return std::min<std::uint32_t>(panels * kPanel, kListsMax);
}

ListDirections::ListDirections(std::span<const float> centres, std::size_t dimensions)
    : dimensions_(dimensions), count_(centres.size() / dimensions), panels_(centres.size()) {
  CHECK(count_ >= 2 && count_ % kPanel == 0 && centres.size() == count_ * dimensions);
  for (std::size_t l = 0; l < count_; ++l) {
    const float* centre = centres.data() + l * dimensions;
    const double scale = 1 / length(centre, dimensions);
    float* panel = panels_.data() + l / kPanel * kPanel * dimensions + l % kPanel;
    for (std::size_t i = 0; i < dimensions; ++i)
      panel[i * kPanel] = static_cast<float>(static_cast<double>(centre[i]) * scale);
  }
}

void ListDirections::nearest(std::span<const float> vectors, std::span<NearestLists> lists) const {
  CHECK(vectors.size() == lists.size() * dimensions_);
  for (std::size_t at = 0; at < lists.size(); at += kTile) {
    nearest_tile(vectors.data() + at * dimensions_, std::min(kTile, lists.size() - at), lists.data() + at);
  }
}

void ListDirections::nearest_tile(const float* vectors, std::size_t count, NearestLists* lists) const {
  constexpr float kLowest = -std::numeric_limits<float>::infinity();
  std::array<float, kTile> second;
  second.fill(kLowest);
  for (std::size_t r = 0; r < count; ++r) lists[r] = {0, 0, kLowest};
  std::vector<float> rest;  // the last rows, filled up
  if (count % kPanelRows != 0) {
    const std::size_t whole = count / kPanelRows * kPanelRows;
    rest.resize(kPanelRows * dimensions_);
    std::copy(vectors + whole * dimensions_, vectors + count * dimensions_, rest.begin());
  }
  std::array<float, kPanelRows * kPanel> products;
  for (std::size_t panel = 0; panel < count_; panel += kPanel) {
    for (std::size_t r = 0; r < count; r += kPanelRows) {
      const std::size_t rows = std::min(kPanelRows, count - r);
      multiply_panel(rows == kPanelRows ? vectors + r * dimensions_ : rest.data(),
                     panels_.data() + panel * dimensions_, dimensions_, products.data());
      for (std::size_t i = 0; i < rows; ++i) {
        NearestLists& nearest = lists[r + i];
        for (std::size_t j = 0; j < kPanel; ++j) {
          const float cosine = products[i * kPanel + j];
          if (cosine <= second[r + i]) continue;
          const auto list = static_cast<std::uint16_t>(panel + j);
          if (cosine > nearest.cosine) {
            second[r + i] = nearest.cosine;
            nearest = {list, nearest.first, cosine};
          } else {
            second[r + i] = cosine;
            nearest.second = list;
          }
        }
      }
    }
  }
}

std::vector<float> train_lists(std::span<const float> sample, std::size_t dimensions,
                               const TrainingOptions& options) {
  const std::size_t count = sample.size() / dimensions;
  CHECK(count >= options.lists && options.lists >= 2);
  // Every (count / lists)-th vector is a good enough beginning.
  std::vector<float> centres(std::size_t{options.lists} * dimensions);
  for (std::size_t l = 0; l < options.lists; ++l) {
    const std::size_t from = l * count / options.lists * dimensions;
    std::copy_n(sample.begin() + static_cast<std::ptrdiff_t>(from), dimensions,
                centres.begin() + static_cast<std::ptrdiff_t>(l * dimensions));
  }
  std::vector<NearestLists> nearest(count);
  for (int iteration = 0; iteration < options.iterations; ++iteration) {
    const ListDirections directions(centres, dimensions);
    parallel_pieces(options.threads, count, ListDirections::kTile, [&](std::size_t begin, std::size_t end) {
      directions.nearest(sample.subspan(begin * dimensions, (end - begin) * dimensions),
                         std::span(nearest).subspan(begin, end - begin));
    });
    fill_empty(nearest, options.lists);
    move_centres(sample, dimensions, members_of(nearest, options.lists), options.threads, centres);
  }
  return centres;
}

}  // namespace broadsheet::index
