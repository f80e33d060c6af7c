// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/reclustering.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/log.h"
#include "papers/component.h"
#include "papers/following.h"
#include "papers/limits.h"
#include "papers/own_counts.h"
#include "papers/paper_view.h"
#include "papers/source_facts.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using store::Identity;
using store::IdentityNumber;
using store::SourceRecordHead;

struct Part {
  std::vector<std::size_t> members;  // indexes of nodes
  // Of its oldest identity; 0 for a part without any record, which is no paper.
  PaperNumber number = PaperNumber(0);
};

std::vector<Part> cluster_parts(const Component& component) {
  std::vector<IdentityEvidence> evidence;
  evidence.reserve(component.nodes.size());
  for (const ComponentNode& node : component.nodes) evidence.push_back(node.evidence);
  std::vector<Part> parts;
  for (std::vector<std::size_t>& members : cluster(evidence, component.decisions)) {
    Part part;
    part.members = std::move(members);
    const bool has_records = std::any_of(part.members.begin(), part.members.end(), [&](std::size_t index) {
      return !component.nodes[index].records.empty();
    });
    if (has_records) {
      part.number = PaperNumber(component.nodes[part.members.front()].identity.number.value());
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

// The first paper with a member for which `holds`; 0 if there is none.
template <typename Holds>
PaperNumber first_paper(const Component& component, const std::vector<Part>& parts, Holds holds) {
  for (const Part& part : parts) {
    if (part.number.value() == 0) continue;
    for (const std::size_t index : part.members) {
      if (holds(component.nodes[index])) return part.number;
    }
  }
  return PaperNumber(0);
}

// Where the id of a part without records leads: to the paper of those that it was of one paper with, else to
// one whose records name it. 0 if it never led anywhere.
PaperNumber leads_to(const Component& component, const std::vector<Part>& parts, const Identity& identity) {
  if (identity.paper.value() == 0) return PaperNumber(0);
  const PaperNumber of_mates = first_paper(
      component, parts, [&](const ComponentNode& node) { return node.identity.paper == identity.paper; });
  if (of_mates.value() != 0) return of_mates;
  return first_paper(component, parts, [&](const ComponentNode& node) {
    return std::any_of(node.evidence.records.begin(), node.evidence.records.end(),
                       [&](const Evidence& evidence) { return names_id(evidence, identity.id); });
  });
}

// None where no record of the paper can be read: what is shown of it now is more than that.
Result<std::optional<store::PaperView>> view_of(store::Record& record, const Component& component,
                                                const Part& part,
                                                const std::vector<IdentityNumber>& identities) {
  PaperSources sources;
  bool unreadable = false;
  for (const std::size_t index : part.members) {
    const ComponentNode& node = component.nodes[index];
    sources.ids.push_back(node.identity.id);
    for (const SourceRecordHead& head : node.records) {
      TRY(std::optional<SourceRecord> facts, facts_of(record, head));
      unreadable = unreadable || !facts;
      if (facts) sources.records.push_back(*std::move(facts));
    }
    TRY(const std::vector<store::SourceVotes> votes, record.newest_votes_of(node.identity.number));
    sources.votes.insert(sources.votes.end(), votes.begin(), votes.end());
    TRY(const std::vector<Day> versions, record.versions_of(node.identity.number));
    sources.versions.insert(sources.versions.end(), versions.begin(), versions.end());
  }
  if (unreadable && sources.records.empty()) {
    const PaperNumber numbers[] = {part.number};
    TRY(const store::PapersRead present, record.papers(numbers));
    if (!present.empty()) return std::optional<store::PaperView>();
  }
  store::PaperView view = make_view(sources);
  view.number = part.number;
  TRY_VOID(set_own_counts(record, identities, view));
  return std::optional(std::move(view));
}

Result<bool> write_parts(store::Record& record, store::Transaction& transaction, const Component& component,
                         IdentityNumber changed) {
  std::map<PaperNumber, std::size_t> members_before;
  for (const ComponentNode& node : component.nodes) ++members_before[node.identity.paper];
  const std::vector<Part> parts = cluster_parts(component);

  std::set<PaperNumber> numbers;
  std::vector<const Part*> touched;  // papers whose members, or a record of one, are others than before
  std::map<PaperNumber, std::size_t> leading;  // ids that lead to a paper without being its
  bool made_a_paper = false;
  for (const Part& part : parts) {
    bool had_paper = false;
    bool has_changed = false;
    bool has_moved = false;
    for (const std::size_t index : part.members) {
      const Identity& identity = component.nodes[index].identity;
      PaperNumber now = part.number;
      if (part.number.value() == 0) now = leads_to(component, parts, identity);
      if (part.number.value() == 0 && ++leading[now] > kLeadingIdsMax) now = PaperNumber(0);
      had_paper |= identity.paper.value() != 0;
      has_changed |= identity.number == changed;
      has_moved |= identity.paper != now;
      if (identity.paper != now) TRY_VOID(transaction.set_paper_of(identity.number, now));
    }
    if (part.number.value() == 0) continue;
    numbers.insert(part.number);
    made_a_paper |= has_changed && !had_paper;
    const bool others = members_before[part.number] != part.members.size();
    if (has_moved || has_changed || others) touched.push_back(&part);
  }
  for (const auto& [number, members] : members_before) {
    if (number.value() != 0 && !numbers.contains(number)) TRY_VOID(transaction.remove_paper(number));
  }
  for (const Part* part : touched) {
    std::vector<IdentityNumber> identities;
    for (const std::size_t index : part->members)
      identities.push_back(component.nodes[index].identity.number);
    TRY(const std::optional<store::PaperView> view, view_of(record, component, *part, identities));
    if (!view) continue;
    TRY_VOID(tell_followers(record, transaction, identities, *view));
    TRY_VOID(transaction.put_paper(*view));
  }
  return made_a_paper;
}

}  // namespace

Result<bool> recluster(store::Record& record, store::Transaction& transaction,
                       const std::vector<IdentityNumber>& seeds, IdentityNumber changed) {
  TRY(const Component component, gather_component(record, seeds));
  TRY(const bool made_a_paper, write_parts(record, transaction, component, changed));
  const bool has_changed =
      std::any_of(component.nodes.begin(), component.nodes.end(),
                  [&](const ComponentNode& node) { return node.identity.number == changed; });
  if (has_changed) return made_a_paper;
  // It did not fit beside the paper of the first seed. On its own it does.
  TRY(const Component own, gather_component(record, {changed}));
  return write_parts(record, transaction, own, changed);
}

}  // namespace broadsheet::papers
