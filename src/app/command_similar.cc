// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet similar: papers like others, or like a text.

#include <cstdio>

#include "app/commands.h"
#include "app/found_text.h"
#include "app/layout.h"
#include "app/limits.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "base/english.h"
#include "base/file.h"
#include "papers/paper_lines.h"
#include "papers/similar_papers.h"
#include "search/limits.h"

namespace broadsheet::app {
namespace {

using papers::SimilarResponse;

// One byte more than is taken, so that too much is noticed.
Result<std::string> read_text(const std::string& path) {
  constexpr std::size_t kBytesMax = search::kSimilarTextBytesMax + 1;
  std::string text;
  if (path == "-") {
    text.resize(kBytesMax);
    text.resize(std::fread(text.data(), 1, text.size(), stdin));
  } else {
    TRY(text, read_file(path, search::kSimilarTextBytesMax));
  }
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return Error(ErrorCode::kInvalid, (path == "-" ? "standard input" : path) + " has no text");
  return text;
}

class SimilarCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "similar",
        .group = "Reading",
        .summary = "finds papers like others, or like a text",
        .about =
            "Papers that share telling words with the given ones and are near them in meaning. Several ids "
            "at "
            "once, a whole reading list, give the papers near them all. --file takes a pasted abstract, or a "
            "whole .md or .txt file. Under each paper stands why it is there.",
        .examples = {{"broadsheet similar 2607.01234", "the best ten"},
                     {"broadsheet similar 2607.01234 2606.00042 --sort date",
                      "near one of two or both, the newest first"},
                     {"broadsheet similar 2607.01234 --filter 'category:cs.CL date:2026..'",
                      "only some papers, as in a search"},
                     {"broadsheet similar --file notes.md -n 20", "like what is in a file"},
                     {"xclip -o | broadsheet similar --file -", "like what was copied"}},
    };
  }

  void declare(Options& options) override {
    options.words("ID", "2608.01234, acl:2024.acl-long.12, doi:10.1000/x, or a link; as many as you like",
                  Need::kOptional, &request_.ids);
    options.text("--file", "FILE", "a text to which papers are to be similar; - is standard input", &file_);
    options.number("-n,--count", "N", "results to show (see broadsheet config get search.results)", &count_,
                   0, kSearchCountMax);
    options.number("--offset", "N", "results to leave out before them", &offset_, 0, kSearchCountMax);
    options.choice("--sort", {"similarity", "date", "votes"},
                   "most similar first; or the hundred most similar, newest or most voted first", &sort_);
    options.text("--filter", "QUERY", "only papers that match, as in a search: category:cs.CL date:2026..",
                 &request_.filter);
    options.flag("--explain", "shows of what each score is made", &request_.explain);
    options.flag("--json", "prints the answer as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    if (request_.ids.empty() && file_.empty()) {
      notice(context, "similar: name at least one paper, or a text with --file");
      return ExitStatus::kUsage;
    }
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    if (!file_.empty()) {
      TRY(request_.text, read_text(file_));
    }
    request_.sort = papers::parse_similar_sort(sort_).value();
    request_.limit = count_ == kCountNotSaid ? context.settings.search_results : count_;
    request_.offset = offset_;
    text::Analyzer analyzer;
    SimilarResponse response;
    TRY_VOID(
        ask_index(context, *record, true,
                  [&](const search::Searcher* searcher, const search::QueryEncoder& encoder) -> Result<void> {
                    request_.encode_query = encoder;
                    TRY(response, papers::similar_papers(*record, searcher, request_, analyzer));
                    return {};
                  }));
    if (json_) {
      JsonWriter json;
      papers::write_json(response, json);
      context.out.line(json.text());
    } else {
      write(context.out, response);
    }
    return ExitStatus::kDone;
  }

 private:
  void write(Terminal& out, const SimilarResponse& response) const {
    if (response.inputs.size() == 1 && !response.with_text) {
      write_wrapped(out,
                    {{"like ", Style::kDim}, {papers::readable_title(response.inputs.front()), Style::kBold}},
                    0, out.width());
      out.line("");
    }
    if (response.results.empty()) {
      out.line(response.total == 0 ? "No paper found."
                                   : "No more results: there are " + with_thousands(response.total) + ".");
      return;
    }
    write_found(out, response.results, offset_);
  }

  static constexpr std::uint32_t kCountNotSaid = UINT32_MAX;

  papers::SimilarRequest request_;
  std::string file_;
  std::string sort_ = "similarity";
  std::uint32_t count_ = kCountNotSaid;
  std::uint32_t offset_ = 0;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_similar_command() {
  return std::make_unique<SimilarCommand>();
}

}  // namespace broadsheet::app
