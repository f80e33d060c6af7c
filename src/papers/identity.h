// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which identities are one paper. Pure: the answer is a function of the set of identities, so the
// order in which records arrive never matters.

#ifndef BROADSHEET_PAPERS_IDENTITY_H_
#define BROADSHEET_PAPERS_IDENTITY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/source_record.h"
#include "store/rows.h"

namespace broadsheet::text {
class Normalizer;
}

namespace broadsheet::papers {

// What identity goes by in one source's record. Words and names are kept as hashes.
struct Evidence {
  std::uint64_t title = 0;               // hash of the normalised title; 0 if it has no letter or digit
  std::vector<std::uint32_t> words;      // of the title, sorted, with repetitions
  std::uint32_t first_author = 0;        // folded surname; 0 if no author is named
  std::vector<std::uint32_t> surnames;   // sorted, distinct, at most kEvidenceSurnamesMax
  std::optional<std::uint32_t> authors;  // how many, where known
  std::optional<int> year;               // of publication
  bool has_id = true;                    // false for a record that no source gives an id
  std::vector<std::uint64_t> dois;       // store::doi_key of each
  std::vector<std::string> vouched;      // other ids that the source says are this paper's
  // Ids under which this very record was known before its source gave it another; none in what
  // make_evidence() makes. At most kFormerIdsMax.
  std::vector<std::string> former;
};

Evidence make_evidence(const formats::SourceRecord& record, text::Normalizer& normalizer);
std::string encode_evidence(const Evidence& evidence);
Result<Evidence> decode_evidence(std::string_view bytes);

// The keys under which identities that may be one paper meet: every pair for which same_paper() can
// hold shares one.
// (A DOI is its own key, store::doi_key.)
store::MatchingKey title_matching_key(std::uint64_t title_hash);
store::MatchingKey id_matching_key(std::string_view id);
// Of the title, the DOIs and each vouched or former id.
std::vector<store::MatchingKey> matching_keys(const Evidence& evidence);

// Whether the source says, or once said, that the paper has the id.
bool names_id(const Evidence& evidence, std::string_view id);

// The id of a record that no source gives one: "b:" and 12 hex digits of a hash of source and key.
std::string own_id(std::string_view source, std::string_view key, std::uint32_t salt = 0);

// An identity with the evidence of all its records; none where only another record vouches for the id.
struct IdentityEvidence {
  std::string id;
  std::vector<Evidence> records;
};

// A person's decision about two identities, by index.
struct PairDecision {
  std::size_t one = 0;
  std::size_t other = 0;
  bool together = true;
};

// The papers: a partition of the indexes of `identities`, each part ascending, parts by their first.
std::vector<std::vector<std::size_t>> cluster(const std::vector<IdentityEvidence>& identities,
                                              const std::vector<PairDecision>& decisions);

// Whether the rules see a reason to hold the two for one paper, whatever others say.
bool same_paper(const IdentityEvidence& one, const IdentityEvidence& other);
// Whether the one has neither names nor an id and the other's title is its title: merged only if
// there is just one such paper.
bool same_by_title_alone(const IdentityEvidence& nameless, const IdentityEvidence& other);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_IDENTITY_H_
