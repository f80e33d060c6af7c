// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet categories: the tree of all categories, or the newest papers of an expression of them.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/layout.h"
#include "app/limits.h"
#include "app/paper_text.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "base/english.h"
#include "papers/category_expression.h"
#include "papers/category_tree.h"
#include "papers/newest_papers.h"
#include "papers/paper_body.h"

namespace broadsheet::app {
namespace {

using papers::CategoryTree;
using papers::CountedCategory;

constexpr std::size_t kKeyColumns = 20;
constexpr std::size_t kCountColumns = 9;

class CategoriesCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "categories",
        .group = "Reading",
        .summary = "shows all categories, or the newest papers of some",
        .about =
            "Without an expression: arXiv's categories with their names, and what other sources file papers "
            "under, with the number of papers in each. Only what has papers; --all shows every one.\n\n"
            "An expression is read from left to right: + or , adds a category, - takes one away. An archive "
            "(cs, math) stands for all of its categories. A key with a sign in it stands in quotes.",
        .examples = {{"broadsheet categories", "what there is"},
                     {"broadsheet categories cs.AI+cs.LG-cs.CY",
                      "the newest of the first two without the third"},
                     {"broadsheet categories '\"2024.acl-long\"' -n 5", "the newest five of a volume"},
                     {"broadsheet categories --json", "the tree for other programs"}},
    };
  }

  void declare(Options& options) override {
    options.word("EXPR", "categories with + or - between them: cs.AI+cs.LG-cs.CY", Need::kOptional,
                 &expression_, [](const std::string& value) -> std::optional<std::string> {
                   const auto read = papers::read_category_expression(value);
                   return read.ok() ? std::nullopt : std::optional(read.error().message());
                 });
    options.number("-n,--count", "N", "papers of an expression to show, 10 if not said", &count_, 0,
                   kSearchCountMax);
    options.flag("--all", "also categories without papers", &all_);
    options.flag("--json", "prints the body of GET /api/categories, or the papers", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    TRY_VOID(expression_.empty() ? show_tree(context, *record) : show_papers(context, *record));
    return ExitStatus::kDone;
  }

 private:
  Result<void> show_tree(Context& context, store::Record& record) {
    CategoryTree tree;
    TRY_VOID(ask_index(context, record, false,
                       [&](const search::Searcher* searcher, const search::QueryEncoder&) -> Result<void> {
                         TRY(tree, papers::count_categories(searcher));
                         return {};
                       }));
    if (json_) {
      JsonWriter json;
      papers::write_json(tree, json);
      context.out.line(json.text());
      return {};
    }
    for (const papers::CountedField& field : tree.fields) write_field(context.out, field);
    write_group(context.out, "Closed archives", tree.closed);
    write_group(context.out, "Of other sources", tree.others);
    if (tree.others_left_out > 0) context.out.line("  and " + with_thousands(tree.others_left_out) + " more");
    if (headings_ == 0) context.out.line("No paper has a category yet: broadsheet categories --all");
    return {};
  }

  void write_field(Terminal& out, const papers::CountedField& field) {
    // Physics has many archives; of the other fields the archive is the field.
    if (field.archives.size() > 1) {
      std::vector<CountedCategory> alone;
      for (const papers::CountedArchive& archive : field.archives)
        if (archive.categories.empty()) alone.push_back(archive.self);
      write_group(out, field.name, alone);
    }
    for (const papers::CountedArchive& archive : field.archives) {
      if (archive.categories.empty() || !is_shown(archive.self)) continue;
      write_heading(out, archive.self.name, archive.self.key + "  " + with_thousands(archive.self.papers));
      write_all(out, archive.categories);
    }
  }

  void write_group(Terminal& out, std::string_view name, const std::vector<CountedCategory>& categories) {
    if (std::ranges::none_of(categories, [&](const auto& one) { return is_shown(one); })) return;
    write_heading(out, std::string(name), "");
    write_all(out, categories);
  }

  void write_heading(Terminal& out, const std::string& name, const std::string& facts) {
    if (headings_++ > 0) out.line("");
    out.line(out.styled(Style::kBold, name) + (facts.empty() ? "" : "  " + out.styled(Style::kDim, facts)));
  }

  void write_all(Terminal& out, const std::vector<CountedCategory>& categories) const {
    for (const CountedCategory& category : categories) {
      if (!is_shown(category)) continue;
      const std::string same = category.same_as.empty() ? "" : " = " + std::string(category.same_as);
      out.line(out.styled(Style::kNumber, pad_left(with_thousands(category.papers), kCountColumns)) + "  " +
               pad_right(category.key, category.name.empty() ? 0 : kKeyColumns) + category.name +
               out.styled(Style::kDim, same));
    }
  }

  bool is_shown(const CountedCategory& category) const { return all_ || category.papers > 0; }

  Result<void> show_papers(Context& context, store::Record& record) const {
    TRY(const papers::CategoryExpression expression, papers::read_category_expression(expression_));
    papers::NewestPapers newest;
    TRY_VOID(ask_index(context, record, false,
                       [&](const search::Searcher* searcher, const search::QueryEncoder&) -> Result<void> {
                         TRY(newest,
                             papers::newest_papers_from(record, searcher, expression.query, 0, count_));
                         return {};
                       }));
    if (json_) {
      JsonWriter json;
      json.begin_object().key("expression").value(expression.text).key("title").value(expression.title);
      json.key("total").value(newest.total).key("papers").begin_array();
      for (const store::PaperView& paper : newest.papers) papers::write_listed_paper(json, paper);
      context.out.line(json.end_array().end_object().take());
      return {};
    }
    write_papers(context.out, expression, newest);
    return {};
  }

  static void write_papers(Terminal& out, const papers::CategoryExpression& expression,
                           const papers::NewestPapers& newest) {
    write_wrapped(out, {{expression.title, Style::kBold}}, 0, out.width());
    out.line(out.styled(Style::kDim, expression.text + "  " + counted(newest.total, "paper")));
    for (const papers::Category& category : expression.second_names) {
      out.line(
          out.styled(Style::kDim, std::string(category.key) + " is today " + std::string(category.same_as)));
    }
    if (!newest.papers.empty()) out.line("");
    write_listed_papers(out, newest.papers);
  }

  std::string expression_;
  std::uint32_t count_ = 10;
  bool all_ = false;
  bool json_ = false;
  std::size_t headings_ = 0;  // written so far
};

}  // namespace

std::unique_ptr<Command> make_categories_command() {
  return std::make_unique<CategoriesCommand>();
}

}  // namespace broadsheet::app
