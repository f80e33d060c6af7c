// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/tagged_record.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "formats/citation.h"
#include "formats/fields.h"
#include "formats/language_tag.h"
#include "formats/limits.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;

// The values of one record by what they mean.
class Meanings {
 public:
  Meanings(const TaggedFormat& format, const std::vector<TaggedValue>& values)
      : format_(format), values_(values) {}

  // All values of this role, those of the lowest rank that has any; "" where a tag stands empty is none.
  std::vector<std::string_view> all(TagRole role) const {
    std::vector<std::string_view> found;
    int best = std::numeric_limits<int>::max();
    for (const TaggedValue& value : values_) {
      const int rank = rank_of(value, role);
      if (rank > best || rank < 0) continue;
      if (rank < best) found.clear();
      best = rank;
      found.emplace_back(value.value);
    }
    return found;
  }

  std::string_view first(TagRole role) const {
    const auto found = all(role);
    return found.empty() ? std::string_view() : found.front();
  }

  // The values of this role in the order of the file, whatever their rank.
  template <typename Look>
  void each(TagRole role, Look&& look) const {
    for (const TaggedValue& value : values_) {
      if (rank_of(value, role) >= 0) look(std::string_view(value.value));
    }
  }

 private:
  int rank_of(const TaggedValue& value, TagRole role) const {
    if (value.value.empty()) return -1;
    for (const TagMeaning& meaning : format_.meanings) {
      if (meaning.role == role && meaning.tag == value.tag) return meaning.rank;
    }
    return -1;
  }

  const TaggedFormat& format_;
  const std::vector<TaggedValue>& values_;
};

std::vector<std::string> authors_of(const TaggedFormat& format, const Meanings& meanings) {
  std::vector<std::string> authors;
  for (std::string_view names : meanings.all(TagRole::kAuthor)) {
    while (!names.empty() && authors.size() <= kAuthorsMax) {
      const std::size_t end = std::min(names.find(';'), names.size());
      std::string name = format.name(names.substr(0, end));
      if (!name.empty()) authors.push_back(std::move(name));
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }
  return authors;
}

// "2013/02/15/received" is not the day of the publication.
bool is_other_event(std::string_view date) {
  return date.find("received") != kNone || date.find("accepted") != kNone || date.find("revised") != kNone;
}

bool refines(const PartialDate& finer, const PartialDate& date) {
  if (finer.precision >= date.precision || year_of(finer.day) != year_of(date.day)) return false;
  return date.precision == DatePrecision::kYear || format_month(finer.day) == format_month(date.day);
}

std::optional<PartialDate> published_of(const Meanings& meanings) {
  std::optional<PartialDate> date = loose_date(meanings.first(TagRole::kDate));
  const auto consider = [&](std::string_view text) {
    if (is_other_event(text)) return;
    const auto other = loose_date(text);
    if (other && (!date || refines(*other, *date))) date = other;
  };
  meanings.each(TagRole::kDate, consider);
  const std::string year = date ? std::to_string(year_of(date->day)) : std::string();
  meanings.each(TagRole::kDayOfYear, [&](std::string_view text) {
    consider(loose_date(text) ? std::string(text) : std::string(text) + " " + year);
  });
  return date;
}

// "10.1/x [doi]", "doi:10.1/x"; what is marked as something else is not looked at.
void add_marked_doi(SourceRecord& record, std::string_view text) {
  if (const std::size_t mark = text.find('['); mark != kNone) {
    if (text.substr(mark) != "[doi]") return;
    text = text.substr(0, mark);
  }
  add_cited_doi(record, text);
}

void read_ids(const Meanings& meanings, SourceRecord& record) {
  for (const std::string_view doi : meanings.all(TagRole::kDoi)) add_cited_doi(record, doi);
  meanings.each(TagRole::kMarkedDoi, [&](std::string_view text) { add_marked_doi(record, text); });
  meanings.each(TagRole::kUrl, [&](std::string_view urls) {
    while (!urls.empty()) {
      const std::size_t end = std::min(urls.find(';'), urls.size());
      add_cited_url(record, urls.substr(0, end));
      urls.remove_prefix(std::min(end + 1, urls.size()));
    }
  });
  add_arxiv_id_in(record, record.venue);
}

bool is_retracted(const Meanings& meanings) {
  bool retracted = false;
  meanings.each(TagRole::kStatus, [&](std::string_view text) {
    retracted = retracted || ascii_lower(text).starts_with("retracted publication");
  });
  return retracted;
}

}  // namespace

std::string read_tagged_record(const TaggedFormat& format, const std::vector<TaggedValue>& values,
                               SourceRecord& record) {
  const Meanings meanings(format, values);
  record.source = format.source;
  record.title = clean(meanings.first(TagRole::kTitle));
  record.abstract = clean(meanings.first(TagRole::kAbstract));
  record.authors = authors_of(format, meanings);
  record.published = published_of(meanings);
  record.venue = clean(meanings.first(TagRole::kVenue));
  if (record.venue == record.title) record.venue.clear();  // the book itself
  record.language = language_tag(meanings.first(TagRole::kLanguage));
  record.comment = clean(meanings.first(TagRole::kComment));
  record.deleted = is_retracted(meanings);
  if (record.deleted) record.notice = kRetractedNotice;
  read_ids(meanings, record);
  record.key = clean(meanings.first(TagRole::kKey));
  if (record.url.empty() && !format.page.empty() && !record.key.empty())
    record.url = std::string(format.page) + record.key + "/";
  if (record.key.empty()) record.key = default_key(record);
  return broken_rule(record);
}

}  // namespace broadsheet::formats
