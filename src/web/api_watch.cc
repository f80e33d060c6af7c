// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// PATCH /api/settings/watch: what is followed by the names that the public API has for it. It knows
// organizations and people; papers are ours, and repositories nobody's here.

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "web/acting.h"
#include "web/following.h"
#include "web/handlers.h"

namespace broadsheet::web {
namespace {

using store::Follow;
using store::FollowKind;

struct WatchType {
  std::string_view name;
  FollowKind kind;
};
constexpr std::array<WatchType, 3> kTypes{{
    {"org", FollowKind::kOrganization},
    {"user", FollowKind::kAuthor},
    {"paper", FollowKind::kPaper},
}};

Result<FollowKind> kind_of(std::string_view type) {
  const auto found = std::ranges::find(kTypes, type, &WatchType::name);
  if (found != kTypes.end()) return found->kind;
  return Error(ErrorCode::kInvalid, type == "repo"
                                        ? "there are no repositories here: follow a paper with the type paper"
                                        : "type must be org, user or paper");
}

struct Entry {
  std::optional<std::string_view> id = {};
  std::optional<std::string_view> type = {};
};

// The objects of a list arrive as their fields, one object after another: whatever does not pair up was no
// object with both.
Result<std::vector<Entry>> entries_of(const Exchange& exchange, const std::string& list) {
  const Error wrong(ErrorCode::kInvalid, list + " must be a list of objects, each with an id and a type");
  std::vector<Entry> entries;
  Entry open;
  for (const auto& [name, value] : exchange.form.parameters) {
    if (name == list && !value.empty()) return wrong;
    if (name != list + ".id" && name != list + ".type") continue;
    auto& place = name == list + ".id" ? open.id : open.type;
    if (place) return wrong;
    place = value;
    if (open.id && open.type) entries.push_back(std::exchange(open, {}));
  }
  if (open.id || open.type) return wrong;
  return entries;
}

// `present` leaves out the papers that are not here: nobody follows them.
Result<std::vector<NamedThing>> things_of(Exchange& exchange, const std::vector<Entry>& entries,
                                          bool present) {
  std::vector<NamedThing> things;
  for (const Entry& entry : entries) {
    TRY(const FollowKind kind, kind_of(*entry.type));
    auto thing = named_thing(exchange, kind, *entry.id);
    if (present && !thing.ok() && thing.error().code() == ErrorCode::kNotFound) continue;
    if (!thing.ok()) return thing.error();
    things.push_back(*std::move(thing));
  }
  return things;
}

// First what goes, which makes room for what comes.
Result<void> watch(Exchange& exchange) {
  TRY(const std::vector<Entry> added, entries_of(exchange, "add"));
  TRY(const std::vector<Entry> deleted, entries_of(exchange, "delete"));
  if (added.size() + deleted.size() > papers::kFollowsMax)
    return Error(ErrorCode::kTooLarge, fmt::format("at most {} things at once", papers::kFollowsMax));
  TRY(const std::vector<NamedThing> come, things_of(exchange, added, false));
  TRY(const std::vector<NamedThing> go, things_of(exchange, deleted, true));
  return acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    for (const NamedThing& thing : go) TRY_VOID(unfollow_thing(exchange, transaction, thing));
    for (const NamedThing& thing : come) TRY_VOID(follow_thing(exchange, transaction, thing));
    return {};
  });
}

Result<http::Response> watched(Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  TRY(const std::vector<Follow> follows, store::Follows(record).follows_of(exchange.visitor->account.number));
  TRY(const std::vector<ShownFollow> shown, shown_follows(record, follows));
  JsonWriter json;
  json.begin_object().key("watched").begin_array();
  for (const ShownFollow& one : shown) {
    const auto type = std::ranges::find(kTypes, one.follow.kind, &WatchType::kind);
    const std::string& id = one.follow.kind == FollowKind::kPaper ? one.paper_id : one.follow.target;
    // A paper that is gone has no id any more.
    if (type == kTypes.end() || id.empty()) continue;
    json.begin_object().key("id").value(id).key("type").value(type->name).end_object();
  }
  json.end_array().end_object();
  return json_response(json.take());
}

}  // namespace

http::Response api_watch(Exchange& exchange) {
  const Result<void> done = watch(exchange);
  return done.ok() ? answer_of(watched(exchange)) : error_response(done.error());
}

}  // namespace broadsheet::web
