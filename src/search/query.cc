// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/query.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "search/limits.h"
#include "search/query_lexer.h"
#include "text/ids.h"

namespace broadsheet::search {
namespace {

// What a node is to the group around it when no sign is typed: plain words rank, all else must match.
Presence default_occur(const Node& node) {
  if (node.kind == NodeKind::kWord && node.field == QueryField::kAnywhere) return Presence::kShould;
  if (node.kind != NodeKind::kAll) return Presence::kMust;
  const bool plain = std::ranges::all_of(node.children, [](const Node& child) {
    return child.kind == NodeKind::kWord && child.field == QueryField::kAnywhere &&
           child.occur == Presence::kShould;
  });
  return plain ? Presence::kShould : Presence::kMust;
}

bool is_plain(const Node& node) {
  return node.occur == Presence::kShould && default_occur(node) == Presence::kShould;
}

SourceRange cover(SourceRange one, SourceRange other) {
  return {std::min(one.begin, other.begin), std::max(one.end, other.end)};
}

// Names of categories with hyphens in them, also of archives that were closed: a hyphen there takes nothing
// away.
constexpr auto kHyphenatedCategories = std::to_array<std::string_view>(
    {"acc-ph",    "acc-phys", "acl-anthology", "adap-org", "alg-geom", "ao-ph",     "ao-sci",   "app-ph",
     "astro-ph",  "atm-clus", "atom-ph",       "bayes-an", "bio-ph",   "chao-dyn",  "chem-ph",  "class-ph",
     "cmp-lg",    "comp-gas", "comp-ph",       "cond-mat", "data-an",  "dg-ga",     "dis-nn",   "ed-ph",
     "flu-dyn",   "funct-an", "gen-ph",        "geo-ph",   "gr-qc",    "hep-ex",    "hep-lat",  "hep-ph",
     "hep-th",    "hist-ph",  "ins-det",       "math-ph",  "med-ph",   "mes-hall",  "mtrl-sci", "mtrl-th",
     "nucl-ex",   "nucl-th",  "patt-sol",      "plasm-ph", "pop-ph",   "q-alg",     "q-bio",    "q-fin",
     "quant-gas", "quant-ph", "soc-ph",        "solv-int", "space-ph", "stat-mech", "str-el",   "supr-con"});

// An expression without what would begin something else in a query.
std::string bare_expression(std::string_view text) {
  std::string bare;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t quote = quote_at(text, i);
    if (quote == 0 && text[i] != '(' && text[i] != ')') bare += text[i];
    i += quote != 0 ? quote : 1;
  }
  return bare;
}

// True if the hyphen at `hyphen` stands inside one of those names.
bool hyphen_belongs(std::string_view text, std::size_t name_begin, std::size_t hyphen) {
  const auto ends_part = [&](std::size_t i) {
    return i >= text.size() || text[i] == '.' || text[i] == '+' || text[i] == ',' || text[i] == '-';
  };
  std::size_t part = hyphen;
  while (part > name_begin && text[part - 1] != '.') --part;
  return std::ranges::any_of(kHyphenatedCategories, [&](std::string_view known) {
    return text.substr(part).starts_with(known) && part + known.find('-') == hyphen &&
           ends_part(part + known.size());
  });
}

std::optional<DateRange> parse_date_side(std::string_view text) {
  const Result<PartialDate> parsed = parse_partial_date(text);
  if (!parsed.ok()) return std::nullopt;
  using namespace std::chrono;
  const year_month_day first{parsed->day};
  DateRange range{parsed->day, parsed->day};
  if (parsed->precision == DatePrecision::kMonth) {
    range.to = sys_days{first.year() / first.month() / last};
  } else if (parsed->precision == DatePrecision::kYear) {
    range.to = sys_days{first.year() / December / last};
  }
  return range;
}

std::optional<DateRange> parse_date_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return parse_date_side(text);
  const std::string_view left = trim(text.substr(0, dots));
  const std::string_view right = trim(text.substr(dots + 2));
  if (left.empty() && right.empty()) return std::nullopt;
  DateRange open{first_possible_day(), last_possible_day()};
  const std::optional<DateRange> from = left.empty() ? open : parse_date_side(left);
  const std::optional<DateRange> to = right.empty() ? open : parse_date_side(right);
  if (!from || !to) return std::nullopt;
  if (!left.empty() && !right.empty() && from->from > to->to) return DateRange{to->from, from->to};
  return DateRange{from->from, to->to};
}

// Tokens to the tree. Each function takes tokens [begin, end) that are balanced.
class Parser {
 public:
  explicit Parser(std::vector<QueryToken> tokens) : tokens_(std::move(tokens)) { match_parentheses(); }

  Node root() { return group(0, tokens_.size(), QueryField::kAnywhere); }

 private:
  // Drops parentheses without a partner and those nested too deep; notes the partners of the others.
  void match_parentheses() {
    std::vector<std::size_t> open;
    std::vector<bool> keep(tokens_.size(), true);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == TokenKind::kOpen) {
        open.push_back(i);
        keep[i] = false;
      } else if (tokens_[i].kind == TokenKind::kClose) {
        keep[i] = !open.empty() && open.size() <= kGroupDepthMax;
        if (keep[i]) keep[open.back()] = true;
        if (!open.empty()) open.pop_back();
      }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (keep[i]) tokens_[kept++] = tokens_[i];
    }
    tokens_.resize(kept);
    partner_.resize(kept);
    for (std::size_t i = 0; i < kept; ++i) {
      if (tokens_[i].kind == TokenKind::kOpen) open.push_back(i);
      if (tokens_[i].kind != TokenKind::kClose) continue;
      partner_[open.back()] = i;
      open.pop_back();
    }
  }

  bool is_or(std::size_t i) const {
    const QueryToken& token = tokens_[i];
    return token.kind == TokenKind::kWord && token.text == "OR" && token.sign == Presence::kShould &&
           token.field == QueryField::kAnywhere;
  }

  std::size_t behind(std::size_t i) const {
    return tokens_[i].kind == TokenKind::kOpen ? partner_[i] + 1 : i + 1;
  }

  Node group(std::size_t begin, std::size_t end, QueryField field) {
    Node node;
    for (std::size_t i = begin; i < end;) {
      std::vector<std::optional<Node>> operands;
      operands.push_back(operand(i, field));
      i = behind(i);
      while (i + 1 < end && is_or(i) && !is_or(i + 1)) {
        operands.push_back(operand(i + 1, field));
        i = behind(i + 1);
      }
      add(node, std::move(operands));
    }
    return node;
  }

  // Adds what one operand, or several joined by OR, mean to the group.
  static void add(Node& group, std::vector<std::optional<Node>> operands) {
    std::erase(operands, std::nullopt);
    if (operands.empty()) return;
    if (operands.size() > 1) {
      add_alternatives(group, std::move(operands));
      return;
    }
    Node node = *std::move(operands.front());
    const bool splice = node.kind == NodeKind::kAll && node.occur != Presence::kMustNot &&
                        (is_plain(node) || (node.occur == Presence::kMust && !has_should(node)));
    if (!splice) {
      group.children.push_back(std::move(node));
      return;
    }
    std::ranges::move(node.children, std::back_inserter(group.children));
  }

  static bool has_should(const Node& node) {
    return std::ranges::any_of(node.children, [](const Node& c) { return c.occur == Presence::kShould; });
  }

  static void add_alternatives(Node& group, std::vector<std::optional<Node>> operands) {
    Node any;
    any.kind = NodeKind::kAny;
    any.occur = Presence::kMust;
    any.range = operands.front()->range;
    bool must = false;  // somebody typed a plus
    bool plain = true;  // nothing but words
    for (std::optional<Node>& operand : operands) {
      any.range = cover(any.range, operand->range);
      must = must || (operand->occur == Presence::kMust && default_occur(*operand) == Presence::kShould);
      const bool words = default_occur(*operand) == Presence::kShould && operand->occur != Presence::kMustNot;
      plain = plain && words;
      const bool splice = (operand->kind == NodeKind::kAll && words) ||
                          (operand->kind == NodeKind::kAny && operand->occur != Presence::kMustNot);
      if (splice) {
        std::ranges::move(operand->children, std::back_inserter(any.children));
      } else {
        if (operand->occur == Presence::kMust) operand->occur = Presence::kShould;
        any.children.push_back(*std::move(operand));
      }
    }
    if (plain) {
      any.kind = NodeKind::kAll;
      if (!must) {
        std::ranges::move(any.children, std::back_inserter(group.children));
        return;
      }
    }
    group.children.push_back(std::move(any));
  }

  // The node of the token at `i`, or of the group that it opens; nullopt if it says nothing.
  std::optional<Node> operand(std::size_t i, QueryField around) {
    const QueryToken& token = tokens_[i];
    const QueryField field = token.field == QueryField::kAnywhere ? around : token.field;
    if (token.kind == TokenKind::kOpen) return group_operand(i, field);
    std::optional<Node> node = leaf(token, field);
    if (!node) return std::nullopt;
    node->range = token.range;
    node->occur = token.sign == Presence::kShould ? default_occur(*node) : token.sign;
    return node;
  }

  std::optional<Node> group_operand(std::size_t open, QueryField field) {
    const std::size_t close = partner_[open];
    const Presence sign = tokens_[open].sign;
    Node node = group(open + 1, close, field);
    node.range = cover(tokens_[open].range, tokens_[close].range);
    if (node.children.empty()) return std::nullopt;
    if (node.children.size() > 1) {
      node.occur = sign == Presence::kShould ? default_occur(node) : sign;
      return node;
    }
    Node only = std::move(node.children.front());
    if (sign == Presence::kMust && only.occur == Presence::kShould) only.occur = Presence::kMust;
    if (sign == Presence::kMustNot) {
      only.occur = only.occur == Presence::kMustNot ? Presence::kMust : Presence::kMustNot;
    }
    return only;
  }

  static std::optional<Node> leaf(const QueryToken& token, QueryField field) {
    if (token.text.empty()) return std::nullopt;
    Node node;
    node.field = field;
    switch (field) {
      case QueryField::kAnywhere:
      case QueryField::kTitle:
      case QueryField::kAbstract:
      case QueryField::kAuthor:
        return text_leaf(token, std::move(node));
      case QueryField::kCategory:
        node.kind = NodeKind::kCategory;
        if (token.kind == TokenKind::kQuoted) {
          node.categories.push_back({true, ascii_lower(token.text)});
        } else {
          node.categories = parse_category_expression(token.text);
        }
        return node.categories.empty() ? fallback(token) : node;
      case QueryField::kDate:
        node.kind = NodeKind::kDate;
        if (const std::optional<DateRange> dates = parse_date_range(token.text)) {
          node.dates = *dates;
          return node;
        }
        return fallback(token);
      case QueryField::kId:
        node.kind = NodeKind::kId;
        break;
      case QueryField::kByline:
      case QueryField::kOrg:
      case QueryField::kSubmitter:
      case QueryField::kVenue:
      case QueryField::kSource:
      case QueryField::kHas:
        node.kind = NodeKind::kKeyword;
        break;
    }
    node.text = token.text;
    return node;
  }

  static Node text_leaf(const QueryToken& token, Node node) {
    node.kind = token.kind == TokenKind::kQuoted ? NodeKind::kPhrase : NodeKind::kWord;
    // A lone OR is the word; in lower case nothing can take it for the operator again.
    node.text = node.kind == NodeKind::kWord && token.text == "OR" ? "or" : token.text;
    return node;
  }

  // A filter whose value is none (`date:yesterday`) is text.
  static Node fallback(const QueryToken& token) {
    Node node = text_leaf(token, {});
    if (node.kind == NodeKind::kWord && token.field != QueryField::kAnywhere) {
      node.text = std::string(field_prefix(token.field)) + ":" + node.text;
    }
    return node;
  }

  std::vector<QueryToken> tokens_;
  std::vector<std::size_t> partner_;  // of each open parenthesis
};

// A query of nothing but pasted ids asks for those papers.
void read_pasted_ids(Node& root) {
  const bool all_ids = !root.children.empty() && std::ranges::all_of(root.children, [](const Node& node) {
    return node.kind == NodeKind::kWord && is_plain(node) && text::parse_paper_id(node.text).has_value();
  });
  if (!all_ids) return;
  for (Node& node : root.children) {
    node.kind = NodeKind::kId;
    node.field = QueryField::kId;
  }
  if (root.children.size() == 1) {
    root.children.front().occur = Presence::kMust;
    return;
  }
  Node any;
  any.kind = NodeKind::kAny;
  any.occur = Presence::kMust;
  any.range = cover(root.children.front().range, root.children.back().range);
  any.children = std::exchange(root.children, {});
  root.children.push_back(std::move(any));
}

}  // namespace

Day first_possible_day() {
  return std::chrono::sys_days{std::chrono::year{1000} / 1 / 1};
}
Day last_possible_day() {
  return std::chrono::sys_days{std::chrono::year{2999} / 12 / 31};
}

bool same_query(const Node& one, const Node& other) {
  return one.kind == other.kind && one.occur == other.occur && one.field == other.field &&
         one.text == other.text && one.categories == other.categories && one.dates == other.dates &&
         std::ranges::equal(one.children, other.children, same_query);
}

std::vector<CategoryStep> parse_category_expression(std::string_view text) {
  const std::string lower = ascii_lower(bare_expression(text));
  std::vector<CategoryStep> steps;
  bool add = true;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= lower.size(); ++i) {
    const bool at_end = i == lower.size();
    if (!at_end && lower[i] != '+' && lower[i] != ',' && lower[i] != '-') continue;
    if (!at_end && lower[i] == '-' && hyphen_belongs(lower, begin, i)) continue;
    const std::string_view name = trim(std::string_view(lower).substr(begin, i - begin));
    if (!name.empty() && steps.size() < kCategoryStepsMax) steps.push_back({add, std::string(name)});
    add = at_end || lower[i] != '-';
    begin = i + 1;
  }
  return steps;
}

Result<Query> Query::parse(std::string_view text) {
  if (text.size() > kQueryBytesMax) {
    return Error(ErrorCode::kTooLarge, "a query may have " + std::to_string(kQueryBytesMax) +
                                           " bytes at most, this one has " + std::to_string(text.size()));
  }
  Query query;
  query.text_ = text;
  query.blank_ = trim(text).empty();
  QueryTokens tokens = lex_query(query.text_);
  query.truncated_ = tokens.truncated;
  query.root_ = Parser(std::move(tokens.tokens)).root();
  query.root_.range = {0, static_cast<std::uint32_t>(text.size())};
  read_pasted_ids(query.root_);
  return query;
}

std::vector<std::string> Query::ids() const {
  if (root_.children.size() != 1) return {};
  const Node& only = root_.children.front();
  if (only.occur == Presence::kMustNot) return {};
  if (only.kind == NodeKind::kId) return {only.text};
  if (only.kind != NodeKind::kAny) return {};
  std::vector<std::string> ids;
  for (const Node& child : only.children) {
    if (child.kind != NodeKind::kId || child.occur == Presence::kMustNot) return {};
    ids.push_back(child.text);
  }
  return ids;
}

}  // namespace broadsheet::search
