// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet mcp: the library for an assistant that starts us, a message a line over stdin and stdout.

#include <cerrno>
#include <memory>
#include <unistd.h>
#include <utility>

#include "app/commands.h"
#include "app/published_index.h"
#include "app/query_encoder.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "app/signals.h"
#include "base/log.h"
#include "formats/line_splitter.h"
#include "mcp/limits.h"
#include "mcp/server.h"
#include "papers/editions.h"

namespace broadsheet::app {
namespace {

// What stays open from message to message.
class Session {
 public:
  Session(Context& context, std::unique_ptr<store::Record> record, std::shared_ptr<const encode::Model> model)
      : context_(context),
        record_(std::move(record)),
        editions_(*record_, context.clock, context.settings.day_rule(), context.settings.trending),
        encode_query_(make_query_encoder(model)) {
    if (model != nullptr) index_.set_fingerprint(model->fingerprint());
  }

  // An index that is missing or damaged is made before anything is asked of it.
  Result<void> begin() {
    TRY(const Revision head, record_->head());
    open_index();
    if (index_.searcher() == nullptr && head.value() > 0) mend(false);
    return {};
  }

  std::string answer(std::string_view message) {
    if (index_.take_damaged()) mend(true);
    open_index();
    const auto searcher = index_.searcher();
    const mcp::Library library{.record = *record_,
                               .editions = editions_,
                               .analyzer = analyzer_,
                               .searcher = searcher.get(),
                               .encode_query = encode_query_,
                               .index_is_damaged = [this] { index_.mark_damaged(); },
                               .version = BROADSHEET_VERSION};
    return mcp::answer(library, message).body;
  }

 private:
  // As it was published last: what was ingested meanwhile can be found.
  void open_index() {
    const Result<void> opened = index_.open(context_.folder.path(), *record_);
    if (!opened.ok() && opened.error().code() == ErrorCode::kDamaged) mend(true);
  }

  // Without an index ids still find their papers, so nothing of this ends the session.
  void mend(bool damaged) {
    notice(context_, damaged ? "the index is damaged: making it anew from the papers"
                             : "nothing is indexed yet: doing it now");
    Result<void> made = make_index(context_, damaged);
    if (made.ok()) made = index_.open(context_.folder.path(), *record_);
    if (!made.ok()) notice(context_, "the index was not made: " + made.error().message());
  }

  Context& context_;
  std::unique_ptr<store::Record> record_;
  papers::Editions editions_;
  PublishedIndex index_;
  search::QueryEncoder encode_query_;
  text::Analyzer analyzer_;
};

class McpCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "mcp",
        .group = "Serving",
        .summary = "answers an assistant over stdin and stdout (Model Context Protocol)",
        .about =
            "For programs that start us, such as assistants on the desktop: a JSON-RPC message a line "
            "on stdin, the answers on stdout, until stdin ends. The tools are search, paper, similar, "
            "edition, trending and export; papers are resources, as Markdown. Nothing can be changed "
            "through it. `broadsheet serve` answers the same over HTTP, at /mcp.",
        .examples = {{"claude mcp add broadsheet -- broadsheet mcp", "in the settings of an assistant"},
                     {"broadsheet --data ~/papers mcp", "over a certain data folder"}},
    };
  }

  void declare(Options&) override {}

  Result<ExitStatus> run(Context& context) override {
    if (isatty(STDERR_FILENO) == 0) set_log_form(LogForm::kJsonLines);
    TRY_VOID(context.folder.create());
    // An empty data folder gets an empty record; from then on this process only reads.
    TRY_VOID(open_record_for_writing(context));
    TRY(std::unique_ptr<store::Record> record, open_record_for_reading(context));
    const auto tell = [&context](const std::string& why) { notice(context, why); };
    Session session(context, std::move(record), load_model(context, tell));
    TRY_VOID(session.begin());
    if (isatty(STDIN_FILENO) != 0) notice(context, "an assistant is to write here; Ctrl-D ends it");
    return converse(context, session);
  }

 private:
  static Result<ExitStatus> converse(Context& context, Session& session) {
    formats::LineSplitter lines(mcp::kMessageBytesMax);
    Result<void> sent;
    const auto on_line = [&](const formats::Line& line) {
      if (line.text.empty()) return true;
      const std::string answer = line.too_long ? mcp::refuse_long_message().body : session.answer(line.text);
      if (!answer.empty()) {
        context.out.line(answer);
        sent = context.out.flush();
      }
      return sent.ok() && !stop_requested();
    };
    std::string piece(kPieceBytes, '\0');
    while (sent.ok() && !stop_requested()) {
      const ssize_t count = read(STDIN_FILENO, piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return errno_error("read", "standard input");
      if (count == 0) {
        lines.finish(on_line);
        break;
      }
      lines.feed(std::string_view(piece).substr(0, static_cast<std::size_t>(count)), on_line);
    }
    TRY_VOID(std::move(sent));
    return ExitStatus::kDone;
  }

  static constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
};

}  // namespace

std::unique_ptr<Command> make_mcp_command() {
  return std::make_unique<McpCommand>();
}

}  // namespace broadsheet::app
