// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/follower.h"

namespace broadsheet::follow {

Result<Revision> catch_up_and_tidy(Follower& follower, const FollowCallbacks& callbacks) {
  TRY(const Revision revision, follower.catch_up(callbacks));
  bool more = true;
  bool tidied = false;
  while (more && !(callbacks.stop && callbacks.stop())) {
    TRY(more, follower.tidy_step());
    tidied = tidied || more;
  }
  if (!tidied) return revision;
  // Tidying reads what catching up need not, and forgets what it finds damaged.
  return follower.catch_up(callbacks);
}

}  // namespace broadsheet::follow
