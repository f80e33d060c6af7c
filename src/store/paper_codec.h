// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The body of a paper's row: every field of PaperView that has no column of its own, as tagged
// values, so that fields can be added without rewriting rows. docs/formats/record.md has the bytes.

#ifndef BROADSHEET_STORE_PAPER_CODEC_H_
#define BROADSHEET_STORE_PAPER_CODEC_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/paper_view.h"

namespace broadsheet::store {

// Replaces `to`.
void encode_paper_body(const PaperView& view, std::string& to);
// Fills all fields but number, revision and what only columns hold. kDamaged for bytes that no
// version of this program wrote; unknown tags are skipped.
Result<void> decode_paper_body(std::string_view bytes, PaperView& view);

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_PAPER_CODEC_H_
