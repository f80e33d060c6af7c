// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Comments as others see them: with the names of those who wrote, reacted and hid, in the order in which they
// were written.

#ifndef BROADSHEET_PAPERS_DISCUSSION_H_
#define BROADSHEET_PAPERS_DISCUSSION_H_

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/comments.h"
#include "store/record.h"
#include "text/typesetter.h"

namespace broadsheet::papers {

// Somebody as others see them. Whoever left has no name any more.
struct Person {
  std::string name;      // empty: left
  std::string fullname;  // never empty
  store::Role role = store::Role::kReader;
  bool has_left() const { return name.empty(); }
};
Person person_of(const store::Account& account);

struct ShownReaction {
  store::Reaction reaction = store::Reaction::kBrain;
  std::vector<Person> people;  // by time
};

struct ShownComment {
  store::Comment comment;  // its HTML by the present rules; its texts empty where it is not shown
  std::string parent_id;   // of the comment that it replies to; empty: of none
  Person writer;
  std::optional<Person> hidden_by = {};
  std::vector<ShownReaction> reactions = {};  // only those that somebody has, in the API's order
};

// Reads comments with everything around them. Confined to one thread; keeps the people that it met, so it
// is for one answer.
class Discussion {
 public:
  // `hidden_too`: hidden comments keep their texts, for moderators.
  Discussion(store::Record& record, text::Typesetter& typesetter, bool hidden_too)
      : record_(record), typesetter_(typesetter), hidden_too_(hidden_too) {}

  Result<std::vector<ShownComment>> of_paper(PaperNumber paper);
  Result<ShownComment> shown(store::Comment comment);
  Result<std::vector<ShownComment>> all_shown(std::vector<store::Comment> comments);
  Result<Person> person(store::AccountNumber account);  // 0: the operator

 private:
  Result<std::string> id_of(store::CommentNumber number);
  Result<std::vector<ShownReaction>> reactions_of(store::CommentNumber comment);

  store::Record& record_;
  text::Typesetter& typesetter_;
  bool hidden_too_;
  std::map<store::AccountNumber, Person> people_;
  std::map<store::CommentNumber, std::string> ids_;
};

// The public API's object of a comment.
void write_comment(JsonWriter& json, const ShownComment& comment);
// Its object of a person who has an account here.
void write_person(JsonWriter& json, const Person& person);
// The same as notifications have it, with `avatar` beside `avatarUrl`.
void write_participant(JsonWriter& json, const Person& person);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_DISCUSSION_H_
