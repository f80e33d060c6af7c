// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How the lists of services go on, for whoever harvests: which address the next page has. The records are for
// the readers; both read the same bytes.

#ifndef BROADSHEET_FORMATS_LIST_PAGE_H_
#define BROADSHEET_FORMATS_LIST_PAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/reader.h"

namespace broadsheet::formats {

struct ListPage {
  std::uint64_t records = 0;           // on this page
  std::optional<std::uint64_t> total;  // of the whole list, as the service estimates
  std::string next;                    // the address of the next page; "" where this is the last one
};

// The page of a list that was asked for at `url`; none where documents of the format are no pages of a list
// that we can follow. `url` without the parameter that a service begins its lists with ("cursor=*") leads to
// the same page with it. A link to another host than that of `url` is not followed: kInvalid. kDamaged for an
// answer that is cut.
Result<std::optional<ListPage>> read_list_page(Format format, std::string_view body, const std::string& url);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_LIST_PAGE_H_
