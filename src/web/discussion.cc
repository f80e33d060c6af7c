// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/discussion.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/english.h"
#include "base/percent.h"
#include "papers/comment_names.h"
#include "papers/own_counts.h"
#include "papers/paper_lines.h"
#include "web/acting.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::ShownComment;
using text::TemplateValues;

void add_writer(TemplateValues& values, const papers::Person& person) {
  if (person.has_left()) {
    values.add("LEFT").set("WRITER_NAME", person.fullname);
    return;
  }
  TemplateValues writer = values.add("WRITER");
  writer.set("WRITER_NAME", person.fullname).set("WRITER_URL", user_path(person.name));
  if (person.name != person.fullname) writer.add("HANDLE").set("NAME", person.name);
  if (person.role != store::Role::kReader) values.show("MODERATES");
}

std::string names_of(const papers::ShownReaction& reaction) {
  constexpr std::size_t kNamesMax = 10;
  std::string names;
  for (std::size_t i = 0; i < std::min(reaction.people.size(), kNamesMax); ++i)
    names.append(names.empty() ? "" : ", ").append(reaction.people[i].fullname);
  if (reaction.people.size() > kNamesMax) names += " and others";
  return names;
}

bool is_of(const papers::ShownReaction& reaction, std::string_view name) {
  return std::ranges::find(reaction.people, name, &papers::Person::name) != reaction.people.end();
}

void add_reactions(const Exchange& exchange, TemplateValues& values, const ShownComment& shown) {
  for (const papers::ShownReaction& reaction : shown.reactions) {
    const auto names = papers::reaction_names();
    const auto symbol = std::ranges::find(names, reaction.reaction, &papers::ReactionName::reaction);
    TemplateValues one = values.add("REACTION");
    one.set("REACTION_SYMBOL", symbol->symbol).set("REACTION_COUNT", reaction.people.size());
    one.set("REACTION_TITLE", std::string(symbol->name) + ": " + names_of(reaction));
    if (!exchange.visitor) {
      one.show("READ");
      continue;
    }
    const bool mine = is_of(reaction, exchange.visitor->account.name);
    one.add("TOGGLE")
        .set("REACT_URL", comment_path(shown.comment.id) + "/react")
        .set("FORM_KEY", exchange.visitor->form_key)
        .set("REACTION_NAME", symbol->name)
        .set("REACT_ON", mine ? "false" : "true")
        .set("REACTED", mine ? "true" : "false");
  }
}

void add_acts(const Exchange& exchange, TemplateValues& values, const ShownComment& shown) {
  if (!exchange.visitor || shown.comment.deleted_at) return;
  TemplateValues acts = values.add("ACTS");
  const std::string path = comment_path(shown.comment.id);
  const auto add = [&](std::string_view name, const std::string& place) {
    acts.add("ACT").set("ACT_NAME", name).set("ACT_URL", path + place);
  };
  if (shown.comment.is_shown()) {
    add("Reply", "#reply");
    add("React", "#react");
  }
  if (papers::may_edit(shown.comment, actor_of(exchange))) {
    add("Edit", "#edit");
  } else if (shown.comment.is_shown()) {
    add("Report", "#report");
  }
  if (is_moderator(exchange)) add("Moderate", "#moderate");
}

std::string hidden_text(const ShownComment& shown) {
  if (shown.comment.deleted_at) return "Its writer has taken this comment back.";
  return "Hidden by " + shown.hidden_by->fullname + ": " +
         std::string(papers::hidden_reason_name(shown.comment.hidden->reason)) + ".";
}

using Thread = std::vector<store::CommentOutline>;

// Comments by the thread that they belong to: the first of each list began it.
Result<std::vector<Thread>> threads_of(store::Record& record, PaperNumber paper) {
  TRY(const std::vector<store::IdentityNumber> identities, papers::identity_numbers_of(record, paper));
  TRY(std::vector<store::CommentOutline> comments, store::Comments(record).outlines_of(identities));
  std::vector<Thread> threads;
  std::map<store::CommentNumber, std::size_t> thread_of;
  for (store::CommentOutline& one : comments) {
    const auto parent = thread_of.find(one.parent);
    const std::size_t at = parent == thread_of.end() ? threads.size() : parent->second;
    if (at == threads.size()) threads.emplace_back();
    thread_of.emplace(one.number, at);
    threads[at].push_back(std::move(one));
  }
  return threads;
}

Result<std::vector<ShownComment>> read_thread(store::Record& record, papers::Discussion& reading,
                                              const Thread& thread) {
  std::vector<store::Comment> comments;
  for (const store::CommentOutline& one : thread) {
    TRY(std::optional<store::Comment> comment, store::Comments(record).comment(one.number));
    if (comment) comments.push_back(*std::move(comment));
  }
  return reading.all_shown(std::move(comments));
}

void add_thread(const Exchange& exchange, TemplateValues& discussion, std::span<const ShownComment> thread) {
  if (thread.empty()) return;
  TemplateValues values = discussion.add("THREAD");
  add_comment(exchange, values, "ROOT", thread.front());
  if (thread.size() == 1) return;
  TemplateValues replies = values.add("REPLIES");
  for (const ShownComment& reply : thread.subspan(1)) {
    std::string_view answers;
    if (reply.parent_id != thread.front().comment.id) {
      const auto parent = std::ranges::find(thread, reply.comment.parent,
                                            [](const ShownComment& one) { return one.comment.number; });
      if (parent != thread.end()) answers = parent->writer.fullname;
    }
    add_comment(exchange, replies, "REPLY", reply, {.answers = answers});
  }
}

void add_form(const Exchange& exchange, TemplateValues& discussion, const store::PaperView& paper) {
  const std::string path = paper_path(paper);
  if (!exchange.visitor) {
    discussion.add("STRANGER_WRITES").set("LOGIN_URL", "/login?next=" + percent_encode(path + "#discussion"));
    return;
  }
  discussion.add("WRITE").set("WRITE_URL", path + "/comment").set("FORM_KEY", exchange.visitor->form_key);
}

Result<std::vector<store::Comment>> newest_comments(store::Record& record, const store::PaperView* paper) {
  store::Comments comments(record);
  if (paper == nullptr) return comments.newest(store::CommentNumber::highest(), kFeedSize);
  TRY(const std::vector<store::IdentityNumber> numbers, papers::identity_numbers_of(record, paper->number));
  TRY(std::vector<store::Comment> all, comments.comments_of(numbers));
  std::erase_if(all, [](const store::Comment& comment) { return !comment.is_shown(); });
  std::ranges::reverse(all);
  if (all.size() > kFeedSize) all.resize(kFeedSize);
  return all;
}

FeedEntry entry_of(const std::string& base_url, const ShownComment& shown, const store::PaperView& paper) {
  const store::Comment& comment = shown.comment;
  FeedEntry entry;
  entry.id = base_url + comment_path(comment.id);
  entry.url = entry.id;
  entry.title = shown.writer.fullname + " on “" + papers::readable_title(paper) + "”";
  entry.text = comment.raw;
  entry.published = comment.written_at;
  entry.updated = comment.edited_at.value_or(comment.written_at);
  entry.authors.push_back(shown.writer.fullname);
  return entry;
}

}  // namespace

std::string comment_path(std::string_view id) {
  return "/comments/" + percent_encode(id);
}

std::string comment_anchor(std::string_view paper_path, std::string_view id) {
  return std::string(paper_path) + "#comment-" + std::string(id);
}

std::string user_path(std::string_view name) {
  return "/users/" + percent_encode(name);
}

bool is_moderator(const Exchange& exchange) {
  return exchange.visitor && exchange.visitor->role != store::Role::kReader &&
         (!exchange.visitor->is_program() || exchange.visitor->scope == store::Scope::kAdmin);
}

papers::Discussion discussion_for(const Exchange& exchange) {
  return {exchange.backend.record(), exchange.backend.typesetter(), is_moderator(exchange)};
}

TemplateValues add_comment(const Exchange& exchange, TemplateValues values, std::string_view place,
                           const ShownComment& shown, const CommentPlace& where) {
  const store::Comment& comment = shown.comment;
  TemplateValues one = values.include(place, "comment.html");
  one.set("COMMENT_ID", comment.id).set("COMMENT_URL", comment_path(comment.id));
  one.set("COMMENT_TIME", format_instant(comment.written_at))
      .set("COMMENT_DATE", short_moment(comment.written_at));
  add_writer(one, shown.writer);
  if (where.paper != nullptr) {
    one.add("ON_PAPER")
        .set("PAPER_URL", comment_anchor(paper_path(*where.paper), comment.id))
        .set("PAPER_TITLE", papers::readable_title(*where.paper));
  }
  if (!where.answers.empty()) one.add("ANSWERS").set("ANSWERED_NAME", where.answers);
  if (comment.by_token) one.show("BY_PROGRAM");
  if (comment.edits > 0) one.add("EDITED").set("HISTORY_URL", comment_path(comment.id) + "#history");
  const text::SafeHtml html(comment.html);
  if (comment.is_shown()) {
    one.add("SHOWN").set("COMMENT_HTML", html);
  } else {
    TemplateValues hidden = one.add("HIDDEN");
    hidden.set("HIDDEN_TEXT", hidden_text(shown));
    if (!comment.html.empty()) hidden.add("HIDDEN_WORDS").set("COMMENT_HTML", html);
  }
  add_reactions(exchange, one, shown);
  add_acts(exchange, one, shown);
  return one;
}

Result<void> add_discussion(const Exchange& exchange, TemplateValues values, const store::PaperView& paper) {
  store::Record& record = exchange.backend.record();
  TRY(const std::vector<Thread> threads, threads_of(record, paper.number));
  TRY(const std::uint64_t page,
      number_parameter(exchange.target, "threads", 0, 0, papers::kCommentsOfPaperMax));
  TemplateValues discussion = values.include("DISCUSSION", "discussion.html");
  discussion.set("FEED_URL", paper_path(paper) + "/comments.atom");
  if (paper.own_comments > 0)
    discussion.add("COUNT").set("COUNT_TEXT", counted(paper.own_comments, "comment"));
  papers::Discussion reading = discussion_for(exchange);
  for (std::size_t i = page * kThreadsOnPage; i < std::min(threads.size(), (page + 1) * kThreadsOnPage);
       ++i) {
    TRY(const std::vector<ShownComment> thread, read_thread(record, reading, threads[i]));
    add_thread(exchange, discussion, thread);
  }
  if (threads.empty()) discussion.show("NOTHING_SAID");
  add_paging(discussion, {.page = page, .page_size = kThreadsOnPage, .total = threads.size()},
             [&](std::uint64_t other) {
               return paper_path(paper) + "?threads=" + std::to_string(other) + "#discussion";
             });
  if (!paper.withdrawn) add_form(exchange, discussion, paper);
  return {};
}

Result<std::string> place_of(const Exchange& exchange, const store::PaperView& paper, std::string_view id) {
  TRY(const std::vector<Thread> threads, threads_of(exchange.backend.record(), paper.number));
  const auto thread = std::ranges::find_if(threads, [&](const Thread& one) {
    return std::ranges::find(one, id, &store::CommentOutline::id) != one.end();
  });
  const std::uint64_t page = static_cast<std::uint64_t>(thread - threads.begin()) / kThreadsOnPage;
  std::string path = paper_path(paper);
  if (thread != threads.end() && page > 0) path += "?threads=" + std::to_string(page);
  return comment_anchor(path, id);
}

Result<store::PaperView> paper_of(store::Record& record, store::IdentityNumber number) {
  TRY(const std::optional<store::Identity> identity, record.identity(number));
  if (identity && identity->paper.value() != 0) {
    TRY(std::optional<store::PaperView> paper, record.paper(identity->paper));
    if (paper) return *std::move(paper);
  }
  return Error(ErrorCode::kNotFound, "the paper of this is gone");
}

Result<std::vector<FeedEntry>> comment_entries(const Exchange& exchange, const store::PaperView* paper) {
  store::Record& record = exchange.backend.record();
  TRY(std::vector<store::Comment> comments, newest_comments(record, paper));
  papers::Discussion reading(record, exchange.backend.typesetter(), false);
  std::vector<FeedEntry> entries;
  for (store::Comment& comment : comments) {
    const auto on = paper == nullptr ? paper_of(record, comment.identity) : Result<store::PaperView>(*paper);
    if (!on.ok()) continue;
    TRY(const ShownComment shown, reading.shown(std::move(comment)));
    entries.push_back(entry_of(exchange.base_url, shown, *on));
  }
  return entries;
}

}  // namespace broadsheet::web
