// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/vote_history_reader.h"

#include <array>
#include <charconv>
#include <fmt/format.h>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/line_reader.h"

namespace broadsheet::formats {

namespace {

// A row has four short columns; defends memory as kRecordBytesMax does for records.
constexpr std::size_t kRowBytesMax = 4096;

class VoteHistoryReader final : public LineReader {
 public:
  VoteHistoryReader() : LineReader(kRowBytesMax) {}

 private:
  void read_line(const Line& line, RecordSink& sink) override {
    if (!line.too_long && (trim(line.text).empty() || (!any_ && is_vote_heading(line.text)))) return;
    any_ = true;
    Location where;
    where.line = line.number;
    std::string reason;
    if (line.too_long) {
      sink.on_reject({where, {}, fmt::format("line longer than {} bytes", kRowBytesMax)});
    } else if (auto row = read_vote_row(line.text, reason)) {
      sink.on_votes(std::move(*row), where);
    } else {
      const std::string_view first = line.text.substr(0, line.text.find('\t'));
      sink.on_reject({where, clean(first.substr(0, kQuotedBytesMax)), std::move(reason)});
    }
  }

  void end(RecordSink& sink) override {
    if (!any_) sink.on_note("empty list");
  }

  bool any_ = false;
};

}  // namespace

bool is_vote_history(const Head& head) {
  bool found = false;
  bool any = false;
  const auto look = [&](std::string_view line) {
    std::string reason;
    found = (!any && is_vote_heading(line)) || read_vote_row(line, reason).has_value();
    any = true;
    return !found;
  };
  for_each_line(head, look);
  if (!any) look(trim(head.text));
  return found;
}

std::unique_ptr<Reader> make_vote_history_reader(const ReaderOptions&) {
  return std::make_unique<VoteHistoryReader>();
}

std::optional<VoteObservation> read_vote_row(std::string_view line, std::string& reason) {
  std::array<std::string_view, 4> columns;
  std::size_t count = 0;
  for (; count < columns.size() && !line.empty(); ++count) {
    const std::size_t tab = line.find('\t');
    columns[count] = trim(line.substr(0, tab));
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  }
  const auto& [id_text, time, votes, feed] = columns;
  if (count < 3) {
    reason = "fewer than three columns (id, observed_at, upvotes)";
    return std::nullopt;
  }
  VoteObservation row;
  row.source = kDailyPapersSource;
  auto id = canonical_id(id_text);
  const auto at = read_instant(time);
  const auto [end, error] = std::from_chars(votes.data(), votes.data() + votes.size(), row.count.upvotes);
  if (!id) {
    reason = fmt::format("{} is no paper id", quote(id_text));
  } else if (!at) {
    reason = fmt::format("{} is no time", quote(time));
  } else if (error != std::errc{} || end != votes.data() + votes.size() || row.count.upvotes < 0 ||
             row.count.upvotes > kVotesMax) {
    reason = fmt::format("{} is no count of votes", quote(votes));
  } else if (feed.size() > kKeyBytesMax) {
    reason = fmt::format("feed longer than {} bytes", kKeyBytesMax);
  }
  if (!reason.empty()) return std::nullopt;
  row.id = std::move(*id);
  row.count.observed_at = *at;
  row.feed = clean(feed);
  return row;
}

bool is_vote_heading(std::string_view line) {
  constexpr std::string_view kHeading = "id\tobserved_at\tupvotes";
  return line.substr(0, kHeading.size()) == kHeading &&
         (line.size() == kHeading.size() || line[kHeading.size()] == '\t' || line[kHeading.size()] == '\r');
}

}  // namespace broadsheet::formats
