// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What every way in has in common: proofs that are counted, and a session that is handed over.

#ifndef BROADSHEET_WEB_ENTERING_H_
#define BROADSHEET_WEB_ENTERING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "papers/accounts.h"
#include "store/record.h"
#include "web/exchange.h"

namespace broadsheet::web {

// A path of ours, whatever was asked for: "//evil.example" and "/\evil.example" are none.
std::string safe_next(std::string_view next);

// By name, or by an address that is known to be theirs; none for anything else.
Result<std::optional<store::Account>> account_named(store::Record& record, std::string_view name);

// A session of this browser.
Result<papers::Issued> begin_session(const Exchange& exchange, store::Transaction& transaction,
                                     store::AccountNumber account);
// Leads to the path, with the session's cookie.
http::Response handed_over(const Exchange& exchange, const papers::Issued& session, std::string path);

enum class Proof : std::uint8_t { kRight, kWrong, kTooOften };

// Of a reader who is logged in: that it is still them, before what matters is changed. Counted as tries to
// log in are.
Proof prove_password(const Exchange& exchange, const store::Account& account, std::string_view password);
// kTooOften uses nothing up. Who knows the password has these tries and no more, wherever they come from.
Result<Proof> prove_second_factor(const Exchange& exchange, store::Transaction& transaction,
                                  const store::Account& account, std::string_view text);

inline constexpr std::string_view kTooManyTries = "Too many tries in vain: wait a quarter of an hour.";
inline constexpr std::string_view kTriesAgainAfter = "900";  // seconds

// The page that asks for the second factor; `code` shows that the password was right a moment ago.
http::Response second_step_page(const Exchange& exchange, std::uint16_t status, std::string_view error,
                                std::string_view code, std::string_view next);
// The page that asks for name and password.
http::Response login_page(const Exchange& exchange, std::uint16_t status, std::string_view error,
                          std::string_view name, std::string_view next);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_ENTERING_H_
