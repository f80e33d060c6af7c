// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The one interface of all readers: bytes in, records out, no I/O. A reader takes a whole document
// or, for line formats, is fed pieces of any size; it never holds more than one record and what its
// format makes it hold, and it goes on after a bad record.

#ifndef BROADSHEET_FORMATS_READER_H_
#define BROADSHEET_FORMATS_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "formats/source_record.h"

namespace broadsheet::formats {

// Where in its file a record begins: a line for line formats, else a byte offset (uncompressed, in UTF-8).
struct Location {
  std::optional<std::uint64_t> line;    // from 1
  std::optional<std::uint64_t> offset;  // from 0
};

struct Reject {
  Location where;
  std::string id;      // where the record still shows one
  std::string reason;  // "no title", "invalid JSON: ...", "title longer than 4096 bytes"
};

// What a reader tells as it goes. `raw` is the record as the source wrote it (a JSON line, an XML
// element, the lines of a saved page), kept so that a better adapter can be run again; it is only
// valid during the call. Every record that is read ends in exactly one of these calls.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void on_record(SourceRecord&& record, std::string_view raw, Location where) = 0;
  virtual void on_votes(VoteObservation&& votes, Location where) = 0;
  virtual void on_reject(Reject&& reject) = 0;
  // Something to tell the person that is no record: "empty list", a protocol's error answer.
  virtual void on_note(std::string&& note) = 0;
  // The list goes on elsewhere, at the place that `how` names: a note for who reads this page alone.
  virtual void on_next_page(std::string&& how) { on_note("the list goes on: " + how); }
  // Asked between records; true ends the reading early.
  virtual bool stopped() const = 0;
};

struct ReaderOptions {
  // The day to which the year of an undated saved page is resolved, and the day of a page without one.
  std::optional<Day> as_of;
};

// Confined to one thread. Feed the document's bytes in order, then finish() once.
class Reader {
 public:
  virtual ~Reader() = default;
  // Errors only when nothing further can be read (a truncated document, a named limit of the whole
  // file); what was read before stays read.
  virtual Result<void> feed(std::string_view bytes, RecordSink& sink) = 0;
  virtual Result<void> finish(RecordSink& sink) = 0;
};

enum class Format : std::uint8_t {
  kUnknown,
  kJsonLines,
  kDailyPapersJson,
  kRss,
  kAtom,
  kOaiPmh,
  kPubmed,
  kAclXml,
  kSavedPage,
  kVoteHistory,
  kOpenAlex,
  kArxivSnapshot,
  kCrossref,
  kSemanticScholar,
  kBiorxiv,
  kEuropePmc,
  kDoaj,
  kZenodo,
  kHal,
  kDblp,
  kDblpXml,
  kMods,
  kMarcXml,
  kCore,
  kOpenAire,
  kBibtex,
  kRis,
  kMedline,
  kWebOfScience,
  kEndnote,
  kEndnoteXml,
  kCslJson,
  kJsonFeed,
  kOpenAlexMerged,
  kSemanticScholarDeleted,
};

// "jsonl", "rss", "oai-pmh", ...: for --format and reports (registry.h).
std::string_view format_name(Format format);
std::optional<Format> format_by_name(std::string_view name);
// Of all formats, in the order in which they are tried.
std::vector<std::string> format_names();

// Recognises a document by its first bytes (as much as is there, kRecogniseBytes suffice).
Format recognise(std::string_view head);

std::unique_ptr<Reader> make_reader(Format format, const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_READER_H_
