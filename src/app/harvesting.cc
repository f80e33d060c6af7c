// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/harvesting.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "app/signals.h"
#include "base/log.h"
#include "ingest/source_book.h"
#include "store/record.h"

namespace broadsheet::app {
namespace {

using ingest::HarvestTarget;
using ingest::NamedTarget;
using ingest::SourceState;

// Between two looks at what is due.
constexpr std::chrono::seconds kBetweenLooks{5};
constexpr std::chrono::milliseconds kBetweenJobs{500};

std::string names_of_targets() {
  std::string names;
  for (const NamedTarget& named : ingest::named_targets())
    names.append(names.empty() ? "" : ", ").append(named.name);
  return names;
}

}  // namespace

ingest::HarvestOptions harvest_options(const Context& context) {
  std::string agent = "Broadsheet/" BROADSHEET_VERSION;
  if (!context.settings.contact.empty()) agent += " (" + context.settings.contact + ")";
  return {.user_agent = std::move(agent),
          .private_addresses = context.settings.private_addresses,
          .interval = context.settings.harvest_interval,
          .retry = context.settings.harvest_retry,
          .time_max = context.settings.harvest_time_max,
          .wait_max = context.settings.harvest_wait_max,
          .stop = &stop_flag(),
          .clock = &context.clock,
          .on_progress = {}};
}

Result<HarvestTarget> find_target(const Context& context, const std::string& source, const std::string& as) {
  for (const NamedTarget& named : ingest::named_targets()) {
    if (named.name == source) return named.target;
  }
  if (source.find("://") == std::string::npos) {
    return Error(ErrorCode::kNotFound, "no source is called '" + source + "': known are " +
                                           names_of_targets() +
                                           "; any other is given by its address, https://…");
  }
  if (as.empty()) return ingest::find_upstream(context.folder.path(), source, harvest_options(context));
  HarvestTarget target;
  target.url = source;
  target.upstream = *ingest::upstream_by_name(as);
  return target;
}

void write_harvest_state(JsonWriter& json, const ingest::HarvestState& state) {
  json.key("from").value(state.from).key("list_open").value(!state.next.empty());
  json.key("last_success").value(state.last_success).key("last_error").value(state.last_error);
  json.key("last_error_at").value(state.last_error_at).key("failures").value(state.failures);
}

std::vector<web::SourceHealth> health_of_sources(const Context& context) {
  const auto record = store::Record::open(context.folder.path(), store::Record::Mode::kRead);
  if (!record.ok()) return {};
  const auto sources = ingest::list_sources(**record, context.clock.now());
  std::vector<web::SourceHealth> all;
  if (!sources.ok()) return all;
  for (const SourceState& state : *sources) {
    const Result<Instant> success = parse_instant(state.harvest.last_success);
    all.push_back({.name = state.source.name,
                   .last_success = success.ok() ? std::optional(*success) : std::nullopt,
                   .next_run = state.next,
                   .failures = state.harvest.failures,
                   .paused = state.source.paused});
  }
  return all;
}

SourceHarvesting::SourceHarvesting(const Context& context)
    : data_folder_(context.folder.path()),
      clock_(context.clock),
      options_(harvest_options(context)),
      repeating_("the sources can't be harvested", kBetweenLooks, [this] { return harvest_one(); }) {
  options_.stop = &repeating_.stopping();
}

// The one that has been due for longest.
Result<bool> SourceHarvesting::harvest_one() {
  std::vector<SourceState> due;
  {
    TRY(const auto record, store::Record::open(data_folder_, store::Record::Mode::kRead));
    const Instant now = clock_.now();
    TRY(due, ingest::list_sources(*record, now));
    std::erase_if(due, [&](const SourceState& state) { return state.source.paused || state.next > now; });
  }
  if (due.empty()) return false;
  const SourceState& first = *std::ranges::min_element(due, {}, &SourceState::next);
  TRY(const ingest::HarvestReport report, ingest::harvest(data_folder_, first.source.target, options_));
  if (report.failure && report.failure->code() == ErrorCode::kInterrupted) return false;
  if (report.failure) {
    log_warning("a source could not be harvested to its end",
                {{"source", first.source.name}, {"because", report.failure->message()}});
  } else {
    log_info("a source was harvested", {{"source", first.source.name},
                                        {"read", report.total.read},
                                        {"new", report.total.new_papers},
                                        {"updated", report.total.updated}});
  }
  return true;
}

JobWork::JobWork(const Context& context)
    : data_folder_(context.folder.path()),
      clock_(context.clock),
      day_rule_(context.settings.day_rule()),
      addresses_{.arxiv = context.settings.arxiv_paper_url, .doi = context.settings.doi_paper_url},
      options_(harvest_options(context)),
      repeating_("the papers that were asked for can't be fetched", kBetweenJobs,
                 [this] { return do_one(); }) {
  options_.stop = &repeating_.stopping();
}

Result<bool> JobWork::do_one() {
  // It looks often, and nearly always for nothing: it opens the record once.
  if (!record_) {
    TRY(record_, store::Record::open(data_folder_, store::Record::Mode::kWrite));
  }
  const auto today = [this] { return papers::Editions(*record_, clock_, day_rule_).today(); };
  return ingest::do_due_job(*record_, data_folder_, addresses_, options_, today);
}

}  // namespace broadsheet::app
