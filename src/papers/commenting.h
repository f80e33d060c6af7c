// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers say about papers and about what others said: comments, replies, edits, reactions. All of it
// is written within the given transaction, with the counts of the paper and the notices for those whom it
// concerns.

#ifndef BROADSHEET_PAPERS_COMMENTING_H_
#define BROADSHEET_PAPERS_COMMENTING_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/comments.h"
#include "store/record.h"
#include "text/comment_html.h"
#include "text/typesetter.h"

namespace broadsheet::papers {

// Of one paper: defends its page, which is read whole. Honest discussions have some dozens.
inline constexpr std::size_t kCommentsOfPaperMax = 2000;
// Of one account in an hour.
inline constexpr std::size_t kCommentsInHourMax = 60;
// Times that one comment can be edited.
inline constexpr std::size_t kCommentEditsMax = 100;
// Whom one comment is news for, besides those whom it names or answers.
inline constexpr std::size_t kThreadNoticesMax = 50;

// A comment before it is in the record: its words and what pages show of them.
struct CommentText {
  std::string raw;
  text::CommentHtml shown;
};
// Before the transaction: formulas take their time. kInvalid for a comment that shows nothing, kTooLarge as
// text::comment_html().
Result<CommentText> comment_text(std::string_view raw, text::Typesetter& typesetter);

// A comment on a paper, or a reply to one of its comments: `parent` is then its id, otherwise empty. The
// comment is on the identity whose id the paper is shown under. kNotFound for a paper or parent that is not
// there, kInvalid for a withdrawn paper, kTooLarge for one comment too many.
Result<store::Comment> add_comment(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                                   std::string_view parent, const CommentText& text, const Actor& actor,
                                   Instant now);

// Whether the comment is the actor's to edit and to take back. Hidden ones are nobody's.
bool may_edit(const store::Comment& comment, const Actor& actor);

// Other words in place of the present ones, which stay readable in the comment's history. Who is named for
// the first time is told. kTooLarge for one edit too many. The caller has asked may_edit().
Result<void> edit_comment(store::Record& record, store::Transaction& transaction,
                          const store::Comment& comment, const CommentText& text, Instant now);

// Its words, history and reactions are gone for ever; what replies to it stays. The caller has asked
// may_edit().
Result<void> take_comment_back(store::Record& record, store::Transaction& transaction,
                               const store::Comment& comment, Instant now);

// Reacts, or takes a reaction back; done already is no error. True if anything is different. kInvalid for a
// comment that is not shown.
Result<bool> react(store::Record& record, store::Transaction& transaction, const store::Comment& comment,
                   store::Reaction reaction, const Actor& actor, bool on, Instant now);

// The comment of this id, if it is on the paper. kNotFound otherwise.
Result<store::Comment> comment_on(store::Record& record, PaperNumber paper, std::string_view id);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_COMMENTING_H_
