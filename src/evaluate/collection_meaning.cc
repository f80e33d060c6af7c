// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/collection_meaning.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/thread.h"
#include "index/half.h"
#include "index/vector_index_writer.h"
#include "index/vector_store.h"
#include "text/readable.h"

namespace broadsheet::evaluate {
namespace {

// Texts that are encoded before they are kept and the question whether to stop is asked.
constexpr std::size_t kBatch = 64;
constexpr unsigned kThreadsMax = 8;

struct Text {
  std::uint32_t number = 0;
  std::string text;
  index::TextHash hash;
  std::vector<std::uint16_t> halves;
  Result<void> result = {};
};

std::string text_of(const formats::CollectionEntry& entry) {
  return search::meaning_text(text::readable(entry.title), text::readable(entry.text));
}

// Each encoder takes the next text that nobody has.
Result<void> encode_all(std::span<const std::unique_ptr<encode::Encoder>> encoders, std::span<Text> texts) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&](encode::Encoder& encoder) {
    std::vector<float> vector(encoder.dimension());
    for (std::size_t i = next++; i < texts.size(); i = next++) {
      texts[i].result = encoder.encode(texts[i].text, encode::TextKind::kDocument, vector);
      texts[i].halves.resize(vector.size());
      index::halves_from_floats(vector, texts[i].halves);
    }
  };
  std::vector<std::thread> threads;
  for (const auto& encoder : encoders.subspan(1)) {
    auto thread = start_thread([&work, &encoder] { work(*encoder); });
    if (thread.ok()) threads.push_back(std::move(thread).value());
  }
  work(*encoders.front());
  for (std::thread& thread : threads) thread.join();
  for (const Text& text : texts) {
    if (!text.result.ok()) return text.result.error();
  }
  return {};
}

Result<void> keep(index::VectorStoreWriter& store, std::span<const Text> texts) {
  for (const Text& text : texts) TRY_VOID(store.add(text.hash, text.halves));
  return store.commit();
}

Result<void> encode_missing(const Numbering& numbering, const encode::Model& model,
                            index::VectorStoreWriter& store, const EvaluationOptions& options) {
  std::vector<std::unique_ptr<encode::Encoder>> encoders;
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, kThreadsMax);
  while (encoders.size() < threads) encoders.push_back(model.make_encoder());
  std::vector<Text> batch;
  for (std::uint32_t number = 1; number <= numbering.size(); ++number) {
    Text text{.number = number, .text = text_of(numbering.document(number)), .hash = {}, .halves = {}};
    text.hash = search::meaning_hash(text.text);
    if (!text.text.empty() && !store.find(text.hash)) batch.push_back(std::move(text));
    if (batch.size() < kBatch && number < numbering.size()) continue;
    if (options.stop && options.stop())
      return Error(ErrorCode::kInterrupted, "stopped while encoding the collection");
    TRY_VOID(encode_all(encoders, batch));
    TRY_VOID(keep(store, batch));
    batch.clear();
  }
  return {};
}

}  // namespace

Result<CollectionMeaning> CollectionMeaning::build(const Numbering& numbering, const encode::Model& model,
                                                   const EvaluationOptions& options) {
  CollectionMeaning made;
  TRY(made.temporary_folder_, make_temporary_folder("broadsheet-eval"));
  const std::string vectors =
      (options.cache_folder.empty() ? made.temporary_folder_ : options.cache_folder) + "/vectors";
  TRY(const auto store, index::VectorStoreWriter::open(vectors, model.fingerprint(), model.dimension()));
  TRY_VOID(encode_missing(numbering, model, *store, options));
  const std::string folder = made.temporary_folder_ + "/index";
  TRY(const auto writer, index::VectorIndexWriter::open(folder, *store->store()));
  for (std::uint32_t number = 1; number <= numbering.size(); ++number) {
    const index::TextHash hash = search::meaning_hash(text_of(numbering.document(number)));
    if (const auto ordinal = store->find(hash))
      writer->put({.paper = PaperNumber(number), .text_hash = hash.first, .ordinal = *ordinal});
  }
  const index::RecordPosition position{
      .record_uuid = "collection", .revision = Revision(numbering.size()), .stamp = 1};
  TRY(const auto damaged, writer->publish(position, *store->store()));
  if (!damaged.empty()) return Error(ErrorCode::kDamaged, vectors + ": not as it was written; remove it");
  TRY(auto snapshot, index::VectorSnapshot::open(folder));
  made.meaning_ = std::make_shared<const search::Meaning>(std::move(snapshot), store->store());
  return made;
}

CollectionMeaning::~CollectionMeaning() {
  if (!temporary_folder_.empty()) (void)remove_all(temporary_folder_);
}

CollectionMeaning::CollectionMeaning(CollectionMeaning&& other) noexcept
    : temporary_folder_(std::exchange(other.temporary_folder_, {})), meaning_(std::move(other.meaning_)) {}

CollectionMeaning& CollectionMeaning::operator=(CollectionMeaning&& other) noexcept {
  std::swap(temporary_folder_, other.temporary_folder_);
  std::swap(meaning_, other.meaning_);
  return *this;
}

}  // namespace broadsheet::evaluate
