// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/list_forms.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "base/content_coding.h"
#include "papers/paper_markdown.h"
#include "papers/paper_view.h"
#include "web/limits.h"
#include "web/negotiation.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::ExportFormat;

// A list on its way.
class PaperStream : public http::BodyStream {
 public:
  PaperStream(ExportFormat format, std::vector<PaperNumber> numbers, ContentCoding coding,
              std::optional<papers::LibraryWords> own)
      : exporter_(format, own.has_value()),
        own_(std::move(own)),
        numbers_(std::move(numbers)),
        encoder_(coding, CodingEffort::kFast) {}

  Result<std::string> next(Backend& backend) {
    std::string piece;
    // Few papers may be packed to nothing yet.
    while (piece.empty() && !ended_) {
      TRY(const std::string text, next_text(backend));
      piece = encoder_.add(text);
      if (ended_) piece += encoder_.end();
    }
    return piece;
  }

 private:
  Result<std::string> next_text(Backend& backend) {
    std::string text = at_ == 0 ? exporter_.begin() : "";
    const auto batch = std::span(numbers_).subspan(at_, std::min(kExportBatch, numbers_.size() - at_));
    TRY(const store::PapersRead read, backend.record().papers(batch));
    papers::log_unreadable(read);
    for (const store::PaperView& paper : read.views) {
      formats::OwnWords own;
      if (own_) {
        TRY(own, own_->of(backend.record(), paper.number));
      }
      text += exporter_.add(paper, own);
    }
    at_ += batch.size();
    ended_ = at_ == numbers_.size();
    if (ended_) text += exporter_.end();
    return text;
  }

  papers::Exporter exporter_;
  std::optional<papers::LibraryWords> own_;
  std::vector<PaperNumber> numbers_;
  ContentEncoder encoder_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

// What a browser calls the file: of the title what every file system takes.
std::string file_name(const std::string& title, std::string_view suffix) {
  std::string name;
  for (const char c : title) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (kept) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
    if (name.size() == kFileNameBytesMax) break;
  }
  while (name.ends_with('-')) name.pop_back();
  return (name.empty() ? "papers" : name) + std::string(suffix);
}

std::string markdown_of(const Exchange& exchange, const ListText& text,
                        const std::vector<store::PaperView>& papers) {
  std::string markdown = "# " + papers::markdown_text(text.title) + "\n\n";
  papers::Exporter exporter(ExportFormat::kMarkdown);
  markdown += exporter.begin();
  for (const store::PaperView& paper : papers) markdown += exporter.add(paper);
  markdown += exporter.end();
  if (!text.next_path.empty()) markdown += "\n[Next page](" + exchange.base_url + text.next_path + ")\n";
  return markdown;
}

}  // namespace

ListForm take_list_form(const Exchange& exchange, std::string& name) {
  ListForm form;
  for (const papers::ExportForm& one : papers::export_forms()) {
    if (!name.ends_with(one.suffix)) continue;
    name.resize(name.size() - one.suffix.size());
    form.file = one.format;
    break;
  }
  if (!form.file) form.feed = take_feed_suffix(name);
  if (form.is_page() && wants_markdown(exchange.request)) form.file = ExportFormat::kMarkdown;
  form.in_pages = form.file == ExportFormat::kMarkdown && exchange.target.parameter("all") != "true";
  return form;
}

bool is_list_suffix(std::string_view text) {
  return std::ranges::find(papers::export_forms(), text, &papers::ExportForm::suffix) !=
             papers::export_forms().end() ||
         std::ranges::find(feed_forms(), text, &FeedForm::suffix) != feed_forms().end();
}

http::Response feed_of_arrivals(const Exchange& exchange, FeedKind kind, const ListText& text,
                                std::vector<PaperNumber> numbers, std::uint64_t page) {
  // A paper keeps the number that it got when it came.
  std::ranges::sort(numbers, std::ranges::greater());
  const std::size_t from = std::min<std::uint64_t>(page * kFeedSize, numbers.size());
  const std::size_t count = std::min(kFeedSize, numbers.size() - from);
  auto read = exchange.backend.record().papers(std::span(numbers).subspan(from, count));
  if (!read.ok()) return error_response(read.error());
  papers::log_unreadable(*read);
  ListText with_next = text;
  if (from + count < numbers.size())
    with_next.next_path = target_with(exchange, "p", std::to_string(page + 1));
  return list_part(exchange, {.feed = kind, .file = {}}, with_next, read->views);
}

http::Response list_part(const Exchange& exchange, const ListForm& form, const ListText& text,
                         const std::vector<store::PaperView>& papers) {
  if (form.feed) {
    const Instant now = exchange.backend.site().clock.now();
    return feed_response(*form.feed, {.title = "Broadsheet: " + text.title,
                                      .base_url = exchange.base_url,
                                      .page_path = text.path,
                                      .self_path = exchange.request.target,
                                      .next_path = text.next_path,
                                      .hub = exchange.backend.site().websub_hub,
                                      .now = now,
                                      .entries = feed_entries(exchange.base_url, papers, now)});
  }
  http::Response response = text_response(markdown_of(exchange, text, papers), std::string(kMarkdownType));
  vary_by(response, "Accept");
  return std::move(response.set("Cache-Control", "no-cache"));
}

http::Response whole_list(const Exchange& exchange, ExportFormat format, const ListText& text,
                          std::vector<PaperNumber> numbers, std::optional<papers::LibraryWords> own) {
  const papers::ExportForm& form = papers::export_form(format);
  http::Response response = text_response("", std::string(form.media_type));
  const ContentCoding coding = choose_coding(exchange.request.header("accept-encoding"), codings_of_pages());
  if (coding != ContentCoding::kIdentity)
    response.set("Content-Encoding", std::string(content_coding_name(coding)));
  vary_by(response, "Accept-Encoding");
  response.stream = std::make_shared<PaperStream>(format, std::move(numbers), coding, std::move(own));
  return std::move(
      response
          .set("Content-Disposition", "attachment; filename=\"" + file_name(text.title, form.suffix) + "\"")
          .set("Cache-Control", "no-cache"));
}

Result<std::string> next_piece(Backend& backend, http::BodyStream& stream) {
  // No other stream is ever made here.
  return static_cast<PaperStream&>(stream).next(backend);
}

}  // namespace broadsheet::web
