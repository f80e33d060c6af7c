// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the readers of bibliographic XML have in common: names, dates and ids as libraries, repositories and
// publishers write them. Within this room only.

#ifndef BROADSHEET_FORMATS_RECORD_VALUES_H_
#define BROADSHEET_FORMATS_RECORD_VALUES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "formats/source_record.h"

namespace broadsheet::formats {

struct XmlElement;

// Of at most two digits, else 0.
unsigned small_number(std::string_view text);

// Adds a text that is not empty; at most one more than the limit, so that the limit is seen.
void add_text(std::vector<std::string>& list, std::string text, std::size_t at_most);
// Adds the clean parts of a list with one of `separators` between them, at most kOwnTextsMax of them.
void add_own_texts(std::vector<std::string>& list, std::string_view text, std::string_view separators);
// A note or mark, as valid UTF-8, that is not too long to be one; else nothing.
std::string own_text(std::string_view text, std::size_t bytes_max);
// Adds a name that is not empty, and with it the ORCID iD that a source gives, if it is one.
void add_author(SourceRecord& record, std::string name, std::string_view orcid = {});
// True of the name or address of a register of people that is ORCID's. Numbers of ISNI look the same.
bool names_orcid(std::string_view scheme);
// The iD of a person in XML: the text of the first child of that name with an attribute that names ORCID.
std::string_view orcid_among(const XmlElement& person, std::string_view child_name);
// Sets the venue, unless the name is that of a repository, which every paper of it would share.
void set_venue(SourceRecord& record, std::string name);
// Adds the canonical form of `text`, once, if it is an id; false if it is none.
bool add_known_id(SourceRecord& record, std::string_view text);
// Adds a canonical id that is not among them yet.
void add_id(SourceRecord& record, const std::string& id);
// An identifier of any kind: an id where we know its scheme, the record's DOI and URL where it has none yet.
void add_identifier(SourceRecord& record, std::string_view text);
// A DOI, bare or with a prefix or as a URL: the record's DOI and an id.
void add_doi(SourceRecord& record, std::string_view text);

// Adds a version of the paper; the number 0 is that of none, and a number is taken once.
void add_version(SourceRecord& record, std::uint32_t number, Day day);
// "v2" or "2" -> 2; 0 for what is no number of a version.
std::uint32_t version_number(std::string_view text);
// A version as arXiv writes it, "v2" and a date of RFC 822: also the first is the day of publication, the
// last that of the update.
void read_version(SourceRecord& record, std::string_view number, std::string_view sent);

// A record's notice: clean, at most kNoticeBytesMax bytes.
std::string notice_of(std::string_view text);
// What begins by saying that the paper was withdrawn, as comments and abstracts on arXiv do; else nothing.
std::string withdrawal_notice(std::string_view text);
// The notice of a record of arXiv, from its comment or else its abstract.
void read_arxiv_notice(SourceRecord& record);

// "2007-09-13", "2007-09", "2007" or a time stamp; dates of the far future are a repository's "never".
std::optional<PartialDate> iso_date(std::string_view text);
// A year with a month and day that may be 0, unknown; what of it does not exist is left out.
std::optional<PartialDate> date_of(int year, unsigned month, unsigned day);
// "2013", "Apr" or "4", "30" -> as much as is a date; nothing without a year.
std::optional<PartialDate> date_of_parts(std::string_view year, std::string_view month, std::string_view day);
// The first four digits that are a year: "[c1998]", "26 juin 2023", "2000 Spring".
std::optional<PartialDate> year_within(std::string_view text);

// "Burt, David" -> "David Burt"; what has no comma, or several, stays.
std::string name_in_order(std::string_view text);
// "Given", "Family", "Jr" -> "Given Family Jr"; any of them may be empty.
std::string name_of_parts(std::string_view given, std::string_view family, std::string_view suffix = {});

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_RECORD_VALUES_H_
