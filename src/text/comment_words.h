// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers write in the words of a comment: addresses and names of each other.

#ifndef BROADSHEET_TEXT_COMMENT_WORDS_H_
#define BROADSHEET_TEXT_COMMENT_WORDS_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "text/link_address.h"

namespace broadsheet::text {

struct BareAddress {
  LinkAddress address;
  std::size_t bytes = 0;  // of the words
};

// The address of the web that stands at `at`, without the punctuation that ends a sentence, and without a
// closing bracket that was opened before it. None if a letter or digit stands before it.
std::optional<BareAddress> bare_address(std::string_view words, std::size_t at);

// Bytes of the name behind the '@' at `at`: [A-Za-z0-9][A-Za-z0-9-]{1,38}; 0 if it is none, or part of a
// word, of an address of mail, of a domain or path. `before` is what was said before `words`.
std::size_t mentioned_name(std::string_view before, std::string_view words, std::size_t at);

// Whether the words of a link look like an address, but of another host than the one that it leads to, or of
// one whose letters could be mistaken for others.
bool misleads(std::string_view words, const LinkAddress& address);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_COMMENT_WORDS_H_
