// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /admin: how the server is doing, what it harvests, and how it is set. Readers have a file of their own.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/english.h"
#include "web/admin.h"
#include "web/handlers.h"

namespace broadsheet::web {
namespace {

using text::TemplateValues;

http::Response no_such_page() {
  return error_response(404, "There is nothing at this address");
}

void add_counts(TemplateValues body, const store::Counts& counts, std::uint64_t readers) {
  add_fact(body, "Papers",
           with_thousands(counts.papers) + " from " + counted(counts.source_records, "record"));
  add_fact(body, "Known to several sources", with_thousands(counts.merged_papers));
  add_fact(body, "Counts of votes observed", with_thousands(counts.vote_observations));
  add_fact(body, "Readers", with_thousands(readers));
}

void add_followers(TemplateValues body, const std::vector<FollowerShown>& followers) {
  for (const FollowerShown& follower : followers) {
    const std::string behind = follower.lag == 0 ? "" : ", " + counted(follower.lag, "revision") + " behind";
    add_fact(body, "Follower " + follower.name,
             follower.state + behind + ", " + counted(follower.papers, "paper"));
  }
}

void add_disk(TemplateValues body, const DiskUse& use) {
  for (const DiskPart& part : use.parts)
    body.add("DISK_PART").set("PART_NAME", part.name).set("PART_SIZE", human_bytes(part.bytes));
  body.set("DISK_FREE", human_bytes(use.free_bytes));
}

Result<http::Response> overview(Exchange& exchange) {
  Backend& backend = exchange.backend;
  store::Record& record = backend.record();
  TRY(const Revision head, record.head());
  TRY(const store::Counts counts, record.counts());
  TRY(const std::uint64_t readers, store::Accounts(record).count());
  TRY(const std::vector<FollowerShown> followers, backend.site().administration->followers());
  const auto searcher = backend.site().searcher();
  Page page = admin_page(exchange, "Administration", "overview", "admin.html");
  TemplateValues body = page.body();
  add_fact(body, "Version", backend.site().version);
  add_fact(body, "Record", "revision " + with_thousands(head.value()));
  add_fact(body, "Search",
           searcher ? "revision " + with_thousands(searcher->revision().value()) : "not built yet");
  add_followers(body, followers);
  add_counts(body, counts, readers);
  add_disk(body, backend.site().administration->disk());
  return page.response();
}

void add_source(TemplateValues body, const SourceShown& source, const std::string& form_key) {
  TemplateValues row = body.add("SOURCE");
  row.set("SOURCE_NAME", source.name).set("SOURCE_ADDRESS", source.address);
  row.set("SOURCE_SCHEDULE", source.schedule).set("SOURCE_STATE", source.state);
  row.set("SOURCE_LAST", source.last_success.empty() ? "never" : source.last_success);
  row.set("SOURCE_NEXT", source.paused ? "when it is resumed" : short_moment(source.next_run));
  row.set("FORM_KEY", form_key).set("ACT", source.paused ? "resume" : "pause");
  row.set("ACT_TEXT", source.paused ? "Resume" : "Pause");
  if (!source.last_error.empty())
    row.add("FAILED").set("FAILURE", source.last_error + " (" + counted(source.failures, "failure") +
                                         " in a row, the last " + source.last_error_at + ")");
}

void add_harvests(TemplateValues body, const std::vector<HarvestShown>& harvests) {
  if (harvests.empty()) return;
  TemplateValues list = body.add("HARVESTS");
  for (const HarvestShown& harvest : harvests) {
    const std::string success =
        harvest.last_success.empty() ? "never complete" : "complete " + harvest.last_success;
    const std::string failure =
        harvest.last_error.empty() ? "" : "; failed " + harvest.last_error_at + ": " + harvest.last_error;
    list.add("HARVEST").set("HARVEST_NAME", harvest.name).set("HARVEST_TEXT", success + failure);
  }
}

Result<http::Response> sources(Exchange& exchange, std::string_view done) {
  Administration& administration = *exchange.backend.site().administration;
  TRY(const std::vector<SourceShown> all, administration.sources());
  TRY(const std::vector<HarvestShown> harvests, administration.harvests());
  Page page = admin_page(exchange, "Sources", "sources", "admin_sources.html");
  TemplateValues body = page.body();
  if (!done.empty()) body.add("DONE").set("DONE_TEXT", done);
  if (all.empty()) {
    body.show("NO_SOURCES");
  } else {
    TemplateValues table = body.add("SOURCES");
    for (const SourceShown& source : all) add_source(table, source, exchange.visitor->form_key);
  }
  add_harvests(body, harvests);
  return page.response();
}

}  // namespace

Page admin_page(const Exchange& exchange, std::string title, std::string_view section,
                std::string_view body) {
  constexpr std::pair<std::string_view, std::string_view> kSections[] = {
      {"overview", "/admin"},  {"readers", "/admin/readers"}, {"sources", "/admin/sources"},
      {"jobs", "/admin/jobs"}, {"mail", "/admin/mail"},       {"settings", "/admin/settings"}};
  Page page(exchange, {.title = std::move(title), .description = "Looking after this server"}, body);
  TemplateValues ways = page.body().include("WAYS", "admin_ways.html");
  for (const auto& [name, path] : kSections) {
    TemplateValues way = ways.add("WAY");
    way.set("WAY_NAME", name).set("WAY_URL", path);
    if (name == section) way.show("WAY_CURRENT");
  }
  return page;
}

void add_fact(TemplateValues values, std::string_view name, std::string_view text) {
  values.add("FACT").set("FACT_NAME", name).set("FACT_TEXT", text);
}

http::Response admin_overview(Exchange& exchange) {
  if (exchange.backend.site().administration == nullptr) return no_such_page();
  return answer_of(overview(exchange));
}

http::Response admin_sources(Exchange& exchange) {
  if (exchange.backend.site().administration == nullptr) return no_such_page();
  return answer_of(sources(exchange, ""));
}

http::Response admin_act_on_source(Exchange& exchange) {
  Administration* const administration = exchange.backend.site().administration;
  if (administration == nullptr) return no_such_page();
  const std::string_view act = exchange.field("act");
  if (act != "pause" && act != "resume") return error_response(400, "a source can be paused and resumed");
  const auto done = administration->set_source_paused(exchange.captured[0], act == "pause");
  if (!done.ok()) return error_response(done.error());
  return answer_of(sources(exchange, exchange.captured[0] + (act == "pause" ? " is paused." : " goes on.")));
}

http::Response admin_settings(Exchange& exchange) {
  Administration* const administration = exchange.backend.site().administration;
  if (administration == nullptr) return no_such_page();
  Page page = admin_page(exchange, "Settings of the server", "settings", "admin_settings.html");
  for (const SettingShown& setting : administration->settings()) {
    page.body()
        .add("SETTING")
        .set("SETTING_KEY", setting.key)
        .set("SETTING_VALUE", setting.value.empty() ? "(none)" : setting.value)
        .set("SETTING_FROM", setting.is_default ? "default" : "file")
        .set("SETTING_MEANING", setting.meaning);
  }
  return page.response();
}

}  // namespace broadsheet::web
