// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Protocol: how one kind of upstream is read page by page. It says what to ask next and what an answer means
// for the state of the harvest; asking politely, storing what came and going on after a failure are the same
// for all (harvest.cc). Pure: it does no I/O and knows no clock. Within this room only.

#ifndef BROADSHEET_INGEST_PROTOCOL_H_
#define BROADSHEET_INGEST_PROTOCOL_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "formats/reader.h"
#include "http/client.h"
#include "ingest/asking.h"
#include "ingest/harvest.h"
#include "ingest/harvest_state.h"

namespace broadsheet::ingest {

struct PageMeaning {
  bool has_records = false;  // the body is to be read
  bool is_last = false;      // of the list
  bool begin_again = false;  // the list can't be gone on with: from its beginning
  std::string note = {};     // for the person
  // What the upstream says that it will say again, however often it is asked; "" where it says nothing such.
  std::string refusal = {};
  std::optional<std::uint64_t> list_size = {};  // records of the whole list, as the upstream estimates
};

class Protocol {
 public:
  virtual ~Protocol() = default;
  // Opens a list where none is open.
  virtual void begin(HarvestState& state, Day today) const = 0;
  virtual Question next(const HarvestState& state) const = 0;
  // Moves the state on to the next page, or to the next list after the last one. An error for what is no
  // whole answer of this protocol, such as the page of a proxy: another answer may be.
  virtual Result<PageMeaning> read(const http::Fetched& answer, HarvestState& state) const = 0;
  // The part of an answer that tells whether its records were there before.
  virtual std::string_view records_of(const http::Fetched& answer) const { return answer.body; }
  // Whether the address of a page is all that says where the list stands, so that an upstream which does not
  // know it has forgotten the list. Others have words of their own for that.
  virtual bool pages_expire() const { return false; }
  // What the bodies are; none: recognised by content.
  virtual std::optional<formats::Format> format() const { return std::nullopt; }
};

// The format of a body; kInvalid for what is none that Broadsheet reads.
Result<formats::Format> format_of(std::string_view body);
// `value` wherever `mark` stands in an address: "{from}", "{id}".
void fill_in(std::string& url, std::string_view mark, std::string_view value);

std::unique_ptr<Protocol> make_protocol(const HarvestTarget& target);
AskingOptions asking_options(const std::string& data_folder, const HarvestOptions& options);
Day today_of(const HarvestOptions& options);

std::unique_ptr<Protocol> make_oai_protocol(const HarvestTarget& target);
std::unique_ptr<Protocol> make_daily_papers_protocol(const HarvestTarget& target);
std::unique_ptr<Protocol> make_document_protocol(const HarvestTarget& target);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_PROTOCOL_H_
