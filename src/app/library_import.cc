// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/library_import.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <span>
#include <utility>

#include "app/ingest_report.h"
#include "app/signals.h"
#include "base/english.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "formats/fields.h"
#include "formats/json_lines_writer.h"
#include "ingest/ingest.h"
#include "papers/library_import.h"

namespace broadsheet::app {
namespace {

using papers::Reference;
using papers::Taken;

// Of one file; a library of 20,000 references with abstracts has a fifth of it.
constexpr std::size_t kFileBytesMax = std::size_t{256} << 20;
constexpr std::string_view kSource = "library";

struct Report {
  std::uint64_t read = 0;
  std::uint64_t saved = 0;
  std::uint64_t changed = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t brought_in = 0;  // papers that were not here before
  std::vector<std::string> missing;
  std::vector<std::pair<std::string, formats::Reject>> rejects;  // with their files
  bool interrupted = false;
};

Result<std::string> read_all(const std::string& file) {
  if (file != "-") return read_file(file, kFileBytesMax);
  std::string bytes{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  if (bytes.size() > kFileBytesMax) return Error(ErrorCode::kTooLarge, "standard input: more than 256 MiB");
  return bytes;
}

void count(Report& report, Taken taken) {
  if (taken == Taken::kSaved) ++report.saved;
  if (taken == Taken::kChanged) ++report.changed;
  if (taken == Taken::kUnchanged) ++report.unchanged;
}

// Those that are of no paper of the record. A commit for each hundred, so that readers who act wait for no
// more.
Result<std::vector<Reference>> take(store::Record& record, papers::LibraryImporter& importer,
                                    std::vector<Reference> references, Instant now, Report& report) {
  std::vector<Reference> missing;
  const std::span<Reference> all(references);
  for (std::size_t at = 0; at < all.size() && !report.interrupted; at += papers::kReferencesAtOnce) {
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    for (Reference& reference : all.subspan(at, std::min(papers::kReferencesAtOnce, all.size() - at))) {
      TRY(const Taken taken, importer.take(transaction, reference, now));
      count(report, taken);
      if (taken == Taken::kNotFound) missing.push_back(std::move(reference));
    }
    TRY_VOID(transaction.commit());
    report.interrupted = stop_requested();
  }
  return missing;
}

// What the references say of their papers, as records of a source of their own, without what is private. A
// key of a file means nothing in another.
std::string records_of(const std::vector<Reference>& references) {
  std::string lines;
  for (const Reference& reference : references) {
    formats::SourceRecord record = reference.record;
    record.own = {};
    record.source = kSource;
    record.key = formats::default_key(record);
    lines += formats::write_json_line(record);
  }
  return lines;
}

Result<void> bring_in(Context& context, const std::vector<Reference>& references, Report& report) {
  ingest::Options options;
  options.format = formats::Format::kJsonLines;
  options.stop = &stop_flag();
  TRY(const ingest::Report brought,
      ingest::ingest_page(context.folder.path(), "references", records_of(references), options,
                          {.name = "library-import", .value = ""}));
  report.brought_in += brought.total.new_papers;
  report.interrupted = report.interrupted || brought.interrupted;
  return {};
}

Result<void> import_file(Context& context, store::Record& record, const LibraryImport& import,
                         const std::string& file, Report& report) {
  TRY(const std::string bytes, read_all(file));
  auto list = papers::read_references(bytes, std::nullopt);
  if (!list.ok()) return Error(list.error().code(), file + ": " + list.error().message());
  if (list->too_many)
    notice(context, file + ": only the first " + with_thousands(papers::kReferencesMax) + " are read");
  report.read += list->references.size() + list->rejects.size();
  for (formats::Reject& reject : list->rejects) report.rejects.emplace_back(file, std::move(reject));
  papers::LibraryImporter importer(record, {.account = import.account}, import.folder);
  const Instant now = context.clock.now();
  TRY(std::vector<Reference> missing, take(record, importer, std::move(list->references), now, report));
  if (!missing.empty() && !import.only_known && !report.interrupted) {
    TRY_VOID(bring_in(context, missing, report));
    TRY(missing, take(record, importer, std::move(missing), now, report));
  }
  for (const Reference& reference : missing) report.missing.push_back(reference.record.title);
  return {};
}

std::string place_of(const formats::Location& where) {
  if (where.line) return ", line " + std::to_string(*where.line);
  return where.offset ? ", byte " + std::to_string(*where.offset) : "";
}

void write_json(Context& context, const Report& report) {
  JsonWriter json;
  json.begin_object().key("read").value(report.read).key("saved").value(report.saved);
  json.key("changed").value(report.changed).key("unchanged").value(report.unchanged);
  json.key("brought_in").value(report.brought_in).key("missing").begin_array();
  for (const std::string& title : report.missing) json.value(title);
  json.end_array().key("rejects").begin_array();
  for (const auto& [file, reject] : report.rejects) {
    json.begin_object().key("file").value(file);
    if (reject.where.line) json.key("line").value(*reject.where.line);
    if (reject.where.offset) json.key("offset").value(*reject.where.offset);
    json.key("reason").value(reject.reason).end_object();
  }
  json.end_array();
  if (report.interrupted) json.key("interrupted").value(true);
  json.end_object();
  context.out.line(json.take());
}

void write(Context& context, const Report& report) {
  std::string line = counted(report.read, "reference") + " read: " + with_thousands(report.saved) +
                     " saved, " + with_thousands(report.changed) + " changed, " +
                     with_thousands(report.unchanged) + " there already";
  if (report.brought_in > 0) line += "; " + counted(report.brought_in, "paper") + " brought in";
  context.out.line(line);
  for (const std::string& title : report.missing) context.out.line("not here: " + title);
  for (const auto& [file, reject] : report.rejects)
    context.out.line("not read: " + file + place_of(reject.where) + ": " + reject.reason);
}

}  // namespace

Result<ExitStatus> import_library(Context& context, store::Record& record, const LibraryImport& import) {
  Report report;
  for (const std::string& file : import.files) {
    if (report.interrupted) break;
    TRY_VOID(import_file(context, record, import, file, report));
  }
  if (report.brought_in > 0) TRY_VOID(index_what_came(context));
  if (import.json) {
    write_json(context, report);
  } else {
    write(context, report);
  }
  if (report.interrupted) return ExitStatus::kInterrupted;
  return report.missing.empty() && report.rejects.empty() ? ExitStatus::kDone : ExitStatus::kFailed;
}

}  // namespace broadsheet::app
