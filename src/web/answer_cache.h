// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// AnswerCache: answers that were given before, for as long as nothing changed. What everybody reads in the
// morning is made once.

#ifndef BROADSHEET_WEB_ANSWER_CACHE_H_
#define BROADSHEET_WEB_ANSWER_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.h"
#include "base/strong_id.h"
#include "http/message.h"

namespace broadsheet::web {

// All that an answer depends on beside its request.
struct AnswerStamp {
  Revision record;
  Revision searchable;
  Revision ranked;            // of what is kept to rank what is trending
  std::uint64_t vectors = 0;  // the generation that is searched
  Day today;
  std::chrono::sys_time<std::chrono::hours> hour = {};  // by which what is trending is ranked
  friend bool operator==(const AnswerStamp&, const AnswerStamp&) = default;
};

// Safe from any thread. Holds answers of one stamp; the first that is kept with another forgets them all. Of
// more than kBytesMax those that were asked for last remain.
class AnswerCache {
 public:
  static constexpr std::size_t kBytesMax = std::size_t{64} << 20;
  // One that is larger would push out too many others.
  static constexpr std::size_t kAnswerBytesMax = std::size_t{2} << 20;

  // Shares its body with what was kept.
  std::optional<http::Response> find(std::string_view key, const AnswerStamp& stamp);
  // Makes the body of `response` a shared one.
  void keep(const std::string& key, const AnswerStamp& stamp, http::Response& response);

 private:
  struct Kept {
    std::string key;
    http::Response response;
    std::size_t bytes = 0;
  };
  using List = std::list<Kept>;

  void forget_last();

  std::mutex mutex_;
  AnswerStamp stamp_;
  List kept_;  // what was asked for last comes first
  std::unordered_map<std::string_view, List::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_ANSWER_CACHE_H_
