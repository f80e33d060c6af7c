// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/component.h"

#include <algorithm>
#include <utility>

#include "papers/limits.h"

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
    TRY(const ComponentNode* node, load(number));
    if (node == nullptr) return {};
    std::vector<IdentityNumber> all = {number};
    if (node->identity.paper.value() != 0) {
      TRY(const std::vector<Identity> mates, record_.identities_of(node->identity.paper));
      for (const Identity& mate : mates) {
        if (mate.number != number) all.push_back(mate.number);
      }
    }
    if (waiting_.size() + all.size() > kComponentMax) return {};
    for (const IdentityNumber each : all) {
      TRY(const ComponentNode* loaded, load(each));
      if (loaded != nullptr) waiting_.push_back(each);
    }
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
      TRY(Evidence evidence, decode_evidence(head.evidence));
      node.evidence.records.push_back(std::move(evidence));
    }
    return &loaded_.emplace(number, std::move(node)).first->second;
  }

  Result<void> expand(IdentityNumber number) {
    TRY(const ComponentNode* node, load(number));
    CHECK(node != nullptr);
    TRY_VOID(try_key(*node, id_matching_key(node->identity.id)));
    for (const Evidence& evidence : node->evidence.records) {
      for (const store::MatchingKey key : matching_keys(evidence)) TRY_VOID(try_key(*node, key));
      for (const std::string& id : evidence.vouched) {
        TRY(const std::optional<Identity> other, record_.identity_by_id(id));
        if (other) TRY_VOID(add(other->number));
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
      if (number == node.identity.number) continue;
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
  std::map<std::uint64_t, MergeDecision> decisions_;
};

}  // namespace

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
