// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The door of the room: from a request to its answer, with everything that holds for all of them.

#ifndef BROADSHEET_WEB_WEB_H_
#define BROADSHEET_WEB_WEB_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "web/backend.h"

namespace broadsheet::web {

// Never fails: what goes wrong is an answer with a status.
http::Response answer(Backend& backend, const http::Request& request);

// Which lane of the server a request is for (http/server.h), by the door of its route: what hashes passwords
// and what waits for the disk keep nobody waiting who reads.
std::size_t lane_of(const http::Request& request);

// The next piece of an answer's stream; empty at its end.
Result<std::string> answer_more(Backend& backend, http::BodyStream& stream);

// For requests that no handler saw. Safe from any thread.
http::Response refusal(std::uint16_t status, std::string_view reason);

// True if a request with this Host is meant for us: a loopback name or address, or one of `hosts`. A page of
// another site that had its name resolve to our address (DNS rebinding) comes with its own name.
bool is_our_host(std::string_view host, const std::vector<std::string>& hosts);
// The first of these: "localhost", "[::1]:8370".
bool is_loopback_host(std::string_view host);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_WEB_H_
