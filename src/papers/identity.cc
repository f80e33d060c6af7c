// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The rules of identity, in the order of their strength:
//
//   1. a source says so: a record vouches for another id, or was itself known under it;
//   2. the same DOI, if the titles are near and an author agrees (most DOIs that stand on several ids
//      stand there wrongly);
//   3. the same normalised title of four words or more, with the same first author or half of the
//      surnames, at most two years apart;
//   4. a record without names and id (a saved page) by its title alone, if only one paper has it.
//
// Against them stands one: two different ids of one scheme are never one paper. So identities are a
// graph whose edges are reasons, and papers are its greedy clusters: the edges in one total order
// (strength, years apart, ids), each taken unless it would bring two ids of a scheme together. That
// is Kruskal's algorithm with a constraint. It sees the set of identities and never their order of arrival;
// and since no edge leaves a connected component, a component can be clustered alone, which is what
// makes ingest incremental.

#include "papers/identity.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/digest.h"
#include "papers/limits.h"
#include "text/normalize.h"

namespace broadsheet::papers {
namespace {

// Seeds, so that the hashes of different kinds of keys are unrelated; store::doi_key has its own.
constexpr std::uint64_t kTitleSeed = 1;
constexpr std::uint64_t kIdSeed = 3;
constexpr std::uint64_t kNameSeed = 4;

// What an unknown year counts as when years are compared: worse than any that is known to fit.
constexpr int kUnknownYears = kYearsApartMax + 1;

enum class Reason : std::uint8_t { kVouched, kDoi, kTitle };

struct Match {
  Reason reason = Reason::kTitle;
  int years_apart = kUnknownYears;
  friend auto operator<=>(const Match&, const Match&) = default;
};

std::string_view scheme_of(std::string_view id) {
  const std::size_t colon = id.find(':');
  return colon == std::string_view::npos ? std::string_view() : id.substr(0, colon);
}

bool has_scheme(std::string_view id) {
  const std::string_view scheme = scheme_of(id);
  return !scheme.empty() && scheme != "b";
}

template <typename T>
std::size_t common(const std::vector<T>& one, const std::vector<T>& other) {
  std::size_t count = 0;
  for (std::size_t i = 0, j = 0; i < one.size() && j < other.size();) {
    if (one[i] < other[j]) {
      ++i;
    } else if (other[j] < one[i]) {
      ++j;
    } else {
      ++count, ++i, ++j;
    }
  }
  return count;
}

// At least .8 of the words, counted as text::title_similarity counts them.
bool titles_near(const Evidence& one, const Evidence& other) {
  const std::size_t words = one.words.size() + other.words.size();
  return words > 0 && 10 * common(one.words, other.words) >= 4 * words;
}

bool titles_equal(const Evidence& one, const Evidence& other) {
  return one.title != 0 && one.title == other.title;
}

bool authors_agree(const Evidence& one, const Evidence& other) {
  if (one.first_author == 0 || other.first_author == 0) return false;
  if (one.first_author == other.first_author) return true;
  const std::size_t more = std::max(one.surnames.size(), other.surnames.size());
  return 2 * common(one.surnames, other.surnames) >= more;
}

int years_apart(const Evidence& one, const Evidence& other) {
  if (!one.year || !other.year) return kUnknownYears;
  return std::abs(*one.year - *other.year);
}

bool years_fit(const Evidence& one, const Evidence& other) {
  return !one.year || !other.year || years_apart(one, other) <= kYearsApartMax;
}

std::optional<Match> match_records(const Evidence& one, const Evidence& other) {
  const int years = years_apart(one, other);
  if (common(one.dois, other.dois) > 0 && titles_near(one, other) &&
      common(one.surnames, other.surnames) > 0) {
    return Match{Reason::kDoi, years};
  }
  if (titles_equal(one, other) && std::min(one.words.size(), other.words.size()) >= kTitleWordsMin &&
      authors_agree(one, other) && years_fit(one, other)) {
    return Match{Reason::kTitle, years};
  }
  return std::nullopt;
}

bool vouches(const IdentityEvidence& one, const IdentityEvidence& other) {
  return std::any_of(one.records.begin(), one.records.end(),
                     [&](const Evidence& record) { return names_id(record, other.id); });
}

// The best reason among all pairs of their records.
std::optional<Match> match(const IdentityEvidence& one, const IdentityEvidence& other) {
  std::optional<Match> best;
  int nearest = kUnknownYears;
  for (const Evidence& mine : one.records) {
    for (const Evidence& theirs : other.records) {
      nearest = std::min(nearest, years_apart(mine, theirs));
      const std::optional<Match> found = match_records(mine, theirs);
      if (found && (!best || *found < *best)) best = found;
    }
  }
  if (vouches(one, other) || vouches(other, one)) return Match{Reason::kVouched, nearest};
  return best;
}

bool is_nameless(const IdentityEvidence& identity) {
  return !identity.records.empty() &&
         std::all_of(identity.records.begin(), identity.records.end(),
                     [](const Evidence& record) { return !record.has_id && record.first_author == 0; });
}

// Clusters of indexes that only grow, with what forbids two to be one.
class Clusters {
 public:
  explicit Clusters(const std::vector<IdentityEvidence>& identities)
      : identities_(identities), root_(identities.size()), members_(identities.size()) {
    std::iota(root_.begin(), root_.end(), std::size_t{0});
    for (std::size_t i = 0; i < members_.size(); ++i) members_[i] = {i};
  }

  std::size_t of(std::size_t index) const { return root_[index]; }
  const std::vector<std::size_t>& members(std::size_t cluster) const { return members_[cluster]; }

  void keep_apart(std::size_t one, std::size_t other) { apart_.emplace(std::minmax(one, other)); }

  bool may_join(std::size_t one, std::size_t other, bool schemes_too) const {
    for (const std::size_t mine : members_[root_[one]]) {
      for (const std::size_t theirs : members_[root_[other]]) {
        if (!apart_.empty() && apart_.contains(std::minmax(mine, theirs))) return false;
        if (schemes_too && clash(identities_[mine].id, identities_[theirs].id)) return false;
      }
    }
    return true;
  }

  void join(std::size_t one, std::size_t other) {
    const std::size_t into = std::min(root_[one], root_[other]);
    const std::size_t from = std::max(root_[one], root_[other]);
    if (into == from) return;
    for (const std::size_t member : members_[from]) root_[member] = into;
    members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
    members_[from].clear();
  }

  std::vector<std::vector<std::size_t>> parts() && {
    std::vector<std::vector<std::size_t>> parts;
    for (auto& members : members_) {
      if (members.empty()) continue;
      std::sort(members.begin(), members.end());
      parts.push_back(std::move(members));
    }
    return parts;
  }

 private:
  static bool clash(std::string_view one, std::string_view other) {
    return has_scheme(one) && scheme_of(one) == scheme_of(other);
  }

  const std::vector<IdentityEvidence>& identities_;
  std::vector<std::size_t> root_;
  std::vector<std::vector<std::size_t>> members_;
  std::set<std::pair<std::size_t, std::size_t>> apart_;
};

struct Edge {
  Match match;
  std::size_t one = 0;  // of the smaller id
  std::size_t other = 0;
};

std::vector<Edge> edges_of(const std::vector<IdentityEvidence>& identities) {
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < identities.size(); ++i) {
    for (std::size_t j = i + 1; j < identities.size(); ++j) {
      const std::optional<Match> found = match(identities[i], identities[j]);
      if (!found) continue;
      const bool in_order = identities[i].id < identities[j].id;
      edges.push_back({*found, in_order ? i : j, in_order ? j : i});
    }
  }
  std::sort(edges.begin(), edges.end(), [&](const Edge& one, const Edge& other) {
    return std::tie(one.match, identities[one.one].id, identities[one.other].id) <
           std::tie(other.match, identities[other.one].id, identities[other.other].id);
  });
  return edges;
}

// The newest decision first, so that an older one cannot stand against it.
void apply_decisions(const std::vector<PairDecision>& decisions, Clusters& clusters) {
  for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
    const auto [one, other, together] = *decision;
    if (together) {
      if (clusters.may_join(one, other, false)) clusters.join(one, other);
    } else if (clusters.of(one) != clusters.of(other)) {
      clusters.keep_apart(one, other);
    }
  }
}

// The one cluster that has the nameless identity's title; none if there are several.
std::optional<std::size_t> only_match(const std::vector<IdentityEvidence>& identities,
                                      const Clusters& clusters, std::size_t nameless) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < identities.size(); ++i) {
    if (!same_by_title_alone(identities[nameless], identities[i])) continue;
    if (!clusters.may_join(nameless, i, false)) continue;
    if (found && clusters.of(*found) != clusters.of(i)) return std::nullopt;
    found = i;
  }
  return found;
}

void join_nameless(const std::vector<IdentityEvidence>& identities, Clusters& clusters) {
  std::vector<std::pair<std::size_t, std::size_t>> joins;
  for (std::size_t i = 0; i < identities.size(); ++i) {
    if (!is_nameless(identities[i]) || clusters.members(clusters.of(i)).size() > 1) continue;
    if (const auto target = only_match(identities, clusters, i)) joins.emplace_back(i, *target);
  }
  // All looked at the clusters of named records alone, so their order does not matter.
  for (const auto& [nameless, target] : joins) clusters.join(nameless, target);
}

}  // namespace

Evidence make_evidence(const formats::SourceRecord& record, text::Normalizer& normalizer) {
  Evidence evidence;
  std::string key = normalizer.title_key(record.title);
  for (const std::string_view word : text::title_words(key)) {
    if (evidence.words.size() == kEvidenceWordsMax) break;
    evidence.words.push_back(static_cast<std::uint32_t>(hash64(word, kNameSeed)));
  }
  std::sort(evidence.words.begin(), evidence.words.end());
  // Sources disagree on blanks and hyphens ("pre-training", "pretraining"), so the key has none.
  std::erase(key, ' ');
  if (!key.empty()) evidence.title = hash64(key, kTitleSeed);

  for (const std::string& author : record.authors) {
    if (evidence.surnames.size() == kEvidenceSurnamesMax) break;
    const std::string surname = normalizer.fold_surname(author);
    if (surname.empty()) continue;
    // 0 is "no author".
    const auto hash = std::max(static_cast<std::uint32_t>(hash64(surname, kNameSeed)), std::uint32_t{1});
    if (evidence.first_author == 0) evidence.first_author = hash;
    evidence.surnames.push_back(hash);
  }
  std::sort(evidence.surnames.begin(), evidence.surnames.end());
  evidence.surnames.erase(std::unique(evidence.surnames.begin(), evidence.surnames.end()),
                          evidence.surnames.end());
  evidence.authors = record.author_count;
  if (!record.authors.empty()) evidence.authors = static_cast<std::uint32_t>(record.authors.size());
  if (record.published) evidence.year = year_of(record.published->day);

  evidence.has_id = !record.ids.empty();
  for (std::size_t i = 0; i < record.ids.size(); ++i) {
    const std::string_view id = record.ids[i];
    if (id.starts_with("doi:")) {
      evidence.dois.push_back(store::doi_key(id.substr(4)));
    } else if (i > 0) {
      evidence.vouched.emplace_back(id);
    }
  }
  std::sort(evidence.dois.begin(), evidence.dois.end());
  return evidence;
}

store::MatchingKey title_matching_key(std::uint64_t title_hash) {
  return title_hash;
}

store::MatchingKey id_matching_key(std::string_view id) {
  return hash64(id, kIdSeed);
}

std::vector<store::MatchingKey> matching_keys(const Evidence& evidence) {
  std::vector<store::MatchingKey> keys(evidence.dois.begin(), evidence.dois.end());
  if (evidence.title != 0) keys.push_back(title_matching_key(evidence.title));
  for (const std::string& id : evidence.vouched) keys.push_back(id_matching_key(id));
  for (const std::string& id : evidence.former) keys.push_back(id_matching_key(id));
  return keys;
}

bool names_id(const Evidence& evidence, std::string_view id) {
  return std::find(evidence.vouched.begin(), evidence.vouched.end(), id) != evidence.vouched.end() ||
         std::find(evidence.former.begin(), evidence.former.end(), id) != evidence.former.end();
}

std::string own_id(std::string_view source, std::string_view key, std::uint32_t salt) {
  constexpr std::size_t kHexDigits = 12;
  std::string name(source);
  name.append("\n").append(key);
  if (salt > 0) name.append("\n").append(std::to_string(salt));
  const Sha256 digest = sha256(name);
  return "b:" + hex(digest.data(), kHexDigits / 2);
}

bool same_paper(const IdentityEvidence& one, const IdentityEvidence& other) {
  return match(one, other).has_value();
}

bool same_by_title_alone(const IdentityEvidence& nameless, const IdentityEvidence& other) {
  if (!is_nameless(nameless)) return false;
  for (const Evidence& mine : nameless.records) {
    for (const Evidence& theirs : other.records) {
      const bool counts_agree = !mine.authors || !theirs.authors || *mine.authors == *theirs.authors;
      if (titles_equal(mine, theirs) && theirs.first_author != 0 && counts_agree) return true;
    }
  }
  return false;
}

std::vector<std::vector<std::size_t>> cluster(const std::vector<IdentityEvidence>& identities,
                                              const std::vector<PairDecision>& decisions) {
  Clusters clusters(identities);
  apply_decisions(decisions, clusters);
  for (const Edge& edge : edges_of(identities)) {
    if (clusters.of(edge.one) == clusters.of(edge.other)) continue;
    if (clusters.may_join(edge.one, edge.other, true)) clusters.join(edge.one, edge.other);
  }
  join_nameless(identities, clusters);
  return std::move(clusters).parts();
}

}  // namespace broadsheet::papers
