// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/whole_paper.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "papers/component.h"
#include "papers/history.h"
#include "papers/source_facts.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using formats::WholeRecord;
using formats::WholeWord;
using store::SourceRecordHead;

// What the source said before. Only words of an earlier day: whoever is told them again, in whatever order,
// must not take one for the newest.
Result<void> add_past(store::Record& record, WholeRecord& whole) {
  const SourceRecord& present = whole.now.record;
  const std::optional<Day> day = as_of(present);
  if (!day) return {};
  TRY(const std::vector<store::EarlierRecord> earlier, record.earlier_records(present.source, present.key));
  const std::uint64_t now = said_by(present);
  for (const store::EarlierRecord& one : earlier) {
    if (one.said == now) {
      if (one.day < *day) whole.now.since.push_back(one.day);
      continue;
    }
    if (one.facts.empty()) continue;
    Result<SourceRecord> facts = decode_source_facts(one.facts);
    if (!facts.ok()) continue;
    const std::optional<Day> said_on = as_of(*facts);
    if (!said_on || *said_on >= *day) continue;
    facts->deleted = false;
    WholeWord word;
    word.record = std::move(facts).value();
    if (one.day < *said_on) word.since.push_back(one.day);
    whole.earlier.push_back(std::move(word));
  }
  return {};
}

Result<std::optional<WholeRecord>> read_record(store::Record& record, const SourceRecordHead& head) {
  // As the source said it, before it withdrew it.
  SourceRecordHead live = head;
  live.deleted = false;
  TRY(std::optional<SourceRecord> facts, facts_of(record, live));
  if (!facts) return std::optional<WholeRecord>();
  WholeRecord whole;
  whole.now.record = *std::move(facts);
  if (head.deleted) {
    WholeRecord::Withdrawal withdrawal;
    TRY(withdrawal.day, record.withdrawn_on(head.source, head.key));
    TRY(withdrawal.reason, record.withdrawal_reason(head.source, head.key));
    whole.withdrawal = std::move(withdrawal);
  }
  TRY_VOID(add_past(record, whole));
  return std::optional(std::move(whole));
}

// The first day on which a word is known to have been said.
std::optional<Day> first_day(const WholeWord& word) {
  const std::optional<Day> day = as_of(word.record);
  if (word.since.empty()) return day;
  return std::min(day.value_or(word.since.front()), std::ranges::min(word.since));
}

// The word that stood on that day, where that is known; else the present one.
WholeWord& word_on(WholeRecord& whole, Day day) {
  WholeWord* latest = nullptr;
  const auto look_at = [&](WholeWord& word) {
    const std::optional<Day> first = first_day(word);
    if (first && *first <= day && (latest == nullptr || *first >= *first_day(*latest))) latest = &word;
  };
  for (WholeWord& word : whole.earlier) look_at(word);
  look_at(whole.now);
  return latest == nullptr ? whole.now : *latest;
}

// Days of earlier updates belong to an id; they travel with its record that was updated last. A record of an
// archive's lists is an event of its own, and has none.
void add_versions(std::vector<WholeRecord>& records, std::size_t first, const std::vector<Day>& versions) {
  WholeRecord* newest = nullptr;
  for (std::size_t i = first; i < records.size(); ++i) {
    const SourceRecord& record = records[i].now.record;
    if (!record.updated || record.announced) continue;
    if (newest == nullptr || *record.updated > *newest->now.record.updated) newest = &records[i];
  }
  if (newest == nullptr) return;
  for (const Day day : versions) {
    WholeWord& word = word_on(*newest, day);
    const bool is_told = word.record.updated == day || day >= *newest->now.record.updated;
    if (!is_told) word.versions.push_back(day);
  }
}

}  // namespace

Result<formats::WholePaper> whole_paper(store::Record& record, const store::PaperView& paper) {
  formats::WholePaper whole;
  whole.id = paper.ids.front();
  TRY(const std::vector<store::Identity> identities, record.identities_of(paper.number));
  for (const store::Identity& identity : identities) {
    const std::size_t first = whole.records.size();
    TRY(const std::vector<SourceRecordHead> heads, record.source_records_of(identity.number));
    for (const SourceRecordHead& head : heads) {
      // Another server has readers of its own.
      if (head.source == formats::kReadersSource) continue;
      TRY(std::optional<WholeRecord> read, read_record(record, head));
      if (read) whole.records.push_back(*std::move(read));
    }
    TRY(const std::vector<Day> versions, record.versions_of(identity.number));
    add_versions(whole.records, first, versions);
  }
  for (const store::SourceVotes& votes : paper.votes)
    whole.votes.push_back({votes.source, whole.id, {votes.upvotes, votes.observed_at}, ""});
  return whole;
}

}  // namespace broadsheet::papers
