// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/source_book.h"

#include <algorithm>
#include <utility>

#include "http/client.h"
#include "ingest/limits.h"
#include "ingest/turns.h"

namespace broadsheet::ingest {
namespace {

constexpr std::string_view kPrefix = "source:";

// A line for each field; no value holds a line end, since names, addresses and schedules have none.
std::string to_text(const Source& source) {
  std::string text = "upstream=" + std::string(upstream_name(source.target.upstream)) + "\n";
  text += "url=" + source.target.url + "\n";
  if (!source.target.set.empty()) text += "set=" + source.target.set + "\n";
  if (!source.target.prefix.empty()) text += "prefix=" + source.target.prefix + "\n";
  text += "schedule=" + to_text(source.schedule) + "\n";
  if (source.paused) text += "paused=true\n";
  return text;
}

Error damaged(std::string_view name) {
  return {ErrorCode::kDamaged,
          "the source '" + std::string(name) + "' is not as it was written: remove it, and add it again"};
}

Result<void> read_field(std::string_view name, const std::string& value, Source& source) {
  if (name == "url") source.target.url = value;
  if (name == "set") source.target.set = value;
  if (name == "prefix") source.target.prefix = value;
  if (name == "paused") source.paused = value == "true";
  if (name == "schedule") {
    TRY(source.schedule, parse_schedule(value));
  }
  if (name == "upstream") {
    const auto upstream = upstream_by_name(value);
    if (!upstream) return damaged(source.name);
    source.target.upstream = *upstream;
  }
  return {};
}

Result<Source> source_from_text(std::string name, std::string_view text) {
  Source source;
  source.name = std::move(name);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return damaged(source.name);
    if (!read_field(line.substr(0, equals), std::string(line.substr(equals + 1)), source).ok())
      return damaged(source.name);
  }
  if (source.target.url.empty()) return damaged(source.name);
  return source;
}

std::optional<Instant> instant_of(const std::string& text) {
  const Result<Instant> instant = parse_instant(text);
  return instant.ok() ? std::optional<Instant>(*instant) : std::nullopt;
}

Runs runs_of(const HarvestState& state) {
  Runs runs{.last = instant_of(state.last_success),
            .success = instant_of(state.last_success),
            .failures = state.failures};
  const auto error = instant_of(state.last_error_at);
  if (error && (!runs.last || *error > *runs.last)) runs.last = error;
  return runs;
}

Result<SourceState> state_of(store::Record& record, Source source, Instant now) {
  SourceState state;
  TRY(const std::string text, record.progress(harvest_name(source.target)));
  TRY(state.harvest, state_from_text(text));
  state.next = next_run(source.schedule, runs_of(state.harvest), now, spread_of(source.name));
  state.source = std::move(source);
  return state;
}

Result<void> write(store::Record& record, const std::vector<std::pair<std::string, std::string>>& marks) {
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  for (const auto& [name, value] : marks) TRY_VOID(transaction.set_progress(name, value));
  TRY_VOID(transaction.commit());
  return {};
}

}  // namespace

Result<void> check_source_name(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  const bool plain = !name.empty() && letter(name.front()) &&
                     std::ranges::all_of(name, [&](char c) { return letter(c) || c == '.' || c == '-'; });
  if (plain && name.size() <= kSourceNameBytesMax) return {};
  return Error(
      ErrorCode::kInvalid,
      "'" + std::string(name) + "' can't be the name of a source: letters, digits, dots and dashes can");
}

Result<std::vector<SourceState>> list_sources(store::Record& record, Instant now) {
  TRY(const auto rows, record.progress_below(kPrefix));
  std::vector<SourceState> sources;
  for (const auto& [name, text] : rows) {
    TRY(Source source, source_from_text(name.substr(kPrefix.size()), text));
    TRY(sources.emplace_back(), state_of(record, std::move(source), now));
  }
  return sources;
}

Result<SourceState> find_source(store::Record& record, std::string_view name, Instant now) {
  const std::string key = std::string(kPrefix) + std::string(name);
  TRY(const std::string text, record.progress(key));
  if (!text.empty()) {
    TRY(Source source, source_from_text(std::string(name), text));
    return state_of(record, std::move(source), now);
  }
  std::string known;
  TRY(const auto rows, record.progress_below(kPrefix));
  for (const auto& row : rows) known += (known.empty() ? "" : ", ") + row.first.substr(kPrefix.size());
  return Error(ErrorCode::kNotFound, "no source is called '" + std::string(name) + "'" +
                                         (known.empty() ? ": none was added yet" : ": there are " + known));
}

Result<void> add_source(store::Record& record, const Source& source) {
  TRY_VOID(check_source_name(source.name));
  TRY_VOID(http::parse_url(source.target.url));
  const std::string key = std::string(kPrefix) + source.name;
  TRY(const auto rows, record.progress_below(kPrefix));
  if (rows.size() >= kSourcesMax)
    return Error(ErrorCode::kTooLarge, "there are " + std::to_string(kSourcesMax) + " sources already");
  for (const auto& row : rows) {
    if (row.first == key)
      return Error(ErrorCode::kConflict,
                   "a source is called '" + source.name + "' already: remove it first, or take another name");
  }
  return write(record, {{key, to_text(source)}});
}

Result<void> set_paused(store::Record& record, std::string_view name, bool paused) {
  TRY(SourceState found, find_source(record, name, Instant{}));
  found.source.paused = paused;
  return write(record, {{std::string(kPrefix) + found.source.name, to_text(found.source)}});
}

Result<void> remove_source(store::Record& record, std::string_view name) {
  TRY(const SourceState found, find_source(record, name, Instant{}));
  return write(record,
               {{std::string(kPrefix) + found.source.name, ""}, {harvest_name(found.source.target), ""}});
}

Schedule usual_schedule(const HarvestTarget& target) {
  const Result<http::UrlParts> parts = http::parse_url(target.url);
  const bool is_arxiv = parts.ok() && Turns::budget_of(parts->host) == "arxiv.org";
  // Its records change at about 22:30 from Sunday to Thursday, its feeds of the day at midnight.
  if (is_arxiv && target.upstream == Upstream::kOaiPmh)
    return parse_schedule("22:45 Sun-Thu America/New_York").value();
  if (is_arxiv) return parse_schedule("00:15 Mon-Fri America/New_York").value();
  if (target.upstream == Upstream::kDailyPapers) return parse_schedule("every 2 hours").value();
  return parse_schedule(target.upstream == Upstream::kOaiPmh ? "every 24 hours" : "every 6 hours").value();
}

}  // namespace broadsheet::ingest
