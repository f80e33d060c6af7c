// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/record_keeper.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "papers/component.h"
#include "papers/limits.h"
#include "papers/paper_view.h"
#include "papers/source_facts.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using store::Identity;
using store::IdentityNumber;
using store::NewSourceRecord;
using store::SourceRecordHead;
using store::Transaction;

// The day of which the source speaks, where it says so: what is older never replaces what is newer.
std::optional<Day> as_of(const SourceRecord& record) {
  std::optional<Day> day = record.updated;
  if (record.listed && (!day || *record.listed > *day)) day = record.listed;
  if (record.votes) {
    const Day seen = std::chrono::floor<std::chrono::days>(record.votes->observed_at);
    if (!day || seen > *day) day = seen;
  }
  return day;
}

NewSourceRecord row_of(const PreparedRecord& prepared, IdentityNumber identity) {
  NewSourceRecord row;
  row.source = prepared.record.source;
  row.key = prepared.record.key;
  row.identity = identity;
  row.format = prepared.format;
  row.content_hash = prepared.content_hash;
  row.deleted = prepared.record.deleted;
  row.evidence = prepared.encoded_evidence;
  row.keys = prepared.keys;
  row.payload = prepared.payload;
  row.dictionary = prepared.payload_dictionary;
  return row;
}

}  // namespace

struct RecordKeeper::State {
  explicit State(store::Record& r) : record(r) {}

  store::Record& record;
  // Deletions are packed here, on their own: they are few.
  store::PayloadPacker packer{std::nullopt};

  Result<bool> stands_alone(const PreparedRecord& prepared, std::string_view id);
  Result<Outcome> add_alone(Transaction& transaction, const PreparedRecord& prepared, std::string_view id);
  Result<Outcome> add(Transaction& transaction, const PreparedRecord& prepared);
  Result<Outcome> replace(Transaction& transaction, const PreparedRecord& prepared,
                          const SourceRecordHead& present);
  Result<Outcome> withdraw(Transaction& transaction, const PreparedRecord& prepared,
                           const SourceRecordHead& present);
  Result<void> note_votes(Transaction& transaction, const SourceRecord& record, IdentityNumber identity);
  Result<std::string> free_own_id(const PreparedRecord& prepared);

  // Clusters the components of the seeds anew and writes what changed. True if `changed` made a paper.
  Result<bool> recluster(Transaction& transaction, const std::vector<IdentityNumber>& seeds,
                         IdentityNumber changed);
  Result<store::PaperView> view_of(const Component& component, const std::vector<std::size_t>& part);
  Result<Identity> described(std::string_view id);
};

RecordKeeper::RecordKeeper(store::Record& record) : state_(std::make_unique<State>(record)) {}
RecordKeeper::~RecordKeeper() = default;

// ------------------------------------------------------------------------------ arrival of records

Result<Outcome> RecordKeeper::apply(Transaction& transaction, const PreparedRecord& prepared) {
  State& state = *state_;
  transaction.count_record();
  TRY(const std::optional<SourceRecordHead> present,
      state.record.source_record(prepared.record.source, prepared.record.key));
  if (!present) {
    // What a source withdraws before we have seen it changes nothing.
    if (prepared.record.deleted) return Outcome::kUnchanged;
    return state.add(transaction, prepared);
  }
  if (present->content_hash == prepared.content_hash) return Outcome::kUnchanged;
  if (prepared.record.deleted) {
    if (present->deleted) return Outcome::kUnchanged;
    return state.withdraw(transaction, prepared, *present);
  }
  return state.replace(transaction, prepared, *present);
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

Result<Outcome> RecordKeeper::State::add(Transaction& transaction, const PreparedRecord& prepared) {
  std::string id = prepared.id;
  if (prepared.record.ids.empty()) {
    TRY(id, free_own_id(prepared));
  }
  TRY(const std::optional<Identity> known, record.identity_by_id(id));
  if (!known) {
    TRY(const bool alone, stands_alone(prepared, id));
    if (alone) return add_alone(transaction, prepared, id);
  }
  IdentityNumber identity;
  if (known) {
    identity = known->number;
  } else {
    TRY(identity, transaction.add_identity(id, false));
  }
  TRY_VOID(transaction.add_source_record(row_of(prepared, identity)));
  TRY_VOID(note_votes(transaction, prepared.record, identity));
  for (const std::string& vouched : prepared.evidence.vouched) {
    TRY(const std::optional<Identity> other, record.identity_by_id(vouched));
    if (!other) TRY_VOID(transaction.add_identity(vouched, false));
  }
  TRY(const bool made_a_paper, recluster(transaction, {identity}, identity));
  return made_a_paper ? Outcome::kNew : Outcome::kUpdated;
}

Result<Outcome> RecordKeeper::State::replace(Transaction& transaction, const PreparedRecord& prepared,
                                             const SourceRecordHead& present) {
  TRY(const store::SourceRecordText text, record.source_text(present.number));
  TRY(const SourceRecord old, decode_source_facts(text.facts));
  const std::optional<Day> old_day = as_of(old);
  const std::optional<Day> new_day = as_of(prepared.record);
  if (old_day && (!new_day || *new_day < *old_day) && !present.deleted) return Outcome::kUnchanged;

  TRY(const Evidence old_evidence, decode_evidence(present.evidence));
  const std::vector<store::MatchingKey> old_keys = matching_keys(old_evidence);
  // Whoever the old evidence kept away or held fast may find another paper now.
  std::vector<IdentityNumber> seeds = {present.identity};
  for (const store::MatchingKey key : old_keys) {
    TRY(const std::vector<IdentityNumber> sharing, sharing_key(record, key));
    seeds.insert(seeds.end(), sharing.begin(), sharing.end());
  }
  TRY_VOID(transaction.replace_source_record(present.number, row_of(prepared, present.identity), old_keys));
  if (old.updated && old.updated != prepared.record.updated) {
    TRY_VOID(transaction.add_version(present.identity, *old.updated));
  }
  TRY_VOID(note_votes(transaction, prepared.record, present.identity));
  for (const std::string& vouched : prepared.evidence.vouched) {
    TRY(const std::optional<Identity> other, record.identity_by_id(vouched));
    if (!other) TRY_VOID(transaction.add_identity(vouched, false));
  }
  TRY_VOID(recluster(transaction, seeds, present.identity));
  return Outcome::kUpdated;
}

// A withdrawn record keeps what the source had said: its paper is shown as withdrawn, not as nothing.
Result<Outcome> RecordKeeper::State::withdraw(Transaction& transaction, const PreparedRecord& prepared,
                                              const SourceRecordHead& present) {
  TRY(const store::SourceRecordText text, record.source_text(present.number));
  TRY(SourceRecord old, decode_source_facts(text.facts));
  TRY(const Evidence evidence, decode_evidence(present.evidence));
  old.deleted = true;
  std::string facts;
  encode_source_facts(old, facts);
  NewSourceRecord row = row_of(prepared, present.identity);
  row.format = text.format;
  row.evidence = present.evidence;
  row.keys = matching_keys(evidence);
  packer.pack(text.raw, facts, row.payload);
  row.dictionary = packer.dictionary();
  TRY_VOID(transaction.replace_source_record(present.number, row, row.keys));
  TRY_VOID(recluster(transaction, {present.identity}, present.identity));
  return Outcome::kDeleted;
}

Result<void> RecordKeeper::State::note_votes(Transaction& transaction, const SourceRecord& source,
                                             IdentityNumber identity) {
  if (!source.votes) return {};
  TRY_VOID(transaction.add_vote_observation(
      identity, {source.source, source.votes->observed_at, "", source.votes->upvotes}));
  return {};
}

// -------------------------------------------------------------------------------------- clustering

Result<store::PaperView> RecordKeeper::State::view_of(const Component& component,
                                                      const std::vector<std::size_t>& part) {
  PaperSources sources;
  for (const std::size_t index : part) {
    const ComponentNode& node = component.nodes[index];
    sources.ids.push_back(node.identity.id);
    for (const SourceRecordHead& head : node.records) {
      TRY(const store::SourceRecordText text, record.source_text(head.number));
      TRY(SourceRecord facts, decode_source_facts(text.facts));
      sources.records.push_back(std::move(facts));
    }
    TRY(const std::vector<store::SourceVotes> votes, record.newest_votes_of(node.identity.number));
    sources.votes.insert(sources.votes.end(), votes.begin(), votes.end());
    TRY(const std::vector<Day> versions, record.versions_of(node.identity.number));
    sources.versions.insert(sources.versions.end(), versions.begin(), versions.end());
  }
  return make_view(sources);
}

Result<bool> RecordKeeper::State::recluster(Transaction& transaction,
                                            const std::vector<IdentityNumber>& seeds,
                                            IdentityNumber changed) {
  TRY(const Component component, gather_component(record, seeds));
  std::vector<IdentityEvidence> evidence;
  evidence.reserve(component.nodes.size());
  std::map<PaperNumber, std::size_t> members_before;
  for (const ComponentNode& node : component.nodes) {
    evidence.push_back(node.evidence);
    ++members_before[node.identity.paper];
  }
  const std::vector<std::vector<std::size_t>> parts = cluster(evidence, component.decisions);

  // A paper has the number of its oldest identity; without any record there is no paper.
  struct Part {
    PaperNumber number;
    bool touched = false;  // its members or one of their records are others than before
  };
  std::vector<Part> papers;
  std::set<PaperNumber> numbers;
  bool made_a_paper = false;
  for (const std::vector<std::size_t>& part : parts) {
    Part paper;
    bool had_paper = false;
    bool has_changed = false;
    bool has_records = false;
    for (const std::size_t index : part) has_records |= !component.nodes[index].records.empty();
    if (has_records) paper.number = PaperNumber(component.nodes[part.front()].identity.number.value());
    for (const std::size_t index : part) {
      const Identity& identity = component.nodes[index].identity;
      had_paper |= identity.paper.value() != 0;
      has_changed |= identity.number == changed;
      paper.touched |= identity.paper != paper.number;
      if (identity.paper != paper.number) TRY_VOID(transaction.set_paper_of(identity.number, paper.number));
    }
    paper.touched |= has_changed || members_before[paper.number] != part.size();
    made_a_paper |= has_changed && has_records && !had_paper;
    numbers.insert(paper.number);
    papers.push_back(paper);
  }
  for (const auto& [number, members] : members_before) {
    if (number.value() != 0 && !numbers.contains(number)) TRY_VOID(transaction.remove_paper(number));
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!papers[i].touched || papers[i].number.value() == 0) continue;
    TRY(store::PaperView view, view_of(component, parts[i]));
    view.number = papers[i].number;
    TRY_VOID(transaction.put_paper(view));
  }
  return made_a_paper;
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

  std::vector<store::SourceVotes> newest;
  TRY(const std::vector<Identity> identities, record.identities_of(identity->paper));
  for (const Identity& each : identities) {
    TRY(const std::vector<store::SourceVotes> of_each, record.newest_votes_of(each.number));
    newest.insert(newest.end(), of_each.begin(), of_each.end());
  }
  TRY(std::optional<store::PaperView> view, record.paper(identity->paper));
  if (!view) return Error(ErrorCode::kDamaged, "an identity without its paper");
  view->votes = newest_votes(std::move(newest));
  TRY_VOID(transaction.put_paper(*view));
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
  TRY_VOID(state.recluster(transaction, {one.number, two.number}, one.number));
  TRY(const std::optional<Identity> now, state.record.identity(one.number));
  return now->paper;
}

Result<PaperNumber> RecordKeeper::undo_merge(Transaction& transaction, std::string_view id, Instant when) {
  State& state = *state_;
  TRY(const Identity identity, state.described(id));
  TRY(const std::vector<Identity> members, state.record.identities_of(identity.paper));
  if (members.size() < 2) {
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
  TRY_VOID(state.recluster(transaction, {identity.number}, identity.number));
  TRY(const std::optional<Identity> now, state.record.identity(identity.number));
  return now->paper;
}

}  // namespace broadsheet::papers
