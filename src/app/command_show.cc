// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet show: one paper.

#include "app/commands.h"
#include "app/layout.h"
#include "app/paper_text.h"
#include "app/record_access.h"
#include "base/english.h"
#include "papers/history.h"
#include "papers/paper_body.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "papers/shown_summary.h"
#include "text/readable.h"

namespace broadsheet::app {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// "143 (142 hf-daily-papers, 1 here)".
std::string votes_text(const store::PaperView& paper) {
  if (paper.votes.empty() && paper.own_votes == 0) return "";
  std::string parts;
  for (const store::SourceVotes& votes : paper.votes) {
    parts += (parts.empty() ? "" : ", ") + std::to_string(votes.upvotes) + " " + votes.source + " on " +
             short_date({.day = std::chrono::floor<std::chrono::days>(votes.observed_at)});
  }
  if (paper.own_votes > 0) parts += (parts.empty() ? "" : ", ") + std::to_string(paper.own_votes) + " here";
  return std::to_string(paper.upvotes()) + " (" + parts + ")";
}

std::string other_ids(const store::PaperView& paper) {
  std::string text;
  for (std::size_t i = 1; i < paper.ids.size(); ++i) text += (text.empty() ? "" : ", ") + paper.ids[i];
  return text;
}

void write_text(Terminal& out, std::string_view text) {
  if (text.empty()) return;
  out.line("");
  constexpr std::size_t kReadingColumns = 88;
  write_wrapped(out, {{text::readable(text)}}, 0, std::min(out.width(), kReadingColumns));
}

void write_shown_summary(Terminal& out, const store::PaperView& paper) {
  const papers::ShownSummary shown = papers::shown_summary(paper);
  const auto marked = [](const std::string& text, bool is_extracted) {
    return is_extracted ? text + " (extracted)" : text;
  };
  write_fact(out, "summary", marked(text::readable(shown.summary), shown.summary_is_extracted));
  write_fact(out, "keywords", marked(join(shown.keywords), shown.keywords_are_extracted));
}

void write_paper(Terminal& out, const store::PaperView& paper) {
  write_wrapped(out, {{papers::readable_title(paper), Style::kBold}}, 0, out.width());
  if (const std::string notice = papers::notice_line(paper); !notice.empty())
    write_wrapped(out, {{notice, Style::kError}}, 0, out.width());
  write_wrapped(out, {{papers::authors_line(paper, SIZE_MAX - 1)}}, 0, out.width());
  write_text(out, paper.abstract.empty() ? paper.short_summary : paper.abstract);
  out.line("");
  write_shown_summary(out, paper);
  write_fact(out, "id", papers::printed_id(paper));
  write_fact(out, "also", other_ids(paper));
  if (paper.published) {
    write_fact(out, "published",
               short_date(*paper.published) + (paper.published_inferred ? " (the year is inferred)" : ""));
  }
  if (paper.featured) write_fact(out, "featured", short_date({.day = *paper.featured}));
  if (paper.updated) write_fact(out, "updated", short_date({.day = *paper.updated}));
  write_fact(out, "votes", votes_text(paper));
  write_fact(out, "categories", join(paper.categories));
  write_fact(out, "venue", text::readable(paper.venue));
  write_fact(out, "doi", paper.doi);
  write_fact(out, "link", paper.url);
  write_fact(out, "code", paper.github_repo);
  write_fact(out, "project", paper.project_page);
  write_fact(out, "comment", text::readable(paper.comment));
  write_fact(out, "sources", join(paper.sources));
}

// What went in one style, what came in another; where there are no colours, as [-old-] {+new+}.
StyledText change_text(const Terminal& out, const papers::FieldChange& change) {
  StyledText text = {{std::string(change.field) + ": ", Style::kDim}};
  for (const text::DiffPiece& piece : change.pieces) {
    switch (piece.kind) {
      case text::DiffKind::kSame:
        text.push_back({piece.text + " "});
        break;
      case text::DiffKind::kRemoved:
        text.push_back(out.colours() ? Span{piece.text + " ", Style::kError}
                                     : Span{"[-" + piece.text + "-] "});
        break;
      case text::DiffKind::kAdded:
        text.push_back(out.colours() ? Span{piece.text + " ", Style::kHighlight}
                                     : Span{"{+" + piece.text + "+} "});
        break;
    }
  }
  return text;
}

void write_events(Terminal& out, const store::PaperView& paper,
                  const std::vector<papers::HistoryEvent>& events) {
  write_wrapped(out, {{papers::readable_title(paper), Style::kBold}}, 0, out.width());
  if (events.empty()) out.line("Nothing has happened to it that a source dates.");
  for (const papers::HistoryEvent& event : events) {
    const std::string date = event.day ? short_date({.day = *event.day}) : "undated";
    write_wrapped(out, {{date + " "}, {papers::event_line(event), Style::kAccent}}, 0, out.width());
    constexpr std::size_t kIndent = 2;
    for (const papers::FieldChange& change : event.changes)
      write_wrapped(out, change_text(out, change), kIndent, out.width());
  }
}

class ShowCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "show",
        .group = "Reading",
        .summary = "shows one paper",
        .about =
            "An arXiv id, an ACL id, a DOI, or a link to the paper: in whatever form it was copied. The id "
            "of "
            "a paper that was merged into another shows the paper that it is now.",
        .examples = {{"broadsheet show 2607.01234", "by its arXiv id"},
                     {"broadsheet show https://arxiv.org/abs/2607.01234v2", "by a link"},
                     {"broadsheet show 2607.01234 --history", "its versions, and what each changed"},
                     {"broadsheet show acl:2024.acl-long.12 --json", "as the API gives it"}},
    };
  }

  void declare(Options& options) override {
    options.word("ID", "2608.01234, acl:2024.acl-long.12, doi:10.1000/x, or a link", Need::kRequired, &id_);
    options.flag("--history",
                 "what happened to it: versions and what each changed, announcements, withdrawals",
                 &history_);
    options.flag("--json", "prints the body of GET /api/papers/ID, or of GET /api/papers/ID/history", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    TRY(const store::PaperView paper, find_paper(*record, id_));
    if (history_) return show_history(context, *record, paper);
    if (json_) {
      JsonWriter json;
      papers::write_flat_paper(json, paper);
      context.out.line(json.text());
    } else {
      write_paper(context.out, paper);
    }
    return ExitStatus::kDone;
  }

 private:
  Result<ExitStatus> show_history(Context& context, store::Record& record,
                                  const store::PaperView& paper) const {
    TRY(const std::vector<papers::HistoryEvent> events, papers::history_of(record, paper));
    if (json_) {
      JsonWriter json;
      papers::write_history(json, paper, events);
      context.out.line(json.text());
    } else {
      write_events(context.out, paper, events);
    }
    return ExitStatus::kDone;
  }

  std::string id_;
  bool history_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_show_command() {
  return std::make_unique<ShowCommand>();
}

}  // namespace broadsheet::app
