// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_INDEX_PAPER_ROWS_H_
#define BROADSHEET_INDEX_PAPER_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/strong_id.h"

namespace broadsheet::index {

// Which rows a set of paper numbers has, and back: bits over the range of papers with counts, or where that
// is mostly empty a search. Immutable.
class PaperRows {
 public:
  PaperRows() = default;
  // `papers` ascends strictly and outlives this.
  explicit PaperRows(std::span<const std::uint32_t> papers);

  std::optional<std::uint32_t> find(PaperNumber paper) const;
  // Turns a bit set over paper numbers, of any length, into one over rows; `rows` has a word for each 64
  // rows.
  void rows_of(std::span<const std::uint64_t> papers, std::span<std::uint64_t> rows) const;

 private:
  std::span<const std::uint32_t> papers_;
  std::size_t first_word_ = 0;         // of `bits_`, among the words of all papers
  std::vector<std::uint64_t> bits_;    // empty where the range is mostly empty
  std::vector<std::uint32_t> before_;  // rows before each word
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_PAPER_ROWS_H_
