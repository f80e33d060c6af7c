// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Files of reference managers into a library: which paper of the record a reference is, and what the file
// says of it beyond that. What the record does not have is told; bringing papers in is ingest's work.

#ifndef BROADSHEET_PAPERS_LIBRARY_IMPORT_H_
#define BROADSHEET_PAPERS_LIBRARY_IMPORT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/reader.h"
#include "papers/library.h"
#include "store/record.h"
#include "text/normalize.h"

namespace broadsheet::papers {

// As many as a library holds; further ones are not read.
inline constexpr std::size_t kReferencesMax = kLibraryPapersMax;
// References that are taken with one commit, so that others who act wait for so many at most.
inline constexpr std::size_t kReferencesAtOnce = 100;

struct Reference {
  formats::SourceRecord record;
  formats::Location where;
};

struct ReferenceList {
  std::vector<Reference> references;
  std::vector<formats::Reject> rejects;
  formats::Format format = formats::Format::kUnknown;
  bool too_many = false;  // the rest was left unread
};

// In any format that `ingest` reads, recognised by content unless it is named. kUnsupported for others.
Result<ReferenceList> read_references(std::string_view bytes, std::optional<formats::Format> format);

enum class Taken : std::uint8_t { kSaved, kChanged, kUnchanged, kNotFound };

// Confined to the thread of its Record; for one import of one account.
class LibraryImporter {
 public:
  // Where `folder` is set everything is put into the folder of this title too.
  LibraryImporter(store::Record& record, const Actor& keeper, std::string folder = {});

  // The paper that the reference is of: by an id, a DOI, else as papers/identity.h decides by title, authors
  // and year, if that is one paper alone.
  Result<std::optional<PaperNumber>> find(const formats::SourceRecord& reference);

  // Saves its paper, or adds to what is said of it: tags and folders come to those that are there, a note
  // behind the one that is there, a state only where there is none. Taking it again changes nothing. Folders
  // are found by their titles, or made.
  Result<Taken> take(store::Transaction& transaction, const Reference& reference, Instant now);

 private:
  Result<store::Folder> folder_named(store::Transaction& transaction, const std::string& title, Instant now);
  Result<bool> agrees(const formats::SourceRecord& reference, PaperNumber paper);

  store::Record& record_;
  Actor keeper_;
  std::string folder_;
  std::optional<std::vector<store::Folder>> folders_;  // of the account, once they were needed
  text::Normalizer normalizer_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LIBRARY_IMPORT_H_
