// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Pictures that we draw ourselves, as SVG: for papers and people of whom there is none here. A pure function
// of the name, so that a paper keeps its face.

#ifndef BROADSHEET_WEB_DRAWINGS_H_
#define BROADSHEET_WEB_DRAWINGS_H_

#include <string>
#include <string_view>

namespace broadsheet::web {

// 320 by 240: one of five patterns in one of 360 hues.
std::string draw_thumbnail(std::string_view id);

// 80 by 80: the initials upon a plain ground.
std::string draw_avatar(std::string_view name);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_DRAWINGS_H_
