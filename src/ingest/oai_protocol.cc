// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// OAI-PMH 2.0: ListRecords from the day on which the last complete list was begun, which its own responseDate
// tells; without `until`, as arXiv asks for, so that nothing falls between two harvests. From another
// Broadsheet, which counts seconds, from the very second.

#include <chrono>
#include <utility>

#include "base/percent.h"
#include "formats/oai_page.h"
#include "formats/whole_paper.h"
#include "ingest/protocol.h"

namespace broadsheet::ingest {
namespace {

class OaiProtocol : public Protocol {
 public:
  explicit OaiProtocol(HarvestTarget target) : target_(std::move(target)) {}

  void begin(HarvestState& state, Day) const override {
    state.drop_list();
    state.list_from = target_.from ? format_day(*target_.from) : state.from;
  }

  Question next(const HarvestState& state) const override {
    const char separator = target_.url.find('?') == std::string::npos ? '?' : '&';
    std::string url = target_.url + separator + "verb=ListRecords";
    if (!state.next.empty()) return {url + "&resumptionToken=" + percent_encode(state.next), {}};
    url += "&metadataPrefix=" + percent_encode(target_.prefix.empty() ? "oai_dc" : target_.prefix);
    if (!state.list_from.empty()) url += "&from=" + state.list_from;
    if (target_.until) url += "&until=" + format_day(*target_.until);
    if (!target_.set.empty()) url += "&set=" + percent_encode(target_.set);
    return {std::move(url), {}};
  }

  Result<PageMeaning> read(const http::Fetched& answer, HarvestState& state) const override {
    TRY(formats::OaiPage page, formats::read_oai_page(answer.body));
    if (state.list_began.empty() && page.response_date) state.list_began = from_of(*page.response_date);
    if (page.error) return read_error(*page.error, state);
    ++state.pages;
    state.next = page.resumption_token.value_or("");
    PageMeaning meaning{
        .has_records = true, .is_last = state.next.empty(), .list_size = page.complete_list_size};
    if (meaning.is_last) complete(state);
    return meaning;
  }

  std::string_view records_of(const http::Fetched& answer) const override {
    const std::string_view body = answer.body;
    const std::size_t begin = body.find("<record");
    const std::size_t end = body.rfind("</record>");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
    return body.substr(begin, end - begin);
  }

  std::optional<formats::Format> format() const override { return formats::Format::kOaiPmh; }

 private:
  PageMeaning read_error(const formats::OaiError& error, HarvestState& state) const {
    if (error.code == "noRecordsMatch") {
      complete(state);
      return PageMeaning{.is_last = true};
    }
    if (error.code == "badResumptionToken" && !state.next.empty())
      return PageMeaning{.begin_again = true,
                         .note = "its token for the next page had expired: the list was begun anew"};
    PageMeaning meaning{.refusal = "the repository answers " + error.code};
    if (!error.message.empty()) meaning.refusal += ": " + error.message;
    return meaning;
  }

  // As precise as the repository surely is.
  std::string from_of(Instant response_date) const {
    if (target_.prefix != formats::kWholePaperPrefix)
      return format_day(std::chrono::floor<std::chrono::days>(response_date));
    return formats::oai_time(response_date);
  }

  void complete(HarvestState& state) const {
    if (!state.list_began.empty()) state.from = state.list_began;
    state.drop_list();
  }

  const HarvestTarget target_;
};

}  // namespace

std::unique_ptr<Protocol> make_oai_protocol(const HarvestTarget& target) {
  return std::make_unique<OaiProtocol>(target);
}

}  // namespace broadsheet::ingest
