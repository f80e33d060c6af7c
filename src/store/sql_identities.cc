// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Identities: which ids there are, which paper each is of, and what people decided about them.

#include <algorithm>

#include "base/digest.h"
#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

PaperNumber paper_number(std::int64_t value) {
  return PaperNumber(static_cast<std::uint32_t>(value));
}

IdentityNumber identity_number(std::int64_t value) {
  return IdentityNumber(static_cast<std::uint32_t>(value));
}

Identity read_identity(const Statement& row) {
  return {identity_number(row.column_int(0)), std::string(row.column_text(1)),
          paper_number(row.column_int(2))};
}

Result<std::optional<Identity>> read_one(Statement& select) {
  TRY(const bool row, select.step());
  if (!row) return std::optional<Identity>();
  return std::optional<Identity>(read_identity(select));
}

}  // namespace

// --------------------------------------------------------------------------------------- writing

Result<IdentityNumber> Transaction::add_identity(std::string_view id, bool described) {
  Connection& connection = *record_->state_->connection;
  TRY(const std::int64_t newest, connection.query_int("SELECT max(identity) FROM identities"));
  if (newest >= INT32_MAX) return Error(ErrorCode::kTooLarge, "the record has no numbers left for papers");
  TRY(Statement insert, connection.prepare("INSERT INTO identities(identity, id, paper) VALUES(?1, ?2, ?3)"));
  insert.bind(1, newest + 1).bind(2, id).bind(3, described ? newest + 1 : 0);
  TRY_VOID(insert.run());
  return identity_number(newest + 1);
}

Result<void> Transaction::set_paper_of(IdentityNumber identity, PaperNumber paper) {
  TRY(Statement update,
      record_->state_->connection->prepare("UPDATE identities SET paper = ?2 WHERE identity = ?1"));
  return update.bind_unsigned(1, identity.value()).bind_unsigned(2, paper.value()).run();
}

Result<void> Transaction::add_decision(IdentityNumber one, IdentityNumber other, bool together,
                                       Instant when) {
  TRY(Statement insert,
      record_->state_->connection->prepare(
          "INSERT INTO merge_decisions(one, other, together, decided_at) VALUES(?1, ?2, ?3, ?4)"));
  return insert.bind_unsigned(1, std::min(one, other).value())
      .bind_unsigned(2, std::max(one, other).value())
      .bind(3, std::int64_t{together ? 1 : 0})
      .bind(4, instant_number(when))
      .run();
}

// --------------------------------------------------------------------------------------- reading

Result<std::optional<Identity>> Record::identity(IdentityNumber number) {
  TRY(Statement select,
      state_->connection->prepare("SELECT identity, id, paper FROM identities WHERE identity = ?1"));
  return read_one(select.bind_unsigned(1, number.value()));
}

Result<std::optional<Identity>> Record::identity_by_id(std::string_view id) {
  TRY(Statement select,
      state_->connection->prepare("SELECT identity, id, paper FROM identities WHERE id = ?1"));
  return read_one(select.bind(1, id));
}

Result<std::vector<Identity>> Record::identities_of(PaperNumber paper) {
  std::vector<Identity> identities;
  // Nearly all papers have one identity, of their own number: only the others are indexed.
  TRY(std::optional<Identity> own, identity(IdentityNumber(paper.value())));
  if (own && own->paper == paper) identities.push_back(*std::move(own));
  TRY(Statement select, state_->connection->prepare(
                            "SELECT identity, id, paper FROM identities INDEXED BY identities_merged"
                            " WHERE paper = ?1 AND paper <> identity AND paper <> 0 ORDER BY identity"));
  select.bind_unsigned(1, paper.value());
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return identities;
    identities.push_back(read_identity(select));
  }
}

Result<std::optional<PaperNumber>> Record::number_of(std::string_view id) {
  TRY(const std::optional<Identity> identity, identity_by_id(id));
  if (identity && identity->paper.value() != 0) return std::optional<PaperNumber>(identity->paper);
  if (!id.starts_with("doi:")) return std::optional<PaperNumber>();
  // A DOI that records state without being known by it. Several papers may state it, most of them
  // wrongly: the answer is the one that came first.
  TRY(const std::vector<IdentityNumber> stating, identities_by_key(doi_key(id.substr(4)), 16));
  std::optional<PaperNumber> best;
  for (const IdentityNumber number : stating) {
    TRY(const std::optional<Identity> other, this->identity(number));
    if (other && other->paper.value() != 0 && (!best || other->paper < *best)) best = other->paper;
  }
  return best;
}

Result<std::vector<IdentityNumber>> Record::identities_by_key(MatchingKey key, std::size_t limit) {
  // An identity may have many records with the key: it counts once, and a bounded number of rows is read.
  constexpr std::size_t kRecordsEachMax = 16;
  TRY(Statement select,
      state_->connection->prepare("SELECT DISTINCT identity FROM (SELECT identity FROM matching_keys"
                                  " WHERE key = ?1 ORDER BY record LIMIT ?3) LIMIT ?2"));
  select.bind_unsigned(1, key).bind_unsigned(2, limit).bind_unsigned(3, limit * kRecordsEachMax);
  std::vector<IdentityNumber> identities;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) break;
    identities.push_back(identity_number(select.column_int(0)));
  }
  std::sort(identities.begin(), identities.end());
  return identities;
}

Result<std::vector<MergeDecision>> Record::decisions_of(IdentityNumber identity) {
  TRY(Statement select,
      state_->connection->prepare("SELECT decision, one, other, together FROM merge_decisions"
                                  " WHERE one = ?1 OR other = ?1 ORDER BY decision"));
  select.bind_unsigned(1, identity.value());
  std::vector<MergeDecision> decisions;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return decisions;
    decisions.push_back({select.column_unsigned(0), identity_number(select.column_int(1)),
                         identity_number(select.column_int(2)), select.column_int(3) != 0});
  }
}

MatchingKey doi_key(std::string_view doi) {
  constexpr std::uint64_t kSeed = 2;
  return hash64(doi, kSeed);
}

}  // namespace broadsheet::store
