// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/collection_index.h"

#include <fmt/format.h>
#include <string_view>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "index/index_writer.h"

namespace broadsheet::evaluate {
namespace {

// Documents between two questions whether to stop.
constexpr std::uint32_t kStopInterval = 256;

// A name for an index of exactly these documents, made exactly so.
std::string cache_name(const Numbering& numbering, const std::string& analyzer, const std::string& recipe) {
  Sha256Stream digest;
  const auto add = [&digest](std::string_view text) {
    const std::uint64_t size = text.size();
    digest.update(&size, sizeof size);
    digest.update(text.data(), text.size());
  };
  add(analyzer);
  add(recipe);
  for (std::uint32_t number = 1; number <= numbering.size(); ++number) {
    const formats::CollectionEntry& document = numbering.document(number);
    add(document.id);
    add(document.title);
    add(document.text);
  }
  const Sha256 sum = digest.finish();
  return "collection-" + hex(sum.data(), 16);
}

Result<void> write_index(const std::string& folder, const Numbering& numbering, const index::Schema& schema,
                         const std::string& analyzer, const CollectionIndex::Fill& fill,
                         const EvaluationOptions& options) {
  TRY(const auto writer, index::IndexWriter::open(folder, {.schema = schema, .analyzer = analyzer}));
  index::Document document(schema);
  for (std::uint32_t number = 1; number <= numbering.size(); ++number) {
    if (number % kStopInterval == 0 && options.stop && options.stop()) {
      return Error(ErrorCode::kInterrupted, "stopped while indexing the collection");
    }
    document.clear(PaperNumber(number));
    fill(number, document);
    TRY_VOID(writer->put(document));
  }
  return writer->publish({.record_uuid = "collection", .revision = Revision(numbering.size())});
}

// The snapshot of an index that a cache has, if it is whole.
std::shared_ptr<const index::Snapshot> open_kept(const std::string& folder, const index::Schema& schema,
                                                 std::uint64_t documents) {
  auto kept = index::Snapshot::open(folder);
  if (!kept.ok() || kept.value()->schema() != schema || kept.value()->live_documents() != documents)
    return nullptr;
  return kept.value();
}

}  // namespace

Result<CollectionIndex> CollectionIndex::build(const Numbering& numbering, const index::Schema& schema,
                                               const std::string& analyzer, const std::string& recipe,
                                               const Fill& fill, const EvaluationOptions& options) {
  CollectionIndex made;
  std::string folder;
  if (options.cache_folder.empty()) {
    TRY(made.temporary_folder_, make_temporary_folder("broadsheet-eval"));
    folder = made.temporary_folder_;
  } else {
    TRY_VOID(make_folder(options.cache_folder));
    folder = fmt::format("{}/{}", options.cache_folder, cache_name(numbering, analyzer, recipe));
    made.snapshot_ = open_kept(folder, schema, numbering.size());
    if (made.snapshot_ != nullptr) return made;
    TRY_VOID(remove_all(folder));
    TRY_VOID(make_folder(folder));
  }
  TRY_VOID(write_index(folder, numbering, schema, analyzer, fill, options));
  TRY(made.snapshot_, index::Snapshot::open(folder));
  return made;
}

CollectionIndex::~CollectionIndex() {
  snapshot_.reset();
  if (temporary_folder_.empty()) return;
  const auto removed = remove_all(temporary_folder_);
  if (!removed.ok())
    log_warning("the index of a collection stays behind", {{"why", removed.error().message()}});
}

CollectionIndex::CollectionIndex(CollectionIndex&& other) noexcept
    : temporary_folder_(std::exchange(other.temporary_folder_, {})), snapshot_(std::move(other.snapshot_)) {}

CollectionIndex& CollectionIndex::operator=(CollectionIndex&& other) noexcept {
  std::swap(temporary_folder_, other.temporary_folder_);
  std::swap(snapshot_, other.snapshot_);
  return *this;
}

}  // namespace broadsheet::evaluate
