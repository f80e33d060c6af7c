// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Addresses that strangers wrote, as they may stand in a link of ours.

#ifndef BROADSHEET_TEXT_LINK_ADDRESS_H_
#define BROADSHEET_TEXT_LINK_ADDRESS_H_

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::text {

struct LinkAddress {
  std::string href;   // ASCII without blanks, quotes and angle brackets; still to be escaped for HTML
  std::string shown;  // as it was written, but with the host's name in ASCII
  std::string host;   // in lower case, as the resolver is asked for it ("xn--…"); of a mailbox its domain
};

// An absolute address of the web (http, https) with a plain host and perhaps a port, or a mailbox (mailto)
// without headers. None for every other scheme, an address relative to our pages, a name or password before
// the host, characters that are not shown, and what is longer than kLinkBytesMax. Names in other scripts
// become those that the resolver is asked for (UTS #46). Linear.
std::optional<LinkAddress> link_address(std::string_view written);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_LINK_ADDRESS_H_
