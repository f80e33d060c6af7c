// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The forms of a list of papers: a page, feeds, Markdown, and files for other programs. What stands at the
// end of its address says which: "/papers/week.atom", "/categories/cs.CL.bib".

#ifndef BROADSHEET_WEB_LIST_FORMS_H_
#define BROADSHEET_WEB_LIST_FORMS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.h"
#include "papers/exporter.h"
#include "papers/library_export.h"
#include "web/exchange.h"
#include "web/feeds.h"

namespace broadsheet::web {

// At most one of them; a page if none.
struct ListForm {
  std::optional<FeedKind> feed;
  std::optional<papers::ExportFormat> file;
  // Markdown is read in pages unless all of the list is asked for; the other files are always all of it.
  bool in_pages = true;

  bool is_page() const { return !feed && !file; }
  // Everything that the list holds, however long it is.
  bool is_whole() const { return file && !in_pages; }
};

// Takes the suffix of a form off `name`. Where it has none, a request that prefers Markdown gets that.
ListForm take_list_form(const Exchange& exchange, std::string& name);
// True for what take_list_form() takes: ".atom".
bool is_list_suffix(std::string_view text);

// What every form of a list says beside its papers.
struct ListText {
  std::string title;
  std::string path;            // of the list as a page, with the query that is part of it
  std::string next_path = {};  // of the same form's next page; empty at the end
};

// A list as a feed for whoever wants what is new: of its papers, in any order, those that came last, the
// `page`th kFeedSize of them.
http::Response feed_of_arrivals(const Exchange& exchange, FeedKind kind, const ListText& text,
                                std::vector<PaperNumber> numbers, std::uint64_t page);

// A part of a list as a feed or as Markdown; `form` is not a page.
http::Response list_part(const Exchange& exchange, const ListForm& form, const ListText& text,
                         const std::vector<store::PaperView>& papers);

// All of a list as a file. Its papers are read while they are sent. With `own` each has what the reader whose
// library that is says of it: for them alone.
http::Response whole_list(const Exchange& exchange, papers::ExportFormat format, const ListText& text,
                          std::vector<PaperNumber> numbers,
                          std::optional<papers::LibraryWords> own = std::nullopt);

// The next piece of such a file; empty at its end. Errors of the record.
Result<std::string> next_piece(Backend& backend, http::BodyStream& stream);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_LIST_FORMS_H_
