// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One document at one address, asked for only if it is another than the one that we have (RFC 9110, 13.1).

#include <utility>

#include "formats/limits.h"
#include "ingest/protocol.h"

namespace broadsheet::ingest {
namespace {

class DocumentProtocol : public Protocol {
 public:
  explicit DocumentProtocol(HarvestTarget target) : target_(std::move(target)) {}

  void begin(HarvestState& state, Day) const override { state.drop_list(); }

  Question next(const HarvestState& state) const override {
    Question question{target_.url, {}};
    if (!state.etag.empty()) question.headers.emplace_back("If-None-Match", state.etag);
    if (!state.last_modified.empty()) question.headers.emplace_back("If-Modified-Since", state.last_modified);
    return question;
  }

  Result<PageMeaning> read(const http::Fetched& answer, HarvestState& state) const override {
    if (answer.status == http::kNotModified) return PageMeaning{.is_last = true};
    const std::string_view head = std::string_view(answer.body).substr(0, formats::kRecogniseBytes);
    if (formats::recognise(head) == formats::Format::kUnknown)
      return Error(ErrorCode::kInvalid, "this is no document of a format that Broadsheet reads");
    ++state.pages;
    state.etag = answer.header("etag");
    state.last_modified = answer.header("last-modified");
    return PageMeaning{.has_records = true, .is_last = true};
  }

 private:
  const HarvestTarget target_;
};

}  // namespace

std::unique_ptr<Protocol> make_document_protocol(const HarvestTarget& target) {
  return std::make_unique<DocumentProtocol>(target);
}

}  // namespace broadsheet::ingest
