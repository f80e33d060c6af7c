// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/comment_names.h"

#include <algorithm>
#include <array>

namespace broadsheet::papers {
namespace {

using store::HiddenReason;
using store::ModerationAct;
using store::NoticeKind;
using store::Reaction;

constexpr auto kReactions = std::to_array<ReactionName>({
    {Reaction::kBrain, "brain", "🧠"},
    {Reaction::kCool, "cool", "😎"},
    {Reaction::kEyes, "eyes", "👀"},
    {Reaction::kFire, "fire", "🔥"},
    {Reaction::kHandshake, "handshake", "🤝"},
    {Reaction::kHeart, "heart", "❤️"},
    {Reaction::kHugs, "hugs", "🤗"},
    {Reaction::kMindblown, "mindblown", "🤯"},
    {Reaction::kPlus, "plus", "➕"},
    {Reaction::kRocket, "rocket", "🚀"},
    {Reaction::kSad, "sad", "😔"},
    {Reaction::kThumbsup, "thumbsup", "👍"},
});

constexpr auto kReasons = std::to_array<HiddenReasonName>({
    {HiddenReason::kAbuse, "Abuse"},
    {HiddenReason::kGraphicContent, "Graphic Content"},
    {HiddenReason::kLowQuality, "Low Quality"},
    {HiddenReason::kOffTopic, "Off-Topic"},
    {HiddenReason::kResolved, "Resolved"},
    {HiddenReason::kSpam, "Spam"},
});

struct ActName {
  ModerationAct act;
  std::string_view name;
  std::string_view text;
};
constexpr auto kActs = std::to_array<ActName>({
    {ModerationAct::kHideComment, "hide_comment", "hid a comment"},
    {ModerationAct::kShowComment, "show_comment", "showed a comment again"},
    {ModerationAct::kDismissReports, "dismiss_reports", "left a reported comment as it is"},
    {ModerationAct::kBanAccount, "ban_account", "banned an account"},
    {ModerationAct::kUnbanAccount, "unban_account", "let a banned account in again"},
    {ModerationAct::kSetRole, "set_role", "changed what an account may do"},
    {ModerationAct::kConfirmAddress, "confirm_address", "confirmed the address of an account"},
    {ModerationAct::kAcceptClaim, "accept_claim", "accepted that somebody wrote a paper"},
    {ModerationAct::kRejectClaim, "reject_claim", "did not accept that somebody wrote a paper"},
    {ModerationAct::kDeleteAccount, "delete_account", "deleted an account"},
    {ModerationAct::kSecondFactorOff, "second_factor_off", "switched the second factor of an account off"},
    {ModerationAct::kTakeOffPage, "take_off_page", "took a paper that a reader submitted off its daily page"},
    {ModerationAct::kPutBackOnPage, "put_back_on_page", "put a submitted paper back on its daily page"},
});

struct NoticeName {
  NoticeKind kind;
  std::string_view name;
};
constexpr auto kNotices = std::to_array<NoticeName>({
    {NoticeKind::kReply, "reply"},
    {NoticeKind::kMention, "mention"},
    {NoticeKind::kHidden, "hidden"},
    {NoticeKind::kShown, "shown"},
    {NoticeKind::kThread, "thread"},
    {NoticeKind::kClaimAccepted, "claim_accepted"},
    {NoticeKind::kClaimRejected, "claim_rejected"},
    {NoticeKind::kVersion, "new_version"},
    {NoticeKind::kWithdrawn, "withdrawn"},
    {NoticeKind::kCame, "indexed"},
    {NoticeKind::kTakenOff, "taken_off_page"},
    {NoticeKind::kPutBack, "put_back_on_page"},
});

struct NoticeMailName {
  store::NoticeMail mail;
  std::string_view name;
};
constexpr auto kNoticeMails = std::to_array<NoticeMailName>({
    {store::NoticeMail::kNone, "none"},
    {store::NoticeMail::kInDigest, "digest"},
    {store::NoticeMail::kAtOnce, "at_once"},
});

// The entry whose `member` is `value`; null if there is none.
template <class Table, class Member, class Value>
const typename Table::value_type* find(const Table& table, Member member, const Value& value) {
  const auto found = std::ranges::find(table, value, member);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::span<const ReactionName> reaction_names() {
  return kReactions;
}

std::string_view reaction_name(Reaction reaction) {
  const ReactionName* const found = find(kReactions, &ReactionName::reaction, reaction);
  return found == nullptr ? "" : found->name;
}

std::optional<Reaction> reaction_named(std::string_view name) {
  const ReactionName* const found = find(kReactions, &ReactionName::name, name);
  return found == nullptr ? std::nullopt : std::optional(found->reaction);
}

std::span<const HiddenReasonName> hidden_reason_names() {
  return kReasons;
}

std::string_view hidden_reason_name(HiddenReason reason) {
  const HiddenReasonName* const found = find(kReasons, &HiddenReasonName::reason, reason);
  return found == nullptr ? "" : found->name;
}

std::optional<HiddenReason> hidden_reason_named(std::string_view name) {
  const HiddenReasonName* const found = find(kReasons, &HiddenReasonName::name, name);
  return found == nullptr ? std::nullopt : std::optional(found->reason);
}

std::string_view moderation_act_name(ModerationAct act) {
  const ActName* const found = find(kActs, &ActName::act, act);
  return found == nullptr ? "" : found->name;
}

std::string_view moderation_act_text(ModerationAct act) {
  const ActName* const found = find(kActs, &ActName::act, act);
  return found == nullptr ? "" : found->text;
}

std::string_view notice_kind_name(NoticeKind kind) {
  const NoticeName* const found = find(kNotices, &NoticeName::kind, kind);
  return found == nullptr ? "" : found->name;
}

std::optional<NoticeKind> notice_kind_named(std::string_view name) {
  const NoticeName* const found = find(kNotices, &NoticeName::name, name);
  return found == nullptr ? std::nullopt : std::optional(found->kind);
}

std::vector<NoticeKind> notice_kinds() {
  std::vector<NoticeKind> kinds;
  for (const NoticeName& notice : kNotices) kinds.push_back(notice.kind);
  return kinds;
}

std::string_view notice_mail_name(store::NoticeMail mail) {
  const NoticeMailName* const found = find(kNoticeMails, &NoticeMailName::mail, mail);
  return found == nullptr ? "" : found->name;
}

std::optional<store::NoticeMail> notice_mail_named(std::string_view name) {
  const NoticeMailName* const found = find(kNoticeMails, &NoticeMailName::name, name);
  return found == nullptr ? std::nullopt : std::optional(found->mail);
}

}  // namespace broadsheet::papers
