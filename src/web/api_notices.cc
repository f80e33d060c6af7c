// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /api/notifications, in the shape of the public API. An account has so few notices (papers::kNoticesKept)
// that all are read and the parameters choose among them; comments and people are read for one page.

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "papers/comment_names.h"
#include "papers/notice_lines.h"
#include "papers/paper_body.h"
#include "papers/paper_view.h"
#include "papers/telling.h"
#include "web/acting.h"
#include "web/discussion.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/notices.h"

namespace broadsheet::web {
namespace {

using store::Notice;
using store::NoticeKind;

// --------------------------------------------------------------------------------------- the parameters

enum class About : std::uint8_t { kAnything, kComments, kMentions };

struct Wanted {
  bool nothing = false;  // what there is none of here
  bool unread_alone = false;
  About about = About::kAnything;
  std::string paper = {};  // its object id; empty: of any
  std::optional<Instant> since = {};
};

bool is_object_id(std::string_view text) {
  return text.size() == 24 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<Wanted> asked(Exchange& exchange) {
  Wanted wanted;
  // The public API tells of repositories, posts and articles too.
  for (const char* const name : {"repoType", "repoName", "postAuthor", "articleId"})
    wanted.nothing = wanted.nothing || !exchange.text(name).empty();
  wanted.unread_alone = exchange.text("readStatus") == "unread";
  const std::string_view mention = exchange.text("mention");
  if (mention == "mentions") wanted.about = About::kMentions;
  if (mention == "participating") wanted.about = About::kComments;
  if (const std::string_view since = exchange.text("lastUpdate"); !since.empty()) {
    TRY(wanted.since, parse_instant(since));
  }
  const std::string_view id = exchange.text("paperId");
  if (id.empty() || is_object_id(id)) {
    wanted.paper = id;
    return wanted;
  }
  const auto paper = find_paper(exchange, id);
  if (paper.ok()) {
    wanted.paper = papers::object_id("paper", papers::printed_id(*paper));
  } else if (paper.error().code() == ErrorCode::kNotFound) {
    wanted.nothing = true;
  } else {
    return paper.error();
  }
  return wanted;
}

bool is_about(const Notice& notice, About about) {
  switch (about) {
    case About::kAnything:
      return true;
    case About::kComments:
      return notice.comment.value() != 0;
    case About::kMentions:
      return notice.kind == NoticeKind::kMention;
  }
  return true;
}

// The ids of the papers of notices as they are printed, each paper read once; empty of one that is gone.
class PrintedIds {
 public:
  explicit PrintedIds(store::Record& record) : record_(record) {}

  const std::string& of(const Notice& notice) {
    const auto [known, is_new] = ids_.try_emplace(notice.identity);
    if (is_new) {
      const auto paper = paper_of(record_, notice.identity);
      if (paper.ok()) known->second = papers::printed_id(*paper);
    }
    return known->second;
  }

 private:
  store::Record& record_;
  std::map<store::IdentityNumber, std::string> ids_;
};

Result<std::vector<Notice>> own_notices(const Exchange& exchange) {
  return store::Notices(exchange.backend.record())
      .notices_on_page(exchange.visitor->account.number, store::NoticeNumber::highest(),
                       papers::kNoticesKept);
}

std::vector<Notice> matching(const Exchange& exchange, const std::vector<Notice>& all, const Wanted& wanted) {
  PrintedIds ids(exchange.backend.record());
  std::vector<Notice> matching;
  if (wanted.nothing) return matching;
  std::ranges::copy_if(all, std::back_inserter(matching), [&](const Notice& notice) {
    if (wanted.unread_alone && notice.read_at) return false;
    if (wanted.since && notice.made_at < *wanted.since) return false;
    if (!is_about(notice, wanted.about)) return false;
    return wanted.paper.empty() || papers::object_id("paper", ids.of(notice)) == wanted.paper;
  });
  return matching;
}

// ------------------------------------------------------------------------------------------- the answer

void write_notice(JsonWriter& json, const ShownNotice& one) {
  const std::string id = papers::printed_id(one.paper);
  const std::string object = papers::object_id("paper", id);
  json.begin_object().key("type").value("paper");
  json.key("reason").value(papers::notice_kind_name(one.notice.kind));
  json.key("updatedAt").value(format_instant(one.notice.made_at));
  json.key("read").value(one.notice.read_at.has_value());
  if (!one.comment_id.empty()) json.key("discussionEventId").value(one.comment_id);
  json.key("paper").begin_object().key("_id").value(object).key("id").value(id);
  json.key("title").value(one.paper.title).end_object();
  json.key("paperDiscussion").begin_object().key("id").value(papers::object_id("discussion", id));
  json.key("paperId").value(object).key("participating").begin_array();
  if (!papers::is_notice_of_source(one.notice.kind)) papers::write_participant(json, one.actor);
  json.end_array().end_object().end_object();
}

Result<http::Response> list_of(Exchange& exchange) {
  TRY(const Wanted wanted, asked(exchange));
  TRY(const std::vector<Notice> all, own_notices(exchange));
  const std::vector<Notice> found = matching(exchange, all, wanted);
  const std::uint64_t start = exchange.number("p") * kNoticesOnPage;
  const std::size_t from = std::min<std::uint64_t>(start, found.size());
  const std::size_t size = std::min(kNoticesOnPage, found.size() - from);
  TRY(const std::vector<ShownNotice> page, shown_notices(exchange, std::span(found).subspan(from, size)));
  JsonWriter json;
  json.begin_object().key("notifications").begin_array();
  for (const ShownNotice& one : page) write_notice(json, one);
  json.end_array().key("count").begin_object().key("view").value(found.size());
  const auto unread = std::ranges::count_if(all, [](const Notice& notice) { return !notice.read_at; });
  json.key("unread").value(static_cast<std::uint64_t>(unread));
  json.key("all").value(all.size()).end_object().key("start").value(start).end_object();
  return json_response(json.take());
}

// ------------------------------------------------------------------------------------------- the changes

// What a change is asked for. A list that names no discussion names no notice; whoever names none at all
// means whatever the parameters leave.
Result<std::vector<Notice>> meant(Exchange& exchange) {
  TRY(std::vector<Notice> notices, own_notices(exchange));
  const std::optional<bool> all = read_truth(exchange.text("applyToAll"));
  const bool by_name = exchange.form.parameter("discussionIds").has_value();
  if (all.value_or(!by_name)) {
    TRY(const Wanted wanted, asked(exchange));
    return matching(exchange, notices, wanted);
  }
  PrintedIds ids(exchange.backend.record());
  std::erase_if(notices, [&](const Notice& notice) {
    return !exchange.form.has("discussionIds", papers::object_id("discussion", ids.of(notice)));
  });
  return notices;
}

// `act` takes the changes and a notice; all of them happen, or none.
template <class Act>
http::Response changed(Exchange& exchange, const Act& act) {
  const auto notices = meant(exchange);
  if (!notices.ok()) return error_response(notices.error());
  const auto done = acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    store::NoticeChanges changes(transaction);
    for (const Notice& notice : *notices) TRY_VOID(act(changes, notice));
    return {};
  });
  return done.ok() ? api_notices(exchange) : error_response(done.error());
}

}  // namespace

http::Response api_notices(Exchange& exchange) {
  return answer_of(list_of(exchange));
}

http::Response api_read_notices(Exchange& exchange) {
  const std::optional<bool> read = read_truth(exchange.form.parameter("read").value_or("true"));
  if (!read) return error_response(Error(ErrorCode::kInvalid, "read must be true or false"));
  const std::optional<Instant> read_at =
      *read ? std::optional(exchange.backend.site().clock.now()) : std::nullopt;
  return changed(exchange, [&](store::NoticeChanges& changes, const Notice& notice) -> Result<void> {
    // When somebody read it first stays.
    if (notice.read_at.has_value() == *read) return {};
    return changes.set_read(notice.account, notice.number, read_at);
  });
}

http::Response api_delete_notices(Exchange& exchange) {
  return changed(exchange, [](store::NoticeChanges& changes, const Notice& notice) {
    return changes.remove(notice.account, notice.number);
  });
}

}  // namespace broadsheet::web
