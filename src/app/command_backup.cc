// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet backup and restore: the record as one file, and back.

#include <sys/stat.h>

#include "app/commands.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "base/english.h"
#include "base/log.h"
#include "store/lock.h"

namespace broadsheet::app {
namespace {

std::string size_text(const std::string& file) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) return "";
  return " (" + human_bytes(static_cast<std::uint64_t>(status.st_size)) + ")";
}

class BackupCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "backup",
        .group = "Looking after it",
        .summary = "copies everything into one file",
        .about =
            "Writes a consistent copy of the record, whatever else goes on meanwhile. The file appears under "
            "its "
            "name when it is complete. The index is not in it: it is made again from the record.",
        .examples = {{"broadsheet backup /backup/papers-2026-07-01.db", "one file, complete or not there"},
                     {"broadsheet --data /tmp/copy restore /backup/papers-2026-07-01.db",
                      "the same papers in another folder"}},
    };
  }

  void declare(Options& options) override {
    options.word("FILE", "where the copy goes", Need::kRequired, &file_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    TRY_VOID(record->backup(file_));
    context.out.line("backed up to " + file_ + size_text(file_));
    return ExitStatus::kDone;
  }

 private:
  std::string file_;
};

class RestoreCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "restore",
        .group = "Looking after it",
        .summary = "replaces everything by a backup",
        .about =
            "Verifies the backup, puts it in the place of the record of this data folder, and makes the "
            "index "
            "anew. What was in the folder before is gone: back it up first if in doubt. No other process may "
            "be following (broadsheet follow --watch) meanwhile.",
        .examples = {{"broadsheet restore /backup/papers-2026-07-01.db", "the state of that day"}},
    };
  }

  void declare(Options& options) override {
    options.word("FILE", "a file that backup has written", Need::kRequired, &file_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY_VOID(context.folder.create());
    {
      TRY(const store::FollowerLock lock, store::FollowerLock::acquire(context.folder.path()));
      TRY_VOID(store::Record::restore(context.folder.path(), file_));
    }
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    set_log_level(LogLevel::kError);  // that the index is of another record now is no surprise here
    TRY(const Following following, catch_up_unless_followed(context, *record));
    TRY(const store::Counts counts, record->counts());
    context.out.line("restored " + counted(counts.papers, "paper") + " from " + file_ +
                     (following.done ? "" : "; the index is not made yet"));
    return ExitStatus::kDone;
  }

 private:
  std::string file_;
};

}  // namespace

std::unique_ptr<Command> make_backup_command() {
  return std::make_unique<BackupCommand>();
}

std::unique_ptr<Command> make_restore_command() {
  return std::make_unique<RestoreCommand>();
}

}  // namespace broadsheet::app
