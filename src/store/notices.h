// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Notices: what happened that a reader wants to know of, until they have read it.

#ifndef BROADSHEET_STORE_NOTICES_H_
#define BROADSHEET_STORE_NOTICES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/comments.h"
#include "store/rows.h"

namespace broadsheet::store {

using NoticeNumber = StrongId<struct NoticeNumberTag, std::uint32_t>;  // from 1, never given twice

// The numbers are stored: never reuse one.
enum class NoticeKind : std::uint8_t {
  kReply = 1,    // to a comment of theirs
  kMention = 2,  // of their name
  kHidden = 3,   // a comment of theirs
  kShown = 4,    // ... and is shown again
  kThread = 5,   // on a paper on which they commented
  kClaimAccepted = 6,
  kClaimRejected = 7,
  // Of a paper that they follow; nobody of ours did it.
  kVersion = 8,
  kWithdrawn = 9,
  kCame = 10,      // a paper that they asked for
  kTakenOff = 11,  // a moderator took a paper that they submitted off its page
  kPutBack = 12,
};

struct Notice {
  NoticeNumber number;
  AccountNumber account;  // whom it is for
  NoticeKind kind = NoticeKind::kReply;
  AccountNumber actor;      // who did it
  CommentNumber comment;    // 0: it is about none
  IdentityNumber identity;  // of the paper
  Instant made_at;
  std::optional<Instant> read_at = {};
};

// The numbers are stored: never reuse one.
enum class NoticeMail : std::uint8_t { kNone = 0, kInDigest = 1, kAtOnce = 2 };

// Where a reader wants to be told of a kind.
struct NoticeSwitch {
  NoticeKind kind = NoticeKind::kReply;
  bool on_page = true;
  NoticeMail mail = NoticeMail::kInDigest;
  friend bool operator==(const NoticeSwitch&, const NoticeSwitch&) = default;
};

// Reads. Borrows the Record.
class Notices {
 public:
  explicit Notices(Record& record);

  // Below `before`, the newest first, at most `limit`; also those whose kind is switched off on the page.
  Result<std::vector<Notice>> notices_of(AccountNumber account, NoticeNumber before, std::size_t limit);
  // Those of them that are on the page.
  Result<std::vector<Notice>> notices_on_page(AccountNumber account, NoticeNumber before, std::size_t limit);
  // Above `after`, the oldest first, at most `limit`.
  Result<std::vector<Notice>> notices_after(AccountNumber account, NoticeNumber after, std::size_t limit);
  // The number of the newest one; 0 of an account that has none.
  Result<NoticeNumber> newest_of(AccountNumber account);
  Result<std::optional<Notice>> notice(NoticeNumber number);
  Result<std::uint64_t> count_unread(AccountNumber account);  // of those on the page
  // Those that the account set; the others are as NoticeSwitch has them. By kind.
  Result<std::vector<NoticeSwitch>> switches_of(AccountNumber account);

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class NoticeChanges {
 public:
  explicit NoticeChanges(Transaction& transaction);

  // `number` is not read. Of one account the newest `kept` stay.
  Result<NoticeNumber> add(const Notice& notice, std::size_t kept);
  // All up to and with `last` that are on the page: nobody has read what is to be mailed alone.
  Result<void> mark_read(AccountNumber account, NoticeNumber last, Instant now);
  // One of the account's; nothing of anybody else's. Without a time it is unread again.
  Result<void> set_read(AccountNumber account, NoticeNumber number, std::optional<Instant> read_at);
  Result<void> remove(AccountNumber account, NoticeNumber number);
  Result<void> remove_all(AccountNumber account);
  Result<void> remove_of(CommentNumber comment);  // whoever they are for
  Result<void> set_switch(AccountNumber account, const NoticeSwitch& one);
  Result<void> remove_switches_of(AccountNumber account);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_NOTICES_H_
