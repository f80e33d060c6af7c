// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What pages for admins show and do beyond the room of the web (web/administration.h), and whether there is
// one reader who need not log in.

#ifndef BROADSHEET_APP_ADMINISTRATION_H_
#define BROADSHEET_APP_ADMINISTRATION_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/context.h"
#include "papers/trending_table.h"
#include "store/record.h"
#include "web/administration.h"

namespace broadsheet::app {

// Opens what it needs anew for each call. The context outlives it.
class ServerAdministration : public web::Administration {
 public:
  ServerAdministration(const Context& context, papers::TrendingTableSource trending_table)
      : context_(context), trending_table_(std::move(trending_table)) {}

  Result<std::vector<web::SourceShown>> sources() override;
  Result<std::vector<web::HarvestShown>> harvests() override;
  Result<void> set_source_paused(std::string_view name, bool paused) override;
  std::vector<web::SettingShown> settings() override;
  web::DiskUse disk() override;
  Result<std::vector<web::FollowerShown>> followers() override;

 private:
  const Context& context_;
  const papers::TrendingTableSource trending_table_;
};

// A new web::Site::single_reader_key, and the account of the one reader in the record, if the settings say
// that there is one and nothing speaks against it: the server listens on this machine alone, has no public
// address and no proxy, and nobody else has an account. Empty otherwise; what speaks against it is logged.
Result<std::string> single_reader_key(const Context& context, store::Record& record,
                                      std::string_view listen_address);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_ADMINISTRATION_H_
