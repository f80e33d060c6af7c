// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet library: what a reader keeps, at a terminal.

#include <algorithm>
#include <array>
#include <iostream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/ingest_report.h"
#include "app/layout.h"
#include "app/library_import.h"
#include "app/record_access.h"
#include "base/ascii.h"
#include "base/json_writer.h"
#include "papers/exporter.h"
#include "papers/library_export.h"
#include "papers/library_search.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "store/accounts.h"

namespace broadsheet::app {
namespace {

using papers::KeptPaper;
using store::Folder;

constexpr std::array<std::string_view, 4> kActions{"list", "search", "import", "export"};
constexpr std::size_t kBatch = 256;

class LibraryCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "library",
        .group = "Reading",
        .summary = "what a reader keeps: lists, searches, imports and exports it",
        .about =
            "`list` and `search` print what the account keeps, what was saved last or fits best first. "
            "`search` looks for papers with all of the words, in their texts, in notes, tags and titles of "
            "folders. `export` writes a file for another program with tags and notes; of bibtex, ris, "
            "csl-json and jsonl `import` makes the same library again.\n\n"
            "`import` saves the papers of references that any program exported: keywords become tags, notes "
            "and groups stay notes and folders. Importing a file again changes nothing. References of papers "
            "that are not here yet come in as records of the source `library`, without what is private; "
            "--only-known leaves them out and names them.",
        .examples = {{"broadsheet library --account mina", "what she keeps"},
                     {"broadsheet library search tides --account mina --state to-read",
                      "of what she means to read"},
                     {"broadsheet library import zotero.bib --account mina", "from a reference manager"},
                     {"broadsheet library export --account mina --format bibtex > mine.bib", "and back"}},
    };
  }

  void declare(Options& options) override {
    options.word("ACTION", "list (the default), search, import or export", Need::kOptional, &action_,
                 [](const std::string& value) -> std::optional<std::string> {
                   if (std::ranges::find(kActions, value) != kActions.end()) return std::nullopt;
                   return "'" + value + "' is none of list, search, import, export";
                 });
    options.words("WORD|FILE", "with search: words; with import: files, - is standard input", Need::kOptional,
                  &words_);
    options.text("--account", "NAME", "whose library it is", &account_name_);
    std::vector<std::string> states;
    for (const papers::StateName& state : papers::reading_states()) states.emplace_back(state.name);
    options.choice("--state", states, "only papers in this state of reading", &state_);
    options.text("--tag", "TAG", "only papers with this tag", &tag_);
    options.text("--folder", "TITLE", "only papers in this folder; with import: where they go too", &folder_);
    std::vector<std::string> names;
    for (const papers::ExportForm& form : papers::export_forms()) names.emplace_back(form.name);
    options.choice("--format", names, "with export: what to write, jsonl if not said", &format_);
    options.flag("--only-known", "with import: brings no paper in that is not here", &only_known_);
    options.flag("--json", "prints the answer as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    if (action_.empty()) action_ = "list";
    if (account_name_.empty()) {
      notice(context, "library: --account NAME says whose library it is");
      return ExitStatus::kUsage;
    }
    const bool takes_words = action_ == "search" || action_ == "import";
    if (takes_words == words_.empty()) {
      notice(context, "library: type `broadsheet library --help` for what " + action_ + " takes");
      return ExitStatus::kUsage;
    }
    const bool writes = action_ == "import";
    TRY(const std::unique_ptr<store::Record> record,
        writes ? open_record_for_writing(context) : open_record_for_reading(context));
    TRY(const std::optional<store::Account> account, store::Accounts(*record).account_by_name(account_name_));
    if (!account) return Error(ErrorCode::kNotFound, "no account is called " + account_name_);
    if (writes)
      return import_library(context, *record,
                            {.account = account->number,
                             .files = words_,
                             .folder = folder_,
                             .only_known = only_known_,
                             .json = json_});
    TRY(const std::vector<Folder> folders, store::Libraries(*record).folders_of(account->number));
    TRY(std::vector<KeptPaper> library, papers::library_of(*record, account->number));
    TRY(const papers::LibraryQuery query, query_of(folders));
    text::Analyzer analyzer;
    TRY(library, papers::search_library(*record, std::move(library), folders, query, analyzer));
    if (action_ == "export") return write_export(context, *record, account->number, library);
    return json_ ? list_as_json(context, *record, library, folders)
                 : list(context, *record, library, folders);
  }

 private:
  Result<papers::LibraryQuery> query_of(const std::vector<Folder>& folders) const {
    papers::LibraryQuery query{.words = {}, .state = papers::state_named(state_), .tag = tag_};
    for (const std::string& word : words_) query.words.append(query.words.empty() ? "" : " ").append(word);
    if (folder_.empty()) return query;
    const auto folder = std::ranges::find_if(
        folders, [&](const Folder& one) { return ascii_lower(one.title) == ascii_lower(folder_); });
    if (folder == folders.end()) return Error(ErrorCode::kNotFound, "no folder is called " + folder_);
    query.folder = folder->number;
    return query;
  }

  // Calls `show` with each paper and what is kept of it, in the order of the library.
  template <class Show>
  static Result<ExitStatus> each(Context& context, store::Record& record,
                                 const std::vector<KeptPaper>& library, const Show& show) {
    ExitStatus status = ExitStatus::kDone;
    for (std::span<const KeptPaper> rest = library; !rest.empty();) {
      const auto batch = rest.first(std::min(rest.size(), kBatch));
      std::vector<PaperNumber> numbers;
      for (const KeptPaper& kept : batch) numbers.push_back(kept.paper);
      TRY(const store::PapersRead read, record.papers(numbers));
      for (const store::UnreadablePaper& paper : read.unreadable) {
        notice(context, "left out: " + unreadable_text(paper));
        status = ExitStatus::kFailed;
      }
      for (const store::PaperView& paper : read.views)
        TRY_VOID(show(paper, *std::ranges::find(batch, paper.number, &KeptPaper::paper)));
      TRY_VOID(context.out.flush());
      rest = rest.subspan(batch.size());
    }
    return status;
  }

  static std::vector<std::string> titles_of(const KeptPaper& kept, const std::vector<Folder>& folders) {
    std::vector<std::string> titles;
    for (const Folder& folder : folders) {
      if (std::ranges::find(kept.folders, folder.number) != kept.folders.end())
        titles.push_back(folder.title);
    }
    return titles;
  }

  static Result<ExitStatus> list(Context& context, store::Record& record,
                                 const std::vector<KeptPaper>& library, const std::vector<Folder>& folders) {
    Terminal& out = context.out;
    if (library.empty()) notice(context, "nothing of the library is like that");
    return each(context, record, library, [&](const store::PaperView& paper, const KeptPaper& kept) {
      write_wrapped(out, {{papers::readable_title(paper), Style::kBold}}, 0, out.width());
      std::string facts =
          papers::printed_id(paper) + ", saved " + format_instant(kept.saved_at).substr(0, 10);
      if (kept.state != store::ReadingState::kNone) facts.append(", ").append(papers::state_name(kept.state));
      for (const std::string& tag : kept.tags) facts.append(", #").append(tag);
      for (const std::string& title : titles_of(kept, folders)) facts.append(", in ").append(title);
      write_wrapped(out, {{facts, Style::kDim}}, 2, out.width() - 2);
      if (!kept.note.empty()) write_wrapped(out, {{kept.note}}, 2, out.width() - 2);
      return Result<void>();
    });
  }

  static Result<ExitStatus> list_as_json(Context& context, store::Record& record,
                                         const std::vector<KeptPaper>& library,
                                         const std::vector<Folder>& folders) {
    JsonWriter json;
    json.begin_array();
    TRY(const ExitStatus status,
        each(context, record, library, [&](const store::PaperView& paper, const KeptPaper& kept) {
          json.begin_object().key("id").value(papers::printed_id(paper)).key("title").value(paper.title);
          json.key("saved_at").value(format_instant(kept.saved_at));
          json.key("state").value(papers::state_name(kept.state)).key("note").value(kept.note);
          write_list(json, "tags", kept.tags);
          write_list(json, "folders", titles_of(kept, folders));
          json.end_object();
          return Result<void>();
        }));
    json.end_array();
    context.out.line(json.take());
    return status;
  }

  static void write_list(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    json.key(key).begin_array();
    for (const std::string& text : texts) json.value(text);
    json.end_array();
  }

  Result<ExitStatus> write_export(Context& context, store::Record& record, store::AccountNumber account,
                                  const std::vector<KeptPaper>& library) const {
    TRY(const papers::LibraryWords words, papers::LibraryWords::open(record, account));
    papers::Exporter exporter(*papers::parse_export_format(format_), true);
    context.out.write(exporter.begin());
    TRY(const ExitStatus status,
        each(context, record, library,
             [&](const store::PaperView& paper, const KeptPaper& /*kept*/) -> Result<void> {
               TRY(const formats::OwnWords own, words.of(record, paper.number));
               context.out.write(exporter.add(paper, own));
               return {};
             }));
    context.out.write(exporter.end());
    return status;
  }

  std::string action_;
  std::vector<std::string> words_;
  std::string account_name_;
  std::string state_;
  std::string tag_;
  std::string folder_;
  std::string format_ = "jsonl";
  bool only_known_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_library_command() {
  return std::make_unique<LibraryCommand>();
}

}  // namespace broadsheet::app
