// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Texts and names as feeds write them, each in its own way. Within this room only.

#ifndef BROADSHEET_FORMATS_FEED_TEXT_H_
#define BROADSHEET_FORMATS_FEED_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::formats {

// The HTML of a description as the text of an abstract, clean: without images, links, scripts, tables and
// navigation. Tags that text::readable() understands stay, and so does "a < b".
std::string feed_abstract(std::string_view html);

// The authors of the creator fields of one item. Several fields are a name each; a single one may be a list:
// "Mina Okafor, Jun Tae Roh", "Okafor, M., Roh, J. T.", "Okafor, Mina; Roh, Jun", "A and B".
std::vector<std::string> feed_authors(const std::vector<std::string>& creators);

// RSS's own author: "mina@example.org (Mina Okafor)" -> "Mina Okafor"; nothing for a bare address.
std::string name_of_mailbox(std::string_view text);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_FEED_TEXT_H_
