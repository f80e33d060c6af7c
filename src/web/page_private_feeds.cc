// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /settings/feeds: lists of a reader under private addresses, for feed readers, which have no password; and
// what stands at such an address.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/english.h"
#include "base/secrets.h"
#include "papers/library_search.h"
#include "papers/paper_view.h"
#include "store/accounts.h"
#include "store/deliveries.h"
#include "store/follows.h"
#include "store/subscribers.h"
#include "web/acting.h"
#include "web/following.h"
#include "web/handlers.h"
#include "web/library_list.h"
#include "web/limits.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using store::Follow;
using store::FollowNumber;
using store::PrivateFeed;
using store::PrivateList;
using text::TemplateValues;

// One that there is or could be.
struct PossibleFeed {
  PrivateList list = PrivateList::kLibrary;
  FollowNumber follow = {};
  std::string title;
  std::optional<Instant> made_at = {};
};

Result<std::vector<PossibleFeed>> possible_feeds(const Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  const store::AccountNumber account = exchange.visitor->account.number;
  std::vector<PossibleFeed> feeds{{.list = PrivateList::kLibrary, .title = "Your library"},
                                  {.list = PrivateList::kFollowing, .title = "Everything that you follow"},
                                  {.list = PrivateList::kDigest, .title = "Your digest"}};
  TRY(const std::vector<Follow> follows, store::Follows(record).follows_of(account));
  TRY(const std::vector<ShownFollow> shown, shown_follows(record, follows));
  for (const ShownFollow& one : shown) {
    feeds.push_back({.list = PrivateList::kFollow,
                     .follow = one.follow.number,
                     .title = std::string(papers::follow_kind(one.follow.kind).title) + ": " + one.title});
  }
  TRY(const std::vector<PrivateFeed> made, store::Follows(record).feeds_of(account));
  for (PossibleFeed& feed : feeds) {
    const auto found = std::ranges::find_if(
        made, [&](const PrivateFeed& one) { return one.list == feed.list && one.follow == feed.follow; });
    if (found != made.end()) feed.made_at = found->made_at;
  }
  return feeds;
}

// The page; right after one was made with its address, and never again.
Result<http::Response> page_with(Exchange& exchange, const std::string& new_path) {
  TRY(const std::vector<PossibleFeed> feeds, possible_feeds(exchange));
  Page page(exchange,
            {.title = "Private feeds", .description = "", .path = "/settings/feeds", .unlisted = true},
            "private_feeds.html");
  TemplateValues body = page.body();
  if (!new_path.empty()) {
    TemplateValues made = body.add("NEW_FEED");
    for (const FeedForm& form : feed_forms())
      made.add("NEW_FEED_FORM")
          .set("NEW_FEED_NAME", form.name)
          .set("NEW_FEED_URL", exchange.base_url + new_path + std::string(form.suffix));
  }
  for (const PossibleFeed& feed : feeds) {
    TemplateValues row = body.add("FEED");
    row.set("FORM_KEY", exchange.visitor->form_key)
        .set("FEED_LIST", papers::private_list_name(feed.list))
        .set("FEED_FOLLOW", feed.follow.value())
        .set("FEED_TITLE", feed.title);
    if (!feed.made_at) {
      row.show("FEED_FIRST");
      continue;
    }
    row.show("FEED_REPLACE");
    row.add("FEED_THERE")
        .set("FEED_SINCE", short_date({.day = std::chrono::floor<std::chrono::days>(*feed.made_at)}));
  }
  return page.response();
}

Result<PrivateFeed> asked_feed(Exchange& exchange) {
  TRY(const std::vector<PossibleFeed> feeds, possible_feeds(exchange));
  TRY(const FollowNumber follow, id_parameter<FollowNumber>(exchange.form, "follow"));
  for (const PossibleFeed& feed : feeds) {
    if (papers::private_list_name(feed.list) != exchange.field("list") || feed.follow != follow) continue;
    return PrivateFeed{.account = exchange.visitor->account.number,
                       .list = feed.list,
                       .follow = feed.follow,
                       .made_at = exchange.backend.site().clock.now()};
  }
  return Error(ErrorCode::kNotFound, "you have no such list");
}

Result<http::Response> set_feed(Exchange& exchange) {
  TRY(const PrivateFeed feed, asked_feed(exchange));
  const bool make = exchange.field("act") == "make";
  const std::string secret = new_secret();
  TRY_VOID(acted(exchange, [&](store::Transaction& transaction) {
    return store::FollowChanges(transaction)
        .set_feed(feed, make ? std::optional(sha256(secret)) : std::nullopt);
  }));
  return page_with(exchange, make ? "/private/" + secret : "");
}

// ------------------------------------------------------------------------------------ at its address

// None where nobody, or nobody who may act, has the address.
struct Found {
  PrivateFeed feed;
  store::Account owner;
};
Result<std::optional<Found>> find_feed(Exchange& exchange, std::string_view secret) {
  store::Record& record = exchange.backend.record();
  TRY(const std::optional<PrivateFeed> feed, store::Follows(record).feed_by_secret(sha256(secret)));
  if (!feed) return std::optional<Found>();
  TRY(std::optional<store::Account> account, store::Accounts(record).account(feed->account));
  if (!account || account->banned_at || account->deleted_at) return std::optional<Found>();
  return std::optional(Found{*feed, *std::move(account)});
}

// What was saved last, and not what came last, is news of a library.
Result<std::vector<FeedEntry>> library_entries(Exchange& exchange, store::AccountNumber account) {
  TRY(const AskedLibrary asked, read_library(exchange, account));
  std::vector<PaperNumber> numbers = asked.numbers();
  if (numbers.size() > kFeedSize) numbers.resize(kFeedSize);
  TRY(const store::PapersRead read, exchange.backend.record().papers(numbers));
  papers::log_unreadable(read);
  return feed_entries(exchange.base_url, read.views, exchange.backend.site().clock.now());
}

// The papers of the last digests, the newest first.
Result<std::vector<FeedEntry>> digest_entries(Exchange& exchange, store::AccountNumber account) {
  store::Record& record = exchange.backend.record();
  std::vector<PaperNumber> numbers;
  TRY(const auto subscriber, store::Subscribers(record).of_account(account));
  if (subscriber) {
    TRY(const std::vector<store::Digest> digests,
        store::Deliveries(record).digests_of(subscriber->number, kFeedSize));
    for (const store::Digest& digest : digests) {
      for (const store::DigestItem& item : digest.items) {
        TRY(const std::optional<store::Identity> identity, record.identity(item.identity));
        if (identity && numbers.size() < kFeedSize) numbers.push_back(identity->paper);
      }
    }
  }
  TRY(const store::PapersRead read, record.papers(numbers));
  papers::log_unreadable(read);
  return feed_entries(exchange.base_url, read.views, exchange.backend.site().clock.now());
}

Result<http::Response> feed_of(Exchange& exchange, FeedKind kind, const Found& found) {
  store::Record& record = exchange.backend.record();
  Feed feed{.title = {},
            .base_url = exchange.base_url,
            .page_path = "/following",
            .self_path = exchange.request.target,
            .now = exchange.backend.site().clock.now(),
            .entries = {}};
  if (found.feed.list == PrivateList::kLibrary) {
    feed.title = "Broadsheet: library of " + found.owner.name;
    feed.page_path = "/library";
    TRY(feed.entries, library_entries(exchange, found.owner.number));
    return feed_response(kind, feed);
  }
  if (found.feed.list == PrivateList::kDigest) {
    feed.title = "Broadsheet: digest of " + found.owner.name;
    feed.page_path = "/settings/mail";
    TRY(feed.entries, digest_entries(exchange, found.owner.number));
    return feed_response(kind, feed);
  }
  TRY(std::vector<Follow> follows, store::Follows(record).follows_of(found.owner.number));
  feed.title = "Broadsheet: followed by " + found.owner.name;
  if (found.feed.list == PrivateList::kFollow) {
    std::erase_if(follows, [&](const Follow& follow) { return follow.number != found.feed.follow; });
    TRY(const std::vector<ShownFollow> shown, shown_follows(record, follows));
    if (!shown.empty()) feed.title = "Broadsheet: " + shown.front().title;
  }
  TRY(feed.entries, followed_entries(exchange, follows));
  return feed_response(kind, feed);
}

}  // namespace

http::Response private_feeds_page(Exchange& exchange) {
  return answer_of(page_with(exchange, ""));
}

http::Response set_private_feed(Exchange& exchange) {
  return answer_of(set_feed(exchange));
}

http::Response private_feed(Exchange& exchange) {
  std::string secret = exchange.captured[0];
  const auto kind = take_feed_suffix(secret);
  const auto found = find_feed(exchange, secret);
  if (!found.ok()) return error_response(found.error());
  if (!kind || !*found) return error_response(404, "There is nothing at this address");
  auto response = feed_of(exchange, *kind, **found);
  if (!response.ok()) return search_error(exchange, response.error());
  // No hub is told an address that is secret.
  return std::move(response->set("X-Robots-Tag", "noindex"));
}

}  // namespace broadsheet::web
