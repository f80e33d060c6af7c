// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_export.h"

#include <array>
#include <optional>
#include <vector>

#include "papers/account_codes.h"
#include "papers/account_contributions.h"
#include "papers/account_following.h"
#include "papers/account_library.h"
#include "papers/account_mail.h"
#include "papers/account_talk.h"
#include "papers/voting.h"
#include "store/reader_votes.h"
#include "store/second_factor.h"

namespace broadsheet::papers {
namespace {

using store::Account;
using store::Record;
using store::Transaction;

constexpr std::size_t kVotesRead = 1000;

JsonWriter& write_instant(JsonWriter& json, std::string_view key, const std::optional<Instant>& instant) {
  json.key(key);
  return instant ? json.value(format_instant(*instant)) : json.null();
}

// ---------------------------------------------------------------------------------------- the account

Result<void> write_account(Record& /*record*/, const Account& account, JsonWriter& json) {
  json.begin_object().key("name").value(account.name).key("fullname").value(account.fullname);
  json.key("address").value(account.address).key("claimed_address").value(account.claimed_address);
  json.key("role").value(role_name(account.role)).key("votes_count").value(account.counts);
  write_instant(json, "created_at", account.created_at);
  write_instant(json, "confirmed_at", account.confirmed_at);
  write_instant(json, "banned_at", account.banned_at);
  json.end_object();
  return {};
}

Result<void> forget_account(Record& /*record*/, Transaction& transaction, const Account& account,
                            Instant now) {
  Account nobody;
  nobody.number = account.number;
  nobody.created_at = account.created_at;
  nobody.deleted_at = now;
  return store::AccountChanges(transaction).replace(nobody);
}

// ------------------------------------------------------------------------ what shows that it is them

Result<void> write_sessions(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Session> sessions, store::Accounts(record).sessions_of(account.number));
  json.begin_array();
  for (const store::Session& session : sessions) {
    json.begin_object().key("device").value(session.device);
    write_instant(json, "created_at", session.created_at);
    write_instant(json, "seen_at", session.seen_at).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_sessions(Record& /*record*/, Transaction& transaction, const Account& account,
                             Instant /*now*/) {
  return store::AccountChanges(transaction).end_sessions(account.number, std::nullopt);
}

Result<void> write_tokens(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::vector<store::ApiToken> tokens, store::Accounts(record).tokens_of(account.number));
  json.begin_array();
  for (const store::ApiToken& token : tokens) {
    json.begin_object().key("name").value(token.name).key("scope").value(scope_name(token.scope));
    write_instant(json, "created_at", token.created_at);
    write_instant(json, "used_at", token.used_at).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_tokens(Record& /*record*/, Transaction& transaction, const Account& account,
                           Instant /*now*/) {
  return store::AccountChanges(transaction).revoke_tokens(account.number);
}

Result<void> write_codes(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::vector<store::OneTimeCode> codes, store::Accounts(record).codes_of(account.number));
  json.begin_array();
  for (const store::OneTimeCode& code : codes) {
    json.begin_object().key("purpose").value(code_purpose_name(code.purpose));
    write_instant(json, "expires_at", code.expires_at).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_codes(Record& /*record*/, Transaction& transaction, const Account& account,
                          Instant /*now*/) {
  return store::AccountChanges(transaction).forget_all_codes(account.number);
}

// Its secret is a key, and stays where it is.
Result<void> write_second_factor(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::optional<store::SecondFactor> factor, store::SecondFactors(record).of(account.number));
  json.begin_object().key("on").value(factor && factor->confirmed_at);
  write_instant(json, "since", factor ? factor->confirmed_at : std::nullopt).end_object();
  return {};
}

Result<void> forget_second_factor(Record& /*record*/, Transaction& transaction, const Account& account,
                                  Instant /*now*/) {
  TRY_VOID(store::SecondFactorChanges(transaction).remove(account.number));
  return {};
}

// --------------------------------------------------------------------------------------------- votes

// By the id under which the paper was voted for.
Result<void> write_votes(Record& record, const Account& account, JsonWriter& json) {
  json.begin_array();
  store::IdentityNumber after;
  for (;;) {
    TRY(const std::vector<store::ReaderVote> votes,
        store::Votes(record).votes_of(account.number, after, kVotesRead));
    if (votes.empty()) break;
    after = votes.back().identity;
    for (const store::ReaderVote& vote : votes) {
      TRY(const std::optional<store::Identity> identity, record.identity(vote.identity));
      if (!identity) continue;
      json.begin_object().key("paper").value(identity->id).key("by_token").value(vote.by_token);
      write_instant(json, "voted_at", vote.voted_at).end_object();
    }
  }
  json.end_array();
  return {};
}

Result<void> forget_votes(Record& /*record*/, Transaction& transaction, const Account& account,
                          Instant /*now*/) {
  return store::VoteChanges(transaction).remove_all(account.number);
}

constexpr std::string_view kAccountTables[] = {"accounts"};
constexpr std::string_view kSessionTables[] = {"sessions"};
constexpr std::string_view kTokenTables[] = {"api_tokens"};
constexpr std::string_view kCodeTables[] = {"one_time_codes"};
constexpr std::string_view kSecondFactorTables[] = {"second_factors"};
constexpr std::string_view kVoteTables[] = {"votes"};
constexpr std::string_view kCommentTables[] = {"comments"};  // and what is of them
constexpr std::string_view kReactionTables[] = {"reactions"};
constexpr std::string_view kReportTables[] = {"reports"};
constexpr std::string_view kModerationTables[] = {"moderation_log"};
constexpr std::string_view kClaimTables[] = {"claims"};
constexpr std::string_view kNoticeTables[] = {"notices"};
constexpr std::string_view kLibraryTables[] = {"library_entries", "library_tags", "folders"};
constexpr std::string_view kFollowTables[] = {"follows"};
constexpr std::string_view kFeedTables[] = {"private_feeds"};
constexpr std::string_view kSubmissionTables[] = {"submissions"};
constexpr std::string_view kJobTables[] = {"jobs"};
constexpr std::string_view kDigestTables[] = {"subscribers"};  // and what is of them
constexpr std::string_view kDeliveryTables[] = {"deliveries"};
constexpr std::string_view kRefusalTables[] = {"not_for_me"};
constexpr std::string_view kNoticeSwitchTables[] = {"notice_switches"};

constexpr auto kParts = std::to_array<AccountPart>({
    {"account", kAccountTables, write_account, forget_account},
    {"sessions", kSessionTables, write_sessions, forget_sessions},
    {"tokens", kTokenTables, write_tokens, forget_tokens},
    {"codes", kCodeTables, write_codes, forget_codes},
    {"second_factor", kSecondFactorTables, write_second_factor, forget_second_factor},
    {"votes", kVoteTables, write_votes, forget_votes},
    {"comments", kCommentTables, write_comments, forget_comments},
    {"reactions", kReactionTables, write_reactions, forget_reactions},
    {"reports", kReportTables, write_reports, forget_reports},
    {"moderation", kModerationTables, write_moderation, forget_moderation},
    {"claims", kClaimTables, write_claims, forget_claims},
    {"notices", kNoticeTables, write_notices, forget_notices},
    {"library", kLibraryTables, write_library, forget_library},
    {"following", kFollowTables, write_following, forget_following},
    {"private_feeds", kFeedTables, write_feeds, forget_feeds},
    {"submissions", kSubmissionTables, write_submissions, forget_submissions},
    {"jobs", kJobTables, write_jobs, forget_jobs},
    {"digest", kDigestTables, write_digest_settings, forget_digest},
    {"deliveries", kDeliveryTables, write_deliveries, forget_deliveries},
    {"not_for_me", kRefusalTables, write_refusals, forget_refusals},
    {"notice_switches", kNoticeSwitchTables, write_notice_switches, forget_notice_switches},
});

}  // namespace

std::span<const AccountPart> account_parts() {
  return kParts;
}

Result<void> write_paper(Record& record, store::IdentityNumber number, JsonWriter& json) {
  TRY(const std::optional<store::Identity> identity, record.identity(number));
  json.key("paper").value(identity ? identity->id : std::string());
  return {};
}

Result<std::string> account_document(Record& record, const Account& account, Instant now) {
  JsonWriter json;
  json.begin_object().key("exported_at").value(format_instant(now));
  for (const AccountPart& part : kParts) {
    json.key(part.name);
    TRY_VOID(part.write(record, account, json));
  }
  json.end_object();
  return json.take();
}

Result<void> delete_account(Record& record, Transaction& transaction, const Account& account,
                            const AccountRules& rules, Instant now) {
  Account gone = account;
  gone.deleted_at = now;
  // Papers are counted without it while its rows still say which papers they are.
  TRY_VOID(settle_account(record, transaction, gone, rules, now));
  for (auto part = kParts.rbegin(); part != kParts.rend(); ++part)
    TRY_VOID(part->forget(record, transaction, gone, now));
  return {};
}

}  // namespace broadsheet::papers
