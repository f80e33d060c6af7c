// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/record_keeper.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "papers/component.h"
#include "papers/history.h"
#include "papers/limits.h"
#include "papers/paper_view.h"
#include "papers/reclustering.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using store::Identity;
using store::IdentityNumber;
using store::NewSourceRecord;
using store::SourceRecordHead;
using store::Transaction;

NewSourceRecord row_of(const PreparedRecord& prepared, IdentityNumber identity) {
  NewSourceRecord row;
  row.source = prepared.record.source;
  row.key = prepared.record.key;
  row.identity = identity;
  row.format = prepared.format;
  row.content_hash = prepared.content_hash;
  row.evidence = prepared.encoded_evidence;
  row.keys = prepared.keys;
  row.payload = prepared.payload;
  row.dictionary = prepared.payload_dictionary;
  return row;
}

bool has_id(const store::PaperView& view, std::string_view id) {
  return std::find(view.ids.begin(), view.ids.end(), id) != view.ids.end();
}

}  // namespace

struct RecordKeeper::State {
  explicit State(store::Record& r) : record(r) {}

  store::Record& record;

  Result<bool> stands_alone(const PreparedRecord& prepared, std::string_view id);
  Result<Outcome> add_alone(Transaction& transaction, const PreparedRecord& prepared, std::string_view id);
  Result<Outcome> add(Transaction& transaction, const PreparedRecord& prepared);
  Result<Outcome> replace(Transaction& transaction, const PreparedRecord& prepared,
                          const SourceRecordHead& present);
  Result<Outcome> note_older(Transaction& transaction, const PreparedRecord& prepared,
                             const SourceRecord& newer, IdentityNumber identity);
  Result<Outcome> withdraw(Transaction& transaction, const PreparedRecord& prepared,
                           const std::optional<SourceRecordHead>& present);
  Result<void> note_withdrawal(Transaction& transaction, const SourceRecord& source);
  Result<bool> is_withdrawn(const PreparedRecord& prepared);
  Result<void> keep_replaced(Transaction& transaction, const SourceRecordHead& present,
                             const SourceRecord& old, const SourceRecord& now);
  Result<void> touch_paper_of(Transaction& transaction, IdentityNumber number);
  Result<void> note_votes(Transaction& transaction, const SourceRecord& record, IdentityNumber identity);
  Result<std::string> free_own_id(const PreparedRecord& prepared);
  Result<IdentityNumber> identity_for(Transaction& transaction, std::string_view id);
  Result<void> add_vouched(Transaction& transaction, const PreparedRecord& prepared);
  Result<NewSourceRecord> replacing_row(Transaction& transaction, const PreparedRecord& prepared,
                                        const SourceRecordHead& present,
                                        const std::optional<Evidence>& old_evidence);

  Result<Identity> described(std::string_view id);
  Result<std::vector<Identity>> members_of(PaperNumber paper);
};

RecordKeeper::RecordKeeper(store::Record& record) : state_(std::make_unique<State>(record)) {}
RecordKeeper::~RecordKeeper() = default;

// ------------------------------------------------------------------------------ arrival of records

Result<Outcome> RecordKeeper::apply(Transaction& transaction, const PreparedRecord& prepared) {
  State& state = *state_;
  transaction.count_record();
  const SourceRecord& record = prepared.record;
  TRY(const std::optional<SourceRecordHead> present, state.record.source_record(record.source, record.key));
  if (record.deleted && record.title.empty()) return state.withdraw(transaction, prepared, present);
  if (present) {
    TRY(const bool sound,
        state.record.has_sound(record.source, record.key, prepared.content_hash, record.deleted));
    if (sound) return Outcome::kUnchanged;
  }
  if (record.deleted) TRY_VOID(state.note_withdrawal(transaction, record));
  return present ? state.replace(transaction, prepared, *present) : state.add(transaction, prepared);
}

// Whether what comes was withdrawn already, on its day or later: a source's word that it has no such record
// any more does not depend on which of the two we hear first. Where either has no day, a dated withdrawal
// stands against an undated record; an undated one lasts until the source speaks of the record again.
Result<bool> RecordKeeper::State::is_withdrawn(const PreparedRecord& prepared) {
  if (prepared.record.deleted) return true;
  TRY(const std::optional<Day> withdrawn, record.withdrawn_on(prepared.record.source, prepared.record.key));
  const std::optional<Day> day = as_of(prepared.record);
  return withdrawn && (!day || *day <= *withdrawn);
}

// Nothing in the record can be of the same paper: the case of 97 in 100 records, which needs no
// clustering and can use what was prepared.
Result<bool> RecordKeeper::State::stands_alone(const PreparedRecord& prepared, std::string_view id) {
  if (!prepared.evidence.vouched.empty()) return false;
  TRY(const std::vector<IdentityNumber> vouching, sharing_key(record, id_matching_key(id)));
  if (!vouching.empty()) return false;
  for (const store::MatchingKey key : prepared.keys) {
    TRY(const std::vector<IdentityNumber> sharing, sharing_key(record, key));
    if (!sharing.empty()) return false;
  }
  return true;
}

Result<Outcome> RecordKeeper::State::add_alone(Transaction& transaction, const PreparedRecord& prepared,
                                               std::string_view id) {
  TRY(const IdentityNumber identity, transaction.add_identity(id, true));
  TRY_VOID(transaction.add_source_record(row_of(prepared, identity)));
  TRY_VOID(note_votes(transaction, prepared.record, identity));
  store::PaperView view = prepared.view;
  view.number = PaperNumber(identity.value());
  if (view.ids.front() == id) {
    TRY_VOID(transaction.put_new_paper(view, prepared.packed_view, prepared.view_dictionary));
  } else {
    view.ids = {std::string(id)};
    TRY_VOID(transaction.put_paper(view));
  }
  return Outcome::kNew;
}

Result<std::string> RecordKeeper::State::free_own_id(const PreparedRecord& prepared) {
  for (std::uint32_t salt = 0; salt < kOwnIdTriesMax; ++salt) {
    std::string id = own_id(prepared.record.source, prepared.record.key, salt);
    TRY(const std::optional<Identity> taken, record.identity_by_id(id));
    if (!taken) return id;
  }
  return Error(ErrorCode::kConflict, "no free id for " + prepared.record.key);
}

// With room for one more record.
Result<IdentityNumber> RecordKeeper::State::identity_for(Transaction& transaction, std::string_view id) {
  TRY(const std::optional<Identity> known, record.identity_by_id(id));
  if (!known) return transaction.add_identity(id, false);
  TRY(const std::vector<SourceRecordHead> records, record.source_records_of(known->number));
  if (records.size() >= kIdentityRecordsMax) {
    return Error(ErrorCode::kTooLarge, std::string(id) + " has " + std::to_string(records.size()) +
                                           " records already, which is as many as one id may have");
  }
  return known->number;
}

Result<void> RecordKeeper::State::add_vouched(Transaction& transaction, const PreparedRecord& prepared) {
  for (const std::string& vouched : prepared.evidence.vouched) {
    TRY(const std::optional<Identity> other, record.identity_by_id(vouched));
    if (!other) TRY_VOID(transaction.add_identity(vouched, false));
  }
  return {};
}

Result<Outcome> RecordKeeper::State::add(Transaction& transaction, const PreparedRecord& prepared) {
  std::string id = prepared.id;
  if (prepared.record.ids.empty()) {
    TRY(id, free_own_id(prepared));
  }
  TRY(const bool withdrawn, is_withdrawn(prepared));
  TRY(const std::optional<Identity> known, record.identity_by_id(id));
  if (!known && !withdrawn) {
    TRY(const bool alone, stands_alone(prepared, id));
    if (alone) return add_alone(transaction, prepared, id);
  }
  TRY(const IdentityNumber identity, identity_for(transaction, id));
  NewSourceRecord row = row_of(prepared, identity);
  row.deleted = withdrawn;
  TRY_VOID(transaction.add_source_record(row));
  TRY_VOID(note_votes(transaction, prepared.record, identity));
  TRY_VOID(add_vouched(transaction, prepared));
  TRY(const bool made_a_paper, recluster(record, transaction, {identity}, identity));
  if (withdrawn) return Outcome::kDeleted;
  return made_a_paper ? Outcome::kNew : Outcome::kUpdated;
}

// What the source says now, under the id that it gives now. A version without any id stays where it is; one
// with another id takes the record there, and its paper keeps the id under which people know it.
Result<NewSourceRecord> RecordKeeper::State::replacing_row(Transaction& transaction,
                                                           const PreparedRecord& prepared,
                                                           const SourceRecordHead& present,
                                                           const std::optional<Evidence>& old_evidence) {
  TRY(const std::optional<Identity> before, record.identity(present.identity));
  if (!before) return Error(ErrorCode::kDamaged, prepared.record.key + ": a source record without identity");
  IdentityNumber identity = present.identity;
  Evidence evidence = prepared.evidence;
  if (old_evidence) evidence.former = old_evidence->former;
  if (!prepared.record.ids.empty() && prepared.id != before->id) {
    TRY(identity, identity_for(transaction, prepared.id));
    std::erase(evidence.former, before->id);
    std::erase(evidence.former, prepared.id);
    if (evidence.former.size() == kFormerIdsMax) evidence.former.erase(evidence.former.begin());
    evidence.former.push_back(before->id);
  }
  NewSourceRecord row = row_of(prepared, identity);
  if (!evidence.former.empty()) {
    row.evidence = encode_evidence(evidence);
    row.keys = matching_keys(evidence);
  }
  return row;
}

// A version before the one we have: its day is news, and what it said where that differs.
Result<Outcome> RecordKeeper::State::note_older(Transaction& transaction, const PreparedRecord& prepared,
                                                const SourceRecord& newer, IdentityNumber identity) {
  bool is_news = false;
  if (const std::optional<Day> day = as_of(prepared.record)) {
    const std::uint64_t said = said_by(prepared.record);
    const bool differs = said != said_by(newer);
    TRY(is_news, transaction.keep_earlier(row_of(prepared, identity), *day, said, differs));
    if (is_news) TRY_VOID(touch_paper_of(transaction, identity));
  }
  if (const std::optional<Day> day = prepared.record.updated; day && newer.updated && *day < *newer.updated) {
    TRY(const bool is_new_day, transaction.add_version(identity, *day));
    if (is_new_day) TRY_VOID(recluster(record, transaction, {identity}, identity));
    is_news = is_news || is_new_day;
  }
  return is_news ? Outcome::kUpdated : Outcome::kUnchanged;
}

// What the source said until now, for the paper's history. What has no day has no place in it.
Result<void> RecordKeeper::State::keep_replaced(Transaction& transaction, const SourceRecordHead& present,
                                                const SourceRecord& old, const SourceRecord& now) {
  const std::optional<Day> day = as_of(old);
  if (!day) return {};
  const std::uint64_t said = said_by(old);
  const bool differs = said != said_by(now);
  TRY_VOID(transaction.keep_present(present.number, *day, said, differs));
  return differs ? touch_paper_of(transaction, present.identity) : Result<void>();
}

// The view may stay as it is, where another source is believed; the history does not.
Result<void> RecordKeeper::State::touch_paper_of(Transaction& transaction, IdentityNumber number) {
  TRY(const std::optional<Identity> identity, record.identity(number));
  if (identity && identity->paper.value() != 0) transaction.touch_paper(identity->paper);
  return {};
}

Result<Outcome> RecordKeeper::State::replace(Transaction& transaction, const PreparedRecord& prepared,
                                             const SourceRecordHead& present) {
  TRY(const std::optional<SourceRecord> old, facts_of(record, present));
  const std::optional<Day> old_day = old ? as_of(*old) : std::nullopt;
  const std::optional<Day> new_day = as_of(prepared.record);
  if (old_day && (!new_day || *new_day < *old_day)) {
    return note_older(transaction, prepared, *old, present.identity);
  }
  TRY(const bool withdrawn, is_withdrawn(prepared));
  if (withdrawn && present.deleted) {
    TRY(const bool sound, record.has_sound(present.source, present.key, prepared.content_hash, true));
    if (sound) return Outcome::kUnchanged;
  }

  // Whoever the old evidence kept away or held fast may find another paper now.
  std::optional<Evidence> old_evidence;
  if (Result<Evidence> decoded = decode_evidence(present.evidence); decoded.ok()) {
    old_evidence = std::move(decoded).value();
  }
  std::optional<std::vector<store::MatchingKey>> old_keys;
  if (old_evidence) old_keys = matching_keys(*old_evidence);
  TRY(NewSourceRecord row, replacing_row(transaction, prepared, present, old_evidence));
  row.deleted = withdrawn;
  std::vector<IdentityNumber> seeds = {present.identity, row.identity};
  for (const store::MatchingKey key : old_keys.value_or(std::vector<store::MatchingKey>())) {
    TRY(const std::vector<IdentityNumber> sharing, sharing_key(record, key));
    seeds.insert(seeds.end(), sharing.begin(), sharing.end());
  }
  if (old) TRY_VOID(keep_replaced(transaction, present, *old, prepared.record));
  TRY_VOID(transaction.replace_source_record(present.number, row, old_keys));
  if (old && old->updated && old->updated != prepared.record.updated) {
    TRY_VOID(transaction.add_version(row.identity, *old->updated));
  }
  TRY_VOID(note_votes(transaction, prepared.record, row.identity));
  TRY_VOID(add_vouched(transaction, prepared));
  TRY_VOID(recluster(record, transaction, seeds, row.identity));
  return Outcome::kUpdated;
}

// The day of the newest withdrawal, and the newest reason. The day is kept even where the record is unknown:
// it may still come, from an older file.
Result<void> RecordKeeper::State::note_withdrawal(Transaction& transaction, const SourceRecord& source) {
  const std::optional<Day> day = as_of(source);
  if (day) TRY_VOID(transaction.note_withdrawal(source.source, source.key, *day));
  if (source.notice.empty()) return {};
  return transaction.note_withdrawal_reason(source.source, source.key, day, source.notice);
}

// A withdrawn record keeps what the source had said: its paper is shown as withdrawn, not as nothing.
Result<Outcome> RecordKeeper::State::withdraw(Transaction& transaction, const PreparedRecord& prepared,
                                              const std::optional<SourceRecordHead>& present) {
  const std::optional<Day> day = as_of(prepared.record);
  TRY_VOID(note_withdrawal(transaction, prepared.record));
  if (!present || present->deleted) return Outcome::kUnchanged;
  if (day) {
    TRY(const std::optional<SourceRecord> live, facts_of(record, *present));
    const std::optional<Day> live_day = live ? as_of(*live) : std::nullopt;
    if (live_day && *day < *live_day) return Outcome::kUnchanged;
  }
  TRY_VOID(transaction.mark_withdrawn(present->number));
  TRY_VOID(recluster(record, transaction, {present->identity}, present->identity));
  return Outcome::kDeleted;
}

Result<void> RecordKeeper::State::note_votes(Transaction& transaction, const SourceRecord& source,
                                             IdentityNumber identity) {
  if (!source.votes) return {};
  TRY_VOID(transaction.add_vote_observation(
      identity, {source.source, source.votes->observed_at, "", source.votes->upvotes}));
  return {};
}

// ------------------------------------------------------------------------------------------- votes

Result<Outcome> RecordKeeper::apply_votes(Transaction& transaction, const formats::VoteObservation& votes) {
  store::Record& record = state_->record;
  transaction.count_record();
  TRY(std::optional<Identity> identity, record.identity_by_id(votes.id));
  if (!identity) {
    TRY(const IdentityNumber added, transaction.add_identity(votes.id, false));
    identity = Identity{added, votes.id, PaperNumber(0)};
  }
  TRY(const bool is_news,
      transaction.add_vote_observation(
          identity->number, {votes.source, votes.count.observed_at, votes.feed, votes.count.upvotes}));
  if (!is_news || identity->paper.value() == 0) return Outcome::kUnchanged;

  const PaperNumber numbers[] = {identity->paper};
  TRY(store::PapersRead read, record.papers(numbers));
  if (read.views.empty()) {
    // Damaged: it is made anew from its sources.
    TRY_VOID(recluster(record, transaction, {identity->number}, identity->number));
    return Outcome::kUpdated;
  }
  store::PaperView& view = read.views.front();
  // An id that only leads to the paper brings it no votes.
  if (!has_id(view, identity->id)) return Outcome::kUnchanged;
  std::vector<store::SourceVotes> newest;
  TRY(const std::vector<Identity> members, state_->members_of(identity->paper));
  for (const Identity& each : members) {
    TRY(const std::vector<store::SourceVotes> of_each, record.newest_votes_of(each.number));
    newest.insert(newest.end(), of_each.begin(), of_each.end());
  }
  view.votes = newest_votes(std::move(newest));
  TRY_VOID(transaction.put_paper(view));
  return Outcome::kUpdated;
}

// ----------------------------------------------------------------------------------------- by hand

Result<Identity> RecordKeeper::State::described(std::string_view id) {
  TRY(std::optional<Identity> identity, record.identity_by_id(id));
  if (!identity || identity->paper.value() == 0) {
    // A DOI that a record states without being known by it.
    TRY(const std::optional<PaperNumber> number, record.number_of(id));
    if (!number) return Error(ErrorCode::kNotFound, "no paper has the id " + std::string(id));
    TRY(identity, record.identity(IdentityNumber(number->value())));
  }
  return *std::move(identity);
}

// Those that it consists of, without ids that only lead to it.
Result<std::vector<Identity>> RecordKeeper::State::members_of(PaperNumber paper) {
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kDamaged, "an identity without its paper");
  TRY(std::vector<Identity> members, record.identities_of(paper));
  std::erase_if(members, [&](const Identity& identity) { return !has_id(*view, identity.id); });
  return members;
}

Result<PaperNumber> RecordKeeper::merge(Transaction& transaction, std::string_view id, std::string_view other,
                                        Instant when) {
  State& state = *state_;
  TRY(const Identity one, state.described(id));
  TRY(const Identity two, state.described(other));
  if (one.paper == two.paper) {
    return Error(ErrorCode::kInvalid,
                 std::string(id) + " and " + std::string(other) + " are one paper already");
  }
  TRY_VOID(transaction.add_decision(one.number, two.number, true, when));
  TRY_VOID(recluster(state.record, transaction, {one.number, two.number}, one.number));
  TRY(const std::optional<Identity> now, state.record.identity(one.number));
  TRY(const std::optional<Identity> other_now, state.record.identity(two.number));
  if (now->paper != other_now->paper) {
    return Error(ErrorCode::kTooLarge, std::string(id) + " and " + std::string(other) + " have more than " +
                                           std::to_string(kComponentMax) +
                                           " ids together, which is more than one paper may have");
  }
  return now->paper;
}

Result<PaperNumber> RecordKeeper::undo_merge(Transaction& transaction, std::string_view id, Instant when) {
  State& state = *state_;
  TRY(const Identity identity, state.described(id));
  TRY(const std::vector<Identity> members, state.members_of(identity.paper));
  const bool is_member = std::any_of(members.begin(), members.end(), [&](const Identity& member) {
    return member.number == identity.number;
  });
  if (members.size() < 2 || !is_member) {
    return Error(ErrorCode::kInvalid, std::string(id) + " is merged with nothing");
  }
  std::map<std::pair<IdentityNumber, IdentityNumber>, store::MergeDecision> standing;
  for (const Identity& member : members) {
    TRY(const std::vector<store::MergeDecision> decisions, state.record.decisions_of(member.number));
    for (const store::MergeDecision& decision : decisions) {
      store::MergeDecision& newest = standing[{decision.one, decision.other}];
      if (decision.number > newest.number) newest = decision;
    }
  }
  const store::MergeDecision* last = nullptr;
  for (const auto& [pair, decision] : standing) {
    if (decision.together && (last == nullptr || decision.number > last->number)) last = &decision;
  }
  if (last != nullptr) {
    TRY_VOID(transaction.add_decision(last->one, last->other, false, when));
  } else {
    for (const Identity& member : members) {
      if (member.number == identity.number) continue;
      TRY_VOID(transaction.add_decision(identity.number, member.number, false, when));
    }
  }
  TRY_VOID(recluster(state.record, transaction, {identity.number}, identity.number));
  TRY(const std::optional<Identity> now, state.record.identity(identity.number));
  return now->paper;
}

}  // namespace broadsheet::papers
