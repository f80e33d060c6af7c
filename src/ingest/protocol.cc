// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/protocol.h"

#include "formats/limits.h"
#include "formats/reader.h"
#include "ingest/limits.h"

namespace broadsheet::ingest {

std::unique_ptr<Protocol> make_protocol(const HarvestTarget& target) {
  switch (target.upstream) {
    case Upstream::kOaiPmh:
      return make_oai_protocol(target);
    case Upstream::kDailyPapers:
      return make_daily_papers_protocol(target);
    case Upstream::kDocument:
      break;
  }
  return make_document_protocol(target);
}

Result<formats::Format> format_of(std::string_view body) {
  const formats::Format format = formats::recognise(body.substr(0, formats::kRecogniseBytes));
  if (format != formats::Format::kUnknown) return format;
  return Error(ErrorCode::kInvalid, "this is no document of a format that Broadsheet reads");
}

void fill_in(std::string& url, std::string_view mark, std::string_view value) {
  for (std::size_t at = url.find(mark); at != std::string::npos; at = url.find(mark, at + value.size()))
    url.replace(at, mark.size(), value);
}

AskingOptions asking_options(const std::string& data_folder, const HarvestOptions& options) {
  return {.turns_folder = data_folder + "/turns",
          .interval = options.interval,
          .retry = options.retry,
          .wait_max = options.wait_max,
          .fetch = {.user_agent = options.user_agent,
                    .private_addresses = options.private_addresses,
                    .body_bytes_max = kAnswerBytesMax,
                    .time_max = options.time_max,
                    .stop = options.stop},
          .clock = options.clock,
          .on_wait = {}};
}

Day today_of(const HarvestOptions& options) {
  return std::chrono::floor<std::chrono::days>(options.clock->now());
}

}  // namespace broadsheet::ingest
