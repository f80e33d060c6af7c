// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A request of OAI-PMH 2.0 taken apart and checked: its verb and arguments, and the resumption tokens by
// which a list goes on. Pure: what it says of records is for web/oai_list.h.
//
// A token is all that we know of a list, so that lists survive our restarts and never end of themselves. It
// says what was asked for and how far the walk along the papers' revisions came; and of which record the walk
// is, by the revision and stamp at which that stood, so that a token of a record that was restored, or that
// lost commits in a power cut, is refused rather than gone on with at a wrong place.

#ifndef BROADSHEET_WEB_OAI_REQUEST_H_
#define BROADSHEET_WEB_OAI_REQUEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/strong_id.h"

namespace broadsheet::web {

enum class OaiVerb : std::uint8_t {
  kIdentify,
  kListMetadataFormats,
  kListSets,
  kListIdentifiers,
  kListRecords,
  kGetRecord,
};
std::string_view oai_verb_name(OaiVerb verb);

enum class OaiFormat : std::uint8_t { kDublinCore, kWholePaper };
std::string_view oai_format_name(OaiFormat format);  // the metadataPrefix

struct OaiError {
  std::string_view code;  // "badArgument"
  std::string message;
};

// Where a walk stands in which record.
struct OaiPlace {
  Revision after;
  Revision head = {};        // of the record when the page was made
  std::uint64_t stamp = 0;   // of that head; 0 with head 0
  std::uint32_t record = 0;  // a hash of the record's uuid
  friend bool operator==(const OaiPlace&, const OaiPlace&) = default;
};

struct OaiToken {
  OaiVerb verb = OaiVerb::kListRecords;
  OaiFormat format = OaiFormat::kDublinCore;
  std::string set;               // "" for all papers
  std::optional<Instant> until;  // a whole second, included
  OaiPlace place;
  std::uint64_t cursor = 0;            // records on the pages before
  std::optional<std::uint64_t> total;  // of the list, as its first page estimated
  friend bool operator==(const OaiToken&, const OaiToken&) = default;
};

// ASCII that needs no escaping in XML; at most kOaiTokenMax bytes.
std::string write_oai_token(const OaiToken& token);
// Nothing for what write_oai_token() did not write.
std::optional<OaiToken> read_oai_token(std::string_view text);

struct OaiRequest {
  OaiVerb verb = OaiVerb::kIdentify;
  std::string identifier;
  std::optional<OaiFormat> format;
  std::string set;
  std::optional<Instant> from;  // whole seconds, both included
  std::optional<Instant> until;
  std::optional<OaiToken> token;
  // The arguments as they came, for the answer to repeat.
  std::vector<std::pair<std::string, std::string>> arguments;
};

// The first thing that is wrong with the arguments, in whatever order they came.
struct OaiRequestRead {
  OaiRequest request;
  std::optional<OaiError> error;
};
OaiRequestRead read_oai_request(const std::vector<std::pair<std::string, std::string>>& arguments);

// A setSpec of the protocol: parts of letters, digits and a few marks, with colons between them.
bool is_set_spec(std::string_view text);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_OAI_REQUEST_H_
