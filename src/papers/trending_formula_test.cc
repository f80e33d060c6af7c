// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// docs/trending.md and the program have the same formula: what the page says is read as arithmetic, and its
// value for any paper compared with the program's.

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <regex>
#include <string>
#include <string_view>

#include "base/file.h"
#include "papers/trending.h"

namespace broadsheet::papers {
namespace {

using Values = std::map<std::string, double, std::less<>>;

// sum = product {("+" | "-") product}; product = atom {("*" | "/") atom};
// atom = number | name | "(" sum ")" | "log2" "(" sum ")" | "max" "(" sum "," sum ")".
class Arithmetic {
 public:
  Arithmetic(std::string_view text, const Values& values) : text_(text), values_(values) {}

  double value() {
    const double value = sum();
    skip_blanks();
    if (!text_.empty()) ADD_FAILURE() << "not arithmetic: " << text_;
    return value;
  }

 private:
  void skip_blanks() { text_.remove_prefix(std::min(text_.find_first_not_of(" \n"), text_.size())); }

  bool take(char sign) {
    skip_blanks();
    if (!text_.starts_with(sign)) return false;
    text_.remove_prefix(1);
    return true;
  }

  void expect(char sign) {
    if (!take(sign)) ADD_FAILURE() << "'" << sign << "' is missing before: " << text_;
  }

  template <class IsPart>
  std::string take_while(IsPart is_part) {
    std::size_t length = 0;
    while (length < text_.size() && is_part(text_[length])) ++length;
    std::string taken(text_.substr(0, length));
    text_.remove_prefix(length);
    return taken;
  }

  double sum() {
    double value = product();
    for (;;) {
      if (take('+')) {
        value += product();
      } else if (take('-')) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  double product() {
    double value = atom();
    for (;;) {
      if (take('*')) {
        value *= atom();
      } else if (take('/')) {
        value /= atom();
      } else {
        return value;
      }
    }
  }

  double in_parentheses() {
    const double value = sum();
    expect(')');
    return value;
  }

  double atom() {
    if (take('(')) return in_parentheses();
    const auto digits = take_while([](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (!digits.empty()) return std::stod(digits);
    const auto name =
        take_while([](char c) { return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9'); });
    if (!take('(')) return named(name);
    const double first = sum();
    if (name == "log2") {
      expect(')');
      return std::log2(first);
    }
    if (name != "max") ADD_FAILURE() << "no function: " << name;
    expect(',');
    return std::max(first, in_parentheses());
  }

  double named(const std::string& name) const {
    const auto found = values_.find(name);
    if (found != values_.end()) return found->second;
    ADD_FAILURE() << "nothing is called '" << name << "'";
    return 0;
  }

  std::string_view text_;
  const Values& values_;
};

const std::string& page() {
  static const std::string text = read_file("docs/trending.md", 1 << 20).value();
  return text;
}

// Name and arithmetic of each line of the page's blocks of formulas.
std::map<std::string, std::string> formulas() {
  std::map<std::string, std::string> formulas;
  const std::regex block("```formula\n([^`]*)```");
  const std::regex line("([a-z_]+) = ([^\n]+)\n");
  for (std::sregex_iterator at(page().begin(), page().end(), block), end; at != end; ++at) {
    const std::string lines = (*at)[1];
    for (std::sregex_iterator each(lines.begin(), lines.end(), line); each != end; ++each)
      formulas[(*each)[1]] = (*each)[2];
  }
  return formulas;
}

Values values_of(const TrendingFacts& facts, const TrendingParameters& parameters) {
  return {{"votes", facts.votes},
          {"comments", facts.comments},
          {"saves", facts.saves},
          {"age_hours", facts.age_hours},
          {"counted_age_hours", facts.counted_age_hours},
          {"field_points", facts.field_points},
          {"all_points", facts.all_points},
          {"comment_weight", parameters.comment_weight},
          {"save_weight", parameters.save_weight},
          {"half_life_hours", parameters.half_life_hours},
          {"count_lasts_hours", parameters.count_lasts_hours},
          {"field_weight", parameters.field_weight},
          {"field_prior_papers", parameters.field_prior_papers}};
}

// From 0 to `max`, in hundredths.
double any_to(int max) {
  return *rc::gen::inRange(0, 100 * max + 1) / 100.0;
}

RC_GTEST_PROP(TrendingPage, HasTheFormulaOfTheProgram, ()) {
  static const std::map<std::string, std::string> all = formulas();
  TrendingFacts facts = {.votes = any_to(5000), .comments = any_to(500), .saves = any_to(500)};
  facts.age_hours = any_to(1000);
  facts.counted_age_hours = facts.age_hours * any_to(1);
  facts.field_points = any_to(300);
  facts.all_points = any_to(300);
  const TrendingParameters parameters = {.comment_weight = any_to(5),
                                         .save_weight = any_to(5),
                                         .half_life_hours = 0.5 + any_to(300),
                                         .count_lasts_hours = any_to(500),
                                         .field_weight = any_to(1)};
  const Values values = values_of(facts, parameters);
  const TrendingScore score = trending_score(facts, parameters);
  const std::map<std::string, double> ours = {{"score", score.total()},          {"votes_part", score.votes},
                                              {"comments_part", score.comments}, {"saves_part", score.saves},
                                              {"age_part", score.age},           {"field_part", score.field}};
  RC_ASSERT(all.size() == ours.size());
  for (const auto& [name, arithmetic] : all) {
    RC_LOG() << name << " = " << arithmetic;
    RC_ASSERT(ours.contains(name));
    RC_ASSERT(std::abs(Arithmetic(arithmetic, values).value() - ours.at(name)) < 1e-9);
  }
}

TEST(TrendingPage, HasTheDefaultsOfTheProgram) {
  const Values values = values_of({}, {});
  const std::regex row("\\| `trending\\.([a-z_]+)` \\| ([0-9.]+) \\|");
  std::size_t rows = 0;
  for (std::sregex_iterator at(page().begin(), page().end(), row), end; at != end; ++at, ++rows) {
    const auto found = values.find(std::string((*at)[1]));
    ASSERT_NE(found, values.end()) << (*at)[0];
    EXPECT_DOUBLE_EQ(std::stod((*at)[2]), found->second) << (*at)[0];
  }
  EXPECT_EQ(rows, 6U);
}

}  // namespace
}  // namespace broadsheet::papers
