// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// For tests: a record of its own, and source records to apply to it.

#ifndef BROADSHEET_PAPERS_TESTING_H_
#define BROADSHEET_PAPERS_TESTING_H_

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/json_writer.h"
#include "papers/accounts.h"
#include "papers/history.h"
#include "papers/record_keeper.h"

namespace broadsheet::papers {

// With its first id, else its title, as key; `published` as parse_partial_date takes it, or "".
inline formats::SourceRecord record_of(std::string source, std::vector<std::string> ids, std::string title,
                                       std::vector<std::string> authors, const char* published) {
  formats::SourceRecord record;
  record.source = std::move(source);
  record.key = ids.empty() ? title : ids.front();
  record.ids = std::move(ids);
  record.title = std::move(title);
  record.authors = std::move(authors);
  if (*published != '\0') record.published = *parse_partial_date(published);
  return record;
}

// A record of its own in a temporary folder, and everything that is applied to it.
class Bench {
 public:
  Bench() : folder_(make_temporary_folder("keeper").value()) {
    record_ = store::Record::open(folder_, store::Record::Mode::kWrite).value();
    keeper_ = std::make_unique<RecordKeeper>(*record_);
  }
  ~Bench() {
    keeper_.reset();
    record_.reset();
    (void)remove_all(folder_);
  }

  Outcome add(formats::SourceRecord record) {
    const std::string raw = "raw of " + record.title;
    const PreparedRecord prepared = preparer_.prepare(std::move(record), raw, "jsonl");
    auto transaction = record_->begin(store::Durability::kBulk).value();
    const Result<Outcome> outcome = keeper_->apply(transaction, prepared);
    EXPECT_TRUE(outcome.ok()) << outcome.error().message();
    EXPECT_TRUE(transaction.commit().ok());
    return outcome.value();
  }

  ErrorCode refused(formats::SourceRecord record) {
    const PreparedRecord prepared = preparer_.prepare(std::move(record), "raw", "jsonl");
    auto transaction = record_->begin(store::Durability::kBulk).value();
    return keeper_->apply(transaction, prepared).error().code();
  }

  Outcome add_votes(const char* id, const char* at, std::int64_t upvotes) {
    auto transaction = record_->begin(store::Durability::kBulk).value();
    const auto outcome =
        keeper_->apply_votes(transaction, {"hf-daily-papers", id, {upvotes, *parse_instant(at)}, "daily"});
    EXPECT_TRUE(transaction.commit().ok());
    return outcome.value();
  }

  Result<PaperNumber> merge(const char* id, const char* other) {
    auto transaction = record_->begin(store::Durability::kInteractive).value();
    auto number = keeper_->merge(transaction, id, other, *parse_instant("2026-01-01"));
    if (number.ok()) {
      EXPECT_TRUE(transaction.commit().ok());
    }
    return number;
  }

  Result<PaperNumber> undo(const char* id) {
    auto transaction = record_->begin(store::Durability::kInteractive).value();
    auto number = keeper_->undo_merge(transaction, id, *parse_instant("2026-01-01"));
    if (number.ok()) {
      EXPECT_TRUE(transaction.commit().ok());
    }
    return number;
  }

  // What `acts`, which takes the transaction, gives, once it is committed.
  template <class Act>
  auto act(const Act& acts) {
    store::Transaction transaction = record_->begin(store::Durability::kInteractive).value();
    auto result = acts(transaction);
    EXPECT_TRUE(transaction.commit().ok());
    return result;
  }
  // An account that is confirmed and does not count yet.
  store::AccountNumber add_reader(const std::string& name, Instant now) {
    return act([&](store::Transaction& transaction) {
      return add_account(transaction,
                         {.name = name, .fullname = "", .address = "", .password = "", .confirmed = true},
                         now)
          .value();
    });
  }

  // The papers without the numbers, which depend on the order of arrival.
  std::vector<store::PaperView> papers() {
    std::vector<store::PaperView> views = record_->papers_after(PaperNumber(0), 10'000)->views;
    for (store::PaperView& view : views) view.number = PaperNumber();
    std::sort(views.begin(), views.end(),
              [](const store::PaperView& one, const store::PaperView& other) { return one.ids < other.ids; });
    return views;
  }

  std::vector<std::vector<std::string>> ids() {
    std::vector<std::vector<std::string>> ids;
    for (const store::PaperView& view : papers()) ids.push_back(view.ids);
    return ids;
  }

  // As JSON.
  std::string history(const std::string& id) {
    JsonWriter json;
    const store::PaperView view = record_->paper_by_id(id).value().value();
    write_history(json, view, history_of(*record_, view).value());
    return json.take();
  }
  store::PaperView paper(const char* id) { return record_->paper_by_id(id).value().value(); }
  store::Record& record() { return *record_; }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::unique_ptr<store::Record> record_;
  std::unique_ptr<RecordKeeper> keeper_;
  RecordPreparer preparer_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TESTING_H_
