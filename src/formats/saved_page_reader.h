// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A Daily Papers page saved as text by a browser. After a banner each paper is
//
//     Title
//
//     Abstract, one long line
//
//       • 3 authors            or the organisation: its handle, then its name
//     ·
//     Jun 17, 2024 2           the day, and the number of comments if there are any
//
// and any of it may be missing: some papers end with the abstract, and the year is left out when it is
// that of the page. Blank lines and line ends carry no meaning here. A title is recognised by the
// abstract behind it (a line of at least kPageAbstractBytesMin bytes) or by the lines of authors and
// date that follow, so the banner and anything else on the page is passed over.
//
// The year that is left out is that of --as-of, else the one after the newest year printed on the page
// (papers of that year would have none), and is marked as inferred. Without either the day is
// unknown: the clock is never asked. A saved page features nothing and has no ids; the key is title_key().

#ifndef BROADSHEET_FORMATS_SAVED_PAGE_READER_H_
#define BROADSHEET_FORMATS_SAVED_PAGE_READER_H_

#include <memory>
#include <optional>
#include <string_view>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_saved_page(const Head& head);
std::unique_ptr<Reader> make_saved_page_reader(const ReaderOptions& options);

// "Jun 17, 2024 2", "Jan 21 1", "May 28".
struct PageDate {
  int year = 0;  // 0: left out
  unsigned month = 0;
  unsigned day = 0;
  std::optional<std::uint32_t> comments;
};
std::optional<PageDate> read_page_date(std::string_view line);

// "• 3 authors" -> 3.
std::optional<std::uint32_t> read_author_count(std::string_view line);

// The "·" between the authors and the date.
bool is_page_separator(std::string_view line);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_SAVED_PAGE_READER_H_
