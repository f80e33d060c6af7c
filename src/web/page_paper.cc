// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /papers/{id}: one paper, as a page, as Markdown and as a file for reference managers.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/english.h"
#include "formats/citation_writers.h"
#include "papers/claiming.h"
#include "papers/exported.h"
#include "papers/exporter.h"
#include "papers/history.h"
#include "papers/paper_lines.h"
#include "papers/paper_markdown.h"
#include "papers/paper_view.h"
#include "papers/shown_summary.h"
#include "papers/voting.h"
#include "text/readable.h"
#include "text/web_url.h"
#include "web/cards.h"
#include "web/citing.h"
#include "web/contributing.h"
#include "web/discussion.h"
#include "web/find_paper.h"
#include "web/following.h"
#include "web/handlers.h"
#include "web/links.h"
#include "web/page.h"
#include "web/refusing.h"
#include "web/saving.h"

namespace broadsheet::web {
namespace {

using text::TemplateValues;

constexpr std::string_view kMarkdownSuffix = ".md";
constexpr std::size_t kDescriptionChars = 200;

http::Response markdown(const store::PaperView& paper) {
  http::Response response = text_response(papers::paper_markdown(paper), std::string(kMarkdownType));
  return std::move(response.set("Vary", "Accept")
                       .set("Content-Location", paper_path(paper) + std::string(kMarkdownSuffix))
                       .set("Cache-Control", "no-cache"));
}

void add_authors(TemplateValues& body, const store::PaperView& paper) {
  if (paper.authors.empty()) {
    const std::string number = papers::authors_line(paper, 0);
    if (!number.empty()) body.add("AUTHOR_NUMBER").set("AUTHOR_NUMBER_TEXT", number);
    return;
  }
  TemplateValues authors = body.add("AUTHORS");
  for (std::size_t i = 0; i < paper.authors.size(); ++i) {
    const std::string name = text::readable(paper.authors[i]);
    TemplateValues author = authors.add("AUTHOR");
    author.set("AUTHOR_NAME", name).set("AUTHOR_URL", author_path(name));
    for (const store::ClaimedAuthor& one : paper.claimed) {
      if (one.author != paper.authors[i]) continue;
      author.add("CLAIMED").set("CLAIMED_URL", user_path(one.name)).set("CLAIMED_NAME", one.name);
    }
    if (i + 1 < paper.authors.size()) author.show("AUTHOR_MORE");
  }
}

void add_texts(TemplateValues& body, const store::PaperView& paper, text::Typesetter& typesetter) {
  const papers::ShownSummary shown = papers::shown_summary(paper);
  const std::string& abstract = paper.abstract.empty() ? paper.short_summary : paper.abstract;
  if (!shown.summary.empty()) {
    TemplateValues summary = body.add("SUMMARY");
    summary.set("SUMMARY_HTML", text::with_focusable_formulas(typesetter.typeset(shown.summary)));
    if (shown.summary_is_extracted) summary.show("SUMMARY_EXTRACTED");
  }
  if (!abstract.empty())
    body.add("ABSTRACT").set("ABSTRACT_HTML", text::with_focusable_formulas(typesetter.typeset(abstract)));
  if (abstract.empty() && shown.summary.empty()) body.show("NO_ABSTRACT");
  if (shown.keywords.empty()) return;
  TemplateValues keywords = body.add("KEYWORDS");
  if (shown.keywords_are_extracted) keywords.show("KEYWORDS_EXTRACTED");
  for (const std::string& keyword : shown.keywords) {
    keywords.add("KEYWORD")
        .set("KEYWORD_NAME", keyword)
        .set("KEYWORD_URL", search_path("\"" + keyword + "\""));
  }
}

void add_links(TemplateValues& body, const store::PaperView& paper) {
  TemplateValues links = body.add("LINKS");
  const auto add = [&](std::string_view name, const std::string& url) {
    if (!url.empty()) links.add("LINK").set("LINK_NAME", name).set("LINK_URL", url);
  };
  const auto add_foreign = [&](std::string_view name, const std::string& url) {
    if (text::is_web_url(url)) add(name, url);
  };
  const std::string source = source_url(paper);
  add(source.starts_with("https://arxiv.org/") ? "arXiv" : "Source", source);
  add("PDF", pdf_url(paper));
  if (!paper.doi.empty()) add("DOI", doi_url(paper.doi));
  if (paper.url != source) add_foreign("Page", paper.url);
  add_foreign("Code", paper.github_repo);
  add_foreign("Project", paper.project_page);
  add("Markdown", paper_path(paper) + std::string(kMarkdownSuffix));
  add("JSON", "/api" + paper_path(paper));
}

void add_fact(TemplateValues& body, std::string_view name, const std::string& value) {
  if (!value.empty()) body.add("FACT").set("FACT_NAME", name).add("FACT_TEXT").set("FACT_VALUE", value);
}

void add_linked_fact(TemplateValues& body, std::string_view name, const std::string& value,
                     std::string_view list_path) {
  if (value.empty()) return;
  body.add("FACT")
      .set("FACT_NAME", name)
      .add("FACT_LINK")
      .set("FACT_VALUE", value)
      .set("FACT_URL", named_path(list_path, value));
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : ", ").append(text);
  return all;
}

void add_facts(TemplateValues& body, const store::PaperView& paper) {
  const auto date = [](const std::optional<Day>& day) { return day ? short_date({.day = *day}) : ""; };
  if (paper.published) {
    add_fact(body, "Published",
             short_date(*paper.published) + (paper.published_inferred ? " (a guess)" : ""));
  }
  add_fact(body, "Updated", date(paper.updated));
  add_fact(body, "Featured", date(paper.featured));
  add_linked_fact(body, "Venue", paper.venue, "/venues");
  add_linked_fact(body, "Organization", paper.organization, "/organizations");
  if (paper.upvotes() > 0) {
    add_fact(body, "Votes", with_thousands(static_cast<std::uint64_t>(paper.upvotes())));
  }
  if (paper.comments) add_fact(body, "Comments elsewhere", with_thousands(*paper.comments));
  add_fact(body, "Comment", text::readable(paper.comment));
  add_fact(body, "Ids", joined(paper.ids));
  add_fact(body, "Told by", joined(paper.sources));
}

// A change of the abstract may be long: it opens at a click, as all changes do.
void add_changes(TemplateValues& event, const std::vector<papers::FieldChange>& changes) {
  if (changes.empty()) return;
  std::string fields;
  for (const papers::FieldChange& change : changes)
    fields.append(fields.empty() ? "" : ", ").append(change.field);
  TemplateValues all = event.add("CHANGES");
  all.set("CHANGED_FIELDS", fields);
  for (const papers::FieldChange& change : changes) {
    TemplateValues field = all.add("CHANGE");
    field.set("CHANGE_FIELD", change.field);
    for (const text::DiffPiece& piece : change.pieces) {
      TemplateValues part = field.add("PIECE");
      switch (piece.kind) {
        case text::DiffKind::kSame:
          part.add("SAME").set("PIECE_TEXT", piece.text);
          break;
        case text::DiffKind::kRemoved:
          part.add("REMOVED").set("PIECE_TEXT", piece.text);
          break;
        case text::DiffKind::kAdded:
          part.add("ADDED").set("PIECE_TEXT", piece.text);
          break;
      }
    }
  }
}

// A paper of which only the publication is known has no history worth a heading.
void add_history(TemplateValues& body, const std::vector<papers::HistoryEvent>& events) {
  const bool is_worth_it =
      events.size() > 1 || std::any_of(events.begin(), events.end(), [](const auto& event) {
        return event.kind != papers::EventKind::kVersion;
      });
  if (!is_worth_it) return;
  TemplateValues history = body.add("HISTORY");
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    TemplateValues row = history.add("EVENT");
    row.set("EVENT_DATE", event->day ? short_date({.day = *event->day}) : "undated");
    row.set("EVENT_TEXT", papers::event_line(*event));
    add_changes(row, event->changes);
  }
}

// The forms of one paper that reference managers take; Markdown has rules of its own.
constexpr std::array<papers::ExportFormat, 3> kCitedForms = {
    papers::ExportFormat::kBibtex, papers::ExportFormat::kRis, papers::ExportFormat::kCslJson};

std::string whole_export(const store::PaperView& paper, papers::ExportFormat format) {
  papers::Exporter exporter(format);
  std::string document = exporter.begin();
  document += exporter.add(paper);
  return document + exporter.end();
}

http::Response cited(const store::PaperView& paper, papers::ExportFormat format) {
  const papers::ExportForm& form = papers::export_form(format);
  const std::string name = formats::citation_key(papers::exported(paper)) + std::string(form.suffix);
  http::Response response = text_response(whole_export(paper, format), std::string(form.media_type));
  return std::move(response.set("Content-Disposition", "inline; filename=\"" + name + "\"")
                       .set("Cache-Control", "no-cache"));
}

// Takes the suffix of such a form off an id.
std::optional<papers::ExportFormat> take_cited_form(std::string_view& id) {
  for (const papers::ExportFormat format : kCitedForms) {
    const std::string_view suffix = papers::export_form(format).suffix;
    if (!id.ends_with(suffix)) continue;
    id.remove_suffix(suffix.size());
    return format;
  }
  return std::nullopt;
}

void add_citation(TemplateValues& body, const store::PaperView& paper) {
  TemplateValues cite = body.add("CITE");
  // Escaped here: templates make blanks of line ends, which an entry has and is copied with.
  const text::SafeHtml bibtex(text::escape_html(whole_export(paper, papers::ExportFormat::kBibtex)));
  cite.set("CITE_PLAIN", plain_citation(paper)).set("BIBTEX_HTML", bibtex);
  for (const papers::ExportFormat format : kCitedForms) {
    const papers::ExportForm& form = papers::export_form(format);
    cite.add("CITE_FILE")
        .set("CITE_URL", paper_path(paper) + std::string(form.suffix))
        .set("CITE_NAME", form.title);
  }
}

// A button for readers; strangers see the number among the facts.
void add_vote(TemplateValues body, const Exchange& exchange, const store::PaperView& paper) {
  if (!exchange.visitor) return;
  const Result<bool> voted =
      papers::has_voted(exchange.backend.record(), exchange.visitor->account.number, paper.number);
  if (!voted.ok()) return;
  body.add("VOTING")
      .set("VOTE_URL", paper_path(paper) + "/vote")
      .set("FORM_KEY", exchange.visitor->form_key)
      .set("VOTE_UP", *voted ? "false" : "true")
      .set("VOTED", *voted ? "true" : "false")
      .set("VOTE_TEXT", *voted ? "Voted, take it back" : "Vote for it");
}

// Readers may say that they are one of the authors.
Result<void> add_claim(TemplateValues body, const Exchange& exchange, const store::PaperView& paper) {
  if (!exchange.visitor || paper.authors.empty()) return {};
  TRY(const std::optional<store::Claim> claim,
      papers::claim_on(exchange.backend.record(), paper.number, exchange.visitor->account.number));
  TemplateValues form = body.add("CLAIM");
  form.set("CLAIM_URL", paper_path(paper) + "/claim").set("FORM_KEY", exchange.visitor->form_key);
  if (claim && claim->state != store::ClaimState::kRejected) {
    const bool accepted = claim->state == store::ClaimState::kAccepted;
    form.add("CLAIM_STATE")
        .set("CLAIM_TEXT", accepted ? "You are " + text::readable(claim->author) + "."
                                    : "You say that you are " + text::readable(claim->author) +
                                          "; a moderator will look at it.");
    return {};
  }
  TemplateValues choose = form.add("CLAIM_FORM");
  for (const std::string& name : paper.authors)
    choose.add("CLAIM_AUTHOR").set("CLAIM_AUTHOR_VALUE", name).set("CLAIM_AUTHOR_NAME", text::readable(name));
  return {};
}

http::Response page_of(const Exchange& exchange, const store::PaperView& paper,
                       const std::vector<papers::HistoryEvent>& events) {
  const std::string title = paper.title.empty() ? "Untitled" : paper.title;
  PageHead head;
  head.title = text::readable(title);
  head.description = beginning(text::readable(paper.abstract), kDescriptionChars);
  head.path = paper_path(paper);
  head.citation_tags = citation_tags(paper, exchange.base_url + head.path);
  head.markdown_path = head.path + std::string(kMarkdownSuffix);
  Page page(exchange, head, "paper.html");
  TemplateValues body = page.body();
  text::Typesetter& typesetter = exchange.backend.typesetter();
  body.set("TITLE_HTML", typesetter.typeset(title)).set("THUMBNAIL_URL", thumbnail_path(paper));
  if (!paper.categories.empty()) {
    TemplateValues kicker = body.add("KICKER");
    add_categories(kicker, paper, paper.categories.size());
  }
  if (!paper.withdrawn) add_vote(body, exchange, paper);
  add_saving(body, exchange, paper);
  add_follow(body, exchange, paper);
  if (const auto added = add_refusing(body, exchange, paper); !added.ok())
    return error_response(added.error());
  if (const std::string notice = papers::notice_line(paper); !notice.empty())
    body.add("NOTICE").set("NOTICE_TEXT", notice);
  add_authors(body, paper);
  add_texts(body, paper, typesetter);
  add_links(body, paper);
  add_facts(body, paper);
  add_history(body, events);
  add_citation(body, paper);
  if (!paper.withdrawn) body.add("SIMILAR").set("SIMILAR_URL", paper_path(paper) + "/similar");
  if (const auto claimed = add_claim(body, exchange, paper); !claimed.ok())
    return error_response(claimed.error());
  if (const auto added = add_contributing(body, exchange, paper); !added.ok())
    return error_response(added.error());
  const auto discussed = add_discussion(exchange, body, paper);
  return discussed.ok() ? page.response() : error_response(discussed.error());
}

}  // namespace

http::Response paper_page(Exchange& exchange) {
  std::string_view id = exchange.captured[0];
  const bool suffix = id.ends_with(kMarkdownSuffix);
  if (suffix) id.remove_suffix(kMarkdownSuffix.size());
  const auto form = suffix ? std::nullopt : take_cited_form(id);
  const auto paper = find_paper(exchange, id);
  if (!paper.ok()) return error_response(paper.error());
  if (form) return cited(*paper, *form);
  if (suffix || wants_markdown(exchange.request)) return markdown(*paper);
  // A page has one address: whoever comes by another id, or by a pasted URL, is led there.
  if (id != papers::printed_id(*paper)) return redirect(paper_path(*paper));
  const auto events = papers::history_of(exchange.backend.record(), *paper);
  if (!events.ok()) return error_response(events.error());
  return page_of(exchange, *paper, *events);
}

http::Response front_door(Exchange&) {
  return redirect("/papers");
}

}  // namespace broadsheet::web
