// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/half.h"

#include <array>
#include <bit>
#include <cmath>

#include "base/check.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "index/half.cc"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace broadsheet::index::HWY_NAMESPACE {
#if HWY_TARGET == HWY_AVX2
namespace hn = hwy::HWY_NAMESPACE;

HWY_INLINE hn::Vec<hn::FixedTag<float, 8>> load_halves(const std::uint16_t* halves) {
  const hn::FixedTag<std::uint16_t, 8> bits;
  const hn::FixedTag<hwy::float16_t, 8> half;
  const hn::FixedTag<float, 8> single;
  return hn::PromoteTo(single, hn::BitCast(half, hn::LoadU(bits, halves)));
}

void floats_vector(const std::uint16_t* halves, std::size_t count, float* values) {
  const hn::FixedTag<float, 8> d;
  std::size_t at = 0;
  for (; at + 8 <= count; at += 8) hn::StoreU(load_halves(halves + at), d, values + at);
  floats_from_halves_portable({halves + at, count - at}, {values + at, count - at});
}

ProductAndNorm product_vector(const double* query, const std::uint16_t* halves, std::size_t dimensions) {
  const hn::FixedTag<double, 4> d;
  const hn::FixedTag<float, 8> single;
  auto p0 = hn::Zero(d), p1 = hn::Zero(d), p2 = hn::Zero(d), p3 = hn::Zero(d);
  auto n0 = hn::Zero(d), n1 = hn::Zero(d), n2 = hn::Zero(d), n3 = hn::Zero(d);
  std::array<std::uint16_t, kExactLanes> rest{};
  for (std::size_t at = 0; at < dimensions; at += kExactLanes) {
    const std::uint16_t* from = halves + at;
    if (dimensions - at < kExactLanes) {
      for (std::size_t i = 0; i < dimensions - at; ++i) rest[i] = from[i];
      from = rest.data();
    }
    const auto low = load_halves(from);
    const auto high = load_halves(from + 8);
    const auto v0 = hn::PromoteTo(d, hn::LowerHalf(low));
    const auto v1 = hn::PromoteTo(d, hn::UpperHalf(hn::Half<decltype(single)>(), low));
    const auto v2 = hn::PromoteTo(d, hn::LowerHalf(high));
    const auto v3 = hn::PromoteTo(d, hn::UpperHalf(hn::Half<decltype(single)>(), high));
    p0 = hn::MulAdd(v0, hn::LoadU(d, query + at), p0);
    p1 = hn::MulAdd(v1, hn::LoadU(d, query + at + 4), p1);
    p2 = hn::MulAdd(v2, hn::LoadU(d, query + at + 8), p2);
    p3 = hn::MulAdd(v3, hn::LoadU(d, query + at + 12), p3);
    n0 = hn::MulAdd(v0, v0, n0);
    n1 = hn::MulAdd(v1, v1, n1);
    n2 = hn::MulAdd(v2, v2, n2);
    n3 = hn::MulAdd(v3, v3, n3);
  }
  alignas(32) double p[4];
  alignas(32) double n[4];
  hn::Store(hn::Add(hn::Add(p0, p2), hn::Add(p1, p3)), d, p);
  hn::Store(hn::Add(hn::Add(n0, n2), hn::Add(n1, n3)), d, n);
  return {(p[0] + p[2]) + (p[1] + p[3]), (n[0] + n[2]) + (n[1] + n[3])};
}
#else
void floats_vector(const std::uint16_t* halves, std::size_t count, float* values) {
  floats_from_halves_portable({halves, count}, {values, count});
}

ProductAndNorm product_vector(const double* query, const std::uint16_t* halves, std::size_t dimensions) {
  return product_and_norm_portable(query, halves, dimensions);
}
#endif
}  // namespace broadsheet::index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace broadsheet::index {

HWY_EXPORT(floats_vector);
HWY_EXPORT(product_vector);

std::uint16_t half_from_float(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000U);
  const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
  if (magnitude > 0x7F800000U) return static_cast<std::uint16_t>(sign | 0x7E00U);  // not a number
  if (magnitude >= 0x47800000U) return static_cast<std::uint16_t>(sign | 0x7C00U);
  if (magnitude < 0x38800000U) {
    // Below the normal range the unit of the last place is 2^-24; the sum with .5 rounds to it.
    const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
    return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000U));
  }
  const std::uint32_t odd = magnitude >> 13 & 1;
  const std::uint32_t rounded = magnitude + 0x0FFFU + odd - 0x38000000U;
  return static_cast<std::uint16_t>(sign | rounded >> 13);
}

float float_from_half(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16;
  const std::uint32_t exponent = half >> 10 & 0x1FU;
  const std::uint32_t fraction = half & 0x3FFU;
  if (exponent == 0) {
    const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(magnitude) | sign);
  }
  const std::uint32_t shifted = exponent == 0x1F ? 0x7F800000U : (exponent + 112) << 23;
  return std::bit_cast<float>(sign | shifted | fraction << 13);
}

void halves_from_floats(std::span<const float> values, std::span<std::uint16_t> halves) {
  CHECK(values.size() == halves.size());
  for (std::size_t i = 0; i < values.size(); ++i) halves[i] = half_from_float(values[i]);
}

void floats_from_halves(std::span<const std::uint16_t> halves, std::span<float> values) {
  CHECK(values.size() == halves.size());
  HWY_DYNAMIC_DISPATCH(floats_vector)(halves.data(), halves.size(), values.data());
}

void floats_from_halves_portable(std::span<const std::uint16_t> halves, std::span<float> values) {
  for (std::size_t i = 0; i < halves.size(); ++i) values[i] = float_from_half(halves[i]);
}

ProductAndNorm product_and_norm(const double* query, const std::uint16_t* halves, std::size_t dimensions) {
  return HWY_DYNAMIC_DISPATCH(product_vector)(query, halves, dimensions);
}

ProductAndNorm product_and_norm_portable(const double* query, const std::uint16_t* halves,
                                         std::size_t dimensions) {
  std::array<double, kExactLanes> products{};
  std::array<double, kExactLanes> norms{};
  for (std::size_t i = 0; i < dimensions; ++i) {
    const double value = float_from_half(halves[i]);
    products[i % kExactLanes] += query[i] * value;
    norms[i % kExactLanes] += value * value;
  }
  for (std::size_t half = kExactLanes / 2; half > 0; half /= 2) {
    for (std::size_t j = 0; j < half; ++j) {
      products[j] += products[j + half];
      norms[j] += norms[j + half];
    }
  }
  return {products[0], norms[0]};
}

ExactQuery::ExactQuery(std::span<const float> query) : dimensions_(query.size()) {
  values_.resize((query.size() + kExactLanes - 1) / kExactLanes * kExactLanes);
  for (std::size_t i = 0; i < query.size(); ++i) values_[i] = static_cast<double>(query[i]);
  double sum = 0;
  for (const double value : values_) sum += value * value;
  norm_ = std::sqrt(sum);
}

double ExactQuery::cosine(const std::uint16_t* halves) const {
  const ProductAndNorm sums = product_and_norm(values_.data(), halves, dimensions_);
  return sums.product / (norm_ * std::sqrt(sums.norm2));
}

}  // namespace broadsheet::index
#endif  // HWY_ONCE
