// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/oai_page.h"

#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/whole_paper.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {
namespace {

std::optional<std::uint64_t> read_number(std::string_view text) {
  text = trim(text);
  std::uint64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (text.empty() || error != std::errc{} || end != last) return std::nullopt;
  return number;
}

}  // namespace

// The few fields outside of the records are what XmlRecords takes for records here.
struct OaiPageReader::State final : private XmlRecords::Handler {
  State() : xml(*this) {}

  bool is_record(std::size_t depth, std::string_view name) const override {
    return (depth == 2 && (name == "responseDate" || name == "request" || name == "error")) ||
           (depth == 3 && name == "resumptionToken") || (depth == 4 && name == kWholePaperOffer);
  }
  void on_field(std::size_t, const XmlElement&) override {}
  bool stopped() const override { return token_too_long; }

  void on_record(XmlRecord&& found) override {
    const XmlElement& field = found.element;
    if (field.name == "responseDate") {
      page.response_date = read_instant(trim(field.text));
    } else if (field.name == "request") {
      page.verb = clean(field.attribute("verb"));
    } else if (field.name == "error") {
      if (!page.error) page.error = OaiError{clean(field.attribute("code")), clean(field.text)};
    } else if (field.name == kWholePaperOffer) {
      page.offers_whole_papers = page.offers_whole_papers || field.space == kWholePaperSpace;
    } else {
      read_token(found);
    }
  }

  void read_token(const XmlRecord& found) {
    const XmlElement& token = found.element;
    const std::string_view text = trim(token.text);
    token_too_long = found.too_long || text.size() > kOaiTokenBytesMax;
    if (token_too_long) return;
    page.resumption_token = std::string(text);
    page.expiration_date = read_instant(trim(token.attribute("expirationDate")));
    page.cursor = read_number(token.attribute("cursor"));
    page.complete_list_size = read_number(token.attribute("completeListSize"));
  }

  Result<void> checked(Result<void> result) const {
    if (token_too_long) {
      return Error(ErrorCode::kTooLarge,
                   fmt::format("a resumption token longer than {} bytes", kOaiTokenBytesMax));
    }
    return result;
  }

  OaiPage page;
  bool token_too_long = false;
  XmlRecords xml;
};

OaiPageReader::OaiPageReader() : state_(std::make_unique<State>()) {}
OaiPageReader::~OaiPageReader() = default;

Result<void> OaiPageReader::feed(std::string_view bytes) {
  return state_->checked(state_->xml.feed(bytes));
}

Result<OaiPage> OaiPageReader::finish() {
  TRY_VOID(state_->checked(state_->xml.finish()));
  if (state_->xml.root() != "OAI-PMH") {
    return Error(ErrorCode::kInvalid,
                 "not an answer of OAI-PMH: the document's root is " + quote(state_->xml.root()));
  }
  return std::move(state_->page);
}

Result<OaiPage> read_oai_page(std::string_view answer) {
  OaiPageReader reader;
  TRY_VOID(reader.feed(answer));
  return reader.finish();
}

std::string oai_time(Instant instant) {
  // "2026-07-01T12:00:00.000Z", of which the fraction goes.
  return format_instant(instant).substr(0, 19) + "Z";
}

}  // namespace broadsheet::formats
