// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/oai_names.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/ascii.h"
#include "base/percent.h"
#include "papers/category_expression.h"
#include "papers/field_query.h"
#include "papers/taxonomy.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

constexpr std::string_view kCategories = "category";
constexpr std::string_view kSources = "source";

// Writes what is neither a letter, a digit nor one of `marks` as `sign` and two digits.
std::string escape(std::string_view text, std::string_view marks, char sign) {
  std::string escaped;
  for (const char c : text) {
    if (is_ascii_alphanumeric(c) || marks.find(c) != std::string_view::npos) {
      escaped += c;
    } else {
      escaped += fmt::format("{}{:02X}", sign, static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

constexpr std::string_view kSetMarks = "-_.~*'()";
// RFC 2396, which OAI's identifiers follow.
constexpr std::string_view kUriMarks = "-_.!~*'();/?:@&=+$,";

std::string set_part(std::string_view text) {
  return escape(text, kSetMarks, '!');
}

// What set_part() was made of, if it was: whoever asks makes it again and compares.
std::string unescaped_part(std::string part) {
  std::ranges::replace(part, '!', '%');
  return percent_decode(part);
}

}  // namespace

std::string oai_repository(const Site& site) {
  std::string_view host = site.public_url;
  const std::size_t scheme = host.find("://");
  host.remove_prefix(scheme == std::string_view::npos ? host.size() : scheme + 3);
  host = host.substr(0, host.find_first_of(":/"));
  // Only a domain name can stand there.
  const bool is_name = host.find('.') != std::string_view::npos && !is_ascii_digit(host.front());
  return is_name ? std::string(host) : "broadsheet.localhost";
}

std::string oai_identifier(std::string_view repository, std::string_view id) {
  return "oai:" + std::string(repository) + ":" + escape(id, kUriMarks, '%');
}

std::optional<std::string> id_of_oai_identifier(std::string_view repository, std::string_view identifier) {
  const std::string prefix = "oai:" + std::string(repository) + ":";
  if (!identifier.starts_with(prefix)) return std::nullopt;
  std::string id = percent_decode(identifier.substr(prefix.size()));
  // One spelling of each.
  if (oai_identifier(repository, id) != identifier) return std::nullopt;
  return id;
}

std::string category_set(std::string_view category) {
  const std::string_view archive = category.substr(0, category.find('.'));
  std::string set = std::string(kCategories) + ":";
  if (archive.size() < category.size() && !archive.empty()) set += set_part(archive) + ":";
  return set + set_part(category);
}

std::string source_set(std::string_view source) {
  return std::string(kSources) + ":" + set_part(source);
}

std::vector<std::string> sets_of(const store::PaperView& paper) {
  std::vector<std::string> sets;
  const auto add = [&](std::string set) {
    if (std::ranges::find(sets, set) == sets.end()) sets.push_back(std::move(set));
  };
  for (const std::string& category : paper.categories) {
    add(category_set(category));
    for (const std::string_view other : papers::also_filed_under(category)) add(category_set(other));
  }
  for (const std::string& source : paper.sources) add(source_set(source));
  return sets;
}

bool is_in_set(const store::PaperView& paper, std::string_view set) {
  return std::ranges::any_of(sets_of(paper), [&](const std::string& own) {
    return own.starts_with(set) && (own.size() == set.size() || own[set.size()] == ':');
  });
}

std::optional<std::string> query_of_set(std::string_view set) {
  if (set == kCategories || set == kSources) return std::string();
  const std::size_t colon = set.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view kind = set.substr(0, colon);
  const std::string name = unescaped_part(std::string(set.substr(set.rfind(':') + 1)));
  if (kind == kSources && source_set(name) == set) return papers::field_query("source", name);
  if (kind != kCategories) return std::nullopt;
  const bool is_archive = "category:" + set_part(name) == set;
  if (!is_archive && category_set(name) != set) return std::nullopt;
  return "category:" + papers::expression_of(name);
}

}  // namespace broadsheet::web
