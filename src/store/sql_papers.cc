// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers: the merged views, and their places in editions.

#include <algorithm>

#include "base/bytes.h"
#include "store/limits.h"
#include "store/paper_codec.h"
#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

// Columns of every query that gives whole papers, in this order.
#define PAPER_COLUMNS "papers.paper, papers.dictionary, papers.body"

Result<PaperView> read_paper(RecordState& state, const Statement& row) {
  PaperView view;
  view.number = PaperNumber(static_cast<std::uint32_t>(row.column_int(0)));
  const auto read = [&]() -> Result<void> {
    TRY_VOID(state.unpack(row.column_blob(2), static_cast<std::uint32_t>(row.column_int(1)), state.unpacked));
    return decode_paper_body(state.unpacked, view);
  };
  TRY_VOID(read().context("paper " + std::to_string(view.number.value()) + " of the record"));
  return view;
}

Result<std::optional<PaperView>> select_paper(RecordState& state, PaperNumber number) {
  TRY(Statement select, state.connection->prepare("SELECT " PAPER_COLUMNS " FROM papers WHERE paper = ?1"));
  TRY(const bool row, select.bind_unsigned(1, number.value()).step());
  if (!row) return std::optional<PaperView>();
  TRY(PaperView view, read_paper(state, select));
  return std::optional<PaperView>(std::move(view));
}

Result<void> write_paper(Connection& connection, const PaperView& view, std::string_view packed,
                         std::uint32_t dictionary) {
  CHECK(!view.ids.empty() && view.number.value() != 0);
  TRY(Statement insert,
      connection.prepare("INSERT OR REPLACE INTO papers(paper, withdrawn, edition_day, edition_precision,"
                         " featured, feed_place, upvotes, id, dictionary, body)"
                         " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"));
  insert.bind_unsigned(1, view.number.value()).bind(2, std::int64_t{view.withdrawn ? 1 : 0});
  if (view.edition) {
    insert.bind(3, day_number(view.edition->day)).bind(4, static_cast<std::int64_t>(view.edition->precision));
  } else {
    insert.bind_null(3).bind_null(4);
  }
  insert.bind(5, std::int64_t{view.featured ? 1 : 0});
  insert.bind_optional(6, view.feed_place ? std::optional<std::int64_t>(*view.feed_place) : std::nullopt);
  insert.bind(7, view.upvotes()).bind(8, std::string_view(view.ids.front()));
  return insert.bind(9, std::int64_t{dictionary}).bind_blob(10, packed).run();
}

// Whether two views of one paper differ in nothing that is indexed but counts of votes; what readers said
// and claimed is not. That a paper has votes at all is indexed (`has:votes`).
bool differ_in_reception_only(const PaperView& one, const PaperView& other) {
  if ((one.upvotes() != 0) != (other.upvotes() != 0)) return false;
  PaperView same = one;
  same.votes = other.votes;
  same.own_votes = other.own_votes;
  same.own_comments = other.own_comments;
  same.own_commenters = other.own_commenters;
  same.claimed = other.claimed;
  same.author_takes_part = other.author_takes_part;
  return same == other;
}

// Adds the row to what was read, as a view or among the unreadable.
Result<void> collect(RecordState& state, const Statement& row, PapersRead& read) {
  Result<PaperView> view = read_paper(state, row);
  if (view.ok()) {
    read.views.push_back(std::move(view).value());
    return {};
  }
  if (view.error().code() != ErrorCode::kDamaged) return std::move(view).error();
  const PaperNumber number(static_cast<std::uint32_t>(row.column_int(0)));
  read.unreadable.push_back({number, view.error().message()});
  return {};
}

EditionRow read_edition_row(const Statement& row) {
  EditionRow edition;
  edition.number = PaperNumber(static_cast<std::uint32_t>(row.column_int(0)));
  edition.id = row.column_text(1);
  edition.edition = {day_of(row.column_int(2)), static_cast<DatePrecision>(row.column_int(3))};
  edition.featured = row.column_int(4) != 0;
  if (const auto place = row.column_optional(5)) edition.feed_place = static_cast<std::uint32_t>(*place);
  edition.upvotes = row.column_int(6);
  return edition;
}

Result<std::vector<EditionRow>> read_edition_rows(Statement& select) {
  std::vector<EditionRow> rows;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return rows;
    rows.push_back(read_edition_row(select));
  }
}

Result<std::optional<Day>> read_day(Statement& select) {
  TRY(const bool row, select.step());
  if (!row || select.column_is_null(0)) return std::optional<Day>();
  return std::optional<Day>(day_of(select.column_int(0)));
}

}  // namespace

const std::string& PaperView::orcid_of(std::size_t author) const {
  static const std::string kUnknown;
  return author < orcids.size() ? orcids[author] : kUnknown;
}

std::int64_t PaperView::upvotes() const {
  std::int64_t sum = own_votes;
  for (const SourceVotes& source : votes) sum += source.upvotes;
  return sum;
}

PaperNumber PapersRead::last() const {
  PaperNumber last;
  if (!views.empty()) last = views.back().number;
  if (!unreadable.empty()) last = std::max(last, unreadable.back().number);
  return last;
}

Result<PaperPacker*> RecordState::paper_packer(std::string_view source) {
  if (const auto known = packers.find(source); known != packers.end()) return &known->second;
  TRY(Statement select, connection->prepare("SELECT dictionary, bytes FROM dictionaries WHERE source = ?1"
                                            " ORDER BY dictionary DESC LIMIT 1"));
  TRY(const bool row, select.bind(1, source).step());
  std::optional<Dictionary> dictionary;
  if (row) {
    dictionary = Dictionary{static_cast<std::uint32_t>(select.column_int(0)), std::string(source),
                            std::string(select.column_blob(1))};
  }
  return &packers.emplace(source, PaperPacker(dictionary)).first->second;
}

// --------------------------------------------------------------------------------------- writing

Result<bool> Transaction::put_paper(const PaperView& view) {
  RecordState& state = *record_->state_;
  Result<std::optional<PaperView>> selected = select_paper(state, view.number);
  if (!selected.ok() && selected.error().code() != ErrorCode::kDamaged) return selected.error();
  // A damaged row differs from whatever comes: this is how it is mended.
  std::optional<PaperView> present;
  if (selected.ok()) present = std::move(selected).value();
  FeedKind kind = FeedKind::kPaper;
  if (present) {
    if (*present == view) return false;
    if (differ_in_reception_only(*present, view)) kind = FeedKind::kPaperReception;
  }
  TRY(PaperPacker * packer,
      state.paper_packer(view.sources.empty() ? std::string_view() : view.sources.front()));
  std::string packed;
  packer->pack(view, packed);
  TRY_VOID(write_paper(*state.connection, view, packed, packer->dictionary()));
  state.touch(kind, view.number.value(), false, false);
  return true;
}

Result<void> Transaction::put_new_paper(const PaperView& view, std::string_view packed,
                                        std::uint32_t dictionary) {
  RecordState& state = *record_->state_;
  TRY_VOID(write_paper(*state.connection, view, packed, dictionary));
  state.touch(FeedKind::kPaper, view.number.value(), true, false);
  return {};
}

void Transaction::touch_paper(PaperNumber number) {
  record_->state_->touch(FeedKind::kPaper, number.value(), false, false);
}

void Transaction::touch_reception(PaperNumber number) {
  record_->state_->touch(FeedKind::kPaperReception, number.value(), false, false);
}

void Transaction::touch_keepers(PaperNumber number) {
  record_->state_->touch(FeedKind::kPaperKeepers, number.value(), false, false);
}

Result<void> Transaction::remove_paper(PaperNumber number) {
  RecordState& state = *record_->state_;
  TRY(Statement remove, state.connection->prepare("DELETE FROM papers WHERE paper = ?1"));
  TRY_VOID(remove.bind_unsigned(1, number.value()).run());
  if (state.connection->changes() == 0) return {};
  state.touch(FeedKind::kPaper, number.value(), false, true);
  // A row of votes would outlive its paper in the feed, also one that this transaction will add.
  TRY(Statement votes, state.connection->prepare("SELECT 1 FROM feed WHERE kind = 2 AND key = ?1"));
  TRY(const bool has_votes, votes.bind_unsigned(1, number.value()).step());
  if (has_votes || state.has_touched(FeedKind::kPaperReception, number.value()))
    state.touch(FeedKind::kPaperReception, number.value(), false, true);
  return {};
}

// --------------------------------------------------------------------------------------- reading

Result<std::optional<PaperView>> Record::paper(PaperNumber number) {
  TRY(std::optional<PaperView> view, select_paper(*state_, number));
  if (view) return view;
  TRY(const std::optional<Identity> oldest, identity(IdentityNumber(number.value())));
  if (!oldest || oldest->paper.value() == 0 || oldest->paper == number) return std::optional<PaperView>();
  return select_paper(*state_, oldest->paper);
}

Result<std::optional<PaperView>> Record::paper_by_id(std::string_view id) {
  TRY(const std::optional<PaperNumber> number, number_of(id));
  if (!number) return std::optional<PaperView>();
  return select_paper(*state_, *number);
}

Result<PapersRead> Record::papers(std::span<const PaperNumber> numbers) {
  // One look at the write-ahead log for all of them: two locks a row are a tenth of what reading it costs.
  std::optional<Snapshot> pinned;
  if (!state_->in_snapshot && !state_->in_transaction) {
    TRY(Snapshot snapshot, this->snapshot());
    pinned.emplace(std::move(snapshot));
  }
  PapersRead read;
  read.views.reserve(numbers.size());
  TRY(Statement select, state_->connection->prepare("SELECT " PAPER_COLUMNS " FROM papers WHERE paper = ?1"));
  for (const PaperNumber number : numbers) {
    TRY(const bool row, select.bind_unsigned(1, number.value()).step());
    if (row) TRY_VOID(collect(*state_, select, read));
    select.reset();
  }
  return read;
}

Result<PapersRead> Record::papers_after(PaperNumber after, std::size_t limit) {
  TRY(Statement select, state_->connection->prepare("SELECT " PAPER_COLUMNS
                                                    " FROM papers WHERE paper > ?1 ORDER BY paper LIMIT ?2"));
  select.bind_unsigned(1, after.value()).bind_unsigned(2, limit);
  PapersRead read;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return read;
    TRY_VOID(collect(*state_, select, read));
  }
}

Result<std::vector<std::string>> Record::ids_between(PaperNumber after, PaperNumber up_to) {
  TRY(Statement select, state_->connection->prepare("SELECT id FROM papers WHERE paper > ?1 AND paper <= ?2"
                                                    " AND withdrawn = 0 ORDER BY paper"));
  select.bind_unsigned(1, after.value()).bind_unsigned(2, up_to.value());
  std::vector<std::string> ids;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return ids;
    ids.emplace_back(select.column_text(0));
  }
}

Result<PaperNumber> Record::last_number() {
  TRY(const std::int64_t last, state_->connection->query_int("SELECT coalesce(max(paper), 0) FROM papers"));
  return PaperNumber(static_cast<std::uint32_t>(last));
}

#define EDITION_COLUMNS "paper, id, edition_day, edition_precision, featured, feed_place, upvotes"

Result<std::vector<EditionRow>> Record::edition_rows(Day first, Day last) {
  TRY(Statement select,
      state_->connection->prepare(
          "SELECT " EDITION_COLUMNS " FROM papers"
          " WHERE withdrawn = 0 AND edition_precision IN (0, 1, 2) AND edition_day BETWEEN ?1 AND ?2"));
  select.bind(1, day_number(first)).bind(2, day_number(last));
  return read_edition_rows(select);
}

Result<std::vector<EditionRow>> Record::edition_rows(std::span<const PaperNumber> numbers) {
  std::vector<EditionRow> rows;
  for (const PaperNumber number : numbers) {
    TRY(Statement select,
        state_->connection->prepare("SELECT " EDITION_COLUMNS " FROM papers WHERE paper = ?1"
                                    " AND withdrawn = 0 AND edition_precision IN (0, 1, 2)"));
    TRY(const bool row, select.bind_unsigned(1, number.value()).step());
    if (row) rows.push_back(read_edition_row(select));
  }
  return rows;
}

Result<std::vector<EditionCount>> Record::edition_counts(Day first, Day last) {
  TRY(Statement select,
      state_->connection->prepare(
          "SELECT edition_day, edition_precision, count(*) FROM papers INDEXED BY papers_by_edition"
          " WHERE withdrawn = 0 AND edition_precision IN (0, 1, 2) AND edition_day BETWEEN ?1 AND ?2"
          " GROUP BY edition_precision, edition_day"));
  select.bind(1, day_number(first)).bind(2, day_number(last));
  std::vector<EditionCount> counts;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return counts;
    counts.push_back({{day_of(select.column_int(0)), static_cast<DatePrecision>(select.column_int(1))},
                      select.column_unsigned(2)});
  }
}

Result<std::optional<Day>> Record::newest_edition_day(Day at_or_before) {
  TRY(Statement select, state_->connection->prepare("SELECT max(edition_day) FROM papers WHERE withdrawn = 0"
                                                    " AND edition_precision = 0 AND edition_day <= ?1"));
  select.bind(1, day_number(at_or_before));
  return read_day(select);
}

Result<std::optional<Day>> Record::oldest_edition_day(Day at_or_after) {
  TRY(Statement select, state_->connection->prepare("SELECT min(edition_day) FROM papers WHERE withdrawn = 0"
                                                    " AND edition_precision = 0 AND edition_day >= ?1"));
  select.bind(1, day_number(at_or_after));
  return read_day(select);
}

}  // namespace broadsheet::store
