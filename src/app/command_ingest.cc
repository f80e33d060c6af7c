// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet ingest: files into the record, and from there into the index.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "app/commands.h"
#include "app/ingest_report.h"
#include "app/layout.h"
#include "app/progress.h"
#include "app/record_access.h"
#include "app/signals.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "formats/reader.h"
#include "ingest/ingest.h"
#include "text/display.h"

namespace broadsheet::app {
namespace {

using ingest::FileReport;
using ingest::Report;

std::string json_of(const Report& report, std::int64_t took_ms) {
  JsonWriter json;
  json.begin_object().key("files").begin_array();
  for (const FileReport& file : report.files) {
    json.begin_object().key("file").value(file.file).key("format").value(file.format);
    write_tally(json, file.tally);
    if (!file.note.empty()) json.key("note").value(file.note);
    json.end_object();
  }
  json.end_array();
  write_tally(json, report.total);
  write_rejects(json, report.rejects);
  json.key("revision").value(report.revision.value()).key("took_ms").value(took_ms);
  if (report.parts_before > 0) json.key("parts_read_before").value(report.parts_before);
  if (report.interrupted) json.key("interrupted").value(true);
  json.end_object();
  return json.take();
}

void write_files(Terminal& out, const Report& report) {
  std::size_t names = 0;
  std::size_t counts = 0;
  for (const FileReport& file : report.files) {
    names = std::max(names, width_of({{file.file}}));
    counts = std::max(counts, with_thousands(file.tally.read).size());
  }
  names = std::min(names, out.width() / 2);
  for (const FileReport& file : report.files) {
    const std::string name = text::fit_end_to_width(file.file, names);
    if (file.format == ingest::kSnapshotFolder && file.tally.read == 0) {
      out.line(pad_right(name, names) + "  a snapshot");
    } else {
      out.line(pad_right(name, names) + "  " +
               out.styled(Style::kNumber, pad_left(with_thousands(file.tally.read), counts)) +
               " read: " + parts_of(file.tally));
    }
    if (!file.note.empty()) {
      write_wrapped(out, {{file.note, Style::kDim}}, 2, out.width() - 2);
    }
  }
}

class IngestCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "ingest",
        .group = "Papers in",
        .summary = "reads papers from files and folders",
        .about =
            "Reads papers in any of the formats below, each recognised by what is in it; gzip and zstd are "
            "unpacked on the way. A folder stands for all files below it, - for standard input.\n\n"
            "A folder with a snapshot of OpenAlex or Semantic Scholar is read by its manifest. Parts that "
            "were read to their end are remembered: the same command goes on after an interruption, and "
            "reads what is new after a download.\n\n"
            "One bad record is rejected, with its place and the reason, and the rest goes in; the exit "
            "status is "
            "then 1. Reading a file again changes nothing. Ctrl-C loses nothing that was done. Afterwards "
            "the "
            "papers can be searched.",
        .examples =
            {{"broadsheet ingest papers.jsonl.zst", "one file"},
             {"broadsheet ingest downloads/", "every file below a folder"},
             {"broadsheet ingest openalex-snapshot/", "the works of a snapshot; again for what is new in it"},
             {"broadsheet ingest page.txt --as-of 2024-06-30",
              "a saved page whose dates have no year: they are taken to be the last ones up to that day"},
             {"curl -s https://example.org/feed.xml | broadsheet ingest -", "what another program writes"}},
    };
  }

  void declare(Options& options) override {
    options.words("FILE", "files and folders; - is standard input", Need::kRequired, &files_);
    options.choice("--format", formats::format_names(),
                   "what the files are, where it is not to be recognised", &format_);
    options.text("--as-of", "DATE", "the day on which an undated page was saved", &as_of_,
                 complain_about_day);
    options.flag("--again", "reads parts of snapshots that were read before, too", &again_);
    options.flag("--json", "prints the report as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    stand_back();
    const auto began = std::chrono::steady_clock::now();
    TRY_VOID(context.folder.create());
    TRY(Report report, read(context));
    Indexed indexed;
    if (!report.interrupted) {
      TRY(indexed, index_what_came(context));
      report.interrupted = indexed.interrupted;
    }
    const auto took = std::chrono::steady_clock::now() - began;
    write(context, report, std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), indexed.done);
    if (report.interrupted) {
      notice(context, "interrupted: what was read is kept; the same command goes on from here");
      return ExitStatus::kInterrupted;
    }
    return report.total.rejected > 0 || indexed.unreadable ? ExitStatus::kFailed : ExitStatus::kDone;
  }

 private:
  Result<Report> read(Context& context) const {
    ingest::Options options;
    if (!format_.empty()) options.format = formats::format_by_name(format_);
    if (!as_of_.empty()) {
      TRY(options.as_of, parse_day(as_of_));
    }
    options.again = again_;
    options.stop = &stop_flag();
    ProgressBar bar(context.err, "reading");
    options.on_progress = [&bar](const ingest::Progress& progress) {
      bar.rename(std::filesystem::path(progress.file).filename().string());
      bar.show(progress.bytes_done, progress.bytes_total, progress.records, "record");
    };
    return ingest::ingest_files(context.folder.path(), files_, options);
  }

  void write(Context& context, const Report& report, std::int64_t took_ms, bool searchable) const {
    Terminal& out = context.out;
    if (json_) {
      out.line(json_of(report, took_ms));
      return;
    }
    write_files(out, report);
    write_rejects(out, report.rejects, report.total.rejected);
    std::string seconds = std::to_string(took_ms / 1000) + "." + std::to_string(took_ms % 1000 / 100);
    StyledText total = {{with_thousands(report.total.read) + " read", Style::kBold},
                        {": " + parts_of(report.total)}};
    if (report.parts_before > 0) {
      if (report.total.read == 0) total = {{"nothing new", Style::kBold}};
      total.push_back({", " + counted(report.parts_before, "part") + " read before"});
    }
    total.push_back({", in " + seconds + " s"});
    if (searchable) total.push_back({"; all of it can be searched"});
    write_wrapped(out, total, 0, out.width());
  }

  std::vector<std::string> files_;
  std::string format_;
  std::string as_of_;
  bool again_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_ingest_command() {
  return std::make_unique<IngestCommand>();
}

}  // namespace broadsheet::app
