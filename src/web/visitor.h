// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Visitor: the reader who asks, by the session of a browser or by the token of a program.

#ifndef BROADSHEET_WEB_VISITOR_H_
#define BROADSHEET_WEB_VISITOR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "papers/accounts.h"
#include "store/accounts.h"
#include "web/backend.h"

namespace broadsheet::web {

struct Visitor {
  // kSingle: whoever sits at this machine (web/single_reader.h).
  enum class Means : std::uint8_t { kSession, kToken, kSingle };

  store::Account account;
  // As what the account may act now: less than its role while a second factor is wanted and not there.
  store::Role role = store::Role::kReader;
  Means means = Means::kSession;
  // Of a session or token: what it was shown by.
  Sha256 hash{};
  store::TokenNumber token = {};
  std::string token_name = {};
  Instant token_made = {};
  store::Scope scope = store::Scope::kAdmin;  // of a token; a person may all that the account may
  // What forms of this visitor carry, so that no other site can send them: bound to the session.
  std::string form_key = {};

  bool is_program() const { return means == Means::kToken; }
  bool is_single() const { return means == Means::kSingle; }
};

// None for a stranger, for a session that is over, and for a token that is none of ours: clients send those
// of other servers along.
Result<std::optional<Visitor>> visitor_of(Backend& backend, const http::Request& request);

// The name of the cookie that holds a session, and its value in a request; empty if there is none. Over TLS
// the name binds it to this host alone (RFC 6265bis, 4.1.3.2).
std::string_view session_cookie_name(const Site& site);
std::string_view session_cookie(const Site& site, const http::Request& request);
// The Set-Cookie that hands a session over, and the one that takes it back.
std::string cookie_with(const Site& site, std::string_view secret, std::chrono::seconds lasts);
std::string cookie_without(const Site& site);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_VISITOR_H_
