// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet author: the newest papers of a name or an ORCID iD.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "app/layout.h"
#include "app/limits.h"
#include "app/paper_text.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "base/english.h"
#include "papers/author_papers.h"

namespace broadsheet::app {
namespace {

using papers::AuthorPapers;

class AuthorCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "author",
        .group = "Reading",
        .summary = "shows the newest papers of an author",
        .about =
            "Papers whose byline has exactly the name, but for upper and lower case. Where one ORCID iD "
            "stands "
            "beside it, also those that give this iD to another spelling; where several do, they are listed: "
            "the name is that of several people. An ORCID iD shows the papers that give it.\n\n"
            "`broadsheet search author:NAME` also finds names that are written otherwise.",
        .examples = {{"broadsheet author \"Mina Okafor\"", "the newest papers of that name"},
                     {"broadsheet author 0000-0002-1825-0097 -n 50", "of one person, under all names"},
                     {"broadsheet author \"Mina Okafor\" --json",
                      "the body of GET /api/authors/Mina Okafor"}},
    };
  }

  void declare(Options& options) override {
    options.word("AUTHOR", "a whole name, or an ORCID iD", Need::kRequired, &author_);
    options.number("-n,--count", "N", "papers to show, 10 if not said", &count_, 0, kSearchCountMax);
    options.flag("--json", "prints the body of GET /api/authors/AUTHOR", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    AuthorPapers author;
    TRY_VOID(ask_index(context, *record, false,
                       [&](const search::Searcher* searcher, const search::QueryEncoder&) -> Result<void> {
                         TRY(author, papers::papers_of_author(*record, searcher, author_, 0, count_));
                         return {};
                       }));
    if (json_) {
      JsonWriter json;
      papers::write_json(author, json);
      context.out.line(json.text());
    } else {
      write(context.out, author);
    }
    return ExitStatus::kDone;
  }

 private:
  static void write(Terminal& out, const AuthorPapers& author) {
    write_wrapped(out, {{author.name, Style::kBold}}, 0, out.width());
    const std::string orcid = author.orcid.empty() ? "" : "  ORCID " + author.orcid;
    out.line(out.styled(Style::kDim, counted(author.newest.total, "paper") + orcid));
    write_wrapped(out, {{papers::rule_text(author), Style::kDim}}, 0, out.width());
    write_partners(out, "ORCID iDs of this name: ", author.namesakes);
    write_partners(out, author.rule == papers::AuthorRule::kOrcid ? "Names: " : "Also as: ", author.names);
    if (!author.newest.papers.empty()) out.line("");
    write_listed_papers(out, author.newest.papers);
  }

  static void write_partners(Terminal& out, std::string_view label,
                             const std::vector<search::BylinePartner>& partners) {
    if (partners.empty()) return;
    std::string line(label);
    for (const search::BylinePartner& partner : partners) {
      line += partner.text + " (" + with_thousands(partner.papers) + ")";
      if (&partner != &partners.back()) line += ", ";
    }
    write_wrapped(out, {{line, Style::kDim}}, 0, out.width());
  }

  std::string author_;
  std::uint32_t count_ = 10;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_author_command() {
  return std::make_unique<AuthorCommand>();
}

}  // namespace broadsheet::app
