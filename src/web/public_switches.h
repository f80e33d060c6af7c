// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The names that the public API has for what somebody is told of, and what they say of ours.

#ifndef BROADSHEET_WEB_PUBLIC_SWITCHES_H_
#define BROADSHEET_WEB_PUBLIC_SWITCHES_H_

#include <optional>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/notices.h"
#include "web/target.h"

namespace broadsheet::web {

struct PublicName;

// Immutable. Names of what there is none of here are known, so that a client may send them, and say nothing.
class PublicSwitches {
 public:
  // The fields `notifications.NAME`. kInvalid, with the name, for one that the public API does not have and
  // for a value that is no truth.
  static Result<PublicSwitches> read(const Target& form);

  // Whether the digest is to come; none where nothing is said of it.
  std::optional<bool> digest() const;
  // Changes a switch as they say; false if they say nothing of it. Mail that is on stays as it comes, and
  // what is switched on comes in the digest.
  bool apply_to(store::NoticeSwitch& one) const;

 private:
  std::vector<std::pair<const PublicName*, bool>> said_;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_PUBLIC_SWITCHES_H_
