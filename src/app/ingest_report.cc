// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/ingest_report.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <sys/resource.h>
#include <utility>

#include "app/layout.h"
#include "app/limits.h"
#include "app/record_access.h"
#include "base/english.h"

namespace broadsheet::app {

using ingest::RejectReport;
using ingest::Tally;

void write_tally(JsonWriter& json, const Tally& tally) {
  json.key("read").value(tally.read).key("new").value(tally.new_papers).key("updated").value(tally.updated);
  json.key("unchanged").value(tally.unchanged).key("deleted").value(tally.deleted);
  json.key("rejected").value(tally.rejected);
}

void write_rejects(JsonWriter& json, std::span<const RejectReport> rejects) {
  json.key("rejects").begin_array();
  const std::size_t listed = std::min(rejects.size(), kRejectsListedMax);
  for (std::size_t i = 0; i < listed; ++i) {
    const RejectReport& reject = rejects[i];
    json.begin_object().key("file").value(reject.file);
    if (reject.where.line) json.key("line").value(*reject.where.line);
    // One of the two is always there.
    if (!reject.where.line) json.key("offset").value(reject.where.offset.value_or(0));
    if (!reject.id.empty()) json.key("id").value(reject.id);
    json.key("reason").value(reject.reason).end_object();
  }
  json.end_array();
}

std::string parts_of(const Tally& tally) {
  std::string text;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count == 0) return;
    if (!text.empty()) text += ", ";
    text += with_thousands(count) + " " + std::string(what);
  };
  add(tally.new_papers, "new");
  add(tally.updated, "updated");
  add(tally.unchanged, "unchanged");
  add(tally.deleted, "deleted");
  add(tally.rejected, "rejected");
  return text.empty() ? "nothing in it" : text;
}

void write_rejects(Terminal& out, std::span<const RejectReport> rejects, std::uint64_t count) {
  const std::size_t shown = std::min(rejects.size(), kRejectsShownMax);
  for (std::size_t i = 0; i < shown; ++i) {
    const RejectReport& reject = rejects[i];
    std::string where = reject.file;
    if (reject.where.line) {
      where += ", line " + with_thousands(*reject.where.line);
    } else if (reject.where.offset) {
      where += ", byte " + with_thousands(*reject.where.offset);
    }
    StyledText text = {{"rejected ", Style::kError}, {where + ": " + reject.reason}};
    if (!reject.id.empty()) text.push_back({" (" + reject.id + ")", Style::kDim});
    write_wrapped(out, text, 0, out.width());
  }
  if (count > shown) {
    out.line("… and " + with_thousands(count - shown) + " more; --json lists the first " +
             with_thousands(kRejectsListedMax));
  }
}

Result<Indexed> index_what_came(Context& context) {
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  Result<Following> following = catch_up_unless_followed(context, *record);
  if (following.ok()) return Indexed{.done = following->done, .unreadable = following->unreadable > 0};
  if (following.error().code() == ErrorCode::kInterrupted) return Indexed{.interrupted = true};
  return std::move(following).error().context("kept, but not indexed");
}

void stand_back() {
  constexpr int kNiceness = 10;
  (void)::setpriority(PRIO_PROCESS, 0, kNiceness);
}

}  // namespace broadsheet::app
