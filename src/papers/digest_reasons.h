// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_PAPERS_DIGEST_REASONS_H_
#define BROADSHEET_PAPERS_DIGEST_REASONS_H_

#include <string>

#include "store/deliveries.h"

namespace broadsheet::papers {

// Why a paper is in a digest, for people: "Category: cs.AI".
std::string reason_text(const store::DigestReason& reason);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_DIGEST_REASONS_H_
