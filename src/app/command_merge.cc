// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet merge: two records are one paper, or are not, by a person's word.

#include "app/commands.h"
#include "app/paper_text.h"
#include "app/record_access.h"
#include "base/json_writer.h"
#include "papers/paper_body.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "papers/record_keeper.h"

namespace broadsheet::app {
namespace {

class MergeCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "merge",
        .group = "Papers in",
        .summary = "says that two papers are one, or takes it back",
        .about =
            "Records of one paper find each other by their ids, DOIs, titles and authors. Where that fails, "
            "say so here: from then on the two are one paper, under the better of their ids, and the other "
            "id "
            "leads to it. --undo takes the newest merge of a paper back, or parts what was merged by itself "
            "wrongly; votes stay with the record on which they were given.",
        .examples = {{"broadsheet merge 2406.01234 acl:2024.acl-long.12", "these two are the same paper"},
                     {"broadsheet merge --undo acl:2024.acl-long.12", "they are not"}},
    };
  }

  void declare(Options& options) override {
    options.word("ID", "one of them", Need::kRequired, &id_);
    options.word("OTHER", "the other; not with --undo", Need::kOptional, &other_);
    options.flag("--undo", "parts the paper ID from what it was merged with", &undo_);
    options.flag("--json", "prints the paper that ID now is, as show does", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    if (undo_ != other_.empty()) {
      notice(context, undo_ ? "merge: --undo takes one id" : "merge: OTHER is missing");
      return ExitStatus::kUsage;
    }
    TRY(const std::string id, prefixed_id(id_));
    std::string other;
    if (!undo_) {
      TRY(other, prefixed_id(other_));
    }
    if (!context.folder.has_record()) {
      return Error(ErrorCode::kNotFound, "no paper has this id: " + id_);
    }
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    TRY(const PaperNumber number, decide(context, *record, id, other));
    TRY(const std::optional<store::PaperView> paper, record->paper(number));
    CHECK(paper.has_value());
    // Told only once the index knows, too, so that a search right afterwards agrees.
    TRY_VOID(catch_up_unless_followed(context, *record));
    write(context, *paper);
    return ExitStatus::kDone;
  }

 private:
  Result<PaperNumber> decide(Context& context, store::Record& record, const std::string& id,
                             const std::string& other) const {
    papers::RecordKeeper keeper(record);
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    Result<PaperNumber> number = undo_ ? keeper.undo_merge(transaction, id, context.clock.now())
                                       : keeper.merge(transaction, id, other, context.clock.now());
    if (!number.ok()) return number;
    TRY_VOID(transaction.commit());
    return number;
  }

  void write(Context& context, const store::PaperView& paper) const {
    if (json_) {
      JsonWriter json;
      papers::write_flat_paper(json, paper);
      context.out.line(json.text());
      return;
    }
    std::string ids;
    for (std::size_t i = 1; i < paper.ids.size(); ++i) ids += (i == 1 ? "" : ", ") + paper.ids[i];
    write_wrapped(context.out,
                  {{papers::printed_id(paper), Style::kAccent},
                   {" " + papers::readable_title(paper)},
                   {ids.empty() ? "" : " (also " + ids + ")", Style::kDim}},
                  0, context.out.width());
  }

  std::string id_;
  std::string other_;
  bool undo_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_merge_command() {
  return std::make_unique<MergeCommand>();
}

}  // namespace broadsheet::app
