// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// RecordKeeper: how a source's record becomes part of a paper. It finds the papers that the record
// may belong to, clusters them anew (papers/identity.h), and writes what changed and nothing else.

#ifndef BROADSHEET_PAPERS_RECORD_KEEPER_H_
#define BROADSHEET_PAPERS_RECORD_KEEPER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "formats/source_record.h"
#include "papers/identity.h"
#include "store/record.h"

namespace broadsheet::papers {

enum class Outcome : std::uint8_t { kNew, kUpdated, kUnchanged, kDeleted };

// A record with all that can be computed without the database, so that one thread may prepare while
// another writes.
struct PreparedRecord {
  formats::SourceRecord record;
  std::string format;
  std::string id;  // of its identity: the record's own, or one of ours
  std::uint64_t content_hash = 0;
  Evidence evidence;
  std::string encoded_evidence;
  std::vector<store::MatchingKey> keys;
  std::string payload;
  std::uint32_t payload_dictionary = 0;
  std::string packed_view;  // of a paper that consists of this record alone
  std::uint32_t view_dictionary = 0;
  store::PaperView view;
};

// Makes PreparedRecords. Confined to one thread.
class RecordPreparer {
 public:
  RecordPreparer();
  ~RecordPreparer();
  // For the records of its source from then on; without one, each text is compressed on its own.
  void use_dictionary(const store::Dictionary& dictionary);
  PreparedRecord prepare(formats::SourceRecord&& record, std::string_view raw, std::string_view format);
  // The same for a caller that has encoded the record's facts (papers/source_facts.h) already.
  PreparedRecord prepare(formats::SourceRecord&& record, std::string_view raw, std::string_view facts,
                         std::string_view format);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The hash by which a record is known to be unchanged: of its bytes and of what was understood.
std::uint64_t content_hash_of(std::string_view facts, std::string_view raw);

// Confined to the thread of its Record. Its functions write within the given transaction.
class RecordKeeper {
 public:
  explicit RecordKeeper(store::Record& record);
  ~RecordKeeper();

  // What the record has, whole, is left alone; a damaged text of the same source is written again.
  // kTooLarge, with nothing written, for one record too many of one id.
  Result<Outcome> apply(store::Transaction& transaction, const PreparedRecord& record);
  // A count for a paper that another record describes, or will.
  Result<Outcome> apply_votes(store::Transaction& transaction, const formats::VoteObservation& votes);

  // By hand. Ids are prefixed. kNotFound names the id that is not there; kInvalid if there is nothing
  // to do: they are one paper already, or the paper has nothing to undo. On an error the transaction is not
  // to be committed.
  Result<PaperNumber> merge(store::Transaction& transaction, std::string_view id, std::string_view other,
                            Instant when);
  // Takes back the newest merge by hand that holds the paper together; without one, sets the id apart from
  // the others of its paper. Answers the number of the paper that the id is now.
  Result<PaperNumber> undo_merge(store::Transaction& transaction, std::string_view id, Instant when);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_RECORD_KEEPER_H_
