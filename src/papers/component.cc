// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/component.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/log.h"
#include "papers/limits.h"
#include "papers/source_facts.h"
#include "text/normalize.h"

namespace broadsheet::papers {
namespace {

using store::Identity;
using store::IdentityNumber;
using store::MergeDecision;

// A walk from the seeds along the reasons.
class Gathering {
 public:
  explicit Gathering(store::Record& record) : record_(record) {}

  // Adds the identity with all others of its paper, or none of them where they do not fit: a paper of
  // which only a part was clustered anew would fall apart, and could lose the number that the rest has.
  Result<void> add(IdentityNumber number) {
    if (is_in(number)) return {};
    TRY(ComponentNode * node, load(number));
    if (node == nullptr) return {};
    std::vector<ComponentNode*> all = {node};
    if (node->identity.paper.value() != 0) {
      TRY(const std::vector<Identity> mates, record_.identities_of(node->identity.paper));
      for (const Identity& mate : mates) {
        if (mate.number == number) continue;
        TRY(ComponentNode * loaded, load(mate.number));
        if (loaded != nullptr) all.push_back(loaded);
      }
    }
    std::size_t records = 0;
    for (const ComponentNode* each : all) records += each->records.size();
    const bool fits =
        waiting_.size() + all.size() <= kComponentMax && records_ + records <= kComponentRecordsMax;
    if (!fits && !waiting_.empty()) return {};
    for (const ComponentNode* each : all) waiting_.push_back(each->identity.number);
    records_ += records;
    return {};
  }

  Result<void> walk() {
    for (std::size_t next = 0; next < waiting_.size(); ++next) {
      TRY_VOID(expand(waiting_[next]));
    }
    return {};
  }

  Result<Component> finish() && {
    std::sort(waiting_.begin(), waiting_.end());
    Component component;
    for (const IdentityNumber number : waiting_) component.nodes.push_back(std::move(loaded_.at(number)));
    for (const auto& [number, decision] : decisions_) {
      const auto one = std::lower_bound(waiting_.begin(), waiting_.end(), decision.one);
      const auto other = std::lower_bound(waiting_.begin(), waiting_.end(), decision.other);
      if (one == waiting_.end() || *one != decision.one) continue;
      if (other == waiting_.end() || *other != decision.other) continue;
      component.decisions.push_back({static_cast<std::size_t>(one - waiting_.begin()),
                                     static_cast<std::size_t>(other - waiting_.begin()), decision.together});
    }
    return component;
  }

 private:
  bool is_in(IdentityNumber number) const {
    return std::find(waiting_.begin(), waiting_.end(), number) != waiting_.end();
  }

  // Null for a number without an identity.
  Result<ComponentNode*> load(IdentityNumber number) {
    if (const auto known = loaded_.find(number); known != loaded_.end()) return &known->second;
    TRY(std::optional<Identity> identity, record_.identity(number));
    if (!identity) return static_cast<ComponentNode*>(nullptr);
    ComponentNode node;
    node.identity = *std::move(identity);
    node.evidence.id = node.identity.id;
    TRY(node.records, record_.source_records_of(number));
    for (const store::SourceRecordHead& head : node.records) {
      TRY(Evidence evidence, evidence_of(head));
      node.evidence.records.push_back(std::move(evidence));
    }
    looked_at_ += 1 + node.records.size();
    return &loaded_.emplace(number, std::move(node)).first->second;
  }

  // Where it is damaged, what can be made of the source's facts again.
  Result<Evidence> evidence_of(const store::SourceRecordHead& head) {
    Result<Evidence> evidence = decode_evidence(head.evidence);
    if (evidence.ok()) return evidence;
    TRY(const std::optional<formats::SourceRecord> facts, facts_of(record_, head));
    if (!facts) return Evidence{};
    text::Normalizer normalizer;
    return make_evidence(*facts, normalizer);
  }

  Result<void> expand(IdentityNumber number) {
    TRY(const ComponentNode* node, load(number));
    CHECK(node != nullptr);
    TRY_VOID(try_key(*node, id_matching_key(node->identity.id)));
    for (const Evidence& evidence : node->evidence.records) {
      for (const store::MatchingKey key : matching_keys(evidence)) TRY_VOID(try_key(*node, key));
      for (const std::vector<std::string>* ids : {&evidence.vouched, &evidence.former}) {
        for (const std::string& id : *ids) {
          TRY(const std::optional<Identity> other, record_.identity_by_id(id));
          if (other) TRY_VOID(add(other->number));
        }
      }
    }
    TRY(const std::vector<MergeDecision> decisions, record_.decisions_of(number));
    for (const MergeDecision& decision : decisions) {
      decisions_.emplace(decision.number, decision);
      TRY_VOID(add(decision.one));
      TRY_VOID(add(decision.other));
    }
    return {};
  }

  Result<void> try_key(const ComponentNode& node, store::MatchingKey key) {
    TRY(const std::vector<IdentityNumber> sharing, sharing_key(record_, key));
    for (const IdentityNumber number : sharing) {
      if (number == node.identity.number || is_in(number)) continue;
      if (looked_at_ > kComponentLooksMax) return {};
      TRY(const ComponentNode* other, load(number));
      if (other == nullptr) continue;
      const bool connected = same_paper(node.evidence, other->evidence) ||
                             same_by_title_alone(node.evidence, other->evidence) ||
                             same_by_title_alone(other->evidence, node.evidence);
      if (connected) TRY_VOID(add(number));
    }
    return {};
  }

  store::Record& record_;
  std::map<IdentityNumber, ComponentNode> loaded_;
  std::vector<IdentityNumber> waiting_;  // the component so far, in the order of discovery
  std::size_t records_ = 0;              // of those
  std::size_t looked_at_ = 0;            // identities and records that were loaded
  std::map<std::uint64_t, MergeDecision> decisions_;
};

}  // namespace

Result<std::optional<formats::SourceRecord>> facts_of(store::Record& record,
                                                      const store::SourceRecordHead& head) {
  const auto read = [&]() -> Result<formats::SourceRecord> {
    TRY(const store::SourceRecordText text, record.source_text(head.number));
    return decode_source_facts(text.facts);
  };
  Result<formats::SourceRecord> facts = read();
  if (facts.ok()) {
    facts->deleted = head.deleted;
    if (head.deleted) {
      TRY(std::string reason, record.withdrawal_reason(head.source, head.key));
      if (!reason.empty()) facts->notice = std::move(reason);
    }
    return std::optional(std::move(facts).value());
  }
  if (facts.error().code() != ErrorCode::kDamaged) return std::move(facts).error();
  log_warning("a paper does without what a source said: ingest the source again",
              {{"source", head.source}, {"key", head.key}, {"because", facts.error().message()}});
  return std::optional<formats::SourceRecord>();
}

Result<std::vector<IdentityNumber>> sharing_key(store::Record& record, store::MatchingKey key) {
  TRY(std::vector<IdentityNumber> identities, record.identities_by_key(key, kSameKeyMax + 1));
  if (identities.size() > kSameKeyMax) identities.clear();
  return identities;
}

Result<Component> gather_component(store::Record& record, const std::vector<IdentityNumber>& seeds) {
  Gathering gathering(record);
  for (const IdentityNumber seed : seeds) TRY_VOID(gathering.add(seed));
  TRY_VOID(gathering.walk());
  return std::move(gathering).finish();
}

}  // namespace broadsheet::papers
