// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet compact: free room goes back to the file system, and what was deleted is gone.

#include "app/commands.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "base/english.h"
#include "base/json_writer.h"

namespace broadsheet::app {
namespace {

class CompactCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "compact",
        .group = "Looking after it",
        .summary = "gives free room back, and leaves no trace of what was deleted",
        .about =
            "Returns the record's free pages to the file system and empties its log; what was deleted "
            "before, "
            "such as an account, is then nowhere in the data folder. Others may read and write meanwhile. "
            "Backups keep what they have.",
        .examples = {{"broadsheet account delete mina && broadsheet compact",
                      "as if she had never been here"}},
    };
  }

  void declare(Options& options) override { options.flag("--json", "prints the answer as JSON", &json_); }

  Result<ExitStatus> run(Context& context) override {
    // Where nothing is, nothing is made.
    TRY_VOID(open_record_for_reading(context));
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    TRY(const store::Counts before, record->counts());
    TRY_VOID(record->compact());
    TRY(const store::Counts after, record->counts());
    if (json_) {
      JsonWriter json;
      json.begin_object().key("bytes_before").value(before.bytes).key("bytes").value(after.bytes);
      context.out.line(json.end_object().take());
    } else {
      context.out.line("the record takes " + human_bytes(after.bytes) + ", after " +
                       human_bytes(before.bytes));
    }
    return ExitStatus::kDone;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_compact_command() {
  return std::make_unique<CompactCommand>();
}

}  // namespace broadsheet::app
