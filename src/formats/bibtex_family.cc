// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/bibtex_family.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"

namespace broadsheet::formats {

namespace {

// Fields that say something about the volume as a whole. Its ids, address, abstract and notes are its own: a
// paper that inherited them would be taken for the volume.
constexpr std::array<std::string_view, 15> kOfTheVolume{
    "journal", "journaltitle", "booktitle", "eventtitle", "maintitle", "date",        "year",  "month",
    "day",     "language",     "langid",    "publisher",  "school",    "institution", "series"};

bool has(const BibtexEntry& entry, std::string_view name) {
  return !trim(entry.value(name)).empty();
}

bool is_part(const BibtexEntry& entry) {
  return entry.type.starts_with("in") || entry.type == "conference" || entry.type.starts_with("supp");
}

void add_field(BibtexEntry& child, std::string_view name, std::string_view value) {
  if (!trim(value).empty() && !has(child, name))
    child.fields.push_back({std::string(name), std::string(value)});
}

// The authors with what is said of them.
void add_authors(BibtexEntry& child, const BibtexEntry& parent) {
  if (has(child, "author")) return;
  for (const std::string_view name : {std::string_view("author"), kAuthorOrcids})
    add_field(child, name, parent.value(name));
}

void inherit_from_volume(BibtexEntry& child, const BibtexEntry& volume) {
  const bool dated = has(child, "date") || has(child, "year");
  for (const std::string_view name : kOfTheVolume) {
    const bool is_date = name == "date" || name == "year" || name == "month" || name == "day";
    if (!is_date || !dated) add_field(child, name, volume.value(name));
  }
  if (is_part(child)) {
    add_field(child, "booktitle", volume.value("title"));
  } else if (child.type == "article") {
    if (!has(child, "journal")) add_field(child, "journaltitle", volume.value("title"));
  } else {
    add_field(child, "title", volume.value("title"));
  }
  if (child.type == volume.type || child.type == "inbook") add_authors(child, volume);
}

void inherit_all(BibtexEntry& child, const BibtexEntry& container) {
  add_authors(child, container);
  for (const BibtexField& field : container.fields) {
    const bool is_settled = field.name == "crossref" || field.name == "xdata" || field.name == kAuthorOrcids;
    if (!is_settled) add_field(child, field.name, field.value);
  }
}

// An ancestor, and whether it is a container of data for its child.
struct Link {
  std::string key;
  bool is_container = false;
};

void add_links(const BibtexEntry& entry, std::vector<Link>& links) {
  std::string_view containers = entry.value("xdata");
  while (!containers.empty() && links.size() < kAncestorsMax) {
    const std::size_t comma = std::min(containers.find(','), containers.size());
    links.push_back({clean(containers.substr(0, comma)), true});
    containers.remove_prefix(std::min(comma + 1, containers.size()));
  }
  if (const std::string key = clean(entry.value("crossref")); !key.empty() && links.size() < kAncestorsMax)
    links.push_back({key, false});
}

}  // namespace

std::size_t BibtexFamily::add(const BibtexEntry& entry) {
  if (entry.key.empty()) return 0;
  if (const auto found = members_.find(ascii_lower(entry.key)); found != members_.end())
    return ++found->second.count;
  if (bytes_ > kHeldBytesMax) return 0;
  Member member;
  member.entry.type = entry.type;
  std::size_t bytes = 0;
  for (const BibtexField& field : entry.fields) {
    const std::size_t field_bytes = sizeof(BibtexField) + field.name.size() + field.value.size();
    if (bytes + field_bytes > kInheritedBytesMax) continue;
    bytes += field_bytes;
    member.entry.fields.push_back(field);
  }
  bytes_ += bytes + sizeof(Member) + entry.key.size();
  members_.emplace(ascii_lower(entry.key), std::move(member));
  return 0;
}

bool BibtexFamily::is_child(const BibtexEntry& entry) {
  return has(entry, "crossref") || has(entry, "xdata");
}

const BibtexEntry* BibtexFamily::find(std::string_view key) const {
  const auto found = members_.find(ascii_lower(key));
  return found == members_.end() ? nullptr : &found->second.entry;
}

bool BibtexFamily::knows_ancestors(const BibtexEntry& entry) const {
  std::vector<Link> links;
  add_links(entry, links);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const BibtexEntry* ancestor = find(links[i].key);
    if (ancestor == nullptr) return false;
    add_links(*ancestor, links);
  }
  return true;
}

void BibtexFamily::inherit(BibtexEntry& entry) const {
  std::vector<Link> links;
  add_links(entry, links);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Link link = links[i];
    const BibtexEntry* ancestor = find(link.key);
    if (ancestor == nullptr) continue;
    if (link.is_container) {
      inherit_all(entry, *ancestor);
    } else {
      inherit_from_volume(entry, *ancestor);
    }
    add_links(*ancestor, links);
  }
}

}  // namespace broadsheet::formats
