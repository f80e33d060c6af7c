// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/bit_packing.h"

#include <bit>
#include <cstring>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "index/bit_packing.cc"
// The format's rows are 256 bits wide; processors without AVX2 take the portable loop.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace broadsheet::index::HWY_NAMESPACE {
#if HWY_TARGET == HWY_AVX2
namespace hn = hwy::HWY_NAMESPACE;

using Row = hn::FixedTag<std::uint32_t, kLanes>;

// Row R of a block of width W: its bits begin in word R * W / 32 of each lane.
template <unsigned W, std::size_t R>
HWY_INLINE hn::Vec<Row> row(Row d, const std::uint32_t* in) {
  if constexpr (W == 0) {
    return hn::Zero(d);
  } else {
    constexpr unsigned kWord = R * W / 32;
    constexpr unsigned kShift = R * W % 32;
    auto value = hn::LoadU(d, in + kWord * kLanes);
    if constexpr (kShift != 0) value = hn::ShiftRight<kShift>(value);
    if constexpr (kShift + W > 32) {
      value = hn::Or(value, hn::ShiftLeft<32 - kShift>(hn::LoadU(d, in + (kWord + 1) * kLanes)));
    }
    if constexpr (W < 32 && kShift + W != 32) value = hn::And(value, hn::Set(d, (1u << W) - 1));
    return value;
  }
}

template <unsigned W, std::size_t... R>
HWY_INLINE void unpack_rows(const std::uint32_t* in, std::uint32_t* out, std::index_sequence<R...>) {
  const Row d;
  (hn::StoreU(row<W, R>(d, in), d, out + R * kLanes), ...);
}

struct Scan {
  hn::Vec<Row> carry;  // the sum so far, in every lane
  hn::Vec<Row> ones, upper_half;
  hn::Indices256<std::uint32_t> lane3, lane7;
};

// Adds up the row within itself, then the carry. Only the last addition depends on the row before.
HWY_INLINE hn::Vec<Row> scan_row(Row d, Scan& scan, hn::Vec<Row> value) {
  value = hn::Add(value, scan.ones);
  value = hn::Add(value, hn::ShiftLeftLanes<1>(d, value));
  value = hn::Add(value, hn::ShiftLeftLanes<2>(d, value));
  value = hn::Add(value, hn::And(hn::TableLookupLanes(value, scan.lane3), scan.upper_half));
  const auto sum = hn::Add(value, scan.carry);
  scan.carry = hn::Add(scan.carry, hn::TableLookupLanes(value, scan.lane7));
  return sum;
}

template <unsigned W, std::size_t... R>
HWY_INLINE void unpack_ascending_rows(const std::uint32_t* in, std::uint32_t before, std::uint32_t* out,
                                      std::index_sequence<R...>) {
  const Row d;
  alignas(32) constexpr std::uint32_t kThree[kLanes] = {3, 3, 3, 3, 3, 3, 3, 3};
  alignas(32) constexpr std::uint32_t kSeven[kLanes] = {7, 7, 7, 7, 7, 7, 7, 7};
  alignas(32) constexpr std::uint32_t kUpper[kLanes] = {0, 0, 0, 0, ~0u, ~0u, ~0u, ~0u};
  Scan scan{hn::Set(d, before), hn::Set(d, 1u), hn::Load(d, kUpper), hn::SetTableIndices(d, kThree),
            hn::SetTableIndices(d, kSeven)};
  (hn::StoreU(scan_row(d, scan, row<W, R>(d, in)), d, out + R * kLanes), ...);
}

using AllRows = std::make_index_sequence<kPackedMax / kLanes>;

template <unsigned W>
HWY_NOINLINE void unpack_width(const std::uint32_t* in, std::uint32_t* out) {
  unpack_rows<W>(in, out, AllRows{});
}

template <unsigned W>
HWY_NOINLINE void unpack_ascending_width(const std::uint32_t* in, std::uint32_t before, std::uint32_t* out) {
  unpack_ascending_rows<W>(in, before, out, AllRows{});
}

template <std::size_t... W>
void unpack_dispatch(const std::uint32_t* in, unsigned width, std::uint32_t* out, std::index_sequence<W...>) {
  using Kernel = void (*)(const std::uint32_t*, std::uint32_t*);
  static constexpr Kernel kKernels[] = {unpack_width<W>...};
  kKernels[width](in, out);
}

template <std::size_t... W>
void unpack_ascending_dispatch(const std::uint32_t* in, unsigned width, std::uint32_t before,
                               std::uint32_t* out, std::index_sequence<W...>) {
  using Kernel = void (*)(const std::uint32_t*, std::uint32_t, std::uint32_t*);
  static constexpr Kernel kKernels[] = {unpack_ascending_width<W>...};
  kKernels[width](in, before, out);
}

using AllWidths = std::make_index_sequence<33>;

void unpack_vector(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t* out) {
  if (count <= kFlatMax) return unpack_portable(in, count, width, out);
  unpack_dispatch(reinterpret_cast<const std::uint32_t*>(in), width, out, AllWidths{});
}

void unpack_ascending_vector(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t first,
                             std::uint32_t* out) {
  if (count <= kFlatMax) return unpack_ascending_portable(in, count, width, first, out);
  unpack_ascending_dispatch(reinterpret_cast<const std::uint32_t*>(in), width, first - 1, out, AllWidths{});
}
#else
void unpack_vector(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t* out) {
  unpack_portable(in, count, width, out);
}

void unpack_ascending_vector(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t first,
                             std::uint32_t* out) {
  unpack_ascending_portable(in, count, width, first, out);
}
#endif

}  // namespace broadsheet::index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace broadsheet::index {

HWY_EXPORT(unpack_vector);
HWY_EXPORT(unpack_ascending_vector);

unsigned packed_width(const std::uint32_t* values, std::uint32_t count) {
  std::uint32_t all = 0;
  for (std::uint32_t i = 0; i < count; ++i) all |= values[i];
  return static_cast<unsigned>(std::bit_width(all));
}

namespace {

void pack_flat(const std::uint32_t* values, std::uint32_t count, unsigned width, std::uint8_t* out) {
  std::uint64_t bits = 0;
  unsigned held = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    bits |= std::uint64_t{values[i]} << held;
    held += width;
    for (; held >= 8; held -= 8, bits >>= 8) *out++ = static_cast<std::uint8_t>(bits);
  }
  if (held > 0) *out = static_cast<std::uint8_t>(bits);
}

void pack_rows(const std::uint32_t* values, std::uint32_t count, unsigned width, std::uint8_t* out) {
  std::memset(out, 0, packed_bytes(count, width));
  if (width == 0) return;
  std::uint64_t lanes[kLanes] = {};
  unsigned held = 0;
  const std::uint32_t rows = (count + kLanes - 1) / kLanes;
  for (std::uint32_t r = 0; r < rows; ++r) {
    for (std::uint32_t lane = 0; lane < kLanes && r * kLanes + lane < count; ++lane) {
      lanes[lane] |= std::uint64_t{values[r * kLanes + lane]} << held;
    }
    held += width;
    if (held < 32 && r + 1 < rows) continue;
    for (std::uint32_t lane = 0; lane < kLanes; ++lane, out += sizeof(std::uint32_t)) {
      store_bytes(out, static_cast<std::uint32_t>(lanes[lane]));
      lanes[lane] >>= 32;
    }
    if (held > 32 && r + 1 == rows) {  // the last row spills into one more vector
      for (std::uint32_t lane = 0; lane < kLanes; ++lane, out += sizeof(std::uint32_t)) {
        store_bytes(out, static_cast<std::uint32_t>(lanes[lane]));
      }
    }
    held = held > 32 ? held - 32 : 0;
  }
}

}  // namespace

void pack(const std::uint32_t* values, std::uint32_t count, unsigned width, std::uint8_t* out) {
  CHECK(count <= kPackedMax && width <= 32);
  if (count <= kFlatMax) return pack_flat(values, count, width, out);
  pack_rows(values, count, width, out);
}

void unpack_portable(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t* out) {
  if (width == 0) {
    std::memset(out, 0, count * sizeof(std::uint32_t));
    return;
  }
  if (count <= kFlatMax) {
    for (std::uint32_t i = 0; i < count; ++i) out[i] = flat_value(in, std::uint64_t{i} * width, width);
    return;
  }
  for (std::uint32_t i = 0; i < count; ++i) out[i] = unpack_one(in, count, width, i);
}

void unpack_ascending_portable(const std::uint8_t* in, std::uint32_t count, unsigned width,
                               std::uint32_t first, std::uint32_t* out) {
  unpack_portable(in, count, width, out);
  std::uint32_t next = first;
  for (std::uint32_t i = 0; i < count; ++i) {
    out[i] += next;
    next = out[i] + 1;
  }
}

void unpack(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t* out) {
  HWY_DYNAMIC_DISPATCH(unpack_vector)(in, count, width, out);
}

void unpack_ascending(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t first,
                      std::uint32_t* out) {
  HWY_DYNAMIC_DISPATCH(unpack_ascending_vector)(in, count, width, first, out);
}

}  // namespace broadsheet::index
#endif  // HWY_ONCE
