// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Assets: the files of site/assets as browsers ask for them, each at an address that changes with its
// content, so that it may be kept for ever. A style sheet names another asset as url("icon.svg"); here that
// becomes its address.

#ifndef BROADSHEET_WEB_ASSETS_H_
#define BROADSHEET_WEB_ASSETS_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/content_coding.h"

namespace broadsheet::web {

struct Asset {
  std::string_view name;  // "broadsheet.css"
  std::string url;        // "/site/broadsheet.0123456789ab.css"
  std::string_view type;  // "text/css; charset=utf-8"
  std::shared_ptr<const std::string> content;
};

// The content in a coding, packed as well as can be at the first call for each. Null where that does not make
// it smaller. Safe from any thread.
std::shared_ptr<const std::string> packed_content(const Asset& asset, ContentCoding coding);

// Made at the first call; they stay where they are.
std::span<const Asset> assets();

// An asset that there is, and its address.
const Asset& asset_named(std::string_view name);
const std::string& asset_url(std::string_view name);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_ASSETS_H_
