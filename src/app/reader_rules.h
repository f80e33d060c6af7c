// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The rules of accounts as the settings have them.

#ifndef BROADSHEET_APP_READER_RULES_H_
#define BROADSHEET_APP_READER_RULES_H_

#include "app/settings.h"
#include "papers/accounts.h"

namespace broadsheet::app {

inline papers::AccountRules account_rules(const Settings& settings) {
  papers::AccountRules rules;
  rules.sign_up = settings.sign_up == "open"     ? papers::SignUp::kOpen
                  : settings.sign_up == "closed" ? papers::SignUp::kClosed
                                                 : papers::SignUp::kInvitation;
  rules.counts_after = settings.votes_count_after;
  return rules;
}

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_READER_RULES_H_
