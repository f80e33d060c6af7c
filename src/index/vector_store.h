// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The append-only store of encoded vectors: half-precision numbers by the hash of their text, kept for
// ever, so that nothing is encoded twice. docs/formats/vector_store.md has the bytes.

#ifndef BROADSHEET_INDEX_VECTOR_STORE_H_
#define BROADSHEET_INDEX_VECTOR_STORE_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace broadsheet::index {

// The hash of a text that was or will be encoded; the caller chooses the function.
struct TextHash {
  std::uint64_t first = 0;  // the 64 bits that segments and searches keep
  std::uint64_t second = 0;
  friend auto operator<=>(const TextHash&, const TextHash&) = default;
};

// Something that is not as it was written. What it held counts as not encoded.
struct VectorStoreProblem {
  std::string file;  // its name within the folder
  std::uint64_t offset = 0;
  std::string what;  // a sentence
};

// What a store held when it was opened. Immutable; safe from any thread; readers share it. The memory it
// shows is the file's: opening and opening again cost a few system calls.
class VectorStore {
 public:
  // kNotFound if there is none of that fingerprint; kDamaged if a header is not as it was written or tells of
  // other dimensions; kUnsupported for one of a newer program.
  static Result<std::shared_ptr<const VectorStore>> open(const std::string& folder,
                                                         std::string_view fingerprint);
  // The same store as it is now; shares what is mapped, and is `former` itself if nothing was appended.
  static Result<std::shared_ptr<const VectorStore>> reopen(const std::shared_ptr<const VectorStore>& former);
  ~VectorStore();
  VectorStore(const VectorStore&) = delete;
  VectorStore& operator=(const VectorStore&) = delete;

  const std::string& fingerprint() const;
  std::size_t dimensions() const;
  // Tells this store's ordinals from those of every other.
  std::uint64_t identity() const;
  // Ordinals are 0 to size() - 1.
  std::uint32_t size() const;

  // The row, of dimensions() halves that are finite and not all zero; empty if there is none of that ordinal
  // or if it is damaged. Its checksum is compared at the first call.
  std::span<const std::uint16_t> vector(std::uint32_t ordinal) const;
  // nullopt if there is no such ordinal or if its key is damaged.
  std::optional<TextHash> hash(std::uint32_t ordinal) const;
  // Asks the system to bring the row into memory; no more than a hint.
  void prefetch(std::uint32_t ordinal) const;

  // Reads every byte. At most kCheckProblemsMax are listed.
  std::vector<VectorStoreProblem> verify() const;
  // Writes a store of all sound vectors, each text once, into another folder, which must not have one of this
  // fingerprint (kConflict). Returns how many.
  Result<std::uint32_t> export_to(const std::string& folder) const;

 private:
  friend class VectorStoreWriter;
  struct State;
  explicit VectorStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Confined to one thread; the one writer, who holds the data folder's lock.
class VectorStoreWriter {
 public:
  // Opens or creates, and cuts a torn tail. Reads all keys, 24 bytes a vector, and keeps 8 to 16 bytes a
  // vector in memory. Errors as VectorStore::open; kInvalid for a fingerprint that cannot be a file's name;
  // kDamaged if the dimensions are others.
  static Result<std::unique_ptr<VectorStoreWriter>> open(const std::string& folder,
                                                         std::string_view fingerprint,
                                                         std::size_t dimensions);
  ~VectorStoreWriter();
  VectorStoreWriter(const VectorStoreWriter&) = delete;
  VectorStoreWriter& operator=(const VectorStoreWriter&) = delete;

  // The ordinal of the text's vector if it is there and sound.
  std::optional<std::uint32_t> find(const TextHash& hash) const;

  // Adds a vector to the batch, unless the text has one. `halves` has the store's dimensions. kInvalid, and
  // nothing added, if a number is not finite or all are zero. A batch of kVectorBatchMax is committed by
  // itself.
  Result<void> add(const TextHash& hash, std::span<const std::uint16_t> halves);
  // Makes the batch durable and visible: after it no kill and no power cut loses it. After an error open
  // again.
  Result<void> commit();

  // What is committed.
  const std::shared_ptr<const VectorStore>& store() const;

  // Adds and commits what another store of this fingerprint has and this has not. Damaged vectors are left
  // out. Returns how many came. kInvalid for other dimensions or another fingerprint.
  Result<std::uint32_t> import_from(const VectorStore& other);

 private:
  struct State;
  explicit VectorStoreWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VECTOR_STORE_H_
