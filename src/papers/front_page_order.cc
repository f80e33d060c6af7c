// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/front_page_order.h"

#include <limits>

#include "base/ascii.h"

namespace broadsheet::papers {
namespace {

// "arxiv:2608.01234" and "arxiv:hep-th/9901001" -> when and in which place of that month; 0 for other
// schemes and shapes. arXiv began in 1991, so two digits name a year without doubt until 2090.
std::uint64_t arxiv_sequence(std::string_view id) {
  constexpr std::string_view kPrefix = "arxiv:";
  if (!id.starts_with(kPrefix)) return 0;
  id.remove_prefix(kPrefix.size());
  if (const std::size_t slash = id.rfind('/'); slash != std::string_view::npos) id.remove_prefix(slash + 1);
  constexpr std::size_t kDigitsMax = 10;
  std::uint64_t digits = 0;
  std::size_t count = 0;
  for (const char c : id) {
    if (c == '.') continue;
    if (!is_ascii_digit(c) || count == kDigitsMax) return 0;
    digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
    ++count;
  }
  if (count < 5) return 0;
  std::uint64_t scale = 1;
  for (std::size_t i = 4; i < count; ++i) scale *= 10;
  const std::uint64_t year_and_month = digits / scale;
  const std::uint64_t year = year_and_month / 100;
  constexpr std::uint64_t kPlaces = 10'000'000;
  return ((year < 91 ? 2000 : 1900) + year) * 100 * kPlaces + year_and_month % 100 * kPlaces + digits % scale;
}

std::int64_t newest_first(std::string_view id) {
  return -static_cast<std::int64_t>(arxiv_sequence(id));
}

}  // namespace

bool newer_id(std::string_view one, std::string_view other) {
  const std::int64_t first = newest_first(one);
  const std::int64_t second = newest_first(other);
  return first != second ? first < second : one > other;
}

FrontPageKey::FrontPageKey(const store::EditionRow& row)
    : numbers{row.featured ? 0 : 1, -row.upvotes, 0, 0, newest_first(row.id)}, id(row.id) {
  if (!row.featured) return;
  // Places and days only order featured papers among themselves.
  numbers[2] = -row.edition.day.time_since_epoch().count();
  numbers[3] = row.feed_place ? *row.feed_place : std::numeric_limits<std::int64_t>::max();
}

bool operator<(const FrontPageKey& one, const FrontPageKey& other) {
  return one.numbers != other.numbers ? one.numbers < other.numbers : one.id > other.id;
}

}  // namespace broadsheet::papers
