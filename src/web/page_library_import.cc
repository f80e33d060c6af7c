// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /library/import: references that another program exported, into one's library.

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "base/english.h"
#include "papers/library_import.h"
#include "web/acting.h"
#include "web/handlers.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::Reference;
using papers::ReferenceList;
using papers::Taken;
using text::TemplateValues;

constexpr std::size_t kMissingShown = 200;

struct Imported {
  std::size_t saved = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::vector<const Reference*> missing;
};

// A commit for each hundred, so that others who act do not wait for all of it.
Result<Imported> take_all(Exchange& exchange, const ReferenceList& list) {
  papers::LibraryImporter importer(exchange.backend.record(), actor_of(exchange));
  Imported imported;
  const std::span<const Reference> all(list.references);
  for (std::size_t at = 0; at < all.size(); at += papers::kReferencesAtOnce) {
    const auto batch = all.subspan(at, std::min(papers::kReferencesAtOnce, all.size() - at));
    TRY_VOID(acted(exchange, [&](store::Transaction& transaction) -> Result<bool> {
      for (const Reference& reference : batch) {
        TRY(const Taken taken, importer.take(transaction, reference, exchange.backend.site().clock.now()));
        if (taken == Taken::kSaved) ++imported.saved;
        if (taken == Taken::kChanged) ++imported.changed;
        if (taken == Taken::kUnchanged) ++imported.unchanged;
        if (taken == Taken::kNotFound) imported.missing.push_back(&reference);
      }
      return true;
    }));
  }
  return imported;
}

void add_report(TemplateValues body, const ReferenceList& list, const Imported& imported) {
  TemplateValues report = body.add("REPORT");
  report.set("REPORT_TEXT", counted(list.references.size(), "reference") + ": " +
                                std::to_string(imported.saved) + " saved, " +
                                std::to_string(imported.changed) + " changed, " +
                                std::to_string(imported.unchanged) + " there already.");
  if (!imported.missing.empty()) {
    TemplateValues missing = report.add("MISSING");
    missing.set("MISSING_TEXT",
                counted(imported.missing.size(), "reference") +
                    " of no paper that is here. Its operator can bring them in: broadsheet library import");
    for (std::size_t i = 0; i < imported.missing.size() && i < kMissingShown; ++i)
      missing.add("MISSING_ONE").set("MISSING_TITLE", imported.missing[i]->record.title);
  }
  if (list.rejects.empty()) return;
  TemplateValues rejected = report.add("REJECTED");
  for (std::size_t i = 0; i < list.rejects.size() && i < kMissingShown; ++i)
    rejected.add("REJECT").set("REJECT_TEXT", list.rejects[i].id + " " + list.rejects[i].reason);
}

Page new_page(Exchange& exchange) {
  Page page(exchange, {.title = "Import", .description = "", .path = "/library/import", .unlisted = true},
            "library_import.html");
  page.body().set("FORM_KEY", exchange.visitor->form_key);
  return page;
}

http::Response refused_import(Exchange& exchange, const std::string& error) {
  Page page = new_page(exchange);
  page.body().add("ERROR").set("ERROR_TEXT", error);
  return page.response(400);
}

}  // namespace

http::Response library_import_page(Exchange& exchange) {
  return new_page(exchange).response();
}

http::Response import_into_library(Exchange& exchange) {
  const auto list = papers::read_references(exchange.field("references"), std::nullopt);
  if (!list.ok()) return refused_import(exchange, list.error().message());
  const auto imported = take_all(exchange, *list);
  if (!imported.ok() && imported.error().code() == ErrorCode::kTooLarge)
    return refused_import(exchange, imported.error().message());
  if (!imported.ok()) return error_response(imported.error());
  Page page = new_page(exchange);
  add_report(page.body(), *list, *imported);
  return page.response();
}

}  // namespace broadsheet::web
