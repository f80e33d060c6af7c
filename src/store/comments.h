// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers say about papers. A comment is on the identity of a paper under which it was written, so that
// merges and their undoing move none; a paper has those of all its identities.

#ifndef BROADSHEET_STORE_COMMENTS_H_
#define BROADSHEET_STORE_COMMENTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/rows.h"

namespace broadsheet::store {

using CommentNumber = StrongId<struct CommentNumberTag, std::uint32_t>;  // from 1, never given twice

// The numbers are stored: never reuse one. The names are the public API's (papers/comment_names.h).
enum class HiddenReason : std::uint8_t {
  kAbuse = 1,
  kGraphicContent = 2,
  kLowQuality = 3,
  kOffTopic = 4,
  kResolved = 5,
  kSpam = 6,
};
enum class Reaction : std::uint8_t {
  kBrain = 1,
  kCool = 2,
  kEyes = 3,
  kFire = 4,
  kHandshake = 5,
  kHeart = 6,
  kHugs = 7,
  kMindblown = 8,
  kPlus = 9,
  kRocket = 10,
  kSad = 11,
  kThumbsup = 12,
};

struct Hiding {
  AccountNumber by;
  HiddenReason reason = HiddenReason::kSpam;
  Instant at;
};

struct Comment {
  CommentNumber number;
  std::string id;  // 24 hexadecimal digits, by which others name it
  IdentityNumber identity;
  CommentNumber parent;  // what it replies to; 0: to the paper
  AccountNumber account;
  bool by_token = false;  // by a program that has the reader's token
  Instant written_at;
  std::optional<Instant> edited_at = {};
  std::optional<Instant> deleted_at = {};  // taken back by its writer; its texts are empty then
  std::optional<Hiding> hidden = {};
  std::uint32_t edits = 0;
  int html_version = 0;  // text::kCommentHtmlVersion when the HTML was made
  std::string raw;       // as it was written, Markdown
  std::string html;

  bool is_shown() const { return !hidden && !deleted_at; }
};

// A comment without its words: enough for threads, and to know who takes part.
struct CommentOutline {
  CommentNumber number;
  std::string id;
  CommentNumber parent;
  AccountNumber account;
  bool is_shown = false;
};

// What a comment said before it was edited, which only its writer does.
struct CommentEdit {
  std::uint32_t edit = 0;  // from 0
  Instant written_at;
  std::string raw;
};

struct ReactionRow {
  CommentNumber comment;
  Reaction reaction = Reaction::kBrain;
  AccountNumber account;
  bool by_token = false;
  Instant reacted_at;
};

// Of comments that are shown.
struct CommentCounts {
  std::uint32_t comments = 0;
  // Accounts that count (Account::counts) with a comment of their own, not a program's.
  std::uint32_t people = 0;
};

// Reads. Borrows the Record.
class Comments {
 public:
  explicit Comments(Record& record);

  Result<std::optional<Comment>> comment(CommentNumber number);
  Result<std::optional<Comment>> comment_by_id(std::string_view id);
  // Of one paper, by all of its identities, in the order in which they were written; hidden and deleted ones
  // too.
  Result<std::vector<Comment>> comments_of(std::span<const IdentityNumber> identities);
  Result<std::vector<CommentOutline>> outlines_of(std::span<const IdentityNumber> identities);
  Result<CommentCounts> counts(std::span<const IdentityNumber> identities);
  // Below `before`, the newest first, at most `limit`; those of one account, or the shown ones of everybody.
  Result<std::vector<Comment>> comments_by(AccountNumber account, CommentNumber before, std::size_t limit);
  Result<std::vector<Comment>> newest(CommentNumber before, std::size_t limit);
  Result<std::uint64_t> count_by(AccountNumber account, Instant since);
  Result<std::vector<CommentEdit>> edits_of(CommentNumber comment);  // the first words first
  Result<std::vector<ReactionRow>> reactions_of(CommentNumber comment);
  // By comment and reaction.
  Result<std::vector<ReactionRow>> reactions_by(AccountNumber account);

 private:
  RecordState& state_;
};

// Writes, within a transaction. Bringing the paper's counts up to date is the caller's
// (papers/commenting.h).
class CommentChanges {
 public:
  explicit CommentChanges(Transaction& transaction);

  // `number` is not read. kConflict if the id is taken.
  Result<CommentNumber> add(const Comment& comment);
  // Other words; those before them are kept.
  Result<void> edit(const Comment& present, std::string_view raw, std::string_view html, int html_version,
                    Instant now);
  Result<void> set_hidden(CommentNumber comment, const std::optional<Hiding>& hidden);
  // Takes its words, those before them and all reactions away for ever; the row stays, for the replies.
  Result<void> erase(CommentNumber comment, Instant now);

  // True if anything is different.
  Result<bool> react(const ReactionRow& reaction);
  Result<bool> take_reaction_back(CommentNumber comment, Reaction reaction, AccountNumber account);
  Result<void> remove_reactions_by(AccountNumber account);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_COMMENTS_H_
