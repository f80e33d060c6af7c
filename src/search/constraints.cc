// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/constraints.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "search/byline_key.h"
#include "search/limits.h"
#include "search/schema.h"

namespace broadsheet::search {
namespace {

Clause filter_clause(Match match, std::vector<Term> terms) {
  return {.occur = Occur::kFilter, .match = match, .terms = std::move(terms), .offsets = {}};
}

bool is_text(const Node& node) {
  switch (node.kind) {
    case NodeKind::kWord:
    case NodeKind::kPhrase:
      return node.field != QueryField::kAuthor;
    case NodeKind::kAll:
    case NodeKind::kAny:
      return std::ranges::any_of(node.children, is_text);
    default:
      return false;
  }
}

std::int32_t day_number(Day day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

// The last day of the day, month or year that begins on `first`.
std::int32_t last_day(std::int32_t first, DatePrecision precision) {
  using namespace std::chrono;
  if (precision == DatePrecision::kDay) return first;
  const year_month_day date{sys_days{days{first}}};
  if (precision == DatePrecision::kMonth) return day_number(sys_days{date.year() / date.month() / last});
  return day_number(sys_days{date.year() / December / last});
}

}  // namespace

std::shared_ptr<const DocSet> FilterCache::find(const std::string& filter) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(entries_, filter, &Entry::filter);
  if (found == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found);
  return found->set;
}

void FilterCache::put(const std::string& filter, std::shared_ptr<const DocSet> set) {
  const std::lock_guard lock(mutex_);
  if (std::ranges::find(entries_, filter, &Entry::filter) != entries_.end()) return;
  entries_.push_front({filter, std::move(set)});
  if (entries_.size() > kFilterCacheEntriesMax) entries_.pop_back();
}

Result<Allowed> ConstraintEvaluator::evaluate(const Query& query) {
  return evaluate_all(query.root(), false);
}

// A group holds what all its required parts hold and none of its excluded ones. If no required part is
// text, one of its plain words must be there too; at the top the ranking sees to that itself.
Result<Allowed> ConstraintEvaluator::evaluate_all(const Node& group, bool plain_words_too) {
  Allowed allowed;
  std::optional<DocSet> any_word;
  for (const Node& child : group.children) {
    if (child.occur == Presence::kShould) {
      if (!plain_words_too) continue;
      TRY(Outcome outcome, evaluate_node(child));
      if (!outcome) continue;
      if (any_word) {
        any_word->unite(*outcome);
      } else {
        any_word = *std::move(outcome);
      }
      continue;
    }
    TRY(Outcome outcome, evaluate_node(child));
    if (!outcome) continue;
    if (child.occur == Presence::kMustNot) {
      if (!allowed.set) allowed.set = live();
      allowed.set->remove(*outcome);
      continue;
    }
    allowed.requires_text = allowed.requires_text || is_text(child);
    if (allowed.set) {
      allowed.set->keep(*outcome);
    } else {
      allowed.set = *std::move(outcome);
    }
  }
  if (any_word && !allowed.requires_text) {
    if (allowed.set) any_word->keep(*allowed.set);
    allowed.set = std::move(any_word);
  }
  return allowed;
}

Result<ConstraintEvaluator::Outcome> ConstraintEvaluator::evaluate_node(const Node& node) {
  switch (node.kind) {
    case NodeKind::kWord:
      return node.field == QueryField::kAuthor ? evaluate_name(node) : evaluate_word(node);
    case NodeKind::kPhrase:
      return node.field == QueryField::kAuthor ? evaluate_name(node) : evaluate_phrase(node);
    case NodeKind::kAll: {
      TRY(Allowed allowed, evaluate_all(node, true));
      return Outcome(std::move(allowed.set));
    }
    case NodeKind::kAny:
      return evaluate_any(node);
    case NodeKind::kId:
      return evaluate_id(node);
    case NodeKind::kKeyword:
    case NodeKind::kCategory:
    case NodeKind::kDate: {
      TRY(DocSet set, evaluate_filter(node));
      return Outcome(std::move(set));
    }
  }
  return Outcome();
}

Result<ConstraintEvaluator::Outcome> ConstraintEvaluator::evaluate_any(const Node& node) {
  Outcome all;
  for (const Node& child : node.children) {
    TRY(Outcome outcome, evaluate_node(child));
    if (!outcome) continue;
    if (child.occur == Presence::kMustNot) {
      DocSet others = live();
      others.remove(*outcome);
      outcome = std::move(others);
    }
    if (all) {
      all->unite(*outcome);
    } else {
      all = std::move(outcome);
    }
  }
  return all;
}

Result<ConstraintEvaluator::Outcome> ConstraintEvaluator::evaluate_word(const Node& node) {
  BooleanQuery query;
  for (const text::Token& token : analyzer_.tokens(node.text)) {
    const std::string stem(token.stem);
    if (node.field == QueryField::kTitle) {
      query.clauses.push_back(filter_clause(Match::kAny, {{places_.title, stem}}));
    } else if (node.field == QueryField::kAbstract) {
      Clause clause = filter_clause(Match::kPhrase, {{places_.exact, std::string(token.folded)}});
      clause.position_min = kAbstractStart;
      query.clauses.push_back(std::move(clause));
    } else {
      query.clauses.push_back(
          filter_clause(Match::kAny, {{places_.body, stem}, {places_.author, std::string(token.folded)}}));
    }
  }
  if (query.clauses.empty()) return Outcome();
  TRY(DocSet set, match(query));
  return Outcome(std::move(set));
}

Result<ConstraintEvaluator::Outcome> ConstraintEvaluator::evaluate_phrase(const Node& node) {
  Clause phrase = filter_clause(Match::kPhrase, {});
  Clause name = filter_clause(Match::kPhrase, {});
  for (const text::Token& token : analyzer_.tokens(node.text)) {
    phrase.terms.push_back({places_.exact, std::string(token.folded)});
    name.terms.push_back({places_.author, std::string(token.folded)});
  }
  if (phrase.terms.empty()) return Outcome();
  if (node.field == QueryField::kTitle) phrase.position_max = kAbstractStart;
  if (node.field == QueryField::kAbstract) phrase.position_min = kAbstractStart;
  TRY(DocSet set, match({.clauses = {std::move(phrase)}}));
  if (node.field == QueryField::kAnywhere) {
    TRY(const DocSet named, match({.clauses = {std::move(name)}}));
    set.unite(named);
  }
  return Outcome(std::move(set));
}

// All the words, in any order, in the name of one author: middle names may stand between them.
Result<ConstraintEvaluator::Outcome> ConstraintEvaluator::evaluate_name(const Node& node) {
  BooleanQuery query;
  std::vector<std::string> words;
  for (const text::Token& token : analyzer_.tokens(node.text)) {
    words.emplace_back(token.folded);
    query.clauses.push_back(filter_clause(Match::kAny, {{places_.author, words.back()}}));
  }
  if (words.empty()) return Outcome();
  TRY(DocSet set, match(query));
  if (words.size() > 1) keep_within_one_name(words, set);
  return Outcome(std::move(set));
}

void ConstraintEvaluator::keep_within_one_name(std::span<const std::string> words, DocSet& set) {
  DocSet kept(snapshot_.segments());
  std::vector<std::uint32_t> positions;
  for (std::size_t s = 0; s < set.segments(); ++s) {
    const index::InvertedField* field = snapshot_.segments()[s].fields[places_.author];
    if (field == nullptr) continue;
    std::vector<index::PostingCursor> cursors;
    for (const std::string& word : words) {
      const std::optional<index::TermInfo> info = field->find(word);
      if (info) cursors.emplace_back(field->postings(*info));
    }
    if (cursors.size() < words.size()) continue;
    set.for_each_in(s, [&](std::uint32_t doc) {
      std::vector<std::uint32_t> names;  // that hold all the words so far
      for (std::size_t i = 0; i < cursors.size(); ++i) {
        if (cursors[i].seek(doc) != doc) return;
        cursors[i].positions(positions);
        for (std::uint32_t& position : positions) position /= kAuthorStride;
        if (i == 0) {
          names = positions;
        } else {
          std::erase_if(names, [&](std::uint32_t n) { return !std::ranges::binary_search(positions, n); });
        }
      }
      if (!names.empty()) kept.add(s, doc);
    });
  }
  set = std::move(kept);
}

Result<ConstraintEvaluator::Outcome> ConstraintEvaluator::evaluate_id(const Node& node) {
  DocSet set(snapshot_.segments());
  if (resolve_id_) {
    TRY(const std::vector<PaperNumber> papers, resolve_id_(node.text));
    for (const PaperNumber paper : papers) {
      if (const auto address = snapshot_.find(paper)) set.add(address->segment, address->doc);
    }
  }
  return Outcome(std::move(set));
}

Result<DocSet> ConstraintEvaluator::evaluate_filter(const Node& node) {
  Node unsigned_node = node;
  unsigned_node.occur = Presence::kMust;
  const std::string key = to_string(unsigned_node);
  if (const std::shared_ptr<const DocSet> cached = cache_.find(key)) return *cached;
  Result<DocSet> set = node.kind == NodeKind::kKeyword    ? evaluate_keyword(node)
                       : node.kind == NodeKind::kCategory ? evaluate_categories(node)
                                                          : evaluate_dates(node.dates);
  if (set.ok()) cache_.put(key, std::make_shared<const DocSet>(*set));
  return set;
}

// The value as it stands, or all its words; of an author only the whole name. Venues have keys that sources
// list among the categories.
Result<DocSet> ConstraintEvaluator::evaluate_keyword(const Node& node) {
  if (node.field == QueryField::kByline)
    return match({.clauses = {filter_clause(Match::kAny, {{places_.byline, byline_key(node.text)}})}});
  const FieldId field = node.field == QueryField::kOrg         ? places_.org
                        : node.field == QueryField::kSubmitter ? places_.submitter
                        : node.field == QueryField::kVenue     ? places_.venue
                        : node.field == QueryField::kHas       ? places_.has
                                                               : places_.source;
  TRY(DocSet set, match({.clauses = {filter_clause(Match::kAny, {{field, keyword(node.text)}})}}));
  if (node.field == QueryField::kVenue) {
    TRY(const DocSet by_key,
        match({.clauses = {filter_clause(Match::kAny, {{places_.category, keyword(node.text)}})}}));
    set.unite(by_key);
  }
  BooleanQuery words;
  for (const text::Token& token : analyzer_.tokens(node.text)) {
    words.clauses.push_back(filter_clause(Match::kAny, {{field, std::string(token.folded)}}));
  }
  if (!words.clauses.empty()) {
    TRY(const DocSet all_words, match(words));
    set.unite(all_words);
  }
  return set;
}

// From left to right; an expression that begins by taking away takes away from everything.
Result<DocSet> ConstraintEvaluator::evaluate_categories(const Node& node) {
  DocSet set(snapshot_.segments());
  if (!node.categories.front().add) set = live();
  for (const CategoryStep& step : node.categories) {
    TRY(const DocSet one, match({.clauses = {filter_clause(Match::kAny, {{places_.category, step.name}})}}));
    if (step.add) {
      set.unite(one);
    } else {
      set.remove(one);
    }
  }
  return set;
}

// A paper dated to a month or a year is found by ranges that hold all of it: nobody knows its day.
Result<DocSet> ConstraintEvaluator::evaluate_dates(const DateRange& range) {
  DocSet set(snapshot_.segments());
  const std::int32_t from = day_number(range.from);
  const std::int32_t to = day_number(range.to);
  const index::ColumnId published_column = *snapshot_.schema().column(kPublishedColumn);
  const index::ColumnId precision_column = *snapshot_.schema().column(kPrecisionColumn);
  for (std::size_t s = 0; s < snapshot_.segments().size(); ++s) {
    TRY(const index::NumberColumn published, snapshot_.segment(s).numbers(published_column));
    TRY(const index::NumberColumn precision, snapshot_.segment(s).numbers(precision_column));
    for (std::uint32_t doc = 0; doc < snapshot_.segments()[s].doc_count; ++doc) {
      const std::int32_t day = published[doc];
      if (day == kNoDay || day < from || day > to) continue;
      if (last_day(day, static_cast<DatePrecision>(precision[doc])) <= to) set.add(s, doc);
    }
  }
  set.keep(live());
  return set;
}

Result<DocSet> ConstraintEvaluator::match(const BooleanQuery& query) {
  DocSet set(snapshot_.segments());
  for (std::size_t s = 0; s < set.segments(); ++s) {
    const Result<std::uint64_t> matched = match_bits(snapshot_.segments()[s], query, nullptr, set.segment(s));
    if (!matched.ok()) return matched.error();
  }
  return set;
}

}  // namespace broadsheet::search
