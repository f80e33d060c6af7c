// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The inside of a Record, shared by the sql_*.cc files.

#ifndef BROADSHEET_STORE_RECORD_STATE_H_
#define BROADSHEET_STORE_RECORD_STATE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/compress.h"
#include "base/file.h"
#include "store/record.h"
#include "store/sqlite.h"

namespace broadsheet::store {

struct RecordState {
  std::string folder;
  std::unique_ptr<Connection> connection;
  // Of the record when it was opened; a restore gives it another.
  std::string uuid;
  bool in_transaction = false;
  bool in_snapshot = false;
  const Clock* clock = &system_clock();  // for the times of commits

  static const Clock& system_clock() {
    static const SystemClock clock;
    return clock;
  }

  // Of the open transaction: rows of the feed that changed, in order of their first change.
  struct Touched {
    FeedKind kind = FeedKind::kPaper;
    std::uint64_t key = 0;
    bool is_new = false;  // surely not in the feed yet
    bool deleted = false;
  };
  std::vector<Touched> touched;
  std::unordered_map<std::uint64_t, std::size_t> touched_at;  // kind and key to index in `touched`
  void touch(FeedKind kind, std::uint64_t key, bool is_new, bool deleted);
  bool has_touched(FeedKind kind, std::uint64_t key) const;

  // Records per source added by the open transaction.
  std::unordered_map<std::int64_t, std::int64_t> added_records;

  // Rows that never change once they are there.
  std::map<std::string, std::int64_t, std::less<>> source_numbers;
  std::unordered_map<std::int64_t, std::string> source_names;
  std::unordered_map<std::uint32_t, ZstdDecompressor> decompressors;

  // What paper rows written by this connection are packed with, by their first source.
  std::map<std::string, PaperPacker, std::less<>> packers;

  // Scratch, so that reading many rows allocates once.
  std::string unpacked;

  Fd turn;  // the file by which bulk writers see that people wait

  Result<std::int64_t> source_number(std::string_view name, bool create);
  Result<std::string> source_name(std::int64_t number);
  // Checks and decompresses what PaperPacker or PayloadPacker made, into `to`.
  Result<void> unpack(std::string_view packed, std::uint32_t dictionary, std::string& to);
  Result<PaperPacker*> paper_packer(std::string_view source);
  // Forgets what belongs to the open transaction.
  void end_transaction();
};

// The bytes that both packers make: CRC32C of the rest, then one zstd frame.
void pack_bytes(ZstdCompressor& compressor, std::string_view bytes, std::string& to);

// The zstd frame of what pack_bytes made; kDamaged if its checksum does not hold.
Result<std::string_view> check_packed(std::string_view packed);

// What PayloadPacker packed, taken apart: `raw` and `facts`. kDamaged if it is cut.
Result<void> read_payload(std::string_view unpacked, SourceRecordText& to);

// Gives way to writers that wait for people, for kYieldMaxMs at most.
void let_others_in(const Fd& turn);

// Days and instants as the tables hold them: days since 1970-01-01, milliseconds of Unix time.
inline std::int64_t day_number(Day day) {
  return day.time_since_epoch().count();
}
inline Day day_of(std::int64_t number) {
  return Day(std::chrono::days(static_cast<std::chrono::days::rep>(number)));
}
inline std::int64_t instant_number(Instant instant) {
  return instant.time_since_epoch().count();
}
inline Instant instant_of(std::int64_t number) {
  return Instant(std::chrono::milliseconds(number));
}

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_RECORD_STATE_H_
