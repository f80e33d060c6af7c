// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The words that the public API has for reactions and for the reasons to hide a comment, and those that
// people read for what moderators do.

#ifndef BROADSHEET_PAPERS_COMMENT_NAMES_H_
#define BROADSHEET_PAPERS_COMMENT_NAMES_H_

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "store/comments.h"
#include "store/moderation.h"
#include "store/notices.h"

namespace broadsheet::papers {

struct ReactionName {
  store::Reaction reaction;
  std::string_view name;    // "rocket"
  std::string_view symbol;  // an emoji
};
std::span<const ReactionName> reaction_names();  // in the API's order
std::string_view reaction_name(store::Reaction reaction);
std::optional<store::Reaction> reaction_named(std::string_view name);

struct HiddenReasonName {
  store::HiddenReason reason;
  std::string_view name;  // "Off-Topic"
};
std::span<const HiddenReasonName> hidden_reason_names();  // in the API's order
std::string_view hidden_reason_name(store::HiddenReason reason);
std::optional<store::HiddenReason> hidden_reason_named(std::string_view name);

// For programs, "hide_comment", and for people: "hid a comment".
std::string_view moderation_act_name(store::ModerationAct act);
std::string_view moderation_act_text(store::ModerationAct act);

// "reply", "mention", …
std::string_view notice_kind_name(store::NoticeKind kind);
std::optional<store::NoticeKind> notice_kind_named(std::string_view name);
std::vector<store::NoticeKind> notice_kinds();  // all, by number
// "none", "digest", "at_once".
std::string_view notice_mail_name(store::NoticeMail mail);
std::optional<store::NoticeMail> notice_mail_named(std::string_view name);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_COMMENT_NAMES_H_
