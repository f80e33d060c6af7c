// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /following: what a reader follows and what it brings, in all forms of a list; and /api/following.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "base/json_writer.h"
#include "papers/paper_body.h"
#include "papers/paper_view.h"
#include "web/acting.h"
#include "web/cards.h"
#include "web/following.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/list_forms.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::FollowedPaper;
using store::Follow;
using store::FollowKind;
using store::FollowNumber;
using text::TemplateValues;

constexpr std::string_view kPath = "/following";
constexpr std::string_view kTitle = "Following";

struct Brought {
  std::vector<ShownFollow> follows;
  std::vector<FollowedPaper> papers;   // all
  std::vector<store::PaperView> part;  // of these, some perhaps missing
};

Result<Brought> read_brought(Exchange& exchange, std::size_t offset, std::size_t limit) {
  store::Record& record = exchange.backend.record();
  Brought brought;
  TRY(const std::vector<Follow> follows, store::Follows(record).follows_of(exchange.visitor->account.number));
  TRY(brought.follows, shown_follows(record, follows));
  TRY(brought.papers, followed_papers(exchange, follows));
  std::vector<PaperNumber> numbers;
  for (std::size_t i = offset; i < brought.papers.size() && i < offset + limit; ++i)
    numbers.push_back(brought.papers[i].paper);
  TRY(store::PapersRead read, record.papers(numbers));
  papers::log_unreadable(read);
  brought.part = std::move(read.views);
  return brought;
}

const FollowedPaper& followed_of(const Brought& brought, const store::PaperView& paper) {
  return *std::ranges::find(brought.papers, paper.number, &FollowedPaper::paper);
}

// ------------------------------------------------------------------------------------------ the page

void add_follows(TemplateValues body, const Exchange& exchange, const std::vector<ShownFollow>& follows) {
  if (follows.empty()) return;
  TemplateValues list = body.add("FOLLOWS");
  list.set("FOLLOWS_TEXT", "What you follow: " + std::to_string(follows.size()));
  for (const ShownFollow& one : follows) {
    TemplateValues row = list.add("ONE");
    row.set("FORM_KEY", exchange.visitor->form_key)
        .set("FOLLOW_NUMBER", one.follow.number.value())
        .set("FOLLOW_KIND_TITLE", papers::follow_kind(one.follow.kind).title)
        .set("FOLLOW_TITLE", one.title);
    if (one.path.empty()) {
      row.show("FOLLOW_GONE");
    } else {
      row.add("FOLLOW_LINK").set("FOLLOW_URL", one.path).set("FOLLOW_TITLE", one.title);
    }
  }
}

void add_kinds(TemplateValues body) {
  for (const papers::FollowKindName& kind : papers::follow_kinds())
    body.add("KIND").set("KIND_NAME", kind.name).set("KIND_TITLE", kind.title);
}

void add_papers(TemplateValues list, Exchange& exchange, const Brought& brought) {
  for (const store::PaperView& paper : brought.part) {
    TemplateValues item = list.add("ITEM");
    add_card(item, paper, true, exchange.backend.typesetter());
    for (const std::size_t place : followed_of(brought, paper).by) {
      const ShownFollow& follow = brought.follows[place];
      item.add("BY").set("BY_URL", follow.path).set("BY_TITLE", follow.title);
    }
  }
}

http::Response page_of(Exchange& exchange, std::uint64_t page) {
  const auto brought = read_brought(exchange, page * kPageSize, kPageSize);
  if (!brought.ok()) return search_error(exchange, brought.error());
  PageHead head;
  head.title = kTitle;
  head.description = "What you follow";
  head.path = head.file_path = kPath;
  head.file_text = "The newest papers of all that you follow";
  head.unlisted = true;
  Page made(exchange, head, "following.html");
  TemplateValues body = made.body();
  body.set("COUNT", counted(brought->papers.size(), "paper")).set("FORM_KEY", exchange.visitor->form_key);
  add_kinds(body);
  add_follows(body, exchange, brought->follows);
  if (brought->part.empty()) {
    body.add("EMPTY").set(
        "EMPTY_TEXT", brought->follows.empty()
                          ? "Nothing yet. Follow an author, a keyword, a category or a search: what comes "
                            "in of it stands here. The pages of each have a button."
                          : "No papers of what you follow.");
  } else {
    add_papers(body.add("PAPERS"), exchange, *brought);
  }
  add_paging(body, {.page = page, .page_size = kPageSize, .total = brought->papers.size()},
             [&](std::uint64_t number) { return target_with(exchange, "p", std::to_string(number)); });
  return made.response();
}

http::Response file_of(Exchange& exchange, const ListForm& form, std::uint64_t page) {
  const ListText text{.title = std::string(kTitle), .path = std::string(kPath)};
  auto brought = read_brought(exchange, page * kPageSize, form.is_whole() ? 0 : kPageSize);
  if (!brought.ok()) return search_error(exchange, brought.error());
  if (!form.is_whole()) return list_part(exchange, form, text, brought->part);
  std::vector<PaperNumber> numbers;
  for (const FollowedPaper& one : brought->papers) numbers.push_back(one.paper);
  return whole_list(exchange, *form.file, text, std::move(numbers));
}

// ----------------------------------------------------------------------------------------- the acts

// By the fields `kind` and `target`; of a paper `target` is one of its ids.
Result<NamedThing> thing_asked(Exchange& exchange) {
  TRY(const FollowKind kind, papers::follow_kind_named(exchange.field("kind")));
  return named_thing(exchange, kind, exchange.field("target"));
}

Result<Follow> follow_as_asked(Exchange& exchange) {
  TRY(const NamedThing thing, thing_asked(exchange));
  return acted(exchange,
               [&](store::Transaction& transaction) { return follow_thing(exchange, transaction, thing); });
}

// One of the account's own; a number of somebody else's is none.
Result<Follow> own_follow(const Exchange& exchange, FollowNumber number) {
  TRY(const std::optional<Follow> follow, store::Follows(exchange.backend.record()).follow(number));
  if (follow && follow->account == exchange.visitor->account.number) return *follow;
  return Error(ErrorCode::kNotFound, "you follow nothing of this number");
}

Result<Follow> unfollow(Exchange& exchange, FollowNumber number) {
  TRY(const Follow follow, own_follow(exchange, number));
  return acted(exchange, [&](store::Transaction& transaction) -> Result<Follow> {
    TRY_VOID(store::FollowChanges(transaction).remove(follow.number));
    return follow;
  });
}

// What a button beside a heading takes back; none where that is followed no more.
Result<std::optional<Follow>> unfollow_as_asked(Exchange& exchange) {
  TRY(const NamedThing thing, thing_asked(exchange));
  return acted(exchange,
               [&](store::Transaction& transaction) { return unfollow_thing(exchange, transaction, thing); });
}

// The page of what was followed, or was until now.
Result<std::string> page_of_follow(Exchange& exchange, const Follow& follow) {
  TRY(const std::vector<ShownFollow> shown, shown_follows(exchange.backend.record(), {&follow, 1}));
  return shown.front().path.empty() ? std::string(kPath) : shown.front().path;
}

Result<std::string> act(Exchange& exchange) {
  if (exchange.form.parameter("follow")) {
    TRY(const FollowNumber number, id_parameter<FollowNumber>(exchange.form, "follow"));
    TRY_VOID(unfollow(exchange, number));
    return std::string(kPath);
  }
  if (exchange.field("act") == "unfollow") {
    TRY(const std::optional<Follow> follow, unfollow_as_asked(exchange));
    return follow ? page_of_follow(exchange, *follow) : std::string(kPath);
  }
  TRY(const Follow follow, follow_as_asked(exchange));
  return exchange.field("act") == "add" ? std::string(kPath) : page_of_follow(exchange, follow);
}

void write_follow(JsonWriter& json, const ShownFollow& one) {
  json.begin_object().key("number").value(one.follow.number.value());
  json.key("kind").value(papers::follow_kind(one.follow.kind).name);
  json.key("target").value(one.follow.kind == FollowKind::kPaper ? one.paper_id : one.follow.target);
  json.key("title").value(one.title).key("byProgram").value(one.follow.by_token);
  json.key("followedAt").value(format_instant(one.follow.made_at)).end_object();
}

}  // namespace

http::Response following_page(Exchange& exchange) {
  const auto page = number_parameter(exchange.target, "p", 0, 0, kPageMax);
  if (!page.ok()) return error_response(page.error());
  std::string name = exchange.target.segments.back();
  const ListForm form = take_list_form(exchange, name);
  return form.is_page() ? page_of(exchange, *page) : file_of(exchange, form, *page);
}

http::Response follow_form(Exchange& exchange) {
  auto path = act(exchange);
  return path.ok() ? see_other(*std::move(path)) : error_response(path.error());
}

http::Response api_following(Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  const auto follows = store::Follows(record).follows_of(exchange.visitor->account.number);
  if (!follows.ok()) return error_response(follows.error());
  const auto shown = shown_follows(record, *follows);
  if (!shown.ok()) return error_response(shown.error());
  JsonWriter json;
  json.begin_array();
  for (const ShownFollow& one : *shown) write_follow(json, one);
  json.end_array();
  return json_response(json.take());
}

http::Response api_followed_papers(Exchange& exchange) {
  const std::uint64_t offset = exchange.number("cursor");
  const std::uint64_t limit = exchange.number("limit");
  const auto brought = read_brought(exchange, offset, limit);
  if (!brought.ok()) return search_error(exchange, brought.error());
  JsonWriter json;
  json.begin_array();
  for (const store::PaperView& paper : brought->part) {
    json.begin_object().key("paper");
    papers::write_listed_paper(json, paper);
    json.key("followed").begin_array();
    for (const std::size_t place : followed_of(*brought, paper).by)
      json.value(brought->follows[place].follow.number.value());
    json.end_array().end_object();
  }
  json.end_array();
  http::Response response = json_response(json.take());
  response.set("X-Total-Count", std::to_string(brought->papers.size()));
  if (offset + limit < brought->papers.size())
    response.set("Link", next_link(exchange, "cursor", std::to_string(offset + limit)));
  return response;
}

http::Response api_follow(Exchange& exchange) {
  const auto follow = follow_as_asked(exchange);
  if (!follow.ok()) return error_response(follow.error());
  const auto shown = shown_follows(exchange.backend.record(), {&*follow, 1});
  if (!shown.ok()) return error_response(shown.error());
  JsonWriter json;
  write_follow(json, shown->front());
  return json_response(json.take());
}

http::Response api_unfollow(Exchange& exchange) {
  const auto number = captured_id<FollowNumber>(exchange, 0, "follow");
  if (!number.ok()) return error_response(number.error());
  const auto done = unfollow(exchange, *number);
  return done.ok() ? api_following(exchange) : error_response(done.error());
}

}  // namespace broadsheet::web
