// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_library.h"

#include <optional>
#include <string>

#include "base/date.h"
#include "papers/account_export.h"
#include "papers/folders.h"
#include "papers/library.h"
#include "store/library.h"

namespace broadsheet::papers {
namespace {

Result<void> write_folder(store::Record& record, const store::Folder& folder, const store::LibraryRows& rows,
                          JsonWriter& json) {
  json.begin_object().key("title").value(folder.title).key("description").value(folder.description);
  json.key("visibility").value(visibility_name(folder.visibility));
  json.key("made_at").value(format_instant(folder.made_at)).key("papers").begin_array();
  for (const store::FolderItem& item : rows.items) {
    if (item.folder != folder.number) continue;
    json.begin_object();
    TRY_VOID(write_paper(record, item.identity, json));
    json.key("note").value(item.note).key("added_at").value(format_instant(item.added_at)).end_object();
  }
  json.end_array().end_object();
  return {};
}

}  // namespace

Result<void> write_library(store::Record& record, const store::Account& account, JsonWriter& json) {
  store::Libraries libraries(record);
  TRY(const store::LibraryRows rows, libraries.all_of(account.number));
  json.begin_object().key("papers").begin_array();
  for (const store::LibraryEntry& entry : rows.entries) {
    json.begin_object();
    TRY_VOID(write_paper(record, entry.identity, json));
    json.key("state").value(state_name(entry.state)).key("note").value(entry.note);
    json.key("by_token").value(entry.by_token).key("saved_at").value(format_instant(entry.saved_at));
    json.key("tags").begin_array();
    for (const std::string& tag : entry.tags) json.value(tag);
    json.end_array().end_object();
  }
  json.end_array().key("folders").begin_array();
  for (const store::Folder& folder : rows.folders) TRY_VOID(write_folder(record, folder, rows, json));
  json.end_array();
  json.end_object();
  return {};
}

Result<void> forget_library(store::Record& /*record*/, store::Transaction& transaction,
                            const store::Account& account, Instant /*now*/) {
  return store::LibraryChanges(transaction).remove_all_of(account.number);
}

}  // namespace broadsheet::papers
