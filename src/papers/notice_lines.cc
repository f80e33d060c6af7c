// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/notice_lines.h"

namespace broadsheet::papers {

using store::NoticeKind;

std::string_view notice_text(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kReply:
      return "replied to you";
    case NoticeKind::kMention:
      return "wrote about you";
    case NoticeKind::kHidden:
      return "hid your comment";
    case NoticeKind::kShown:
      return "shows your comment again";
    case NoticeKind::kThread:
      return "commented";
    case NoticeKind::kClaimAccepted:
      return "agreed that you are an author";
    case NoticeKind::kClaimRejected:
      return "did not agree that you are an author";
    case NoticeKind::kVersion:
      return "A new version";
    case NoticeKind::kWithdrawn:
      return "The withdrawal";
    case NoticeKind::kCame:
      return "The arrival";
    case NoticeKind::kTakenOff:
      return "took what you submitted off its daily page:";
    case NoticeKind::kPutBack:
      return "put what you submitted back on its daily page:";
  }
  return {};
}

std::string_view notice_word_before_title(NoticeKind kind) {
  if (kind == NoticeKind::kTakenOff || kind == NoticeKind::kPutBack) return "";
  return is_notice_of_source(kind) ? "of" : "on";
}

bool is_notice_of_source(NoticeKind kind) {
  return kind == NoticeKind::kVersion || kind == NoticeKind::kWithdrawn || kind == NoticeKind::kCame;
}

std::string_view notice_kind_title(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kReply:
      return "Somebody replies to me";
    case NoticeKind::kMention:
      return "Somebody writes my @name";
    case NoticeKind::kHidden:
      return "A moderator hides a comment of mine";
    case NoticeKind::kShown:
      return "A comment of mine is shown again";
    case NoticeKind::kThread:
      return "A comment where I commented";
    case NoticeKind::kClaimAccepted:
      return "It is agreed that I wrote a paper";
    case NoticeKind::kClaimRejected:
      return "It is not agreed that I wrote a paper";
    case NoticeKind::kVersion:
      return "A new version of a paper that I follow or keep";
    case NoticeKind::kWithdrawn:
      return "A paper that I follow or keep is withdrawn";
    case NoticeKind::kCame:
      return "A paper that I asked for has come";
    case NoticeKind::kTakenOff:
      return "A moderator takes a paper of mine off its page";
    case NoticeKind::kPutBack:
      return "A paper of mine is put back on its page";
  }
  return {};
}

}  // namespace broadsheet::papers
