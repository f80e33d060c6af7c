// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The query language: from what a person typed to a tree.
//
//   words            rank papers; any of them is enough         graph neural networks
//   +word            must be there                              +graph networks
//   -anything        must not be there                          graph -survey -category:cs.CY
//   "some words"     must be there, in this order               "graph neural networks"
//   a OR b           one of the two must be there               "graph network" OR title:gnn
//   ( … )            a group                                    +(graph network) -(survey review)
//   title: abstract: author:     a word, a "phrase" or a ( group ) of that field
//   byline: category: org: venue: source: has: date: id:        filters
//
// Whatever is none of these is text: a quote or a parenthesis without its partner, an operator with
// nothing to work on, a prefix that we do not know. Parsing therefore fails only by length.

#ifndef BROADSHEET_SEARCH_QUERY_H_
#define BROADSHEET_SEARCH_QUERY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace broadsheet::search {

enum class NodeKind : std::uint8_t {
  kWord,      // text: as typed; analysis may find no, one or several tokens in it
  kPhrase,    // text: what stood between the quotes
  kKeyword,   // field kByline, kOrg, kSubmitter, kVenue, kSource or kHas; text: the value
  kCategory,  // categories: the expression
  kDate,      // dates
  kId,        // text: an id, DOI or URL; the caller resolves it
  kAll,       // children, each as its `occur` says; see Node::children
  kAny,       // at least one of children (a child with kMustNot: or anything but it)
};

enum class Presence : std::uint8_t {
  kShould,   // ranks; a group that requires no text needs at least one of these
  kMust,     // what does not have it is no match
  kMustNot,  // what has it is no match
};

enum class QueryField : std::uint8_t {
  kAnywhere,  // title, abstract, and for words the authors
  kTitle,
  kAbstract,
  kAuthor,
  kByline,  // an author's whole name, or ORCID iD
  kCategory,
  kOrg,
  kSubmitter,
  kVenue,
  kSource,
  kHas,
  kDate,
  kId,
};

// Bytes [begin, end) of the text that was parsed, operators and quotes included.
struct SourceRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// One step of `cs.AI+cs.LG-cs.CY`: taken from left to right, adds or takes away a category. `name` is
// in lower case; a name without a dot also stands for all the categories below it (`cs`, `math`).
struct CategoryStep {
  bool add = true;
  std::string name;
  friend bool operator==(const CategoryStep&, const CategoryStep&) = default;
};

// Both ends included. An end that was left open is the first or last day that a date can have.
struct DateRange {
  Day from;
  Day to;
  friend bool operator==(const DateRange&, const DateRange&) = default;
};

// Days that stand for an open end of a range.
Day first_possible_day();
Day last_possible_day();

struct Node {
  NodeKind kind = NodeKind::kAll;
  Presence occur = Presence::kShould;  // what the node is to the kAll around it
  QueryField field = QueryField::kAnywhere;
  SourceRange range;
  std::string text;
  std::vector<CategoryStep> categories;
  DateRange dates{};
  std::vector<Node> children;
};

// Equal but for the source ranges.
bool same_query(const Node& one, const Node& other);

// Immutable once parsed.
class Query {
 public:
  // kTooLarge above kQueryBytesMax; any other bytes are a query. Linear in the length.
  static Result<Query> parse(std::string_view text);

  const std::string& text() const { return text_; }
  // A kAll. Without children: nothing was asked (or nothing with a meaning was typed; see blank()).
  const Node& root() const { return root_; }
  // True if nothing but white space was typed.
  bool blank() const { return blank_; }
  // True if what came after kQueryClausesMax clauses was left out.
  bool truncated() const { return truncated_; }
  // The ids, if the whole query is a pasted id (DOI, URL) or several of them, or `id:` filters joined
  // by OR; else empty.
  std::vector<std::string> ids() const;

 private:
  std::string text_;
  Node root_;
  bool blank_ = true;
  bool truncated_ = false;
};

// The same query in its canonical form: Query::parse(to_string(q)) is q but for source ranges.
std::string to_string(const Query& query);
std::string to_string(const Node& node);

// The steps of a category expression; empty if there is no name in it.
std::vector<CategoryStep> parse_category_expression(std::string_view text);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_QUERY_H_
