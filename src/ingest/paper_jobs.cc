// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/paper_jobs.h"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "base/log.h"
#include "base/percent.h"
#include "ingest/asking.h"
#include "ingest/ingest.h"
#include "ingest/protocol.h"
#include "papers/contributing.h"
#include "store/jobs.h"

namespace broadsheet::ingest {
namespace {

using store::Job;

// Where the record notes the last address that was asked.
constexpr std::string_view kMark = "fetched";

Result<std::string> address_of(const PaperAddresses& addresses, std::string_view id) {
  const std::size_t colon = id.find(':');
  std::string url = id.substr(0, colon) == "arxiv" ? addresses.arxiv : addresses.doi;
  constexpr std::string_view kId = "{id}";
  if (url.find(kId) == std::string::npos)
    return Error(ErrorCode::kUnsupported, "papers of such ids are not fetched here");
  fill_in(url, kId, percent_encode(id.substr(colon + 1), "/"));
  return url;
}

Result<void> fetch(const std::string& data_folder, const std::string& url, const HarvestOptions& options) {
  TRY(const std::unique_ptr<Asking> asking, Asking::make(asking_options(data_folder, options)));
  const auto is_document = [](const http::Fetched& answer) -> Result<void> {
    TRY_VOID(format_of(answer.body));
    return {};
  };
  TRY(const http::Fetched answer, asking->ask({url, {}}, is_document));
  Options reading;
  reading.follows_lists = true;  // one page has the one paper
  reading.stop = options.stop;
  TRY(const Report report, ingest_page(data_folder, url, answer.body, reading, {std::string(kMark), url}));
  if (report.interrupted) return Error(ErrorCode::kInterrupted, "asked to stop");
  // Such as the page of a proxy: another time it may be another answer.
  if (report.total.read == report.total.rejected && !report.rejects.empty())
    return Error(ErrorCode::kIo, report.rejects.front().reason);
  return {};
}

}  // namespace

Result<bool> do_due_job(store::Record& record, const std::string& data_folder,
                        const PaperAddresses& addresses, const HarvestOptions& options,
                        const std::function<Result<Day>()>& today) {
  TRY(const std::optional<Job> job, store::Jobs(record).next_due(options.clock->now()));
  if (!job) return false;
  const Result<void> fetched = [&]() -> Result<void> {
    TRY(const std::string url, address_of(addresses, job->subject));
    return fetch(data_folder, url, options);
  }();
  if (!fetched.ok() && fetched.error().code() == ErrorCode::kInterrupted) return fetched.error();
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  // It may have been cancelled, or its asker deleted, meanwhile.
  TRY(const std::optional<Job> now, store::Jobs(record).job(job->number));
  if (!now || now->state != store::JobState::kWaiting) return true;
  TRY(const Day day, today());
  TRY_VOID(papers::settle_job(record, transaction, *now,
                              fetched.ok() ? std::nullopt : std::optional(fetched.error()), day,
                              options.clock->now()));
  TRY_VOID(transaction.commit());
  log_info("a paper was asked for",
           {{"paper", job->subject}, {"because", fetched.ok() ? "" : fetched.error().message()}});
  return true;
}

}  // namespace broadsheet::ingest
