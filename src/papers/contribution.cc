// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/contribution.h"

#include <optional>
#include <string>
#include <utility>

#include "formats/json_lines_writer.h"
#include "papers/component.h"
#include "papers/own_counts.h"
#include "papers/record_keeper.h"

namespace broadsheet::papers {

using formats::kReadersSource;
using formats::SourceRecord;

Result<store::PaperView> paper_to_change(store::Record& record, PaperNumber paper) {
  TRY(std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kNotFound, "Paper not found");
  if (view->withdrawn) return Error(ErrorCode::kInvalid, "this paper was withdrawn");
  return *std::move(view);
}

Result<std::vector<Contribution>> contributions_to(store::Record& record, const store::PaperView& paper) {
  std::vector<Contribution> contributions;
  TRY(const std::vector<store::IdentityNumber> identities, identity_numbers_of(record, paper.number));
  for (const store::IdentityNumber identity : identities) {
    TRY(const std::vector<store::SourceRecordHead> heads, record.source_records_of(identity));
    for (const store::SourceRecordHead& head : heads) {
      if (head.source != kReadersSource) continue;
      TRY(std::optional<SourceRecord> facts, facts_of(record, head));
      if (facts) contributions.push_back({identity, *std::move(facts)});
    }
  }
  return contributions;
}

Result<SourceRecord> contribution_to(store::Record& record, const store::PaperView& paper) {
  TRY(std::vector<Contribution> contributions, contributions_to(record, paper));
  if (!contributions.empty()) return std::move(contributions.front().record);
  SourceRecord contribution;
  contribution.source = kReadersSource;
  contribution.key = paper.ids.front();
  contribution.ids = {paper.ids.front()};
  return contribution;
}

void set_submitter(const store::Account& account, SourceRecord& contribution) {
  contribution.submitter = account.name;
  contribution.submitter_fullname = account.fullname.empty() ? account.name : account.fullname;
}

Result<void> put_contribution(store::Record& record, store::Transaction& transaction,
                              const store::PaperView& paper, SourceRecord contribution) {
  contribution.title = paper.title;  // a record has one, and this source knows no other
  const std::string raw = formats::write_json_line(contribution);
  const PreparedRecord prepared = RecordPreparer().prepare(std::move(contribution), raw, "jsonl");
  TRY_VOID(RecordKeeper(record).apply(transaction, prepared));
  return {};
}

}  // namespace broadsheet::papers
