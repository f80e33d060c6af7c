// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The writing half of ingest: one thread, one open transaction, committed when it is due or when
// nothing more is to be had, so that nobody waits for us while we wait for a file.

#include "ingest/ingest.h"

#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <variant>

#include "base/english.h"
#include "base/thread.h"
#include "ingest/limits.h"
#include "ingest/reading.h"
#include "ingest/snapshot_folder.h"
#include "papers/record_keeper.h"
#include "store/limits.h"
#include "store/record.h"

namespace broadsheet::ingest {
namespace {

using papers::Outcome;
using std::chrono::steady_clock;
using store::Durability;

class Writing {
 public:
  Writing(store::Record& record, const std::vector<InputFile>& files, const Options& options, Shared& shared)
      : record_(record), keeper_(record), files_(files), options_(options), shared_(shared) {
    for (const InputFile& file : files) {
      report_.files.push_back({file.path, "unknown", {}, ""});
      bytes_total_ += file.bytes;
      if (file.news) tell(report_.files.back(), *file.news);
    }
  }

  Result<void> run() {
    while (!shared_.queue.finished()) {
      const auto wait = transaction_ ? store::kBulkTransactionMax : kProgressEvery;
      std::optional<Batch> batch = shared_.queue.pop_until(steady_clock::now() + wait);
      if (!batch || (transaction_ && transaction_->due())) TRY_VOID(commit());
      if (batch) TRY_VOID(apply_batch(*batch));
      tell_progress(false);
    }
    TRY_VOID(commit());
    tell_progress(true);
    return {};
  }

  Report take_report() && { return std::move(report_); }

 private:
  void tell(FileReport& folder, const FolderNews& news) {
    folder.format = kSnapshotFolder;
    folder.tally.read = folder.tally.rejected = news.rejected;
    folder.note = news.note.substr(0, kNoteBytesMax);
    for (const RejectReport& reject : news.rejects) {
      if (report_.rejects.size() < kRejectsReportedMax) report_.rejects.push_back(reject);
    }
  }

  Result<void> apply_batch(Batch& batch) {
    for (Item& item : batch) {
      if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) return {};
      if (!transaction_) {
        TRY(store::Transaction begun, record_.begin(Durability::kBulk));
        transaction_.emplace(std::move(begun));
      }
      FileReport& file = report_.files[item.file];
      TRY_VOID(std::visit([&](auto& what) { return apply(file, what); }, item.what));
      if (transaction_ && transaction_->due()) TRY_VOID(commit());
    }
    return {};
  }

  Result<void> commit() {
    if (!transaction_) return {};
    TRY_VOID(transaction_->commit());
    transaction_.reset();
    return {};
  }

  Result<void> apply(FileReport& file, papers::PreparedRecord& record) {
    const Result<Outcome> outcome = keeper_.apply(*transaction_, record);
    if (!outcome.ok() && outcome.error().code() == ErrorCode::kTooLarge) {
      formats::Reject reject{{}, record.record.key, outcome.error().message()};
      return apply(file, reject);
    }
    TRY_VOID(outcome);
    count(file, *outcome);
    return {};
  }
  Result<void> apply(FileReport& file, formats::VoteObservation& votes) {
    TRY(const Outcome outcome, keeper_.apply_votes(*transaction_, votes));
    count(file, outcome);
    return {};
  }
  Result<void> apply(FileReport& file, UnchangedRecord&) {
    count(file, Outcome::kUnchanged);
    return {};
  }
  Result<void> apply(FileReport& file, formats::Reject& reject) {
    ++file.tally.read;
    ++file.tally.rejected;
    if (report_.rejects.size() < kRejectsReportedMax) {
      report_.rejects.push_back({file.file, reject.where, std::move(reject.id), std::move(reject.reason)});
    }
    return {};
  }
  Result<void> apply(FileReport& file, FileNote& note) {
    if (file.note.size() + note.text.size() > kNoteBytesMax) return {};
    if (!file.note.empty()) file.note += "; ";
    file.note += note.text;
    return {};
  }
  Result<void> apply(FileReport& file, FileFormat& format) {
    file.format = formats::format_name(format.format);
    return {};
  }
  // Behind all that the part brought, so that it is never remembered without that.
  Result<void> apply(FileReport& file, PartEnd& end) {
    TRY_VOID(transaction_->set_progress(end.part->mark, end.part->state));
    if (!end.part->records || *end.part->records == file.tally.read) return {};
    FileNote note{"the manifest says " + counted(*end.part->records, "record")};
    return apply(file, note);
  }
  // Committed before its number is given away: a text must never be packed with what is not there.
  Result<void> apply(FileReport&, TrainedDictionary& dictionary) {
    const auto keep = [&]() -> Result<std::uint32_t> {
      TRY(const std::uint32_t number, transaction_->add_dictionary(dictionary.source, dictionary.bytes));
      TRY_VOID(commit());
      return number;
    };
    const Result<std::uint32_t> number = keep();
    dictionary.number.set_value(number.ok() ? number.value() : 0);
    if (!number.ok()) return number.error();
    return {};
  }

  void count(FileReport& file, Outcome outcome) {
    Tally& tally = file.tally;
    ++tally.read;
    ++records_;
    switch (outcome) {
      case Outcome::kNew:
        ++tally.new_papers;
        break;
      case Outcome::kUpdated:
        ++tally.updated;
        break;
      case Outcome::kUnchanged:
        ++tally.unchanged;
        break;
      case Outcome::kDeleted:
        ++tally.deleted;
        break;
    }
  }

  void tell_progress(bool last) {
    if (!options_.on_progress) return;
    const auto now = steady_clock::now();
    if (!last && now - told_ < kProgressEvery) return;
    told_ = now;
    Progress progress;
    progress.bytes_done = shared_.bytes_done.load(std::memory_order_relaxed);
    progress.bytes_total = bytes_total_;
    progress.records = records_;
    progress.seconds = std::chrono::duration<double>(now - began_).count();
    if (!files_.empty()) progress.file = files_[shared_.file_now.load(std::memory_order_relaxed)].path;
    options_.on_progress(progress);
  }

  store::Record& record_;
  papers::RecordKeeper keeper_;
  const std::vector<InputFile>& files_;
  const Options& options_;
  Shared& shared_;
  std::optional<store::Transaction> transaction_;
  Report report_;
  std::uint64_t bytes_total_ = 0;
  std::uint64_t records_ = 0;
  steady_clock::time_point began_ = steady_clock::now();
  steady_clock::time_point told_ = began_;
};

}  // namespace

void Tally::add(const Tally& other) {
  read += other.read;
  new_papers += other.new_papers;
  updated += other.updated;
  unchanged += other.unchanged;
  deleted += other.deleted;
  rejected += other.rejected;
}

namespace {

Result<Report> ingest_all(const std::string& data_folder, std::vector<InputFile> files,
                          const Options& options, const PageMark* mark) {
  const auto began = steady_clock::now();
  TRY(const auto record, store::Record::open(data_folder, store::Record::Mode::kWrite));
  TRY(const auto known, store::Record::open(data_folder, store::Record::Mode::kRead));
  std::uint64_t parts_before = 0;
  if (!options.again) {
    TRY(parts_before, take_out_known(*record, files));
  }

  Shared shared;
  Writing writing(*record, files, options, shared);
  TRY(std::thread reading, start_thread([&] { read_files(files, options, known.get(), shared); }));
  const Result<void> written = writing.run();
  shared.queue.abandon();
  reading.join();
  if (!written.ok()) return written.error();

  const bool interrupted = options.stop != nullptr && options.stop->load();
  if (mark != nullptr && !interrupted) {
    TRY(store::Transaction marking, record->begin(Durability::kBulk));
    TRY_VOID(marking.set_progress(mark->name, mark->value));
    TRY_VOID(marking.commit());
  }
  TRY_VOID(record->make_durable());
  Report report = std::move(writing).take_report();
  for (const FileReport& file : report.files) report.total.add(file.tally);
  TRY(report.revision, record->head());
  report.interrupted = interrupted;
  report.parts_before = parts_before;
  report.took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - began).count();
  return report;
}

}  // namespace

Result<Report> ingest_page(const std::string& data_folder, const std::string& name, std::string_view bytes,
                           const Options& options, const PageMark& mark) {
  std::vector<InputFile> page;
  page.push_back({.path = name, .bytes = bytes.size(), .content = bytes});
  return ingest_all(data_folder, std::move(page), options, &mark);
}

Result<Report> ingest_files(const std::string& data_folder, const std::vector<std::string>& paths,
                            const Options& options) {
  TRY(std::vector<InputFile> files, list_input_files(paths));
  return ingest_all(data_folder, std::move(files), options, nullptr);
}

}  // namespace broadsheet::ingest
