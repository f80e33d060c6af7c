// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What bounds the work that a text from outside can cause.

#ifndef BROADSHEET_TEXT_LIMITS_H_
#define BROADSHEET_TEXT_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::text {

// Analysed bytes of one text; the rest is not read. Defends positions and byte ranges (32 bits)
// and memory against a text that is one enormous "abstract".
inline constexpr std::size_t kAnalyzedBytesMax = std::size_t{16} << 20;

// Bytes of one token's normalised form; longer ones are cut at a code point. Defends the term
// dictionary against base64 blobs and URLs without a break.
inline constexpr std::size_t kTokenBytesMax = 64;

// Distinct words an Analyzer remembers between calls, and the bytes of their forms. Defends memory
// against a stream of words that never repeat: beyond it, the next call starts from nothing.
inline constexpr std::size_t kCachedWordsMax = std::size_t{1} << 19;
inline constexpr std::size_t kCachedBytesMax = std::size_t{48} << 20;

// Open groups while TeX is read. Deeper braces are dropped as characters; defends the stack.
inline constexpr std::size_t kTexDepthMax = 64;
// A formula is closed at the latest after so many bytes, so that a lone dollar sign (a price)
// cannot turn the rest of an abstract into mathematics.
inline constexpr std::size_t kTexSpanBytesMax = 2000;
// A formula that is typeset: longer or deeper ones are shown as readable() gives them. The typesetter has no
// time-out, and what it does grows faster than the formula.
inline constexpr std::size_t kMathBytesMax = 1000;
inline constexpr std::size_t kMathBracesMax = 30;
// Elements within each other in what it writes.
inline constexpr std::size_t kMathDepthMax = 200;
// Bytes that the typesetter's interpreter may hold, the typesetter itself (14 MB) included.
inline constexpr std::size_t kMathHeapBytesMax = std::size_t{64} << 20;
// Formulas after which its heap is looked through when there is time for it.
inline constexpr std::size_t kMathRenderedBetweenRests = 300;
// Formulas that a typesetter remembers, and bytes of their markup; beyond it, it forgets them all.
inline constexpr std::size_t kMathCachedMax = 4096;
inline constexpr std::size_t kMathCachedBytesMax = std::size_t{8} << 20;

// A comment as a reader writes it. What cmark and we do with it stays within a few milliseconds, whatever it
// is (docs/bench/comments.md).
inline constexpr std::size_t kCommentBytesMax = std::size_t{16} << 10;
// Quotes and lists that one line of a comment may open within each other. cmark looks at each of them again
// for each line that follows: thousands of them take a second.
inline constexpr std::size_t kCommentLineContainersMax = 16;
// Elements of a comment within each other. Defends whoever reads the page: browsers stop at 512.
inline constexpr std::size_t kCommentDepthMax = 32;
// Bytes of a comment's HTML; what would need more is shown without markup.
inline constexpr std::size_t kCommentHtmlBytesMax = std::size_t{256} << 10;
// Bytes of a comment's words for notifications and feeds.
inline constexpr std::size_t kCommentTextBytesMax = 500;
// People whom one comment may call.
inline constexpr std::size_t kCommentMentionsMax = 20;
// Of the name of a reader, as @NAME mentions them.
inline constexpr std::size_t kCalledBytesMin = 2;
inline constexpr std::size_t kCalledBytesMax = 39;
// Formulas of a comment that are typeset, and bytes of their TeX. Defends the time of whoever typesets.
inline constexpr std::size_t kCommentFormulasMax = 64;
inline constexpr std::size_t kCommentMathBytesMax = 1000;
// Bytes of an address that becomes a link.
inline constexpr std::size_t kLinkBytesMax = 2048;

// Bytes of a character entity between '&' and ';'.
inline constexpr std::size_t kEntityBytesMax = 32;
// Bytes of an inline tag between '<' and '>'.
inline constexpr std::size_t kTagBytesMax = 400;
// readable() never writes more than this many bytes for each byte it reads, plus a constant.
inline constexpr std::size_t kReadableGrowthMax = 4;

// Bytes of what parse_paper_id looks at; anything longer is no id.
inline constexpr std::size_t kPaperIdBytesMax = 512;

// Bytes of a person's name that fold_surname and fold_name look at.
inline constexpr std::size_t kNameBytesMax = 512;

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_LIMITS_H_
