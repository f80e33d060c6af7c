// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Paper ids as people write and paste them, and the one form in which we keep and print them.

#ifndef BROADSHEET_TEXT_IDS_H_
#define BROADSHEET_TEXT_IDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::text {

// In the order in which a merged paper prefers them.
enum class IdScheme : std::uint8_t { kArxiv, kAcl, kDoi, kBroadsheet };

// "arxiv", "acl", "doi", "b".
std::string_view id_scheme_name(IdScheme scheme);

struct PaperIdText {
  IdScheme scheme = IdScheme::kArxiv;
  std::string prefixed;  // "arxiv:2608.01234", "arxiv:hep-th/9901001", "acl:2024.acl-long.12", "doi:10.1/x",
                         // "b:0123456789ab"
  std::uint32_t version = 0;  // of "2608.01234v2"; 0 if none was given
};

// Understands bare arXiv ids of both styles, the prefixes arxiv: acl: doi: b:, bare DOIs, bare ids of the ACL
// Anthology, and pasted URLs of arxiv.org (abs, pdf, html, ...), huggingface.co and hf.co (papers),
// alphaxiv.org, aclanthology.org and doi.org, with or without scheme, "www.", query or ".pdf". DOIs are
// lower-cased and percent-decoded; a DOI that arXiv gave is the arXiv id. The whole text, but for
// blanks around it, must be the id: words and plain numbers are none.
std::optional<PaperIdText> parse_paper_id(std::string_view text);

// What is shown for a prefixed id: arXiv ids bare, all others as they are.
std::string_view printed_id(std::string_view prefixed);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_IDS_H_
