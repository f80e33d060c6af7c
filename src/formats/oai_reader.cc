// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/oai_reader.h"

#include <fmt/format.h>
#include <string>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/oai_record.h"
#include "formats/whole_paper.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {
namespace {

class OaiReader final : public Reader, private XmlRecords::Handler {
 public:
  OaiReader() : xml_(*this) {}

  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    sink_ = &sink;
    return xml_.feed(bytes);
  }

  Result<void> finish(RecordSink& sink) override {
    sink_ = &sink;
    TRY_VOID(xml_.finish());
    if (stopped_) return {};
    if (identifiers_ > 0) {
      sink.on_note(fmt::format("{} identifiers without their records: ask for ListRecords", identifiers_));
    } else if (records_ == 0 && !told_) {
      sink.on_note(verb_.empty() ? std::string("empty list")
                                 : "an answer to " + quote(verb_) + ", which has no records");
    }
    return {};
  }

 private:
  bool is_record(std::size_t depth, std::string_view name) const override {
    return ((depth == 1 || depth == 3) && name == "record") || (depth == 3 && name == "header");
  }

  bool stopped() const override { return stopped_; }

  void on_field(std::size_t depth, const XmlElement& field) override {
    if (depth == 2 && field.name == "request") verb_ = field.attribute("verb");
    const std::string text = clean(field.text);
    if (depth == 2 && field.name == "error") {
      const std::string code = clean(field.attribute("code"));
      note(text.empty() ? "the repository answered: " + code
                        : "the repository answered: " + code + ": " + text);
    } else if (depth == 3 && field.name == "resumptionToken" && !text.empty()) {
      sink_->on_next_page("resumptionToken " + quote(text));
      told_ = true;
    }
  }

  void note(std::string text) {
    sink_->on_note(std::move(text));
    told_ = true;
  }

  void on_record(XmlRecord&& found) override {
    const bool is_header = found.element.name == "header";
    if (is_header && !found.too_long && found.element.attribute("status") != "deleted") {
      ++identifiers_;
      return;
    }
    ++records_;
    if (const XmlElement* paper = found.too_long ? nullptr : whole_paper_in(found.element)) {
      on_whole_paper(*paper, found);
      return;
    }
    SourceRecord record;
    std::string reason;
    if (found.too_long) {
      reason = fmt::format("record longer than {} bytes", kRecordBytesMax);
    } else {
      reason = read_oai_record(found.element, record);
    }
    if (reason.empty()) {
      sink_->on_record(std::move(record), found.raw, found.where);
    } else {
      sink_->on_reject(
          {found.where, record.ids.empty() ? record.key : record.ids.front(), std::move(reason)});
    }
    stopped_ = sink_->stopped();
  }

  void on_whole_paper(const XmlElement& paper, const XmlRecord& found) {
    WholePaperContent content;
    std::string reason = read_whole_paper(paper, content);
    if (reason.empty()) {
      for (SourceRecord& record : content.records)
        sink_->on_record(std::move(record), found.raw, found.where);
      for (VoteObservation& votes : content.votes) sink_->on_votes(std::move(votes), found.where);
    } else {
      sink_->on_reject({found.where, clean(paper.attribute("id")), std::move(reason)});
    }
    stopped_ = sink_->stopped();
  }

  XmlRecords xml_;
  RecordSink* sink_ = nullptr;  // of the call at hand
  std::string verb_;
  std::uint64_t records_ = 0;
  std::uint64_t identifiers_ = 0;
  bool told_ = false;
  bool stopped_ = false;
};

}  // namespace

bool is_oai_pmh(const Head& head) {
  if (head.root == "OAI-PMH") return true;
  // A record of its own, as tools for OAI-PMH keep them.
  return head.root == "record" && head.contains("<header") && head.contains("<identifier>oai:");
}

std::unique_ptr<Reader> make_oai_reader(const ReaderOptions&) {
  return std::make_unique<OaiReader>();
}

}  // namespace broadsheet::formats
