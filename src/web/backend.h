// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Backend: what a handler answers from. One is made per worker, on its thread, with a connection to the
// record of its own; the index is shared.

#ifndef BROADSHEET_WEB_BACKEND_H_
#define BROADSHEET_WEB_BACKEND_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "papers/accounts.h"
#include "papers/editions.h"
#include "search/searcher.h"
#include "store/record.h"
#include "text/analyzer.h"
#include "text/typesetter.h"
#include "web/administration.h"
#include "web/answer_cache.h"
#include "web/letter_limits.h"
#include "web/login_limits.h"
#include "web/mailing.h"
#include "web/metrics.h"
#include "web/rate_limits.h"

namespace broadsheet::web {

// What all workers share. Immutable; the functions are safe from any thread.
struct Site {
  const Clock& clock;
  papers::DayRule day_rule;
  papers::TrendingParameters trending = {};
  // What is kept to rank what is trending. Null while there is none: then it is read from the record.
  papers::TrendingTableSource trending_table = [] { return nullptr; };
  // "https://papers.example": what absolute links begin with. Empty: http:// and the Host of the request.
  std::string public_url;
  // What feeds name as their hub (WebSub); empty: none.
  std::string websub_hub;
  // Whom harvesters can write to; an e-mail address, or anything else, which is not shown.
  std::string contact = {};
  // Names (with or without a port) by which a request may ask for us, besides loopback ones.
  std::vector<std::string> hosts;
  // The index as it was published last; null while there is none.
  std::function<std::shared_ptr<const search::Searcher>()> searcher;
  // Told when a search met damage: the index is to be made anew.
  std::function<void()> index_is_damaged;
  // Addresses whose X-Forwarded-For is believed, and those that may read /metrics besides this machine's.
  std::vector<std::string> trusted_proxies = {};
  std::vector<std::string> metrics_readers = {};
  papers::AccountRules account_rules = {};
  // What forms of the one reader of this machine carry a digest of (web/single_reader.h). Empty: there are
  // many.
  std::string single_reader_key = {};
  // Null: there are no pages for admins.
  Administration* administration = nullptr;
  // Null: no mail is sent.
  Mailing* mailing = nullptr;
  // Null: nobody is limited.
  LetterLimits* asked_letters = nullptr;
  // Null: nobody's tries are counted.
  LoginLimits* login_limits = nullptr;
  // Null: every answer is made anew.
  AnswerCache* answers = nullptr;
  // Null: nobody is limited.
  RateLimits* rate_limits = nullptr;
  // Where answers are counted, and what the server counts itself; neither must be there.
  Metrics* metrics = nullptr;
  std::function<http::ServerCounts()> server_counts = {};
  // Of the named sources, for /metrics; need not be there.
  std::function<std::vector<SourceHealth>()> sources = {};
  std::string version = {};  // of the program
};

// Whether readers can ask for letters.
inline bool sends_letters(const Site& site) {
  return site.mailing != nullptr && site.mailing->sends_letters();
}

// Confined to one thread.
class Backend {
 public:
  // Without `encode_query` nothing is found by meaning.
  Backend(const Site& site, std::unique_ptr<store::Record> record, search::QueryEncoder encode_query = {})
      : site_(site),
        record_(std::move(record)),
        editions_(*record_, site.clock, site.day_rule, site.trending, site.trending_table),
        encode_query_(std::move(encode_query)) {}

  const Site& site() const { return site_; }
  store::Record& record() { return *record_; }
  papers::Editions& editions() { return editions_; }
  text::Typesetter& typesetter() { return typesetter_; }
  text::Analyzer& analyzer() { return analyzer_; }
  const search::QueryEncoder& encode_query() const { return encode_query_; }

 private:
  const Site& site_;
  std::unique_ptr<store::Record> record_;
  papers::Editions editions_;
  search::QueryEncoder encode_query_;
  text::Typesetter typesetter_;
  text::Analyzer analyzer_;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_BACKEND_H_
