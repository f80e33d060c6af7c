// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What stands in the links of letters, so that whoever has a letter may do what it offers and nobody else:
// a number and an HMAC-SHA-256 of it and of what it is for, under a key of the record. Nothing of it is
// stored, and it does not end: a letter of three years ago still unsubscribes.

#ifndef BROADSHEET_PAPERS_MAIL_LINKS_H_
#define BROADSHEET_PAPERS_MAIL_LINKS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "store/deliveries.h"
#include "store/record.h"

namespace broadsheet::papers {

enum class LinkPurpose : std::uint8_t {
  kSubscription,  // to see, change and end what a subscriber gets
  kBounce,        // the address to which a delivery comes back
};

class MailLinks {
 public:
  // With the keys of the record; kNotFound where it has none yet.
  static Result<MailLinks> open(store::Record& record);
  // Under a key that is forgotten at once, for letters that are only looked at: whoever follows such a link
  // gets nowhere.
  static MailLinks throwaway();

  // Letters, digits and dots, at most 64: what fits into the local part of an address too. With the newest
  // key.
  std::string token(LinkPurpose purpose, std::uint32_t number) const;
  // The number that such a token was made for, with any key of the record. None for any other text.
  std::optional<std::uint32_t> number_in(LinkPurpose purpose, std::string_view token) const;

 private:
  explicit MailLinks(std::vector<store::Deliveries::Key> keys) : keys_(std::move(keys)) {}
  std::vector<store::Deliveries::Key> keys_;
};

// A key of the record, if it has none. A further one is made by rotate_mail_key(): links made with older
// ones stay good.
Result<void> ensure_mail_key(store::Transaction& transaction, store::Record& record, Instant now);
Result<void> rotate_mail_key(store::Transaction& transaction, Instant now);

// The first part of a Message-ID, that nobody else makes: what stands before the "@".
std::string new_message_name();

// Under what an address is known to be left alone (store::MailStop).
Sha256 stopped_address(std::string_view folded);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_MAIL_LINKS_H_
