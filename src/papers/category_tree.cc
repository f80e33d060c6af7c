// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/category_tree.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "papers/limits.h"
#include "papers/taxonomy.h"

namespace broadsheet::papers {
namespace {

// By arXiv's keys.
using Counts = std::unordered_map<std::string_view, std::uint64_t>;

CountedCategory counted(const Category& category, const Counts& counts) {
  const auto found = counts.find(category.key);
  return {.key = std::string(category.key),
          .name = std::string(category.name),
          .same_as = category.same_as,
          .papers = found == counts.end() ? 0 : found->second};
}

CountedArchive counted(const Archive& archive, const Counts& counts) {
  CountedArchive all{.self = counted(Category{archive.key, archive.name}, counts)};
  for (const Category& category : archive.categories) all.categories.push_back(counted(category, counts));
  return all;
}

// Keys of other sources. An archive that is but the beginning of such keys is none.
std::vector<CountedCategory> others_of(const std::vector<search::CategoryCount>& all) {
  std::vector<CountedCategory> others;
  for (const search::CategoryCount& one : all) {
    if (one.is_category && find_category(one.name).key.empty())
      others.push_back({.key = one.name, .papers = one.papers});
  }
  std::ranges::stable_sort(others, std::greater{}, &CountedCategory::papers);
  return others;
}

void write_category(const CountedCategory& category, JsonWriter& json) {
  json.key("key").value(category.key).key("name").value(category.name);
  if (!category.same_as.empty()) json.key("sameAs").value(category.same_as);
  json.key("papers").value(category.papers);
}

void write_categories(std::string_view key, const std::vector<CountedCategory>& categories,
                      JsonWriter& json) {
  json.key(key).begin_array();
  for (const CountedCategory& category : categories) {
    json.begin_object();
    write_category(category, json);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

CategoryTree make_category_tree(const std::vector<search::CategoryCount>& all) {
  Counts counts;
  for (const search::CategoryCount& one : all) counts[find_category(one.name).key] = one.papers;
  CategoryTree tree;
  for (const Field& field : all_fields()) {
    CountedField& counted_field = tree.fields.emplace_back(CountedField{.name = field.name});
    for (const Archive& archive : field.archives) counted_field.archives.push_back(counted(archive, counts));
  }
  for (const Category& archive : closed_archives()) tree.closed.push_back(counted(archive, counts));
  tree.others = others_of(all);
  if (tree.others.size() > kOtherCategoriesMax) {
    tree.others_left_out = tree.others.size() - kOtherCategoriesMax;
    tree.others.resize(kOtherCategoriesMax);
  }
  return tree;
}

Result<CategoryTree> count_categories(const search::Searcher* searcher) {
  if (searcher == nullptr) return make_category_tree({});
  TRY(const std::vector<search::CategoryCount> counts, searcher->category_counts());
  return make_category_tree(counts);
}

void write_json(const CategoryTree& tree, JsonWriter& json) {
  json.begin_object().key("fields").begin_array();
  for (const CountedField& field : tree.fields) {
    json.begin_object().key("name").value(field.name).key("archives").begin_array();
    for (const CountedArchive& archive : field.archives) {
      json.begin_object();
      write_category(archive.self, json);
      write_categories("categories", archive.categories, json);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
  write_categories("closed", tree.closed, json);
  write_categories("others", tree.others, json);
  json.key("othersLeftOut").value(tree.others_left_out).end_object();
}

}  // namespace broadsheet::papers
