// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /categories: the tree of all categories. /categories/cs.AI+cs.LG-cs.CY: the newest papers of an expression,
// as a page and as a feed.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "papers/category_expression.h"
#include "papers/category_tree.h"
#include "papers/newest_papers.h"
#include "web/following.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"
#include "web/paper_list.h"

namespace broadsheet::web {
namespace {

using papers::CountedCategory;
using text::TemplateValues;

constexpr std::string_view kSection = "Categories";

void set_category(TemplateValues values, const CountedCategory& category) {
  values.set("CATEGORY_URL", category_path(category.key))
      .set("CATEGORY_NAME", category.name.empty() ? category.key : category.name)
      .set("CATEGORY_COUNT", with_thousands(category.papers));
  if (category.papers == 0) values.show("CATEGORY_EMPTY");
  // Of other sources we know the key alone.
  if (category.name.empty()) return;
  values.add("KEY").set("CATEGORY_KEY", category.key);
  if (!category.same_as.empty()) values.add("SAME").set("SAME_KEY", category.same_as);
}

void add_list(TemplateValues values, const std::vector<CountedCategory>& categories) {
  if (categories.empty()) return;
  TemplateValues list = values.include("LIST", "category_list.html");
  for (const CountedCategory& category : categories) set_category(list.add("CATEGORY"), category);
}

void add_field(TemplateValues body, const papers::CountedField& field) {
  TemplateValues section = body.add("FIELD");
  // A field that is one archive is led by it; else archives without categories come first.
  if (field.archives.size() == 1) {
    set_category(section.add("LEADING"), field.archives.front().self);
    add_list(section, field.archives.front().categories);
    return;
  }
  section.add("HEAD").set("FIELD_NAME", field.name);
  std::vector<CountedCategory> alone;
  for (const papers::CountedArchive& archive : field.archives)
    if (archive.categories.empty()) alone.push_back(archive.self);
  add_list(section, alone);
  for (const papers::CountedArchive& archive : field.archives) {
    if (archive.categories.empty()) continue;
    TemplateValues part = section.add("ARCHIVE");
    set_category(part, archive.self);
    add_list(part, archive.categories);
  }
}

void add_more(TemplateValues body, const char* name, const std::vector<CountedCategory>& categories,
              std::uint64_t left_out) {
  if (categories.empty()) return;
  TemplateValues section = body.add("FIELD");
  section.add("HEAD").set("FIELD_NAME", name);
  add_list(section, categories);
  if (left_out > 0) section.add("REST").set("REST_COUNT", "and " + with_thousands(left_out) + " more");
}

// What was asked for: an expression, and which part of its papers.
struct Asked {
  papers::CategoryExpression expression;
  PaperListPart part;
};

Result<Asked> read_asked(const Exchange& exchange) {
  Asked asked;
  std::string name = exchange.captured[0];
  TRY(asked.part, read_list_part(exchange, name));
  TRY(asked.expression, papers::read_category_expression(name));
  return asked;
}

PageHead head_of(const Asked& asked) {
  PageHead head;
  head.title = asked.expression.title;
  head.description = "The newest papers of " + asked.expression.text;
  head.path = expression_path(asked.expression.text);
  head.feed_path = head.file_path = head.path;
  head.markdown_path = head.path + ".md";
  head.section = kSection;
  head.query = asked.expression.query;
  return head;
}

http::Response expression_page(const Exchange& exchange, const Asked& asked,
                               const papers::NewestPapers& newest) {
  const PageHead head = head_of(asked);
  Page page(exchange, head, "category.html");
  TemplateValues body = page.body();
  body.set("HEADING", head.title)
      .set("COUNT", counted(newest.total, "paper"))
      .set("EXPRESSION", asked.expression.text);
  for (const papers::Category& category : asked.expression.second_names) {
    body.add("SECOND_NAME")
        .set("SECOND_KEY", category.key)
        .set("SAME_URL", category_path(category.same_as))
        .set("SAME_KEY", category.same_as);
  }
  add_follow(body, exchange, store::FollowKind::kCategory, asked.expression.text);
  add_paper_list(body, exchange, newest, asked.part.page);
  return page.response();
}

}  // namespace

http::Response categories_page(Exchange& exchange) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  const auto tree = papers::count_categories(searcher.get());
  if (!tree.ok()) return search_error(exchange, tree.error());
  Page page(exchange,
            {.title = "Categories",
             .description = "All categories of papers, and how many papers each has",
             .path = "/categories",
             .section = std::string(kSection)},
            "categories.html");
  TemplateValues body = page.body();
  body.set("EXAMPLE_URL", expression_path("cs.AI+cs.LG-cs.CY"));
  for (const papers::CountedField& field : tree->fields) add_field(body, field);
  std::vector<CountedCategory> closed = tree->closed;
  std::erase_if(closed, [](const CountedCategory& archive) { return archive.papers == 0; });
  add_more(body, "Closed archives", closed, 0);
  add_more(body, "Of other sources", tree->others, tree->others_left_out);
  return page.response();
}

http::Response category_page(Exchange& exchange) {
  const auto asked = read_asked(exchange);
  if (!asked.ok()) return error_response(asked.error());
  if (!asked->part.form.is_page()) {
    const ListText text{.title = asked->expression.title, .path = expression_path(asked->expression.text)};
    return list_in_form(exchange, asked->part, text, asked->expression.query);
  }
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  const auto newest = papers::newest_papers_from(exchange.backend.record(), searcher.get(),
                                                 asked->expression.query, asked->part.offset(), kPageSize);
  if (!newest.ok()) return search_error(exchange, newest.error());
  return expression_page(exchange, *asked, *newest);
}

http::Response api_categories(Exchange& exchange) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  const auto tree = papers::count_categories(searcher.get());
  if (!tree.ok()) return search_error(exchange, tree.error());
  JsonWriter json;
  papers::write_json(*tree, json);
  return json_response(json.take());
}

}  // namespace broadsheet::web
