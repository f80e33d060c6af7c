// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /papers/submit: papers for the daily page, and papers that are not here yet, by their ids; and the links
// that authors give to their paper. Pages, and the same of the API.

#include "web/contributing.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "base/json_writer.h"
#include "formats/fields.h"
#include "papers/contributing.h"
#include "papers/editions.h"
#include "papers/off_page.h"
#include "papers/organizations.h"
#include "papers/paper_body.h"
#include "papers/paper_view.h"
#include "text/ids.h"
#include "web/acting.h"
#include "web/cards.h"
#include "web/discussion.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using store::Job;
using text::TemplateValues;

Result<Day> today(const Exchange& exchange) {
  const Site& site = exchange.backend.site();
  return papers::Editions(exchange.backend.record(), site.clock, site.day_rule).today();
}

// ------------------------------------------------------------------------------------------- asking

// What became of it: the paper is here, or will be fetched.
struct Asked {
  std::optional<store::PaperView> paper;
  std::optional<Job> job;
};

Result<Asked> ask_for(Exchange& exchange, std::string_view id, bool submits) {
  store::Record& record = exchange.backend.record();
  const Instant now = exchange.backend.site().clock.now();
  Asked asked;
  auto paper = find_paper(exchange, id);
  if (!paper.ok() && paper.error().code() != ErrorCode::kNotFound) return paper.error();
  if (paper.ok()) {
    asked.paper = *std::move(paper);
    if (!submits) return asked;
    TRY(const Day day, today(exchange));
    TRY_VOID(acted(exchange, [&](store::Transaction& transaction) {
      return papers::submit_paper(record, transaction, asked.paper->number, actor_of(exchange), day, now);
    }));
    return asked;
  }
  const std::optional<std::string> canonical = formats::canonical_id(id);
  if (!canonical)
    return Error(ErrorCode::kInvalid,
                 "'" + beginning(id, kNamedChars) + "' is no id: write one like 2608.01234");
  TRY(asked.job, acted(exchange, [&](store::Transaction& transaction) {
        return papers::ask_for_paper(record, transaction, *canonical, actor_of(exchange), submits, now);
      }));
  return asked;
}

void write_job(JsonWriter& json, const Job& job) {
  json.begin_object().key("number").value(job.number.value());
  json.key("id").value(text::printed_id(job.subject)).key("state").value(papers::job_state_name(job.state));
  json.key("submits").value(job.submits).key("byProgram").value(job.by_token).key("tries").value(job.tries);
  json.key("createdAt").value(format_instant(job.made_at));
  if (!job.outcome.empty()) json.key("outcome").value(job.outcome);
  json.end_object();
}

http::Response api_asked(Exchange& exchange, std::string_view id, bool submits) {
  const auto asked = ask_for(exchange, id, submits);
  if (!asked.ok()) return error_response(asked.error());
  JsonWriter json;
  json.begin_object();
  if (asked->job) {
    json.key("job");
    write_job(json, *asked->job);
  }
  json.end_object();
  return json_response(json.take());
}

// ------------------------------------------------------------------------------------------ its page

void add_job(TemplateValues list, const Job& job) {
  TemplateValues row = list.add("JOB");
  row.set("JOB_STATE", papers::job_state_name(job.state)).set("JOB_DATE", short_moment(job.made_at));
  row.set("JOB_OUTCOME", job.outcome);
  if (job.submits) row.show("JOB_SUBMITS");
  const bool is_here = job.state == store::JobState::kDone;
  TemplateValues name = is_here ? row.add("JOB_LINK") : row.add("JOB_PLAIN");
  name.set("JOB_ID", text::printed_id(job.subject));
  if (is_here) name.set("JOB_URL", paper_path(text::printed_id(job.subject)));
}

Result<http::Response> page_with(Exchange& exchange, const std::string& error) {
  TRY(const std::vector<Job> jobs,
      store::Jobs(exchange.backend.record())
          .newest(store::JobNumber::highest(), kJobsShown, exchange.visitor->account.number));
  Page page(exchange,
            {.title = "Submit a paper", .description = "", .path = "/papers/submit", .unlisted = true},
            "submit.html");
  TemplateValues body = page.body();
  body.set("FORM_KEY", exchange.visitor->form_key).set("ID_TYPED", exchange.field("paper"));
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  if (!exchange.visitor->account.counts) body.show("DOES_NOT_COUNT");
  if (!jobs.empty()) {
    TemplateValues list = body.add("JOBS");
    for (const Job& job : jobs) add_job(list, job);
  }
  return page.response(error.empty() ? 200 : 400);
}

// ------------------------------------------------------------------------------------------- links

std::optional<std::string> given(const Exchange& exchange, std::string_view name) {
  const auto value = exchange.form.parameter(name);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

// `done` answers.
template <class Done>
http::Response link(Exchange& exchange, const Done& done) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  store::Record& record = exchange.backend.record();
  const auto may = papers::may_link(record, paper->number, exchange.visitor->account);
  if (!may.ok()) return error_response(may.error());
  if (!*may) return error_response(403, "Links are for the paper's authors: claim it first");
  papers::PaperLinks links{.project_page = given(exchange, "projectPage"),
                           .github_repo = given(exchange, "githubRepo")};
  if (const auto id = given(exchange, "organizationId"); id && !id->empty()) {
    const auto searcher = exchange.backend.site().searcher();
    auto organization = papers::organization_of_id(record, searcher.get(), *id);
    if (!organization.ok()) return search_error(exchange, organization.error());
    links.organization = *std::move(organization);
  } else if (id) {
    links.organization = formats::Organization{};
  }
  if (const auto name = given(exchange, "organization"))
    links.organization = formats::Organization{.handle = {}, .fullname = *name};
  const auto linked = acted(exchange, [&](store::Transaction& transaction) {
    return papers::set_links(record, transaction, paper->number, links);
  });
  return linked.ok() ? done(*paper) : error_response(linked.error());
}

// What a moderator decides; `done` answers.
template <class Done>
http::Response moderate(Exchange& exchange, const Done& done) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const bool takes_off = exchange.field("act") == "take-off";
  if (!takes_off && exchange.field("act") != "put-back")
    return error_response(400, "act: take-off or put-back");
  store::Record& record = exchange.backend.record();
  const Instant now = exchange.backend.site().clock.now();
  const auto decided = acted(exchange, [&](store::Transaction& transaction) {
    return takes_off ? papers::take_off_page(record, transaction, paper->number, exchange.field("why"),
                                             actor_of(exchange), now)
                     : papers::put_back_on_page(record, transaction, paper->number, actor_of(exchange), now);
  });
  return decided.ok() ? done(*paper) : error_response(decided.error());
}

void add_moderating(TemplateValues body, const Exchange& exchange, const store::PaperView& paper,
                    papers::OnPage state) {
  if (!is_moderator(exchange) || state == papers::OnPage::kNotByReaders) return;
  TemplateValues form = body.add("MODERATING");
  form.set("DAILY_PAGE_URL", paper_path(paper) + "/daily-page").set("FORM_KEY", exchange.visitor->form_key);
  if (state == papers::OnPage::kOn) form.show("ON_PAGE");
  if (state == papers::OnPage::kTakenOff) form.show("TAKEN_OFF");
}

}  // namespace

Result<void> add_contributing(TemplateValues body, const Exchange& exchange, const store::PaperView& paper) {
  if (!exchange.visitor || paper.withdrawn) return {};
  const bool may_submit = !paper.featured && exchange.visitor->account.counts;
  auto state = papers::OnPage::kNotByReaders;  // of no interest to others
  if (may_submit || is_moderator(exchange)) {
    TRY(state, papers::on_page(exchange.backend.record(), paper));
  }
  add_moderating(body, exchange, paper, state);
  if (may_submit && state != papers::OnPage::kTakenOff)
    body.add("SUBMITTING")
        .set("FORM_KEY", exchange.visitor->form_key)
        .set("SUBMIT_ID", papers::printed_id(paper));
  TRY(const bool may, papers::may_link(exchange.backend.record(), paper.number, exchange.visitor->account));
  if (!may) return {};
  body.add("LINKING")
      .set("LINKS_URL", paper_path(paper) + "/links")
      .set("FORM_KEY", exchange.visitor->form_key)
      .set("PROJECT_PAGE", paper.project_page)
      .set("GITHUB_REPO", paper.github_repo)
      .set("ORGANIZATION", paper.organization);
  return {};
}

http::Response submit_page(Exchange& exchange) {
  return answer_of(page_with(exchange, ""));
}

http::Response submit_form(Exchange& exchange) {
  const auto asked = ask_for(exchange, exchange.field("paper"), exchange.field("act") != "index");
  if (!asked.ok() && is_askers(asked.error())) return answer_of(page_with(exchange, asked.error().message()));
  if (!asked.ok()) return error_response(asked.error());
  return see_other(asked->paper ? paper_path(*asked->paper) : "/papers/submit");
}

http::Response links_form(Exchange& exchange) {
  return link(exchange, [](const store::PaperView& paper) { return see_other(paper_path(paper)); });
}

http::Response daily_page_form(Exchange& exchange) {
  return moderate(exchange, [](const store::PaperView& paper) { return see_other(paper_path(paper)); });
}

http::Response api_daily_page(Exchange& exchange) {
  return moderate(exchange, [](const store::PaperView&) { return json_response("{}"); });
}

http::Response api_index_paper(Exchange& exchange) {
  const auto id = needed_field(exchange, "arxivId");
  if (!id.ok()) return error_response(id.error());
  return api_asked(exchange, *id, false);
}

http::Response api_submit(Exchange& exchange) {
  return api_asked(exchange, exchange.captured[0], true);
}

http::Response api_jobs(Exchange& exchange) {
  const auto jobs = store::Jobs(exchange.backend.record())
                        .newest(store::JobNumber::highest(), kJobsShown, exchange.visitor->account.number);
  if (!jobs.ok()) return error_response(jobs.error());
  JsonWriter json;
  json.begin_array();
  for (const Job& job : *jobs) write_job(json, job);
  json.end_array();
  return json_response(json.take());
}

http::Response api_link_paper(Exchange& exchange) {
  return link(exchange, [](const store::PaperView&) { return json_response("{}"); });
}

}  // namespace broadsheet::web
