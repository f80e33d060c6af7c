// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What an answer of OAI-PMH 2.0 says about itself, for whoever harvests: its time, its error, and how the
// list goes on (3.5 of the protocol). The records are for the reader (formats/oai_reader.h); both may be fed
// the same bytes as they come in.

#ifndef BROADSHEET_FORMATS_OAI_PAGE_H_
#define BROADSHEET_FORMATS_OAI_PAGE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace broadsheet::formats {

struct OaiError {
  std::string code;     // "noRecordsMatch", "badResumptionToken", ...
  std::string message;  // for people; may be empty
};

struct OaiPage {
  std::optional<Instant> response_date;  // the next harvest's `from`
  std::string verb;                      // of the request as the repository understood it
  // Absent: this is the whole list. Empty: this was its last page. Else what to send for the next page, whole
  // and not encoded, so that it must be encoded for a URL.
  std::optional<std::string> resumption_token;
  std::optional<Instant> expiration_date;           // of the token
  std::optional<std::uint64_t> cursor;              // records on the pages before
  std::optional<std::uint64_t> complete_list_size;  // may be an estimate
  std::optional<OaiError> error;                    // the first, if there are several
  bool offers_whole_papers = false;                 // Identify: it has our own format (whole_paper.h)
};

// Confined to one thread. Holds one field at a time, however long the answer is.
class OaiPageReader {
 public:
  OaiPageReader();
  ~OaiPageReader();
  OaiPageReader(const OaiPageReader&) = delete;
  OaiPageReader& operator=(const OaiPageReader&) = delete;

  // kInvalid for what is no XML; kTooLarge for a token longer than kOaiTokenBytesMax, since half of one would
  // ask for another list.
  Result<void> feed(std::string_view bytes);
  // Call once, after the last byte. Also kInvalid for a document that is no answer of OAI-PMH, such as the
  // page of a proxy. An answer that was cut is an error, so a token is never that of half a page.
  Result<OaiPage> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The same of a whole answer.
Result<OaiPage> read_oai_page(std::string_view answer);

// "2026-07-01T12:00:00Z", as OAI-PMH writes times: the second is rounded down.
std::string oai_time(Instant instant);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_OAI_PAGE_H_
