// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/library_import.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "papers/component.h"
#include "papers/folders.h"
#include "papers/identity.h"
#include "papers/library_mark.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;

class ReferenceSink final : public formats::RecordSink {
 public:
  explicit ReferenceSink(ReferenceList& list) : list_(list) {}
  void on_record(SourceRecord&& record, std::string_view /*raw*/, formats::Location where) override {
    list_.references.push_back({.record = std::move(record), .where = where});
  }
  void on_votes(formats::VoteObservation&& /*votes*/, formats::Location /*where*/) override {}
  void on_reject(formats::Reject&& reject) override {
    if (list_.rejects.size() < kReferencesMax) list_.rejects.push_back(std::move(reject));
  }
  void on_note(std::string&& /*note*/) override {}
  bool stopped() const override {
    list_.too_many = list_.references.size() >= kReferencesMax;
    return list_.too_many;
  }

 private:
  ReferenceList& list_;
};

std::string cut_note(std::string_view text) {
  // Some managers write notes as HTML.
  const std::string note = text.starts_with('<') ? text::readable(text) : text::sanitize(text);
  return std::string(trimmed(text::truncate_utf8(trimmed(note), kNoteBytesMax)));
}

// What a file says that is not ours, brought within the limits of a library.
LibraryMark mark_of(const formats::OwnWords& own) {
  if (!own.mark.empty()) return read_library_mark(own.mark);
  LibraryMark mark;
  for (const std::string& tag : own.tags) {
    const auto read = read_tags(tag);
    if (!read.ok() || read->empty()) continue;
    if (mark.tags.size() < kTagsOfPaperMax) mark.tags.push_back(read->front());
  }
  for (const std::string& folder : own.folders) {
    std::string title(text::truncate_utf8(folder, kFolderTitleBytesMax));
    if (!title.empty()) mark.folders.push_back({.folder = std::move(title), .note = {}});
  }
  mark.note = cut_note(own.note);
  return mark;
}

// What is there comes first, and what goes beyond the limit is left out.
EntryChange merged(const std::optional<KeptPaper>& kept, const LibraryMark& mark) {
  EntryChange change{.saved_at = mark.saved_at};
  std::vector<std::string> tags = kept ? kept->tags : std::vector<std::string>();
  for (const std::string& tag : mark.tags) {
    if (tags.size() < kTagsOfPaperMax && std::ranges::find(tags, tag) == tags.end()) tags.push_back(tag);
  }
  std::ranges::sort(tags);
  change.tags = std::move(tags);
  std::string note = kept ? kept->note : std::string();
  const bool is_news = !mark.note.empty() && note.find(mark.note) == std::string::npos;
  if (is_news && note.size() + 2 + mark.note.size() <= kNoteBytesMax)
    note.append(note.empty() ? "" : "\n\n").append(mark.note);
  change.note = std::move(note);
  if (!kept || kept->state == store::ReadingState::kNone) change.state = mark.state;
  return change;
}

std::string_view scheme_of(std::string_view id) {
  return id.substr(0, id.find(':'));
}

// Two ids of one scheme are two papers, whatever their titles.
bool ids_differ(const SourceRecord& reference, const store::PaperView& paper) {
  for (const std::string& id : reference.ids) {
    const bool has_scheme = std::ranges::any_of(
        paper.ids, [&](const std::string& other) { return scheme_of(other) == scheme_of(id); });
    if (has_scheme && scheme_of(id) != "doi") return true;
  }
  return false;
}

}  // namespace

Result<ReferenceList> read_references(std::string_view bytes, std::optional<formats::Format> format) {
  ReferenceList list;
  list.format = format.value_or(formats::recognise(bytes));
  if (list.format == formats::Format::kUnknown)
    return Error(ErrorCode::kUnsupported,
                 "this is no format that we read: BibTeX, RIS and CSL-JSON are what most programs export");
  const std::unique_ptr<formats::Reader> reader = formats::make_reader(list.format, {});
  ReferenceSink sink(list);
  TRY_VOID(reader->feed(bytes, sink));
  TRY_VOID(reader->finish(sink));
  return list;
}

LibraryImporter::LibraryImporter(store::Record& record, const Actor& keeper, std::string folder)
    : record_(record), keeper_(keeper), folder_(std::move(folder)) {}

Result<bool> LibraryImporter::agrees(const SourceRecord& reference, PaperNumber paper) {
  TRY(const std::optional<store::PaperView> view, record_.paper(paper));
  return view && !ids_differ(reference, *view);
}

Result<std::optional<PaperNumber>> LibraryImporter::find(const SourceRecord& reference) {
  for (const std::string& id : reference.ids) {
    TRY(const std::optional<PaperNumber> number, record_.number_of(id));
    if (number) return number;
  }
  IdentityEvidence mine;
  mine.id = reference.ids.empty() ? own_id(reference.source, reference.key) : reference.ids.front();
  mine.records.push_back(make_evidence(reference, normalizer_));
  std::set<PaperNumber> same;
  for (const store::MatchingKey key : matching_keys(mine.records.front())) {
    TRY(const std::vector<store::IdentityNumber> sharing, sharing_key(record_, key));
    for (const store::IdentityNumber number : sharing) {
      TRY(const std::optional<store::Identity> identity, record_.identity(number));
      if (!identity || identity->paper.value() == 0 || same.contains(identity->paper)) continue;
      IdentityEvidence theirs{.id = identity->id, .records = {}};
      TRY(const std::vector<store::SourceRecordHead> heads, record_.source_records_of(number));
      for (const store::SourceRecordHead& head : heads) {
        // What is damaged matches nothing.
        if (auto evidence = decode_evidence(head.evidence); evidence.ok())
          theirs.records.push_back(*std::move(evidence));
      }
      if (!same_paper(mine, theirs) && !same_by_title_alone(mine, theirs)) continue;
      TRY(const bool may_be, agrees(reference, identity->paper));
      if (may_be) same.insert(identity->paper);
    }
  }
  // Of several that it could be, none is it: a reader sees that and decides.
  return same.size() == 1 ? std::optional(*same.begin()) : std::nullopt;
}

Result<store::Folder> LibraryImporter::folder_named(store::Transaction& transaction, const std::string& title,
                                                    Instant now) {
  if (!folders_) {
    TRY(folders_, store::Libraries(record_).folders_of(keeper_.account));
  }
  const std::string wanted = ascii_lower(title);
  for (const store::Folder& folder : *folders_) {
    if (ascii_lower(folder.title) == wanted) return folder;
  }
  TRY(store::Folder folder, make_folder(record_, transaction, keeper_.account, {.title = title}, now));
  folders_->push_back(folder);
  return folder;
}

Result<Taken> LibraryImporter::take(store::Transaction& transaction, const Reference& reference,
                                    Instant now) {
  TRY(const std::optional<PaperNumber> paper, find(reference.record));
  if (!paper) return Taken::kNotFound;
  LibraryMark mark = mark_of(reference.record.own);
  if (!folder_.empty()) mark.folders.push_back({.folder = folder_, .note = {}});
  TRY(const std::optional<KeptPaper> before, kept_paper(record_, keeper_.account, *paper));
  TRY_VOID(save(record_, transaction, keeper_, *paper, merged(before, mark), now));
  for (const LibraryMark::Place& place : mark.folders) {
    TRY(const store::Folder folder, folder_named(transaction, place.folder, now));
    const std::optional<std::string> note = place.note.empty() ? std::nullopt : std::optional(place.note);
    TRY_VOID(put_in_folder(record_, transaction, keeper_, folder, *paper, note, now));
  }
  if (!before) return Taken::kSaved;
  TRY(const std::optional<KeptPaper> after, kept_paper(record_, keeper_.account, *paper));
  return after == before ? Taken::kUnchanged : Taken::kChanged;
}

}  // namespace broadsheet::papers
