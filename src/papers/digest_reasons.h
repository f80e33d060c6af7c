// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_PAPERS_DIGEST_REASONS_H_
#define BROADSHEET_PAPERS_DIGEST_REASONS_H_

#include <span>
#include <string>

#include "base/json_writer.h"
#include "base/result.h"
#include "store/deliveries.h"
#include "store/record.h"

namespace broadsheet::papers {

// Why a paper is in a digest, for people: "Category: cs.AI".
std::string reason_text(const store::DigestReason& reason);

// An array of the digest's papers: {id, title, reasons}.
Result<void> write_digest_papers(store::Record& record, std::span<const store::DigestItem> items,
                                 JsonWriter& json);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_DIGEST_REASONS_H_
