// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/lexical.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "base/log.h"
#include "follow/index_pool.h"
#include "follow/limits.h"
#include "follow/record_position.h"
#include "index/index_writer.h"
#include "search/schema.h"
#include "text/analyzer.h"

namespace broadsheet::follow {
namespace {

using index::IndexWriter;

std::string analyzer_name() {
  return std::string(text::Analyzer().name());
}

std::int32_t clamped_votes(std::int64_t votes) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(votes, std::numeric_limits<std::int32_t>::min(),
                                                            std::numeric_limits<std::int32_t>::max()));
}

class LexicalFollower final : public Follower {
 public:
  LexicalFollower(const std::string& data_folder, store::Record& record, const LexicalOptions& options)
      : folder_(lexical_folder(data_folder)), record_(record), options_(options) {
    CHECK(options.threads > 0);
  }

  std::string_view name() const override { return kLexicalName; }

  Revision published() const override {
    return writer_ == nullptr ? Revision(0) : writer_->manifest().position.revision;
  }

  Result<Revision> catch_up(const FollowCallbacks& callbacks) override {
    for (int rebuilds = 0;; ++rebuilds) {
      auto result = open_and_follow(callbacks);
      if (result.ok() || rebuilds == kRebuildsMax) return result;
      // No new index comes from a record that can't be read, and the old one may be the last that works.
      if (record_failed_) return result;
      const ErrorCode code = result.error().code();
      // Files that somebody removed under us make many kinds of error; what matters is that they are gone.
      if (code != ErrorCode::kDamaged && (code == ErrorCode::kInterrupted || !is_gone())) return result;
      log_warning("the index is rebuilt", {{"because", result.error().message()}});
      TRY_VOID(forget());
    }
  }

  Result<Revision> rebuild(const FollowCallbacks& callbacks) override {
    TRY_VOID(forget());
    return catch_up(callbacks);
  }

  Result<bool> tidy_step() override {
    if (writer_ == nullptr) return false;
    if (is_gone()) {
      writer_.reset();
      return true;
    }
    auto result = writer_->merge_step();
    if (result.ok() || result.error().code() != ErrorCode::kDamaged) return result;
    // The next catch_up finds no index and makes a new one.
    log_warning("the index is rebuilt", {{"because", result.error().message()}});
    TRY_VOID(forget());
    return true;
  }

  Result<void> compact() override {
    TRY_VOID(open());
    return writer_->merge_all();
  }

  // Opens the published state, or an empty one; kDamaged if it is of no use.
  Result<void> open() {
    record_failed_ = false;
    if (writer_ != nullptr) {
      TRY(const bool current, from_record(is_of_record(writer_->manifest().position, record_)));
      const bool published_before = writer_->manifest().generation > 0;
      if (!is_gone() && (current || !published_before)) return {};
      writer_.reset();
    }
    index::IndexWriterOptions options;
    options.schema = search::product_schema();
    options.analyzer = analyzer_name();
    options.builders = options_.threads;
    options.builder_bytes_max = options_.builder_bytes_max;
    TRY(std::unique_ptr<IndexWriter> writer, IndexWriter::open(folder_, std::move(options)));
    if (writer->manifest().generation > 0) {
      TRY(const bool current, from_record(is_of_record(writer->manifest().position, record_)));
      if (!current) return Error(ErrorCode::kDamaged, folder_ + ": the index is of another record");
    }
    writer_ = std::move(writer);
    had_published_ = writer_->manifest().generation > 0;
    return {};
  }

 private:
  // Everything under the folder may be deleted at any time, also while we follow.
  bool is_gone() const {
    std::error_code ignored;
    const std::string expected = had_published_ ? "/" + std::string(index::kManifestFile) : "";
    return !std::filesystem::exists(folder_ + expected, ignored);
  }

  // What the record answers, and a note of it where that is an error: the index is not to blame for it.
  template <typename T>
  Result<T> from_record(Result<T> answer) {
    record_failed_ = record_failed_ || !answer.ok();
    return answer;
  }

  Result<void> forget() {
    writer_.reset();
    had_published_ = false;
    return IndexWriter::clear(folder_);
  }

  Result<Revision> open_and_follow(const FollowCallbacks& callbacks) {
    TRY_VOID(open());
    TRY(const Revision head, from_record(record_.head()));
    if (writer_->manifest().generation > 0 && published() >= head) return published();
    auto followed = follow_to(head, callbacks);
    // What was added but not published must not come with the next publication.
    if (!followed.ok()) writer_.reset();
    if (!followed.ok()) return std::move(followed).error();
    return published();
  }

  // In pieces of kPublishEvery changes.
  Result<void> follow_to(Revision head, const FollowCallbacks& callbacks) {
    const std::uint64_t begin = published().value();
    Revision at = published();
    while (true) {
      TRY(at, index_piece(at, head, begin, callbacks));
      if (at >= head) return publish(head);
      TRY(const std::optional<Revision> end, last_commit_at(at));
      if (end && *end > published()) TRY_VOID(publish(*end));
    }
  }

  // Indexes what changed after `from`; gives the revision that it got to, `head` when nothing is left.
  Result<Revision> index_piece(Revision from, Revision head, std::uint64_t begin,
                               const FollowCallbacks& callbacks) {
    IndexPool pool(*writer_, options_.threads);
    std::uint64_t done = 0;
    while (from < head && done < kPublishEvery) {
      if (callbacks.stop && callbacks.stop()) return Error(ErrorCode::kInterrupted, "following was stopped");
      TRY(const std::vector<store::Change> changes, from_record(record_.changes_after(from, kFeedBatch)));
      if (changes.empty()) {
        from = head;
        break;
      }
      TRY_VOID(index_changes(changes, pool, callbacks));
      from = changes.back().revision;
      done += changes.size();
      if (callbacks.progress) {
        callbacks.progress(std::min(from, head).value() - begin, head.value() - begin);
      }
    }
    TRY_VOID(pool.finish());
    return from;
  }

  // The feed names rows; what they say is read now, so a paper that changes again meanwhile is simply
  // read again later.
  Result<void> index_changes(const std::vector<store::Change>& changes, IndexPool& pool,
                             const FollowCallbacks& callbacks) {
    std::vector<PaperNumber> numbers;
    std::unordered_map<std::uint32_t, bool> votes_only;
    for (const store::Change& change : changes) {
      if (change.kind == store::FeedKind::kPaperKeepers) continue;
      const PaperNumber number(static_cast<std::uint32_t>(change.key));
      numbers.push_back(number);
      const bool votes = change.kind == store::FeedKind::kPaperReception;
      const auto [entry, first] = votes_only.try_emplace(number.value(), votes);
      if (!first) entry->second = entry->second && votes;
    }
    TRY(store::PapersRead read, from_record(record_.papers(numbers)));
    std::unordered_map<std::uint32_t, bool> present;
    // What can't be read is left as it is: the paper is still there, and comes again when it is mended.
    for (const store::UnreadablePaper& paper : read.unreadable) {
      present[paper.number.value()] = true;
      if (callbacks.unreadable) callbacks.unreadable(paper);
    }
    std::vector<store::PaperView> changed;
    for (store::PaperView& view : read.views) {
      if (view.withdrawn) continue;
      present[view.number.value()] = true;
      writer_->set_votes(view.number, clamped_votes(view.upvotes()));
      if (!votes_only[view.number.value()]) changed.push_back(std::move(view));
    }
    for (const PaperNumber number : numbers) {
      if (present.contains(number.value())) continue;
      writer_->set_votes(number, 0);
      pool.remove(number);
    }
    pool.add(std::move(changed));
    return {};
  }

  Result<std::optional<Revision>> last_commit_at(Revision revision) {
    for (std::uint64_t back = 0; back < kCommitSearchMax && back < revision.value(); ++back) {
      const Revision candidate(revision.value() - back);
      TRY(const std::optional<std::uint64_t> stamp, from_record(record_.stamp_of(candidate)));
      if (stamp) return std::optional(candidate);
    }
    return std::optional<Revision>();
  }

  Result<void> publish(Revision revision) {
    TRY(const index::RecordPosition position, from_record(position_at(record_, revision)));
    TRY_VOID(writer_->publish(position));
    had_published_ = true;
    return {};
  }

  const std::string folder_;
  store::Record& record_;
  const LexicalOptions options_;
  std::unique_ptr<IndexWriter> writer_;  // none before the first use and after an error
  bool had_published_ = false;           // a manifest is expected on disk
  bool record_failed_ = false;           // since the last open(): the error at hand is the record's
};

}  // namespace

std::string lexical_folder(const std::string& data_folder) {
  return data_folder + "/index";
}

Result<std::unique_ptr<Follower>> open_lexical(const std::string& data_folder, store::Record& record,
                                               const LexicalOptions& options) {
  auto follower = std::make_unique<LexicalFollower>(data_folder, record, options);
  const auto opened = follower->open();
  // Damage is catch_up's to mend; anything else is for the caller to hear of now.
  if (!opened.ok() && opened.error().code() != ErrorCode::kDamaged) return opened.error();
  return std::unique_ptr<Follower>(std::move(follower));
}

Result<std::shared_ptr<const index::Snapshot>> open_lexical_snapshot(
    const std::string& data_folder, store::Record& record,
    const std::shared_ptr<const index::Snapshot>& former) {
  const std::string folder = lexical_folder(data_folder);
  TRY(std::shared_ptr<const index::Snapshot> snapshot, index::Snapshot::reopen(folder, former));
  const index::Manifest& manifest = snapshot->manifest();
  if (manifest.schema != search::product_schema() || manifest.analyzer != analyzer_name()) {
    return Error(ErrorCode::kDamaged, folder + ": the index was made by other rules");
  }
  TRY(const bool current, is_of_record(manifest.position, record));
  if (!current) return Error(ErrorCode::kDamaged, folder + ": the index is of another record");
  return snapshot;
}

}  // namespace broadsheet::follow
