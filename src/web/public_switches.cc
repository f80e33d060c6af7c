// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/public_switches.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/date.h"
#include "web/parameters.h"

namespace broadsheet::web {

using store::NoticeKind;
using store::NoticeMail;

enum class Switched : std::uint8_t { kNothing, kDigest, kMail, kPage };

struct PublicName {
  std::string_view name;  // with a '*' behind it all that begin so
  Switched what = Switched::kNothing;
  std::span<const NoticeKind> kinds = {};
};

namespace {

constexpr std::string_view kPrefix = "notifications.";
// Since when somebody wants news of the product: the one that is a time, or a truth.
constexpr std::string_view kNewsSince = "product_updates_after";

constexpr NoticeKind kTalk[] = {NoticeKind::kReply, NoticeKind::kMention, NoticeKind::kThread};
constexpr NoticeKind kOfPapers[] = {NoticeKind::kVersion, NoticeKind::kWithdrawn, NoticeKind::kClaimAccepted,
                                    NoticeKind::kClaimRejected};

constexpr auto kNames = std::to_array<PublicName>({
    {"daily_papers_digest", Switched::kDigest},
    {"discussions_participating", Switched::kMail, kTalk},
    {"web_discussions_participating", Switched::kPage, kTalk},
    {"arxiv_paper_activity", Switched::kMail, kOfPapers},
    {"announcements"},
    {"api_inference_sunset"},
    {"discussions_watched"},
    {"gated_user_access_request"},
    {"inference_endpoint_status"},
    {"launch_*"},
    {"locked_out"},
    {"org_*"},
    {"posts_participating"},
    {kNewsSince},
    {"repo_release"},
    {"secret_detected"},
    {"user_follows"},
    {"web_discussions_watched"},
    {"web_posts_participating"},
});

const PublicName* name_of(std::string_view name) {
  const auto found = std::ranges::find_if(kNames, [&](const PublicName& one) {
    if (!one.name.ends_with('*')) return one.name == name;
    return name.starts_with(one.name.substr(0, one.name.size() - 1));
  });
  return found == kNames.end() ? nullptr : &*found;
}

}  // namespace

Result<PublicSwitches> PublicSwitches::read(const Target& form) {
  PublicSwitches switches;
  for (const auto& [field, value] : form.parameters) {
    if (!field.starts_with(kPrefix)) continue;
    const PublicName* const name = name_of(std::string_view(field).substr(kPrefix.size()));
    if (name == nullptr) return Error(ErrorCode::kInvalid, field + " is no switch");
    const std::optional<bool> on = read_truth(value);
    if (!on && !(name->name == kNewsSince && parse_instant(value).ok()))
      return Error(ErrorCode::kInvalid, field + " must be true or false");
    switches.said_.emplace_back(name, on.value_or(true));
  }
  return switches;
}

std::optional<bool> PublicSwitches::digest() const {
  std::optional<bool> digest;
  for (const auto& [name, on] : said_) {
    if (name->what == Switched::kDigest) digest = on;
  }
  return digest;
}

bool PublicSwitches::apply_to(store::NoticeSwitch& one) const {
  bool is_said = false;
  for (const auto& [name, on] : said_) {
    if (std::ranges::find(name->kinds, one.kind) == name->kinds.end()) continue;
    is_said = true;
    if (name->what == Switched::kPage) one.on_page = on;
    if (name->what == Switched::kMail && !on) one.mail = NoticeMail::kNone;
    if (name->what == Switched::kMail && on && one.mail == NoticeMail::kNone)
      one.mail = NoticeMail::kInDigest;
  }
  return is_said;
}

}  // namespace broadsheet::web
