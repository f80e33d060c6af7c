// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Segment::check: every byte, then every promise that the formats make about them.

#include <algorithm>
#include <vector>

#include "index/limits.h"
#include "index/segment.h"

namespace broadsheet::index {
namespace {

// Walks one field. Stops at the first list that is not sound: what follows it would only repeat it.
class FieldChecker {
 public:
  FieldChecker(const InvertedField& field, const std::string& name) : field_(field), name_(name) {}

  std::vector<Segment::Problem> run(bool deep) {
    std::uint64_t terms = 0;
    std::string former;
    TermIterator iterator = field_.terms();
    while (problems_.empty() && iterator.next()) {
      if (terms > 0 && iterator.term() <= former) add("its terms do not ascend");
      former = iterator.term();
      const TermInfo info = iterator.info();
      if (info.ordinal != terms) add("its terms are not numbered in their order");
      check_list(info, deep);
      ++terms;
    }
    if (problems_.empty() && terms != field_.term_count()) add("its dictionary ends early");
    if (problems_.empty()) check_lengths();
    if (problems_.empty() && deep && field_.options().frequencies) check_frequencies();
    return std::move(problems_);
  }

 private:
  void add(const std::string& what) { problems_.push_back({std::nullopt, "field " + name_ + ": " + what}); }

  void check_list(const TermInfo& info, bool deep) {
    const PostingList list = field_.postings(info);
    if (list.df() != info.df || info.df == 0 || info.df > field_.doc_count())
      return add("a posting list is not sound");
    if (deep) check_postings(list, info);
  }

  void check_postings(const PostingList& list, const TermInfo& info) {
    PostingCursor cursor(list);
    std::uint32_t count = 0;
    std::uint64_t total_tf = 0;
    std::uint64_t next_doc = 0;
    std::uint8_t largest = 0;
    for (std::uint32_t doc = cursor.next(); doc != kNoDoc; doc = cursor.next()) {
      if (doc < next_doc || doc >= field_.doc_count())
        return add("documents of a posting list do not ascend");
      next_doc = std::uint64_t{doc} + 1;
      const std::uint32_t tf = cursor.tf();
      if (tf == 0) return add("a frequency is zero");
      total_tf += tf;
      if (tokens_.size() < field_.doc_count()) tokens_.resize(field_.doc_count());
      tokens_[doc] += tf;
      largest = std::max(largest, cursor.impact());
      if (cursor.impact() > list.block_impact(count / kBlockDocs))
        return add("an impact is above its block's bound");
      if (field_.options().positions && !check_positions(cursor, tf)) return;
      ++count;
    }
    if (count != info.df) return add("a posting list ends early");
    if (field_.options().frequencies && total_tf != info.total_tf)
      return add("frequencies do not add up to their sum");
    if (largest > list.max_impact()) add("an impact is above its list's bound");
  }

  bool check_positions(PostingCursor& cursor, std::uint32_t tf) {
    cursor.positions(positions_);
    if (positions_.size() == tf && std::is_sorted(positions_.begin(), positions_.end())) return true;
    add("the positions of a posting are not sound");
    return false;
  }

  void check_lengths() {
    std::uint64_t total = 0;
    for (std::uint32_t doc = 0; doc < field_.doc_count(); ++doc) total += field_.length(doc);
    if (total != field_.total_length()) add("the lengths do not add up to their sum");
  }

  // Tokens that are no terms count towards a length, so that it may be larger than what the lists hold.
  void check_frequencies() {
    for (std::uint32_t doc = 0; doc < tokens_.size(); ++doc) {
      if (tokens_[doc] > 0 && field_.length(doc) == 0) return add("a document has tokens and no length");
    }
  }

  const InvertedField& field_;
  const std::string& name_;
  std::vector<std::uint64_t> tokens_;
  std::vector<std::uint32_t> positions_;
  std::vector<Segment::Problem> problems_;
};

}  // namespace

std::vector<Segment::Problem> Segment::check(const Schema& schema, bool deep) const {
  std::vector<Problem> problems;
  for (const std::uint64_t offset : file_->bad_pages()) {
    problems.push_back({offset, "the page that begins here is not as it was written"});
    if (problems.size() == kCheckProblemsMax) return problems;
  }
  // A page that is not as written explains whatever else one would find.
  if (!problems.empty()) return problems;
  for (std::size_t c = 0; c < schema.columns.size(); ++c) {
    const auto column = static_cast<ColumnId>(c);
    const auto note = [&](const auto& opened) {
      if (!opened.ok()) problems.push_back({std::nullopt, opened.error().message()});
    };
    if (schema.columns[c].kind == ColumnKind::kNumber) {
      note(numbers(column));
    } else {
      note(keywords(column));
    }
  }
  for (std::size_t f = 0; f < schema.fields.size(); ++f) {
    if (fields_[f] == nullptr) continue;
    for (Problem& problem : FieldChecker(*fields_[f], schema.fields[f].name).run(deep)) {
      problems.push_back(std::move(problem));
    }
  }
  return problems;
}

}  // namespace broadsheet::index
