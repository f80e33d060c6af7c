// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Record: what we acknowledged. Every fact is a row here, every committed change has a revision, and
// everything else in the data folder can be made again from it. Callers see values and no SQL.
//
// A Record is one connection: confined to one thread. Threads and processes that want their own
// open their own; any number may read, and writers take turns (see Durability).
//
//   TRY(auto record, Record::open(folder, Record::Mode::kWrite));
//   TRY(auto transaction, record->begin(Durability::kInteractive));
//   TRY_VOID(transaction.put_paper(view));
//   TRY(const Revision revision, transaction.commit());   // acknowledged: it survives anything

#ifndef BROADSHEET_STORE_RECORD_H_
#define BROADSHEET_STORE_RECORD_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/paper_view.h"
#include "store/rows.h"

namespace broadsheet::store {

enum class Durability : std::uint8_t {
  // For people: on disk before commit() returns. Goes before bulk writers of any process.
  kInteractive,
  // For machines: survives the end of the process at any instant, and a power cut up to the last
  // make_durable(). The caller commits when due() says so, and begin() first lets waiting
  // interactive writers in.
  kBulk,
};

class Record;
struct RecordState;

// Pins one state of the record for all reads through its Record while it lives. Not while a
// Transaction of the same Record is open. Keep it short: it holds back the write-ahead log.
class Snapshot {
 public:
  Snapshot(Snapshot&& other) noexcept;
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot();

 private:
  friend class Record;
  explicit Snapshot(Record* record) : record_(record) {}
  Record* record_;
};

// One writing transaction, of which a Record has at most one at a time. Destroyed without commit() it
// leaves no trace. Reads through the same Record see what it wrote.
class Transaction {
 public:
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  // By the clock of the record.
  Instant now() const;
  // A bulk transaction that is to be committed now: after 30 ms or 1,000 records.
  bool due() const;
  // Tells due() that the work of one more source record was done.
  void count_record();

  // Draws the revisions of all changes, in the order in which rows first changed, and commits. The
  // answer is the record's head: unchanged if nothing was touched.
  Result<Revision> commit();

  // Papers: replaces the row, appends to the feed if the view differs from the stored one (as a votes
  // change if only votes differ) and says whether it did. view.number is that of its oldest
  // identity.
  Result<bool> put_paper(const PaperView& view);
  // As put_paper for a number that has no row yet, without looking. The body may have been packed
  // beforehand on another thread by PaperPacker.
  Result<void> put_new_paper(const PaperView& view, std::string_view packed, std::uint32_t dictionary);
  // Something that is shown of the paper and not in its view has changed: appends to the feed.
  void touch_paper(PaperNumber number);
  // The same of what readers made of it: nothing that is indexed.
  void touch_reception(PaperNumber number);
  // How many keep it in their lists has changed, which nobody else is to learn: not even when.
  void touch_keepers(PaperNumber number);
  // Leaves a tombstone; no error if there is no such row.
  Result<void> remove_paper(PaperNumber number);

  // A new identity is a paper of its own number, or of none while no record describes it.
  Result<IdentityNumber> add_identity(std::string_view id, bool described);
  Result<void> set_paper_of(IdentityNumber identity, PaperNumber paper);

  // Source records.
  Result<SourceRecordNumber> add_source_record(const NewSourceRecord& record);
  // Of the same source and key; the identity may be another. `old_keys` are those that the replaced record
  // was found by; none where they can't be known, which costs a look at every key of the record.
  Result<void> replace_source_record(SourceRecordNumber number, const NewSourceRecord& record,
                                     const std::optional<std::vector<MatchingKey>>& old_keys);
  // Keeps what the source had said.
  Result<void> mark_withdrawn(SourceRecordNumber number);
  // Keeps the later of the days. The record itself need not be known.
  Result<void> note_withdrawal(std::string_view source, std::string_view key, Day day);
  // Why the source withdrew the record, which need not be known. That of the latest day is kept; one without
  // a day replaces, and is replaced by, any other.
  Result<void> note_withdrawal_reason(std::string_view source, std::string_view key, std::optional<Day> day,
                                      std::string_view reason);
  // Keep what was said on an earlier day: by the record that is there and about to be replaced, or by one
  // that comes late. Without text where it is what the present record says, `said` being the same. Of one
  // `said` the earliest day is kept. True if it is news.
  Result<bool> keep_present(SourceRecordNumber number, Day day, std::uint64_t said, bool with_text);
  Result<bool> keep_earlier(const NewSourceRecord& record, Day day, std::uint64_t said, bool with_text);
  // An earlier day of `updated` of a paper that a source record has since replaced. True if it is news.
  Result<bool> add_version(IdentityNumber identity, Day day);

  // Votes. True if the observation was not there yet, or was there with a lower count.
  Result<bool> add_vote_observation(IdentityNumber identity, const VoteObservationRow& observation);

  Result<void> add_decision(IdentityNumber one, IdentityNumber other, bool together, Instant when);

  // The number under which payloads say that they were packed with it.
  Result<std::uint32_t> add_dictionary(std::string_view source, std::string_view bytes);

  // Where a harvest stands, committed with what it brought. Empty removes it.
  Result<void> set_progress(std::string_view name, std::string_view value);

 private:
  friend class Record;
  friend class AccountChanges;
  friend class SecondFactorChanges;
  friend class VoteChanges;
  friend class CommentChanges;
  friend class ModerationChanges;
  friend class NoticeChanges;
  friend class ClaimChanges;
  friend class LibraryChanges;
  friend class FollowChanges;
  friend class JobChanges;
  friend class SubscriberChanges;
  friend class DeliveryChanges;
  friend class RefusalChanges;
  Transaction(Record* record, Durability durability);
  Record* record_;
  Durability durability_;
  std::chrono::steady_clock::time_point began_;
  std::uint32_t records_ = 0;
};

class Record {
 public:
  enum class Mode : std::uint8_t { kRead, kWrite };

  // kWrite creates the folder (0700) and the record (0600) where there is none and brings an older
  // schema up to date. kNotFound for kRead where there is none; kUnsupported for a newer schema,
  // without writing a byte; kDamaged for a file that is no record.
  static Result<std::unique_ptr<Record>> open(const std::string& data_folder, Mode mode);
  static std::string path_in(const std::string& data_folder);  // DIR/record.db
  ~Record();
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  Result<Snapshot> snapshot();
  // Waits for its turn to write, at most kWriteWaitMax; then kLocked.
  Result<Transaction> begin(Durability durability);

  // The feed.
  Result<std::string> uuid();  // 32 hex digits; another after restore
  Result<Revision> head();     // 0 in an empty record
  // The random number of the commit whose last revision this is; none if no commit ends there. A
  // follower keeps (uuid, revision, stamp) and rebuilds when they are no longer in the record.
  Result<std::optional<std::uint64_t>> stamp_of(Revision revision);
  // The rows changed after `after`, by ascending revision, at most `limit`.
  Result<std::vector<Change>> changes_after(Revision after, std::size_t limit);
  // The same by paper and time. Two walks over a record that is being written to give no paper twice but
  // those that changed between them, and leave none out. `changes` may be fewer than the limit, or none,
  // though the end is not reached.
  Result<PaperChanges> paper_changes(const PaperWalk& walk);
  Result<std::optional<PaperChange>> paper_change(PaperNumber number);
  // About as many papers as paper_changes() gives behind a revision.
  Result<std::uint64_t> count_papers_changed_after(Revision after);
  // The last revision that was committed before then; 0 if none was.
  Result<Revision> revision_before(Instant instant);
  // When the first commit that anything is left of, and the last one, were made; none of an empty record.
  struct CommitTimes {
    Instant first;
    Instant last;
  };
  Result<std::optional<CommitTimes>> commit_times();
  // For tests: whose time commits have.
  void use_clock(const Clock& clock);
  // Returns when all that was committed before the call would survive a power cut.
  Result<void> make_durable();

  // Papers. Ids are prefixed, as text/ids.h makes them. paper() takes the number of a merged paper too
  // and gives the one that it is now part of.
  Result<std::optional<PaperView>> paper(PaperNumber number);
  Result<std::optional<PaperNumber>> number_of(std::string_view id);  // "doi:" also by the DOIs of records
  Result<std::optional<PaperView>> paper_by_id(std::string_view id);
  // In the order asked for, without those that are not there (a merged number is not followed). One
  // damaged row is no error: it is named among the unreadable, and the caller says what becomes of it.
  Result<PapersRead> papers(std::span<const PaperNumber> numbers);
  // Ascending numbers above `after`, at most `limit`: the walk over all papers.
  Result<PapersRead> papers_after(PaperNumber after, std::size_t limit);
  // Ids, prefixed, of the papers with numbers in (after, up_to], ascending; withdrawn ones left out.
  Result<std::vector<std::string>> ids_between(PaperNumber after, PaperNumber up_to);
  Result<PaperNumber> last_number();  // of a paper; 0 without any
  // Ascending.
  Result<std::vector<PaperNumber>> withdrawn_papers();
  // Papers whose edition begins in [first, last] (a month's begins on its first day), unordered,
  // withdrawn ones left out.
  Result<std::vector<EditionRow>> edition_rows(Day first, Day last);
  // Those of these papers that have an edition, in their order.
  Result<std::vector<EditionRow>> edition_rows(std::span<const PaperNumber> numbers);
  // The same papers, counted by what dates them; unordered.
  Result<std::vector<EditionCount>> edition_counts(Day first, Day last);
  // The newest (oldest) day that is some paper's edition with day precision, at or before (after) `day`.
  Result<std::optional<Day>> newest_edition_day(Day at_or_before);
  Result<std::optional<Day>> oldest_edition_day(Day at_or_after);

  // Identities and source records.
  Result<std::optional<Identity>> identity(IdentityNumber number);
  Result<std::optional<Identity>> identity_by_id(std::string_view id);
  Result<std::vector<Identity>> identities_of(PaperNumber paper);
  Result<std::optional<SourceRecordHead>> source_record(std::string_view source, std::string_view key);
  // Whether the record has this very content, withdrawn or not, and neither its bytes nor its paper's are
  // damaged: what need not be written again.
  Result<bool> has_sound(std::string_view source, std::string_view key, std::uint64_t content_hash,
                         bool withdrawn);
  // The newest day on which the source said that it withdrew the record, whether we know the record or not.
  Result<std::optional<Day>> withdrawn_on(std::string_view source, std::string_view key);
  Result<std::string> withdrawal_reason(std::string_view source,
                                        std::string_view key);  // "" if none is known
  // What the source said of its record before, at most the newest kEarlierRecordsRead, by day. A damaged one
  // is left out.
  Result<std::vector<EarlierRecord>> earlier_records(std::string_view source, std::string_view key);
  Result<std::vector<SourceRecordHead>> source_records_of(IdentityNumber identity);
  // The identities with a record that has the key, ascending, at most `limit`.
  Result<std::vector<IdentityNumber>> identities_by_key(MatchingKey key, std::size_t limit);
  Result<SourceRecordText> source_text(SourceRecordNumber number);
  Result<std::vector<Day>> versions_of(IdentityNumber identity);
  Result<std::vector<MergeDecision>> decisions_of(IdentityNumber identity);

  // Votes.
  Result<std::vector<SourceVotes>> newest_votes_of(IdentityNumber identity);
  Result<std::vector<VoteObservationRow>> vote_history(PaperNumber paper);  // by time

  Result<std::optional<Dictionary>> newest_dictionary(std::string_view source);
  Result<std::string> progress(std::string_view name);  // "" if there is none
  // Those whose names begin with `prefix`, by name.
  Result<std::vector<std::pair<std::string, std::string>>> progress_below(std::string_view prefix);

  // Upkeep.
  Result<Counts> counts();
  // Of each source its records; cheap, unlike the whole of counts().
  Result<std::vector<SourceCount>> source_counts();
  // A consistent copy of the present state, made while others read and write; published by rename.
  Result<void> backup(const std::string& file);
  // Replaces everything by the record in `file`, which is verified first, under a new uuid, so that
  // followers rebuild. Other processes see the old record or the new one. The caller holds FollowerLock.
  static Result<void> restore(const std::string& data_folder, const std::string& file);
  // Verifies every page, every row's relations and, with `payloads`, every compressed text.
  Result<std::vector<Problem>> check(bool payloads);
  // Returns free pages to the file system in slices, other writers in between, and empties the write-ahead
  // log: what was deleted before is then nowhere in the data folder. kLocked if somebody reads for too long.
  Result<void> compact();

 private:
  friend class Snapshot;
  friend class Transaction;
  friend class Accounts;
  friend class AccountChanges;
  friend class SecondFactors;
  friend class SecondFactorChanges;
  friend class Votes;
  friend class VoteChanges;
  friend class Comments;
  friend class CommentChanges;
  friend class Moderation;
  friend class ModerationChanges;
  friend class Notices;
  friend class NoticeChanges;
  friend class Claims;
  friend class ClaimChanges;
  friend class Libraries;
  friend class Follows;
  friend class Jobs;
  friend class JobChanges;
  friend class LibraryChanges;
  friend class FollowChanges;
  friend class Subscribers;
  friend class SubscriberChanges;
  friend class Deliveries;
  friend class DeliveryChanges;
  friend class Refusals;
  friend class RefusalChanges;
  explicit Record(std::unique_ptr<RecordState> state);
  std::unique_ptr<RecordState> state_;
};

// Packs the body of a view as the record keeps it. Confined to one thread; made with the newest
// dictionary of the view's first source, or none.
class PaperPacker {
 public:
  explicit PaperPacker(const std::optional<Dictionary>& dictionary);
  ~PaperPacker();
  PaperPacker(PaperPacker&&) noexcept;
  PaperPacker& operator=(PaperPacker&&) noexcept;
  void pack(const PaperView& view, std::string& to);
  std::uint32_t dictionary() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Packs the bytes of a source record: what it was read from, and what was understood.
class PayloadPacker {
 public:
  explicit PayloadPacker(const std::optional<Dictionary>& dictionary);
  ~PayloadPacker();
  PayloadPacker(PayloadPacker&&) noexcept;
  PayloadPacker& operator=(PayloadPacker&&) noexcept;
  void pack(std::string_view raw, std::string_view facts, std::string& to);
  std::uint32_t dictionary() const;
  // What a dictionary is trained on: the same bytes before compression.
  static std::string sample(std::string_view raw, std::string_view facts);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_RECORD_H_
