// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/telling.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "papers/mail_links.h"
#include "papers/own_counts.h"

namespace broadsheet::papers {
namespace {

using store::NoticeMail;

// Several in a short time make one letter.
constexpr std::chrono::minutes kNoticesGathered{5};

Result<void> mail_at_once(store::Record& record, store::Transaction& transaction, store::AccountNumber number,
                          Instant now) {
  TRY(const std::optional<store::Account> account, store::Accounts(record).account(number));
  if (!account || account->address.empty()) return {};
  TRY(const std::vector<store::Delivery> last, store::Deliveries(record).of_account(number, 1));
  if (!last.empty() && last.front().kind == store::DeliveryKind::kNotices &&
      last.front().state == store::DeliveryState::kWaiting)
    return {};
  store::Delivery delivery;
  delivery.kind = store::DeliveryKind::kNotices;
  delivery.account = number;
  delivery.message_id = new_message_name();
  delivery.made_at = now;
  delivery.next_at = now + kNoticesGathered;
  TRY_VOID(store::DeliveryChanges(transaction).add(delivery));
  return {};
}

}  // namespace

store::NoticeSwitch switch_in(std::span<const store::NoticeSwitch> switches, store::NoticeKind kind) {
  const auto found = std::ranges::find(switches, kind, &store::NoticeSwitch::kind);
  if (found != switches.end()) return *found;
  store::NoticeSwitch standard;
  standard.kind = kind;
  return standard;
}

Result<void> tell(store::Record& record, store::Transaction& transaction, const store::Notice& notice) {
  TRY(const std::vector<store::NoticeSwitch> switches, store::Notices(record).switches_of(notice.account));
  const store::NoticeSwitch wanted = switch_in(switches, notice.kind);
  if (!wanted.on_page && wanted.mail == NoticeMail::kNone) return {};
  TRY_VOID(store::NoticeChanges(transaction).add(notice, kNoticesKept));
  if (wanted.mail != NoticeMail::kAtOnce) return {};
  return mail_at_once(record, transaction, notice.account, notice.made_at);
}

Result<std::vector<store::Notice>> notices_to_mail(store::Record& record, const store::Account& account,
                                                   const store::Delivery& delivery) {
  TRY(const std::vector<store::Delivery> letters,
      store::Deliveries(record).of_account(account.number, kNoticesKept));
  std::optional<Instant> until;
  for (const store::Delivery& letter : letters) {
    if (letter.kind == store::DeliveryKind::kNotices && letter.number > delivery.number)
      until = letter.made_at;
  }
  TRY(std::vector<store::Notice> notices,
      store::Notices(record).notices_of(account.number, store::NoticeNumber::highest(), kNoticesKept));
  TRY(const std::vector<store::NoticeSwitch> switches, store::Notices(record).switches_of(account.number));
  std::erase_if(notices, [&](const store::Notice& notice) {
    return switch_in(switches, notice.kind).mail != NoticeMail::kAtOnce || notice.read_at ||
           notice.made_at < delivery.made_at || (until && notice.made_at >= *until);
  });
  std::ranges::reverse(notices);
  return notices;
}

Result<void> tell_of_paper(store::Record& record, store::Transaction& transaction,
                           store::AccountNumber account, store::NoticeKind kind,
                           const store::PaperView& paper, Instant now, store::AccountNumber actor) {
  TRY(const store::IdentityNumber place, shown_identity_of(record, paper));
  return tell(record, transaction,
              {.number = {},
               .account = account,
               .kind = kind,
               .actor = actor,
               .comment = {},
               .identity = place,
               .made_at = now});
}

}  // namespace broadsheet::papers
