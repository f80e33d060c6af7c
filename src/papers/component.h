// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A component: identities of the record that are connected by reasons to be one paper, with what is
// needed to cluster them anew.

#ifndef BROADSHEET_PAPERS_COMPONENT_H_
#define BROADSHEET_PAPERS_COMPONENT_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "base/result.h"
#include "papers/identity.h"
#include "store/record.h"

namespace broadsheet::papers {

struct ComponentNode {
  store::Identity identity;
  std::vector<store::SourceRecordHead> records;
  IdentityEvidence evidence;
};

// Nodes by ascending identity number.
struct Component {
  std::vector<ComponentNode> nodes;
  std::vector<PairDecision> decisions;  // by their order
};

// What the source said, read again; withdrawn if its record is. None, with a word in the log, if the bytes
// are damaged: the paper does without them until the source is ingested again.
Result<std::optional<formats::SourceRecord>> facts_of(store::Record& record,
                                                      const store::SourceRecordHead& head);

// The identities with a record under `key`; none if they are too many to mean anything.
Result<std::vector<store::IdentityNumber>> sharing_key(store::Record& record, store::MatchingKey key);

// All identities that are connected with one of `seeds`: by a reason of identity, by a decision, or by
// being of one paper now; within kComponentMax and its like, but the paper of the first seed always.
Result<Component> gather_component(store::Record& record, const std::vector<store::IdentityNumber>& seeds);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_COMPONENT_H_
