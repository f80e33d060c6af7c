// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A paper with everything that its sources said of it, as one Broadsheet gives it to another: our own format
// of OAI-PMH (docs/formats/whole-paper.md). Records travel under their own source and key, so that the other
// makes the same paper of them, whatever it knows already.

#ifndef BROADSHEET_FORMATS_WHOLE_PAPER_H_
#define BROADSHEET_FORMATS_WHOLE_PAPER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/source_record.h"

namespace broadsheet::formats {

struct XmlElement;

inline constexpr std::string_view kWholePaperSpace = "urn:broadsheet:whole-paper:1";
inline constexpr std::string_view kWholePaperPrefix = "broadsheet";  // OAI-PMH's metadataPrefix
// The element of Identify by which a repository says that it has the format.
inline constexpr std::string_view kWholePaperOffer = "whole-papers";

// What a source said of the paper in one of its records, and the days of which no more is known.
struct WholeWord {
  SourceRecord record;        // never `deleted`
  std::vector<Day> since;     // earlier days on which it said the same
  std::vector<Day> versions;  // ... and that it named as those of an update
};

// What it says now, and said before.
struct WholeRecord {
  WholeWord now;
  struct Withdrawal {
    std::optional<Day> day;
    std::string reason;  // may be empty
  };
  std::optional<Withdrawal> withdrawal;
  std::vector<WholeWord> earlier;  // each of an earlier day
};

struct WholePaper {
  std::string id;  // prefixed
  std::vector<WholeRecord> records;
  std::vector<VoteObservation> votes;
};

// The element <paper>. Without the earlier records where it would become longer than a record may be.
// `schema_url` is the address of its schema.
std::string write_whole_paper(const WholePaper& paper, std::string_view schema_url);

// What a reader makes of it: records in the order in which they are to be applied, and votes.
struct WholePaperContent {
  std::vector<SourceRecord> records;
  std::vector<VoteObservation> votes;
};

bool is_whole_paper(const XmlElement& element);
// Answers why it is rejected, or an empty text: a paper is read as a whole or not at all.
std::string read_whole_paper(const XmlElement& paper, WholePaperContent& content);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_WHOLE_PAPER_H_
