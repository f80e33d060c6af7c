// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The files of site/, as they were when the program was built (cmake/site.cmake).

#ifndef BROADSHEET_WEB_SITE_FILES_H_
#define BROADSHEET_WEB_SITE_FILES_H_

#include <span>
#include <string_view>

namespace broadsheet::web {

struct SiteFile {
  std::string_view name;  // "assets/broadsheet.css", "templates/card.html"
  std::string_view content;
};

// Ordered by name.
std::span<const SiteFile> site_files();

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SITE_FILES_H_
