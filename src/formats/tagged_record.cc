// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/tagged_record.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "formats/citation.h"
#include "formats/fields.h"
#include "formats/language_tag.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "text/orcid.h"

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
    for (const std::size_t place : places(role)) found.emplace_back(values_[place].value);
    return found;
  }

  // Calls `look` with the lines that name authors and, for each, with the iD that stands behind it: only the
  // name in its next form, of the next rank, comes between them.
  template <typename Look>
  void each_author(Look&& look) const {
    for (const std::size_t place : places(TagRole::kAuthor)) {
      look(std::string_view(values_[place].value), orcid_behind(place));
    }
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
  // Where the values of all(role) are.
  std::vector<std::size_t> places(TagRole role) const {
    std::vector<std::size_t> found;
    int best = std::numeric_limits<int>::max();
    for (std::size_t place = 0; place < values_.size(); ++place) {
      const int rank = rank_of(values_[place], role);
      if (rank > best || rank < 0) continue;
      if (rank < best) found.clear();
      best = rank;
      found.push_back(place);
    }
    return found;
  }

  std::string_view orcid_behind(std::size_t author) const {
    const int best = rank_of(values_[author], TagRole::kAuthor);
    for (std::size_t place = author + 1; place < values_.size(); ++place) {
      const TaggedValue& value = values_[place];
      if (rank_of(value, TagRole::kOrcid) >= 0) {
        const std::size_t colon = std::min(value.value.find(':'), value.value.size() - 1);
        if (names_orcid(value.value.substr(0, colon))) return std::string_view(value.value).substr(colon + 1);
      } else if (rank_of(value, TagRole::kAuthor) != best + 1) {
        break;
      }
    }
    return {};
  }

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

// Calls `look` with the parts of a list.
template <typename Look>
void each_part(std::string_view list, Look&& look) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    look(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void read_authors(const TaggedFormat& format, const Meanings& meanings, SourceRecord& record) {
  meanings.each_author([&](std::string_view names, std::string_view orcid) {
    if (names.find(';') != kNone) orcid = {};  // of one of several, nobody says whose
    each_part(names, [&](std::string_view name) { add_author(record, format.name(name), orcid); });
  });
}

// The iDs that are given for a name. Of namesakes, and where one name has two, nobody has any.
void read_orcids_by_name(const TaggedFormat& format, const Meanings& meanings, SourceRecord& record) {
  std::map<std::string, std::string> orcids;
  for (const std::string_view list : meanings.all(TagRole::kOrcidsByName)) {
    each_part(list, [&](std::string_view item) {
      const std::size_t slash = std::min(item.rfind('/'), item.size());
      const auto orcid = text::parse_orcid(item.substr(std::min(slash + 1, item.size())));
      if (!orcid) return;
      const auto [known, is_new] = orcids.emplace(ascii_lower(format.name(item.substr(0, slash))), *orcid);
      if (!is_new && known->second != *orcid) known->second.clear();
    });
  }
  if (orcids.empty()) return;
  std::set<std::string> seen;
  for (const std::string& author : record.authors) {
    std::string name = ascii_lower(author);
    if (!seen.insert(name).second) orcids.erase(name);
  }
  for (std::string& author : std::exchange(record.authors, {})) {
    const auto found = orcids.find(ascii_lower(author));
    add_author(record, std::move(author), found == orcids.end() ? std::string_view() : found->second);
  }
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
    each_part(urls, [&](std::string_view url) { add_cited_url(record, url); });
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

void read_own_words(const Meanings& meanings, OwnWords& own) {
  meanings.each(TagRole::kOwnTag, [&](std::string_view tags) { add_own_texts(own.tags, tags, ";,"); });
  std::string note;
  for (const std::string_view line : meanings.all(TagRole::kOwnNote))
    note.append(note.empty() ? "" : "\n").append(line);
  own.note = own_text(note, kOwnNoteBytesMax);
  meanings.each(TagRole::kOwnMark, [&](std::string_view mark) {
    if (take_prefix(mark, kMarkField) && take_prefix(mark, ":")) own.mark = own_text(mark, kOwnMarkBytesMax);
  });
}

}  // namespace

std::string read_tagged_record(const TaggedFormat& format, const std::vector<TaggedValue>& values,
                               SourceRecord& record) {
  const Meanings meanings(format, values);
  record.source = format.source;
  record.title = clean(meanings.first(TagRole::kTitle));
  record.abstract = clean(meanings.first(TagRole::kAbstract));
  read_authors(format, meanings, record);
  read_orcids_by_name(format, meanings, record);
  record.published = published_of(meanings);
  record.venue = clean(meanings.first(TagRole::kVenue));
  if (record.venue == record.title) record.venue.clear();  // the book itself
  record.language = language_tag(meanings.first(TagRole::kLanguage));
  record.comment = clean(meanings.first(TagRole::kComment));
  record.deleted = is_retracted(meanings);
  if (record.deleted) record.notice = kRetractedNotice;
  read_ids(meanings, record);
  read_own_words(meanings, record.own);
  record.key = clean(meanings.first(TagRole::kKey));
  if (record.url.empty() && !format.page.empty() && !record.key.empty())
    record.url = std::string(format.page) + record.key + "/";
  if (record.key.empty()) record.key = default_key(record);
  return broken_rule(record);
}

}  // namespace broadsheet::formats
