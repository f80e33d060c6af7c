// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Settings: what an operator may decide, each with a default that suits most. They come from
// `broadsheet.toml` in the data folder and nowhere else; the command `config` lists, reads and
// writes them. A setting that does not exist, or a value out of range, is an error with its line,
// never ignored.

#ifndef BROADSHEET_APP_SETTINGS_H_
#define BROADSHEET_APP_SETTINGS_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/mail_settings.h"
#include "base/result.h"
#include "papers/accounts.h"
#include "papers/editions.h"
#include "papers/trending.h"

namespace broadsheet::app {

struct Settings {
  std::string time_zone = "America/New_York";                               // editions.time_zone
  std::chrono::minutes rolls_over_at = std::chrono::minutes(21 * 60 + 30);  // editions.rolls_over_at
  std::uint32_t search_results = 10;                                        // search.results
  std::string websub_hub;                                                   // server.websub_hub
  std::string public_url;                                                   // server.public_url
  std::string server_contact;                                               // server.contact
  std::vector<std::string> hosts;                                           // server.hosts
  std::vector<std::string> trusted_proxies;                                 // server.trusted_proxies
  std::vector<std::string> metrics_readers;                                 // server.metrics_readers
  std::uint32_t api_requests = 3000;                                        // server.api_requests
  std::uint32_t page_requests = 3000;                                       // server.page_requests
  papers::AccountRules accounts;                                            // readers.*
  bool single_reader = false;                                               // readers.mode
  bool encode_on_battery = true;                                            // vectors.encode_on_battery
  std::string contact;                                                      // harvest.contact
  std::chrono::milliseconds harvest_interval{1000};                         // harvest.interval_ms
  std::chrono::milliseconds harvest_retry{5000};                            // harvest.retry_ms
  std::chrono::seconds harvest_time_max{300};                               // harvest.time_max_s
  std::chrono::seconds harvest_wait_max{3600};                              // harvest.wait_max_s
  bool private_addresses = false;                                           // harvest.private_addresses
  std::string arxiv_paper_url = "https://export.arxiv.org/api/query?id_list={id}";  // jobs.arxiv_paper
  std::string doi_paper_url = "https://api.crossref.org/works/{id}";                // jobs.doi_paper
  MailSettings mail;                                                                // mail.*
  papers::TrendingParameters trending;                                              // trending.*

  papers::DayRule day_rule() const { return {.time_zone = time_zone, .rolls_over_at = rolls_over_at}; }
};

// One setting as `config` shows it.
struct SettingRow {
  std::string key;    // "editions.time_zone"
  std::string value;  // as it is written in the file, without quotes
  bool is_default = true;
  std::string meaning;  // one line
};

// The defaults where there is no file. kInvalid names file, line and what to write instead.
Result<Settings> load_settings(const std::string& path);

std::vector<SettingRow> setting_rows(const Settings& settings);

// Writes one setting into the file, leaving everything else in it as it is, comments included.
// kNotFound for a key that does not exist, kInvalid for a value out of range; the file is then as it was.
Result<void> set_setting(const std::string& path, std::string_view key, std::string_view value);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_SETTINGS_H_
