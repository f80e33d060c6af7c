// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/comment_writer.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "text/comment_words.h"
#include "text/limits.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

std::string opening_tag(const LinkAddress& address) {
  return "<a href=\"" + escape_html(address.href) + "\" rel=\"nofollow ugc noopener\">";
}

// In one line, cut at a code point.
std::string excerpt(std::string_view said) {
  constexpr std::string_view kEllipsis = "…";
  std::string line = sanitize_line(said);
  if (line.size() <= kCommentTextBytesMax) return line;
  const std::string_view kept = truncate_utf8(line, kCommentTextBytesMax - kEllipsis.size());
  return std::string(trimmed(kept)).append(kEllipsis);
}

}  // namespace

bool CommentWriter::in_link() const {
  return std::ranges::any_of(links_, [](const Link& link) { return link.address.has_value(); });
}

void CommentWriter::plain(std::string_view words) {
  html_ += escape_html(words);
  said_ += words;
}

void CommentWriter::source(std::string_view read) {
  plain(sanitize(formulas_.unmasked(read)));
}

// Entities may stand for characters that sanitize() took out of the comment.
void CommentWriter::words(std::string_view read) {
  formulas_.take_apart(
      read, [this](std::string_view words) { run(sanitize(words)); },
      [this](const CommentFormula& found) { formula(found); });
}

void CommentWriter::formula(const CommentFormula& formula) {
  const std::optional<SafeHtml> set = typesetter_.formula(formula.tex, formula.display);
  const std::string said = readable(formula.source);
  if (!set) return plain(said);
  html_ += in_link() ? set->markup() : with_focusable_formulas(*set).markup();
  said_ += said;
}

void CommentWriter::run(std::string_view words) {
  if (in_link()) return plain(words);
  std::size_t copied = 0;
  std::size_t at = words.find_first_of("@hH");
  while (at != std::string_view::npos) {
    const std::size_t name = words[at] == '@' ? mentioned_name(said_, words, at) : 0;
    const std::optional<BareAddress> found = words[at] == '@' ? std::nullopt : bare_address(words, at);
    const std::size_t end = found ? at + found->bytes : at + 1 + name;
    if (found || name > 0) {
      plain(words.substr(copied, at - copied));
      if (found) {
        address(found->address, found->address.shown);
      } else {
        mention(words.substr(at + 1, name));
      }
      copied = end;
    }
    at = words.find_first_of("@hH", end);
  }
  plain(words.substr(copied));
}

void CommentWriter::address(const LinkAddress& address, std::string_view shown) {
  html_ += opening_tag(address);
  plain(shown);
  html_ += "</a>";
}

void CommentWriter::mention(std::string_view name) {
  const std::string called = ascii_lower(name);
  const bool known = std::ranges::find(mentions_, called) != mentions_.end();
  const std::string shown = "@" + std::string(name);
  if (!known && mentions_.size() >= kCommentMentionsMax) return plain(shown);
  if (!known) mentions_.push_back(called);
  html_ += "<a href=\"/users/" + escape_html(called) + "\">";
  plain(shown);
  html_ += "</a>";
}

void CommentWriter::open_link(std::string_view url) {
  Link link;
  if (!in_link()) link.address = link_address(formulas_.unmasked(url));
  if (link.address) html_ += opening_tag(*link.address);
  link.said_before = said_.size();
  links_.push_back(std::move(link));
}

void CommentWriter::close_link() {
  const Link link = std::move(links_.back());
  links_.pop_back();
  if (!link.address) return;
  const std::string words = said_.substr(link.said_before);
  if (sanitize_line(words).empty()) plain(link.address->shown);
  html_ += "</a>";
  if (misleads(words, *link.address)) plain(" (" + link.address->host + ")");
}

CommentHtml CommentWriter::finish() && {
  return {.html = SafeHtml(std::move(html_)), .mentions = std::move(mentions_), .text = excerpt(said_)};
}

}  // namespace broadsheet::text
