// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/xml_list_reader.h"

#include <fmt/format.h>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"

namespace broadsheet::formats {

Result<void> XmlListReader::feed(std::string_view bytes, RecordSink& sink) {
  sink_ = &sink;
  return xml_.feed(bytes);
}

Result<void> XmlListReader::finish(RecordSink& sink) {
  sink_ = &sink;
  TRY_VOID(xml_.finish());
  if (!told_ && !stopped_) sink.on_note("empty list");
  return {};
}

void XmlListReader::on_field(std::size_t, const XmlElement&) {}

void XmlListReader::note(std::string text) {
  told_ = true;
  sink_->on_note(std::move(text));
}

void XmlListReader::on_record(XmlRecord&& found) {
  if (!found.too_long && is_passed_over(found.element)) return;
  told_ = true;
  SourceRecord record;
  std::string reason;
  if (found.too_long) {
    reason = fmt::format("record longer than {} bytes", kRecordBytesMax);
  } else {
    reason = read(found.element, record);
    if (reason.empty()) reason = broken_rule(record);
  }
  if (reason.empty()) {
    sink_->on_record(std::move(record), found.raw, found.where);
  } else {
    const std::string& id = record.ids.empty() ? record.key : record.ids.front();
    sink_->on_reject({found.where, id, std::move(reason)});
  }
  stopped_ = sink_->stopped();
}

}  // namespace broadsheet::formats
