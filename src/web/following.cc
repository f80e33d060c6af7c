// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/following.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "papers/field_query.h"
#include "papers/history.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "web/acting.h"
#include "web/discussion.h"
#include "web/find_paper.h"
#include "web/limits.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

using store::Follow;
using store::FollowKind;
using text::TemplateValues;

void add_button(TemplateValues body, const Exchange& exchange, FollowKind kind, std::string_view target,
                bool followed) {
  TemplateValues form = body.include("FOLLOW", "follow.html");
  form.set("FORM_KEY", exchange.visitor->form_key)
      .set("FOLLOW_KIND", papers::follow_kind(kind).name)
      .set("FOLLOW_TARGET", target);
  if (followed) {
    form.show("FOLLOWED");
  } else {
    form.show("NOT_FOLLOWED");
  }
}

std::string path_of(const Follow& follow) {
  switch (follow.kind) {
    case FollowKind::kAuthor:
      return author_path(follow.target);
    case FollowKind::kKeyword:
      return search_path(papers::field_query("", follow.target));
    case FollowKind::kCategory:
      return expression_path(follow.target);
    case FollowKind::kOrganization:
      return named_path("/organizations", follow.target);
    case FollowKind::kVenue:
      return named_path("/venues", follow.target);
    case FollowKind::kSearch:
      return search_path(follow.target);
    case FollowKind::kPaper:
      break;
  }
  return {};
}

// What the sources said of it: an entry for each day on which one had a version, or withdrew it.
Result<std::vector<FeedEntry>> version_entries(const Exchange& exchange, const store::PaperView& paper) {
  TRY(const std::vector<papers::HistoryEvent> events, papers::history_of(exchange.backend.record(), paper));
  const std::string url = exchange.base_url + paper_path(paper);
  std::vector<FeedEntry> entries;
  for (const papers::HistoryEvent& event : events) {
    const bool is_news =
        event.kind == papers::EventKind::kVersion || event.kind == papers::EventKind::kWithdrawn;
    if (!is_news || !event.day) continue;
    std::string changed;
    for (const papers::FieldChange& change : event.changes)
      changed.append(changed.empty() ? "Changed: " : ", ").append(change.field);
    const std::string name(papers::event_name(event.kind));
    entries.push_back({.id = url + "#" + name + "-" + event.source + "-" + format_day(*event.day),
                       .url = url + "#history",
                       .title = papers::readable_title(paper) + ": " + papers::event_line(event),
                       .text = std::move(changed),
                       .published = Instant(*event.day),
                       .updated = Instant(*event.day),
                       .authors = {},
                       .tags = {}});
  }
  std::ranges::reverse(entries);
  return entries;
}

}  // namespace

void add_follow(TemplateValues body, const Exchange& exchange, FollowKind kind, std::string_view target) {
  if (!exchange.visitor) return;
  const auto followed =
      papers::followed_text(exchange.backend.record(), exchange.visitor->account.number, kind, target);
  if (followed.ok()) add_button(body, exchange, kind, target, followed->has_value());
}

void add_follow(TemplateValues body, const Exchange& exchange, const store::PaperView& paper) {
  if (!exchange.visitor) return;
  const auto followed =
      papers::followed_paper(exchange.backend.record(), exchange.visitor->account.number, paper.number);
  if (!followed.ok()) return;
  add_button(body, exchange, FollowKind::kPaper, papers::printed_id(paper), followed->has_value());
}

Result<NamedThing> named_thing(Exchange& exchange, FollowKind kind, std::string_view target) {
  if (kind != FollowKind::kPaper) return NamedThing{.kind = kind, .target = std::string(target)};
  TRY(const store::PaperView paper, find_paper(exchange, target));
  return NamedThing{.kind = kind, .paper = paper.number};
}

Result<Follow> follow_thing(const Exchange& exchange, store::Transaction& transaction,
                            const NamedThing& thing) {
  store::Record& record = exchange.backend.record();
  const Instant now = exchange.backend.site().clock.now();
  if (thing.kind == FollowKind::kPaper)
    return papers::follow_paper(record, transaction, actor_of(exchange), thing.paper, now);
  return papers::follow_text(record, transaction, actor_of(exchange), thing.kind, thing.target, now);
}

Result<std::optional<Follow>> unfollow_thing(const Exchange& exchange, store::Transaction& transaction,
                                             const NamedThing& thing) {
  store::Record& record = exchange.backend.record();
  const store::AccountNumber account = exchange.visitor->account.number;
  if (thing.kind == FollowKind::kPaper) {
    TRY(const std::optional<Follow> follow, papers::followed_paper(record, account, thing.paper));
    TRY_VOID(papers::unfollow_paper(record, transaction, account, thing.paper));
    return follow;
  }
  TRY(const std::optional<Follow> follow, papers::followed_text(record, account, thing.kind, thing.target));
  if (follow) TRY_VOID(store::FollowChanges(transaction).remove(follow->number));
  return follow;
}

Result<std::vector<ShownFollow>> shown_follows(store::Record& record, std::span<const Follow> follows) {
  std::vector<ShownFollow> shown;
  for (const Follow& follow : follows) {
    ShownFollow one{.follow = follow, .title = follow.target, .path = path_of(follow), .paper_id = {}};
    if (follow.kind == FollowKind::kPaper) {
      TRY(const std::optional<store::PaperView> paper, papers::paper_of_follow(record, follow));
      one.title = paper ? papers::readable_title(*paper) : "A paper that is gone";
      if (paper) {
        one.path = paper_path(*paper);
        one.paper_id = papers::printed_id(*paper);
      }
    }
    shown.push_back(std::move(one));
  }
  return shown;
}

Result<std::vector<papers::FollowedPaper>> followed_papers(const Exchange& exchange,
                                                           std::span<const Follow> follows) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  const Day today = std::chrono::floor<std::chrono::days>(exchange.backend.site().clock.now());
  return papers::followed_papers(exchange.backend.record(), searcher.get(), exchange.backend.encode_query(),
                                 follows, today);
}

Result<std::vector<FeedEntry>> followed_entries(const Exchange& exchange, std::span<const Follow> follows) {
  store::Record& record = exchange.backend.record();
  std::vector<FeedEntry> entries;
  for (const Follow& follow : follows) {
    TRY(const std::optional<store::PaperView> paper, papers::paper_of_follow(record, follow));
    if (!paper) continue;
    TRY(std::vector<FeedEntry> versions, version_entries(exchange, *paper));
    TRY(std::vector<FeedEntry> comments, comment_entries(exchange, &*paper));
    std::ranges::move(versions, std::back_inserter(entries));
    std::ranges::move(comments, std::back_inserter(entries));
  }
  std::ranges::stable_sort(entries, std::ranges::greater(), &FeedEntry::updated);
  if (entries.size() > kFeedSize) entries.resize(kFeedSize);

  TRY(std::vector<papers::FollowedPaper> brought, followed_papers(exchange, follows));
  if (brought.size() > kFeedSize) brought.resize(kFeedSize);
  std::vector<PaperNumber> numbers;
  for (const papers::FollowedPaper& one : brought) numbers.push_back(one.paper);
  TRY(const store::PapersRead read, record.papers(numbers));
  papers::log_unreadable(read);
  std::ranges::move(feed_entries(exchange.base_url, read.views, exchange.backend.site().clock.now()),
                    std::back_inserter(entries));
  return entries;
}

}  // namespace broadsheet::web
