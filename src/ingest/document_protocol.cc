// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What is at one address: a document, asked for only if it is another than the one that we have (RFC 9110,
// 13.1), or the first page of a service's list, which is read to its end. "{from}" and "{until}" in the
// address stand for the day of the last harvest and for today.

#include <chrono>
#include <utility>

#include "formats/list_page.h"
#include "ingest/protocol.h"

namespace broadsheet::ingest {
namespace {

class DocumentProtocol : public Protocol {
 public:
  explicit DocumentProtocol(HarvestTarget target) : target_(std::move(target)) {}

  void begin(HarvestState& state, Day today) const override {
    state.drop_list();
    state.list_from = target_.from ? format_day(*target_.from) : state.from;
    state.list_began = format_day(target_.until.value_or(today));
  }

  Question next(const HarvestState& state) const override {
    if (!state.next.empty()) return {state.next, {}};
    Question question{first_url(state), {}};
    if (!state.etag.empty()) question.headers.emplace_back("If-None-Match", state.etag);
    if (!state.last_modified.empty()) question.headers.emplace_back("If-Modified-Since", state.last_modified);
    return question;
  }

  Result<PageMeaning> read(const http::Fetched& answer, HarvestState& state) const override {
    if (answer.status == http::kNotModified) return PageMeaning{.is_last = true};
    TRY(const formats::Format format, format_of(answer.body));
    const std::string asked = state.next.empty() ? first_url(state) : state.next;
    TRY(const std::optional<formats::ListPage> page, formats::read_list_page(format, answer.body, asked));
    ++state.pages;
    PageMeaning meaning{.has_records = true, .is_last = !page || page->next.empty()};
    if (page) meaning.list_size = page->total;
    if (!meaning.is_last) {
      state.next = page->next;
      // What a server calls the first page says nothing about the others.
      state.etag.clear();
      state.last_modified.clear();
      return meaning;
    }
    if (state.pages == 1) {
      state.etag = answer.header("etag");
      state.last_modified = answer.header("last-modified");
    }
    complete(state);
    return meaning;
  }

  bool pages_expire() const override { return true; }

 private:
  static constexpr std::string_view kFrom = "{from}";
  static constexpr std::string_view kUntil = "{until}";
  // Before any preprint server.
  static constexpr std::string_view kEver = "1990-01-01";

  std::string first_url(const HarvestState& state) const {
    std::string url = target_.url;
    fill_in(url, kFrom, state.list_from.empty() ? kEver : std::string_view(state.list_from));
    fill_in(url, kUntil, state.list_began);
    return url;
  }

  // Days begin at different hours in different places: the last one is asked for once more.
  void complete(HarvestState& state) const {
    const Result<Day> began = parse_day(state.list_began);
    if (began.ok() && target_.url.find(kFrom) != std::string::npos)
      state.from = format_day(*began - std::chrono::days(1));
    state.drop_list();
  }

  const HarvestTarget target_;
};

}  // namespace

std::unique_ptr<Protocol> make_document_protocol(const HarvestTarget& target) {
  return std::make_unique<DocumentProtocol>(target);
}

}  // namespace broadsheet::ingest
