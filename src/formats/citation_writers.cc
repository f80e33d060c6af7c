// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/citation_writers.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "base/ascii.h"
#include "base/json_writer.h"
#include "formats/bibtex_text.h"
#include "formats/citation.h"
#include "formats/fields.h"
#include "formats/venue_kind.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kArxiv = "arxiv:";

// Letters and digits of ASCII, lower case, of at most `words_max` words.
std::string key_part(std::string_view text, std::size_t words_max) {
  std::string part;
  bool begins = true;
  for (const char c : text) {
    if (c == ' ') begins = true;
    if (!is_ascii_alphanumeric(c)) continue;
    if (begins && words_max-- == 0) break;
    begins = false;
    part += c;
  }
  return ascii_lower(part);
}

std::string_view arxiv_number(const SourceRecord& record) {
  for (const std::string_view id : record.ids) {
    if (id.starts_with(kArxiv)) return id.substr(kArxiv.size());
  }
  return {};
}

struct DateParts {
  std::string year;
  unsigned month = 0;  // 0 where the date is not as exact
  unsigned day = 0;
};

DateParts parts_of(const SourceRecord& record) {
  if (!record.published) return {};
  const std::chrono::year_month_day ymd{record.published->day};
  DateParts parts;
  parts.year = std::to_string(static_cast<int>(ymd.year()));
  if (record.published->precision != DatePrecision::kYear) parts.month = static_cast<unsigned>(ymd.month());
  if (record.published->precision == DatePrecision::kDay) parts.day = static_cast<unsigned>(ymd.day());
  return parts;
}

// ------------------------------------------------------------------------------------ BibTeX

void put_bibtex(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out += fmt::format(",\n  {} = {{{}}}", name, value);
}

// A comma or an "and" inside a name would end it.
std::string bibtex_name(std::string_view name) {
  const bool needs_braces = name.find(',') != kNone || ascii_lower(name).find("and") != kNone ||
                            name.find('=') != kNone || name == "others";
  const std::string escaped = bibtex_escape(name);
  return needs_braces ? "{" + escaped + "}" : escaped;
}

std::string bibtex_authors(const SourceRecord& record) {
  std::string list;
  for (const std::string& author : record.authors) {
    if (!list.empty()) list += " and ";
    list += bibtex_name(author);
  }
  return list;
}

void put_bibtex_date(std::string& out, const SourceRecord& record) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  const DateParts date = parts_of(record);
  put_bibtex(out, "year", date.year);
  if (date.month != 0) out += fmt::format(",\n  month = {}", kMonths[date.month - 1]);
  if (date.day != 0) put_bibtex(out, "day", std::to_string(date.day));
}

std::string_view bibtex_type(VenueKind kind) {
  switch (kind) {
    case VenueKind::kNone:
      return "misc";
    case VenueKind::kJournal:
      return "article";
    case VenueKind::kConference:
      return "inproceedings";
  }
  return {};
}

// Styles set titles in lower case but for what stands in braces: "BERT" and "LLMs" are not to become words.
// Takes what is escaped already; a word with a command, a formula or a brace stays as it is.
std::string with_capitals_kept(std::string_view title) {
  constexpr auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  constexpr std::string_view kMarks = ".,:;?!()\"'";
  std::string kept;
  while (!title.empty()) {
    const std::string_view word = take_until(title, ' ');
    const std::size_t begin = std::min(word.find_first_not_of(kMarks), word.size());
    const std::string_view inner = word.substr(begin, word.find_last_not_of(kMarks) + 1 - begin);
    const bool name = inner.size() > 1 && std::any_of(inner.begin() + 1, inner.end(), is_capital) &&
                      inner.find_first_of("\\{}$") == std::string_view::npos;
    if (!kept.empty()) kept += ' ';
    kept += name ? fmt::format("{}{{{}}}{}", word.substr(0, begin), inner, word.substr(begin + inner.size()))
                 : std::string(word);
  }
  return kept;
}

// What a reader typed is no TeX: a dollar begins no formula, and no brace is left open in the entry.
std::string bibtex_plain(std::string_view text) {
  constexpr std::array<std::pair<char, std::string_view>, 5> kCommands{{{'\\', "\\textbackslash{}"},
                                                                        {'{', "\\textbraceleft{}"},
                                                                        {'}', "\\textbraceright{}"},
                                                                        {'~', "\\textasciitilde{}"},
                                                                        {'^', "\\textasciicircum{}"}}};
  std::string plain;
  for (const char c : text) {
    const auto command =
        std::find_if(kCommands.begin(), kCommands.end(), [c](const auto& one) { return one.first == c; });
    if (command != kCommands.end()) {
      plain += command->second;
    } else {
      if (std::string_view("$&%#_").find(c) != kNone) plain += '\\';
      plain += c;
    }
  }
  return plain;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : ", ").append(text);
  return all;
}

// --------------------------------------------------------------------------------------- RIS

std::string_view ris_type(VenueKind kind) {
  switch (kind) {
    case VenueKind::kNone:
      return "UNPB";
    case VenueKind::kJournal:
      return "JOUR";
    case VenueKind::kConference:
      return "CONF";
  }
  return {};
}

void put_ris(std::string& out, std::string_view tag, std::string_view value) {
  if (!value.empty()) out += fmt::format("{}  - {}\n", tag, value);
}

// "2026/08/18", "2026/08/", "2026//": the slashes stay, as the format wants them.
std::string ris_date(const SourceRecord& record) {
  const DateParts date = parts_of(record);
  if (date.year.empty()) return {};
  const auto two = [](unsigned number) { return number == 0 ? std::string() : fmt::format("{:02}", number); };
  return fmt::format("{}/{}/{}/", date.year, two(date.month), two(date.day));
}

// ---------------------------------------------------------------------------------- CSL-JSON

std::string_view csl_type(VenueKind kind) {
  switch (kind) {
    case VenueKind::kNone:
      return "article";  // which is a preprint there
    case VenueKind::kJournal:
      return "article-journal";
    case VenueKind::kConference:
      return "paper-conference";
  }
  return {};
}

}  // namespace

std::string citation_key(const SourceRecord& record) {
  constexpr std::size_t kTitleWords = 4;
  std::string key;
  if (!record.authors.empty()) key = key_part(speech_parts(record.authors.front()).family, 1);
  key += parts_of(record).year;
  key += key_part(record.title, kTitleWords);
  return key.empty() ? "paper" : key;
}

std::string write_bibtex(const SourceRecord& record, std::string_view key) {
  const std::string_view number = arxiv_number(record);
  const VenueKind kind = venue_kind(record.venue);
  std::string out = fmt::format("@{}{{{}", bibtex_type(kind), key);
  put_bibtex(out, "title", with_capitals_kept(bibtex_escape(record.title)));
  put_bibtex(out, "author", bibtex_authors(record));
  put_bibtex_date(out, record);
  put_bibtex(out, kind == VenueKind::kConference ? "booktitle" : "journal", bibtex_escape(record.venue));
  if (!number.empty()) {
    put_bibtex(out, "eprint", number);
    put_bibtex(out, "archivePrefix", "arXiv");
    if (!record.categories.empty()) put_bibtex(out, "primaryClass", record.categories.front());
  }
  put_bibtex(out, "doi", record.doi);
  put_bibtex(out, "url", record.url);
  put_bibtex(out, "abstract", bibtex_escape(record.abstract));
  put_bibtex(out, "note", bibtex_escape(record.comment));
  put_bibtex(out, "language", bibtex_escape(record.language));
  if (record.organization) put_bibtex(out, "institution", bibtex_escape(record.organization->fullname));
  put_bibtex(out, "keywords", bibtex_plain(joined(record.own.tags)));
  put_bibtex(out, "groups", bibtex_plain(joined(record.own.folders)));
  put_bibtex(out, "annote", bibtex_plain(clean(record.own.note)));
  put_bibtex(out, kMarkField, record.own.mark);
  out += "\n}\n";
  return out;
}

std::string write_ris(const SourceRecord& record) {
  const std::string_view number = arxiv_number(record);
  const VenueKind kind = venue_kind(record.venue);
  std::string out = fmt::format("TY  - {}\n", ris_type(kind));
  put_ris(out, "TI", record.title);
  for (const std::string& author : record.authors) {
    const SpeechName name = speech_parts(author);
    put_ris(out, "AU", name.given.empty() ? name.family : name.family + ", " + name.given);
  }
  put_ris(out, "PY", parts_of(record).year);
  if (parts_of(record).month != 0) put_ris(out, "DA", ris_date(record));
  if (kind == VenueKind::kConference) {
    put_ris(out, "T2", record.venue);
    put_ris(out, "C3", record.venue);  // where styles look for what it appeared in
  } else {
    put_ris(out, "JF", record.venue);
  }
  put_ris(out, "DO", record.doi);
  put_ris(out, "UR", record.url);
  const std::string page = number.empty() ? std::string() : fmt::format("https://arxiv.org/abs/{}", number);
  if (page != record.url) put_ris(out, "UR", page);
  put_ris(out, "AB", record.abstract);
  put_ris(out, "N1", record.comment);
  put_ris(out, "LA", record.language);
  for (const std::string& tag : record.own.tags) put_ris(out, "KW", tag);
  put_ris(out, "RN", clean(record.own.note));
  if (!record.own.mark.empty()) put_ris(out, "U1", fmt::format("{}:{}", kMarkField, record.own.mark));
  out += "ER  - \n";
  return out;
}

std::string write_csl_json(const SourceRecord& record, std::string_view key) {
  JsonWriter json;
  const auto put = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) json.key(name).value(text);
  };
  json.begin_object().key("id").value(key);
  json.key("type").value(csl_type(venue_kind(record.venue)));
  put("title", record.title);
  if (!record.authors.empty()) {
    json.key("author").begin_array();
    for (const std::string& author : record.authors) {
      const SpeechName name = speech_parts(author);
      json.begin_object();
      if (name.given.empty()) {
        json.key("literal").value(name.family);
      } else {
        json.key("family").value(name.family).key("given").value(name.given);
      }
      json.end_object();
    }
    json.end_array();
  }
  if (const DateParts date = parts_of(record); !date.year.empty()) {
    json.key("issued").begin_object().key("date-parts").begin_array().begin_array().raw(date.year);
    if (date.month != 0) json.value(date.month);
    if (date.day != 0) json.value(date.day);
    json.end_array().end_array().end_object();
  }
  put("container-title", record.venue);
  if (const std::string_view number = arxiv_number(record); !number.empty()) {
    put("archive", "arXiv");
    put("archive_location", number);
  }
  put("DOI", record.doi);
  put("URL", record.url);
  put("abstract", record.abstract);
  put("note", record.comment);
  put("language", record.language);
  put("keyword", joined(record.own.tags));
  put("annote", record.own.note);
  if (!record.own.mark.empty())
    json.key("custom").begin_object().key(kMarkField).value(record.own.mark).end_object();
  json.end_object();
  return json.take();
}

}  // namespace broadsheet::formats
