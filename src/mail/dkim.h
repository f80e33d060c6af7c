// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// DKIM (RFC 6376, with Ed25519 as in RFC 8463): the signature by which the servers that receive our mail see
// that it comes from our domain and is as we wrote it.

#ifndef BROADSHEET_MAIL_DKIM_H_
#define BROADSHEET_MAIL_DKIM_H_

#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"
#include "base/result.h"
#include "base/signature.h"

namespace broadsheet::mail {

// Signs with relaxed canonicalization of head and body, which blanks and folds on the way don't break, and
// over the whole body. Signed are all fields that a reader is shown or a mail program acts on, as often as
// they are there; of most of them, another one that is added on the way breaks the signature. Immutable; safe
// from any thread.
class DkimSigner {
 public:
  // The key at `selector`._domainkey.`domain`, from PEM (SigningKey::read, whose errors it has too). kInvalid
  // for what is no name in the DNS.
  static Result<DkimSigner> make(std::string_view domain, std::string_view selector, std::string_view pem);

  // `message`, as compose() makes it, with a DKIM-Signature in front, which says that it was made `now`. A
  // message may be signed again, with another key. Of 35 kB it takes some 0.4 ms with
  // RSA of 2048 bits, 0.1 ms with Ed25519.
  std::string signed_message(std::string_view message, Instant now) const;

  // Where the public half of the key must lie, and as what: the name and the value of a TXT record. The value
  // is longer than the 255 bytes of one string of a record where the key is RSA.
  std::string dns_name() const;
  std::string dns_record() const;

 private:
  DkimSigner(std::string domain, std::string selector, SigningKey key)
      : domain_(std::move(domain)), selector_(std::move(selector)), key_(std::move(key)) {}

  std::string domain_;
  std::string selector_;
  SigningKey key_;
};

// What is signed of a body (RFC 6376, 3.4.4).
std::string relaxed_body(std::string_view body);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_DKIM_H_
