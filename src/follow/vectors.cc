// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/vectors.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <span>
#include <system_error>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/log.h"
#include "base/thread.h"
#include "follow/limits.h"
#include "follow/record_position.h"
#include "index/half.h"
#include "index/vector_index_writer.h"
#include "index/vector_store.h"
#include "text/readable.h"

namespace broadsheet::follow {
namespace {

using index::RecordPosition;
using index::TextHash;
using index::VectorIndexWriter;
using index::VectorStoreWriter;

// A paper that waits. Those that people look at first come first: the newest, of a day the most voted.
struct Waiting {
  Day day;
  std::int64_t votes = 0;
  PaperNumber paper;
  friend auto operator<=>(const Waiting& one, const Waiting& other) {
    return std::tuple(other.day, other.votes, other.paper) <=> std::tuple(one.day, one.votes, one.paper);
  }
};

// The text of a paper, as it is encoded; empty if there is nothing to encode.
std::string text_of(const store::PaperView& view) {
  return search::meaning_text(text::readable(view.title),
                              text::readable(view.abstract.empty() ? view.short_summary : view.abstract));
}

// A text to encode and what comes of it.
struct Work {
  PaperNumber paper;
  std::string text;
  TextHash hash;
  std::vector<std::uint16_t> halves;
  Result<void> result = {};
};

Result<void> encode_one(encode::Encoder& encoder, std::vector<float>& vector, Work& work) {
  TRY_VOID(encoder.encode(work.text, encode::TextKind::kDocument, vector));
  work.halves.resize(vector.size());
  index::halves_from_floats(vector, work.halves);
  return {};
}

class VectorFollowerOfRecord final : public VectorFollower {
 public:
  VectorFollowerOfRecord(const std::string& data_folder, store::Record& record,
                         std::shared_ptr<const encode::Model> model, const VectorOptions& options)
      : store_folder_(vector_store_folder(data_folder)),
        index_folder_(vector_index_folder(data_folder)),
        record_(record),
        model_(std::move(model)),
        progress_(options.progress) {
    CHECK(options.threads > 0);
    while (encoders_.size() < options.threads) encoders_.push_back(model_->make_encoder());
  }

  std::string_view name() const override { return kVectorsName; }
  Revision published() const override {
    return writer_ == nullptr ? Revision(0) : writer_->manifest().position.revision;
  }
  std::uint64_t generation() const override {
    return writer_ == nullptr ? 0 : writer_->manifest().generation;
  }
  VectorProgress progress() const override { return {.waiting = waiting_.size(), .encoded = encoded_}; }

  Result<Revision> catch_up(const FollowCallbacks& callbacks) override {
    for (int rebuilds = 0;; ++rebuilds) {
      auto result = open_and_follow(callbacks);
      if (result.ok() || rebuilds == kRebuildsMax || result.error().code() != ErrorCode::kDamaged)
        return result;
      log_warning("the index of vectors is made anew", {{"because", result.error().message()}});
      TRY_VOID(forget());
    }
  }

  // Encodes the next papers; when none waits, merges.
  Result<bool> tidy_step() override {
    if (writer_ == nullptr) return false;
    if (is_gone()) {
      close();
      return true;
    }
    if (waiting_.empty()) return writer_->merge_step(*store_->store());
    TRY_VOID(encode_some());
    if (progress_) progress_(encoded_, encoded_ + waiting_.size());
    const auto now = std::chrono::steady_clock::now();
    if (waiting_.empty() || now >= published_at_ + kVectorsPublishEvery) TRY_VOID(publish());
    return true;
  }

  Result<Revision> rebuild(const FollowCallbacks& callbacks) override {
    TRY_VOID(forget());
    return catch_up(callbacks);
  }

  Result<void> compact() override {
    TRY_VOID(open());
    return writer_->merge_all(*store_->store());
  }

  // Opens the published state, or an empty one; kDamaged if it is of no use.
  Result<void> open() {
    if (writer_ != nullptr) {
      TRY(const bool current, is_of_record(writer_->manifest().position, record_));
      if (!is_gone() && (current || writer_->manifest().generation == 0)) return {};
      close();
    }
    TRY(auto store, VectorStoreWriter::open(store_folder_, model_->fingerprint(), model_->dimension()));
    TRY(auto writer, VectorIndexWriter::open(index_folder_, *store->store()));
    if (writer->manifest().generation > 0) {
      TRY(const bool current, is_of_record(writer->manifest().position, record_));
      if (!current) return Error(ErrorCode::kDamaged, index_folder_ + ": the index is of another record");
    }
    store_ = std::move(store);
    writer_ = std::move(writer);
    had_published_ = writer_->manifest().generation > 0;
    read_to_ = published();
    return {};
  }

 private:
  // Everything under the folder may be deleted at any time, also while we follow.
  bool is_gone() const {
    std::error_code ignored;
    return had_published_ && !std::filesystem::exists(index_folder_, ignored);
  }

  void close() {
    writer_.reset();
    store_.reset();
    waiting_.clear();
    waiting_by_paper_.clear();
    changed_ = had_published_ = false;
    read_to_ = Revision(0);
  }

  Result<void> forget() {
    close();
    return VectorIndexWriter::clear(index_folder_);
  }

  Result<Revision> open_and_follow(const FollowCallbacks& callbacks) {
    TRY_VOID(open());
    TRY(const Revision head, record_.head());
    const std::uint64_t begin = read_to_.value();
    while (read_to_ < head) {
      if (callbacks.stop && callbacks.stop()) return Error(ErrorCode::kInterrupted, "following was stopped");
      TRY(const std::vector<store::Change> changes, record_.changes_after(read_to_, kFeedBatch));
      TRY_VOID(take_up(changes, callbacks));
      read_to_ = changes.empty() ? head : std::min(head, changes.back().revision);
      if (callbacks.progress) callbacks.progress(read_to_.value() - begin, head.value() - begin);
    }
    if (changed_ || (waiting_.empty() && published() < read_to_) || writer_->manifest().generation == 0)
      TRY_VOID(publish());
    return published();
  }

  // What changed gets the vector that the store has, or waits for one; what is gone has none.
  Result<void> take_up(const std::vector<store::Change>& changes, const FollowCallbacks& callbacks) {
    std::vector<PaperNumber> numbers;
    for (const store::Change& change : changes) {
      const PaperNumber number(static_cast<std::uint32_t>(change.key));
      if (change.kind == store::FeedKind::kPaper) numbers.push_back(number);
    }
    TRY(store::PapersRead read, record_.papers(numbers));
    for (const store::UnreadablePaper& paper : read.unreadable) {
      if (callbacks.unreadable) callbacks.unreadable(paper);
      std::erase(numbers, paper.number);  // it keeps what it has
    }
    for (const store::PaperView& view : read.views) {
      if (view.withdrawn) continue;
      std::erase(numbers, view.number);
      take_up(view);
    }
    for (const PaperNumber number : numbers) {
      stop_waiting(number);
      writer_->remove(number);
      changed_ = true;
    }
    return {};
  }

  void take_up(const store::PaperView& view) {
    const std::string text = text_of(view);
    stop_waiting(view.number);
    if (text.empty()) return;
    const TextHash hash = search::meaning_hash(text);
    if (const auto ordinal = store_->find(hash)) {
      writer_->put({.paper = view.number, .text_hash = hash.first, .ordinal = *ordinal});
    } else {
      // A vector of what the paper said before would be wrong for as long as it waits.
      writer_->remove(view.number);
      const Day day = view.published ? view.published->day : Day();
      const Waiting waiting{.day = day, .votes = view.upvotes(), .paper = view.number};
      waiting_.emplace(waiting, hash);
      waiting_by_paper_.emplace(view.number, waiting);
    }
    changed_ = true;
  }

  void stop_waiting(PaperNumber number) {
    const auto found = waiting_by_paper_.find(number);
    if (found == waiting_by_paper_.end()) return;
    waiting_.erase(found->second);
    waiting_by_paper_.erase(found);
  }

  // The next few texts for each thread, encoded side by side and kept for ever.
  Result<void> encode_some() {
    TRY(std::vector<Work> works, next_works());
    std::vector<std::thread> threads;
    const std::size_t count = encoders_.size();
    const auto encode_share = [&](std::size_t share) {
      std::vector<float> vector(model_->dimension());
      for (std::size_t i = share; i < works.size(); i += count)
        works[i].result = encode_one(*encoders_[share], vector, works[i]);
    };
    for (std::size_t share = 1; share < count; ++share) {
      Result<std::thread> thread = start_thread([&encode_share, share] { encode_share(share); });
      if (thread.ok()) {
        threads.push_back(std::move(thread).value());
      } else {
        encode_share(share);
      }
    }
    encode_share(0);
    for (std::thread& thread : threads) thread.join();
    for (Work& work : works) {
      TRY_VOID(std::move(work.result).context("encoding paper " + std::to_string(work.paper.value())));
      TRY_VOID(store_->add(work.hash, work.halves));
    }
    TRY_VOID(store_->commit());
    for (const Work& work : works) {
      stop_waiting(work.paper);
      const auto ordinal = store_->find(work.hash);
      if (!ordinal)
        return Error(ErrorCode::kDamaged, store_folder_ + ": a vector is not there that was just kept");
      writer_->put({.paper = work.paper, .text_hash = work.hash.first, .ordinal = *ordinal});
      changed_ = true;
      ++encoded_;
    }
    return {};
  }

  Result<std::vector<Work>> next_works() {
    std::vector<PaperNumber> papers;
    for (const auto& [waiting, hash] : waiting_) {
      if (papers.size() == kTextsPerStep * encoders_.size()) break;
      papers.push_back(waiting.paper);
    }
    TRY(store::PapersRead read, record_.papers(papers));
    std::vector<Work> works;
    for (const store::PaperView& view : read.views) {
      Work work{.paper = view.number, .text = text_of(view), .hash = {}, .halves = {}};
      // A text that changed meanwhile is in the feed; it is encoded as it is now.
      work.hash = search::meaning_hash(work.text);
      if (!work.text.empty() && !view.withdrawn) works.push_back(std::move(work));
    }
    // What is gone, or can't be read, comes again with the feed when it is there again.
    for (const PaperNumber paper : papers) {
      if (std::ranges::find(works, paper, &Work::paper) == works.end()) stop_waiting(paper);
    }
    return works;
  }

  // Names what was read only when all of it is encoded: who reads on from there must not miss what waits.
  Result<void> publish() {
    const Revision revision = waiting_.empty() ? read_to_ : published();
    TRY(const RecordPosition position, position_at(record_, revision));
    TRY(const std::vector<PaperNumber> damaged, writer_->publish(position, *store_->store()));
    had_published_ = true;
    changed_ = false;
    published_at_ = std::chrono::steady_clock::now();
    if (damaged.empty()) return {};
    return Error(ErrorCode::kDamaged, store_folder_ + ": vectors of " + std::to_string(damaged.size()) +
                                          " papers are not as they were written; they are encoded again");
  }

  const std::string store_folder_;
  const std::string index_folder_;
  store::Record& record_;
  const std::shared_ptr<const encode::Model> model_;
  const std::function<void(std::uint64_t, std::uint64_t)> progress_;  // may be empty
  std::vector<std::unique_ptr<encode::Encoder>> encoders_;
  std::unique_ptr<VectorStoreWriter> store_;  // both or none are open
  std::unique_ptr<VectorIndexWriter> writer_;
  std::map<Waiting, TextHash> waiting_;
  std::map<PaperNumber, Waiting> waiting_by_paper_;
  Revision read_to_;            // of the feed
  bool changed_ = false;        // since the last publication
  bool had_published_ = false;  // files are expected on disk
  std::uint64_t encoded_ = 0;
  std::chrono::steady_clock::time_point published_at_;
};

}  // namespace

std::string vector_store_folder(const std::string& data_folder) {
  return data_folder + "/vectors";
}
std::string vector_index_folder(const std::string& data_folder) {
  return data_folder + "/index/vectors";
}

Result<std::unique_ptr<VectorFollower>> open_vectors(const std::string& data_folder, store::Record& record,
                                                     std::shared_ptr<const encode::Model> model,
                                                     const VectorOptions& options) {
  auto follower = std::make_unique<VectorFollowerOfRecord>(data_folder, record, std::move(model), options);
  const auto opened = follower->open();
  // Damage, and the index of another model, are catch_up's to mend.
  if (!opened.ok() && opened.error().code() != ErrorCode::kDamaged) return opened.error();
  return std::unique_ptr<VectorFollower>(std::move(follower));
}

Result<std::shared_ptr<const search::Meaning>> open_meaning(
    const std::string& data_folder, store::Record& record, std::string_view fingerprint,
    const std::shared_ptr<const search::Meaning>& former) {
  const std::string folder = vector_index_folder(data_folder);
  TRY(auto snapshot, index::VectorSnapshot::reopen(folder, former ? former->snapshot_handle() : nullptr));
  if (snapshot->manifest().fingerprint != fingerprint)
    return Error(ErrorCode::kNotFound, folder + ": the vectors are of another model");
  TRY(const bool current, is_of_record(snapshot->manifest().position, record));
  if (!current) return Error(ErrorCode::kDamaged, folder + ": the index is of another record");
  if (former && former->snapshot_handle() == snapshot) return former;
  std::shared_ptr<const index::VectorStore> store;
  if (former && former->store().fingerprint() == fingerprint) {
    TRY(store, index::VectorStore::reopen(former->store_handle()));
  } else {
    TRY(store, index::VectorStore::open(vector_store_folder(data_folder), fingerprint));
  }
  if (store->identity() != snapshot->manifest().store_identity)
    return Error(ErrorCode::kDamaged, folder + ": the index is of other vectors");
  return std::make_shared<const search::Meaning>(std::move(snapshot), std::move(store));
}

}  // namespace broadsheet::follow
