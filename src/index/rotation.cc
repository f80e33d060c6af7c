// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/rotation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/check.h"
#include "index/limits.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kRounds = 3;
constexpr std::size_t kFill = 64;

// Sebastiano Vigna's SplitMix64.
std::uint64_t split_mix(std::uint64_t& state) {
  std::uint64_t z = state += 0x9E3779B97F4A7C15ULL;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
  return z ^ z >> 31;
}

void hadamard(float* values, std::size_t size) {
  for (std::size_t step = 1; step < size; step *= 2) {
    for (std::size_t at = 0; at < size; at += 2 * step) {
      for (std::size_t i = at; i < at + step; ++i) {
        const float a = values[i];
        const float b = values[i + step];
        values[i] = a + b;
        values[i + step] = a - b;
      }
    }
  }
}

}  // namespace

Rotation::Rotation(std::size_t dimensions, std::uint64_t seed)
    : dimensions_(dimensions), padded_((dimensions + kFill - 1) / kFill * kFill), block_(padded_) {
  CHECK(dimensions > 0 && dimensions <= kVectorDimensionsMax);
  block_ = padded_ & ~(padded_ - 1);
  blocks_ = padded_ / block_;
  const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(block_)));
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    std::uint64_t state = seed + round;
    for (std::size_t i = 0; i < padded_; ++i) signs_.push_back((split_mix(state) & 1) != 0 ? -scale : scale);
  }
  for (std::size_t j = 0; j < blocks_; ++j) {
    for (std::size_t k = 0; k < blocks_; ++k) {
      const double angle =
          2 * std::numbers::pi * static_cast<double>(j * k % blocks_) / static_cast<double>(blocks_);
      hartley_.push_back(
          static_cast<float>((std::cos(angle) + std::sin(angle)) / std::sqrt(static_cast<double>(blocks_))));
    }
  }
}

void Rotation::mix_blocks(float* values) const {
  constexpr std::size_t kBlocksMax = kVectorDimensionsMax / kFill;
  std::array<float, kBlocksMax> column;
  for (std::size_t i = 0; i < block_; ++i) {
    for (std::size_t k = 0; k < blocks_; ++k) column[k] = values[k * block_ + i];
    const float* factor = hartley_.data();
    for (std::size_t j = 0; j < blocks_; ++j) {
      float sum = 0;
      for (std::size_t k = 0; k < blocks_; ++k) sum += *factor++ * column[k];
      values[j * block_ + i] = sum;
    }
  }
}

void Rotation::apply(std::span<const float> in, std::span<float> out) const {
  CHECK(in.size() == dimensions_ && out.size() == padded_);
  std::copy(in.begin(), in.end(), out.begin());
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(dimensions_), out.end(), 0.0F);
  for (std::size_t round = 0; round < kRounds; ++round) {
    const float* signs = signs_.data() + round * padded_;
    for (std::size_t i = 0; i < padded_; ++i) out[i] *= signs[i];
    for (std::size_t block = 0; block < blocks_; ++block) hadamard(out.data() + block * block_, block_);
    if (blocks_ > 1) mix_blocks(out.data());
  }
}

}  // namespace broadsheet::index
