// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Door: what is asked of a request before its handler sees it. Each route names its own (web/routes.cc), so
// that who may do what is one table, and tests walk along it.

#ifndef BROADSHEET_WEB_DOOR_H_
#define BROADSHEET_WEB_DOOR_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "http/limits.h"
#include "web/rate_limits.h"

namespace broadsheet::web {

enum class Caller : std::uint8_t {
  kAnybody,
  kReader,  // who has an account here
  kModerator,
  kAdmin,
  kMonitor,  // this machine, and the addresses that the operator named
};

// Whether anything is different afterwards. A browser that another site sends is let in only where nothing
// is.
enum class Effect : std::uint8_t {
  kNone,
  kChange,
  // Likewise, and the secret in the address says that whoever sends it may: a mail program does, which knows
  // neither cookies nor where it comes from.
  kChangeBySecret,
};

enum class Caching : std::uint8_t {
  kUntilChange,  // one answer for everybody as long as what it is made from is (web/answer_cache.h)
  kByHandler,    // the same bytes for ever, or what tells by itself how fresh it is
  kNever,        // of one reader, or of this moment: no-store
};

// Which of the server's workers make the answer (http::Lane); the numbers are those of the lanes.
enum class Work : std::uint8_t {
  kQuick = 0,
  kActs = 1,       // waits for the disk
  kPasswords = 2,  // hashes a password, which takes a core for 40 ms
};

struct Door {
  Caller caller;
  Effect effect;
  std::optional<RateClass> rate;  // none: not counted
  std::size_t body_bytes_max;     // more is refused with 413; 0 for methods without a body
  Caching caching;
  Work work = Work::kQuick;
};

namespace doors {

inline constexpr std::size_t kTextBytesMax = http::kBodyBytesMax;
inline constexpr std::size_t kFormBytesMax = std::size_t{16} << 10;
// A comment of its full length, each byte as three.
inline constexpr std::size_t kCommentFormBytesMax = std::size_t{64} << 10;

// Reading.
inline constexpr Door kPage{Caller::kAnybody, Effect::kNone, RateClass::kPages, 0, Caching::kUntilChange};
inline constexpr Door kFreshPage{Caller::kAnybody, Effect::kNone, RateClass::kPages, 0, Caching::kByHandler};
inline constexpr Door kApi{Caller::kAnybody, Effect::kNone, RateClass::kApi, 0, Caching::kUntilChange};
inline constexpr Door kProtocol{Caller::kAnybody, Effect::kNone, RateClass::kApi, 0, Caching::kByHandler};
// What pages are made of, and what programs ask for to find their way: neither counted nor about anybody.
inline constexpr Door kFile{Caller::kAnybody, Effect::kNone, std::nullopt, 0, Caching::kByHandler};
inline constexpr Door kMonitoring{Caller::kMonitor, Effect::kNone, std::nullopt, 0, Caching::kNever};

// Questions that are too long for an address.
inline constexpr Door kAskedPage{Caller::kAnybody, Effect::kNone, RateClass::kPages, kTextBytesMax,
                                 Caching::kByHandler};
inline constexpr Door kAskedApi{Caller::kAnybody, Effect::kNone, RateClass::kApi, kTextBytesMax,
                                Caching::kByHandler};

// What readers do, and what is theirs.
inline constexpr Door kOwnApi{Caller::kReader, Effect::kNone, RateClass::kApi, 0, Caching::kNever};
inline constexpr Door kActApi{Caller::kReader, Effect::kChange, RateClass::kApi,
                              kTextBytesMax,   Caching::kNever, Work::kActs};
inline constexpr Door kOwnPage{Caller::kReader, Effect::kNone, RateClass::kPages, 0, Caching::kNever};
inline constexpr Door kActForm{Caller::kReader, Effect::kChange, RateClass::kPages,
                               kFormBytesMax,   Caching::kNever, Work::kActs};
inline constexpr Door kCommentForm{Caller::kReader,      Effect::kChange, RateClass::kPages,
                                   kCommentFormBytesMax, Caching::kNever, Work::kActs};
// What moderators do and see.
inline constexpr Door kModeratorApi{Caller::kModerator, Effect::kChange, RateClass::kApi,
                                    kTextBytesMax,      Caching::kNever, Work::kActs};
inline constexpr Door kModeratorRead{Caller::kModerator, Effect::kNone, RateClass::kApi, 0, Caching::kNever};
inline constexpr Door kModeratorPage{Caller::kModerator, Effect::kNone, RateClass::kPages, 0,
                                     Caching::kNever};
// What takes seconds keeps no page waiting: made where acts are.
inline constexpr Door kModeratorStudy{Caller::kModerator, Effect::kNone, RateClass::kPages, 0,
                                      Caching::kNever,    Work::kActs};
inline constexpr Door kModeratorForm{Caller::kModerator, Effect::kChange, RateClass::kPages,
                                     kFormBytesMax,      Caching::kNever, Work::kActs};
// With a note, or a file of references, in it.
inline constexpr Door kActLongForm{Caller::kReader, Effect::kChange, RateClass::kPages,
                                   kTextBytesMax,   Caching::kNever, Work::kActs};
inline constexpr Door kOwnPasswordForm{Caller::kReader, Effect::kChange, RateClass::kPages,
                                       kFormBytesMax,   Caching::kNever, Work::kPasswords};

// What a secret in its address opens, whoever has it.
inline constexpr Door kSecretPage{Caller::kAnybody, Effect::kNone, RateClass::kPages, 0, Caching::kNever};

inline constexpr Door kSecretForm{Caller::kAnybody, Effect::kChangeBySecret, RateClass::kPages,
                                  kFormBytesMax,    Caching::kNever,         Work::kActs};

// How strangers become readers.
inline constexpr Door kEntrance{Caller::kAnybody, Effect::kNone, RateClass::kPages, 0, Caching::kNever};
inline constexpr Door kPasswordForm{Caller::kAnybody, Effect::kChange, RateClass::kPages,
                                    kFormBytesMax,    Caching::kNever, Work::kPasswords};
inline constexpr Door kCodeForm{Caller::kAnybody, Effect::kChange, RateClass::kPages,
                                kFormBytesMax,    Caching::kNever, Work::kActs};

// For those who look after the server.
inline constexpr Door kAdminPage{Caller::kAdmin, Effect::kNone, RateClass::kPages, 0, Caching::kNever};
inline constexpr Door kAdminStudy{Caller::kAdmin,  Effect::kNone, RateClass::kPages, 0,
                                  Caching::kNever, Work::kActs};
inline constexpr Door kAdminForm{Caller::kAdmin, Effect::kChange, RateClass::kPages,
                                 kFormBytesMax,  Caching::kNever, Work::kActs};

}  // namespace doors

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_DOOR_H_
