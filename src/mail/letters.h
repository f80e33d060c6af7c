// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The letters that there are. Those about papers read the record: what was chosen is in a row, what it says
// is as the record has it when the letter is made.

#ifndef BROADSHEET_MAIL_LETTERS_H_
#define BROADSHEET_MAIL_LETTERS_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "mail/letter.h"
#include "mail/post.h"
#include "papers/mail_links.h"
#include "store/accounts.h"
#include "store/deliveries.h"
#include "store/record.h"
#include "store/subscribers.h"

namespace broadsheet::mail {

// Makes letters about papers, one after another: what is said of a paper is made once for all that have it.
// Confined to the thread of its Record; short-lived, since papers change.
class LetterWriter {
 public:
  LetterWriter(store::Record& record, const Sender& sender, const papers::MailLinks& links)
      : record_(record), sender_(sender), links_(links) {}

  Result<Letter> digest(const store::Subscriber& subscriber, const store::Digest& digest);
  // Of these notices those that are still there.
  Result<Letter> notices(const store::Account& account, const std::vector<store::Notice>& notices);

 private:
  // Null if the paper is in no list any more.
  Result<const LetterPaper*> paper(store::IdentityNumber identity);
  Result<std::vector<LetterNotice>> lines_of(const std::vector<store::Notice>& notices);

  store::Record& record_;
  const Sender& sender_;
  const papers::MailLinks& links_;
  std::unordered_map<store::IdentityNumber, LetterPaper> papers_;  // without reasons; no title: gone
};

// "Is this your address, and do you want this?"
Letter confirmation_letter(const Sender& sender, const store::Subscription& subscription,
                           std::string_view code);
// For what a code of an account is: its address, a new password.
Letter code_letter(const Sender& sender, const store::Account& account, store::CodePurpose purpose,
                   std::string_view code);
Letter test_letter(const Sender& sender, std::string_view how, Instant now);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_LETTERS_H_
