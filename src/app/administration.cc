// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/administration.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/follower_state.h"
#include "app/settings.h"
#include "base/log.h"
#include "base/secrets.h"
#include "ingest/harvest_state.h"
#include "ingest/source_book.h"
#include "papers/single_reader.h"

namespace broadsheet::app {
namespace {

namespace fs = std::filesystem;

// What is removed meanwhile is simply no longer counted.
std::uint64_t bytes_of(const fs::path& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) {
    const std::uintmax_t size = fs::file_size(path, error);
    return error ? 0 : size;
  }
  std::uint64_t bytes = 0;
  for (fs::recursive_directory_iterator file(path, error), end; !error && file != end;
       file.increment(error)) {
    std::error_code gone;
    if (!file->is_regular_file(gone)) continue;
    const std::uintmax_t size = file->file_size(gone);
    if (!gone) bytes += size;
  }
  return bytes;
}

web::SourceShown shown(const ingest::SourceState& state, Instant now) {
  std::string name = "waiting";
  if (state.next <= now) name = "due";
  if (!state.harvest.last_error.empty()) name = "failing";
  if (state.source.paused) name = "paused";
  return {.name = state.source.name,
          .address = state.source.target.url,
          .schedule = to_text(state.source.schedule),
          .state = std::move(name),
          .paused = state.source.paused,
          .next_run = state.next,
          .last_success = state.harvest.last_success,
          .last_error = state.harvest.last_error,
          .last_error_at = state.harvest.last_error_at,
          .failures = state.harvest.failures};
}

bool is_loopback_address(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

}  // namespace

Result<std::vector<web::SourceShown>> ServerAdministration::sources() {
  TRY(const auto record, store::Record::open(context_.folder.path(), store::Record::Mode::kRead));
  const Instant now = context_.clock.now();
  TRY(const std::vector<ingest::SourceState> states, ingest::list_sources(*record, now));
  std::vector<web::SourceShown> all;
  for (const ingest::SourceState& state : states) all.push_back(shown(state, now));
  return all;
}

Result<std::vector<web::HarvestShown>> ServerAdministration::harvests() {
  constexpr std::string_view kPrefix = "harvest:";  // ingest::harvest_name()
  TRY(const auto record, store::Record::open(context_.folder.path(), store::Record::Mode::kRead));
  TRY(const auto rows, record->progress_below(kPrefix));
  std::vector<web::HarvestShown> all;
  for (const auto& [name, text] : rows) {
    TRY(ingest::HarvestState state, ingest::state_from_text(text));
    all.push_back({name.substr(kPrefix.size()), std::move(state.last_success), std::move(state.last_error),
                   std::move(state.last_error_at)});
  }
  return all;
}

Result<void> ServerAdministration::set_source_paused(std::string_view name, bool paused) {
  TRY(const auto record, store::Record::open(context_.folder.path(), store::Record::Mode::kWrite));
  return ingest::set_paused(*record, name, paused);
}

std::vector<web::SettingShown> ServerAdministration::settings() {
  std::vector<web::SettingShown> all;
  for (SettingRow& row : setting_rows(context_.settings))
    all.push_back({std::move(row.key), std::move(row.value), row.is_default, std::move(row.meaning)});
  return all;
}

web::DiskUse ServerAdministration::disk() {
  constexpr std::array<std::pair<const char*, const char*>, 6> kParts{{{"record", "record.db"},
                                                                       {"log of the record", "record.db-wal"},
                                                                       {"index", "index"},
                                                                       {"vectors", "vectors"},
                                                                       {"models", "models"},
                                                                       {"all of it", "."}}};
  const fs::path folder(context_.folder.path());
  web::DiskUse use;
  for (const auto& [name, file] : kParts) use.parts.push_back({name, bytes_of(folder / file)});
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (!error) use.free_bytes = space.available;
  return use;
}

Result<std::vector<web::FollowerShown>> ServerAdministration::followers() {
  TRY(const auto record, store::Record::open(context_.folder.path(), store::Record::Mode::kRead));
  TRY(const Revision head, record->head());
  std::vector<web::FollowerShown> all;
  const auto add = [&all](FollowerState&& state) {
    all.push_back({std::move(state.name), std::move(state.state), state.lag, state.papers});
  };
  add(lexical_state(context_, *record, head));
  if (auto vectors = vectors_state(context_, head)) add(*std::move(vectors));
  const std::shared_ptr<const papers::TrendingTable> trending = trending_table_();
  add(trending_state(trending.get(), head));
  return all;
}

Result<std::string> single_reader_key(const Context& context, store::Record& record,
                                      std::string_view listen_address) {
  if (!context.settings.single_reader) return std::string();
  std::string against;
  if (!is_loopback_address(listen_address)) against = "the server listens for other machines";
  if (!context.settings.public_url.empty()) against = "server.public_url is set";
  if (!context.settings.trusted_proxies.empty()) against = "server.trusted_proxies is set";
  if (against.empty()) {
    TRY(const bool alone, papers::make_single_reader(record, context.clock.now()));
    if (!alone) against = "others have accounts";
  }
  if (against.empty()) return new_secret();
  log_warning("readers.mode is single, but everybody has to log in", {{"because", against}});
  return std::string();
}

}  // namespace broadsheet::app
