// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What one message may ask for.

#ifndef BROADSHEET_MCP_LIMITS_H_
#define BROADSHEET_MCP_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::mcp {

// Of one message: a text to which papers are to be similar fits. Over HTTP the body is bounded before.
inline constexpr std::size_t kMessageBytesMax = std::size_t{512} << 10;
// Nesting of a message; defends the parser's memory against 10^5 brackets.
inline constexpr std::size_t kJsonDepthMax = 32;
// The id of a request comes back in its answer.
inline constexpr std::size_t kIdBytesMax = 256;
// Messages in a batch, as revision 2025-03-26 has them: each may be a search, and a batch counts as one
// request.
inline constexpr std::size_t kBatchMax = 8;

// Of arguments.
inline constexpr std::size_t kQueryBytesMax = std::size_t{8} << 10;  // as search/limits.h has it
inline constexpr std::size_t kTextBytesMax = std::size_t{64} << 10;
inline constexpr std::size_t kPaperIdBytesMax = 512;  // as text/limits.h has it
inline constexpr std::size_t kDateBytesMax = 16;

// Of answers: an assistant reads all of one, so a page is small.
inline constexpr std::uint64_t kPageMax = 50;
inline constexpr std::uint64_t kOffsetMax = 1000;  // as many as can be paged through
inline constexpr std::uint64_t kExportMax = 100;   // papers
inline constexpr std::size_t kDocumentBytesMax = std::size_t{512} << 10;
inline constexpr std::size_t kResourcesListed = 50;

// How long a client may take an answer for what we would say now.
inline constexpr std::uint32_t kFixedFreshMs = 3'600'000;  // what changes with the program alone
inline constexpr std::uint32_t kPapersFreshMs = 60'000;

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_LIMITS_H_
