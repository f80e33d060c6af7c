// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Character entities of HTML and XML, as they turn up in titles and abstracts.

#ifndef BROADSHEET_TEXT_ENTITIES_H_
#define BROADSHEET_TEXT_ENTITIES_H_

#include <string>
#include <string_view>

namespace broadsheet::text {

// Replaces the entities &name; (those of HTML 4), &#decimal; and &#xhex; by their characters; what is none
// stays. One pass, linear; "&amp;lt;" gives "&lt;".
std::string decode_entities(std::string_view text);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_ENTITIES_H_
