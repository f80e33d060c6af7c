// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Saving a paper into one's library: a form of the paper's page, and /api/papers/{id}/save.

#include "web/saving.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "papers/folders.h"
#include "web/acting.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

using papers::KeptPaper;
using store::Folder;
using store::FolderNumber;
using text::TemplateValues;

Result<papers::EntryChange> change_in(const Exchange& exchange) {
  papers::EntryChange change;
  if (const auto state = exchange.form.parameter("state")) {
    change.state = papers::state_named(*state);
    if (!change.state)
      return Error(ErrorCode::kInvalid, "state must be none, to-read, reading, read or skipped");
  }
  if (const auto note = exchange.form.parameter("note")) change.note = std::string(*note);
  // A program may send a list.
  std::optional<std::string> tags;
  for (const auto& [name, value] : exchange.form.parameters) {
    if (name == "tags") tags = tags ? *tags + "," + value : value;
  }
  if (tags) {
    TRY(change.tags, papers::read_tags(*tags));
  }
  return change;
}

// The folders that the form has a mark at, and what comes with them.
Result<void> settle_folders(Exchange& exchange, store::Transaction& transaction, PaperNumber paper,
                            const papers::Actor& keeper) {
  store::Record& record = exchange.backend.record();
  const Instant now = exchange.backend.site().clock.now();
  if (exchange.form.parameter("folders-shown")) {
    TRY(const std::vector<Folder> folders, store::Libraries(record).folders_of(keeper.account));
    for (const Folder& folder : folders) {
      if (exchange.form.has("folder", std::to_string(folder.number.value()))) {
        TRY_VOID(papers::put_in_folder(record, transaction, keeper, folder, paper, std::nullopt, now));
      } else {
        TRY_VOID(papers::take_out_of_folder(record, transaction, folder, paper, now));
      }
    }
  }
  const std::string_view title = exchange.field("new-folder");
  if (title.empty()) return {};
  TRY(const Folder made,
      papers::make_folder(record, transaction, keeper.account, {.title = std::string(title)}, now));
  TRY_VOID(papers::put_in_folder(record, transaction, keeper, made, paper, std::nullopt, now));
  return {};
}

Result<bool> save_as_asked(Exchange& exchange, PaperNumber paper) {
  const papers::Actor keeper = actor_of(exchange);
  TRY(const papers::EntryChange change, change_in(exchange));
  return acted(exchange, [&](store::Transaction& transaction) -> Result<bool> {
    store::Record& record = exchange.backend.record();
    TRY(const bool is_new,
        papers::save(record, transaction, keeper, paper, change, exchange.backend.site().clock.now()));
    TRY_VOID(settle_folders(exchange, transaction, paper, keeper));
    return is_new;
  });
}

Result<bool> unsave(Exchange& exchange, PaperNumber paper) {
  return acted(exchange, [&](store::Transaction& transaction) {
    return papers::unsave(exchange.backend.record(), transaction, exchange.visitor->account.number, paper,
                          exchange.backend.site().clock.now());
  });
}

http::Response save_state(Exchange& exchange, PaperNumber paper) {
  store::Record& record = exchange.backend.record();
  const store::AccountNumber account = exchange.visitor->account.number;
  const auto kept = papers::kept_paper(record, account, paper);
  if (!kept.ok()) return error_response(kept.error());
  const auto folders = store::Libraries(record).folders_of(account);
  if (!folders.ok()) return error_response(folders.error());
  JsonWriter json;
  json.begin_object().key("saved").value(kept->has_value());
  if (*kept) write_kept(json, **kept, *folders);
  json.end_object();
  return json_response(json.take());
}

void add_folders(TemplateValues form, const std::vector<Folder>& folders, const KeptPaper& kept) {
  if (folders.empty()) return;
  TemplateValues all = form.add("KEPT_FOLDERS");
  for (const Folder& folder : folders) {
    TemplateValues one = all.add("KEPT_FOLDER");
    one.set("KEPT_FOLDER_NUMBER", folder.number.value()).set("KEPT_FOLDER_TITLE", folder.title);
    if (std::ranges::find(kept.folders, folder.number) != kept.folders.end()) one.show("KEPT_IN_FOLDER");
  }
}

}  // namespace

void write_kept(JsonWriter& json, const KeptPaper& kept, const std::vector<Folder>& folders) {
  json.key("savedAt").value(format_instant(kept.saved_at));
  json.key("state").value(papers::state_name(kept.state)).key("note").value(kept.note);
  json.key("tags").begin_array();
  for (const std::string& tag : kept.tags) json.value(tag);
  json.end_array().key("folders").begin_array();
  for (const Folder& folder : folders) {
    if (std::ranges::find(kept.folders, folder.number) == kept.folders.end()) continue;
    json.begin_object().key("number").value(folder.number.value());
    json.key("title").value(folder.title).end_object();
  }
  json.end_array();
}

void add_saving(TemplateValues body, const Exchange& exchange, const store::PaperView& paper) {
  if (!exchange.visitor) return;
  store::Record& record = exchange.backend.record();
  const store::AccountNumber account = exchange.visitor->account.number;
  const auto kept = papers::kept_paper(record, account, paper.number);
  const auto folders = store::Libraries(record).folders_of(account);
  if (!kept.ok() || !folders.ok()) return;
  TemplateValues saving = body.add("SAVING");
  saving.set("SAVE_URL", paper_path(paper) + "/save").set("FORM_KEY", exchange.visitor->form_key);
  if (!*kept) {
    saving.show("NOT_KEPT");
    return;
  }
  TemplateValues form = saving.add("KEPT");
  const papers::StateName& state =
      *std::ranges::find(papers::reading_states(), (*kept)->state, &papers::StateName::state);
  form.set("KEPT_TEXT",
           state.state == store::ReadingState::kNone ? "Saved" : "Saved · " + std::string(state.title));
  add_state_choices(form, (*kept)->state);
  form.set("KEPT_TAGS", papers::tags_line((*kept)->tags));
  // Templates make blanks of line ends: this is escaped here.
  form.set("KEPT_NOTE_HTML", text::SafeHtml(text::escape_html((*kept)->note)));
  add_folders(form, *folders, **kept);
}

void add_state_choices(TemplateValues form, std::optional<store::ReadingState> chosen) {
  for (const papers::StateName& state : papers::reading_states()) {
    TemplateValues one = form.add("STATE");
    one.set("STATE_NAME", state.name).set("STATE_TITLE", state.title);
    if (chosen == state.state) one.show("STATE_CHOSEN");
  }
}

http::Response save_form(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto done = exchange.field("act") == "unsave" ? unsave(exchange, paper->number)
                                                      : save_as_asked(exchange, paper->number);
  return done.ok() ? see_other(paper_path(*paper)) : error_response(done.error());
}

http::Response api_saved(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  return paper.ok() ? save_state(exchange, paper->number) : error_response(paper.error());
}

http::Response api_save(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto done = save_as_asked(exchange, paper->number);
  return done.ok() ? save_state(exchange, paper->number) : error_response(done.error());
}

http::Response api_unsave(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto done = unsave(exchange, paper->number);
  return done.ok() ? save_state(exchange, paper->number) : error_response(done.error());
}

}  // namespace broadsheet::web
