// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// XmlListReader: what the readers of XML have in common whose documents are a list of records and nothing
// else. Within this room only.

#ifndef BROADSHEET_FORMATS_XML_LIST_READER_H_
#define BROADSHEET_FORMATS_XML_LIST_READER_H_

#include <string>
#include <string_view>

#include "formats/reader.h"
#include "formats/source_record.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {

// Confined to one thread. A format says which elements are records and what they say.
class XmlListReader : public Reader, protected XmlRecords::Handler {
 public:
  Result<void> feed(std::string_view bytes, RecordSink& sink) final;
  Result<void> finish(RecordSink& sink) final;

 protected:
  XmlListReader() : xml_(*this) {}

  // Fills the record; its source and key are set when it returns. Answers why it is rejected where that is no
  // broken_rule(), else an empty text.
  virtual std::string read(const XmlElement& element, SourceRecord& record) = 0;
  // True for an element that is_record() names for the sake of what it says about the records after it.
  virtual bool is_passed_over(const XmlElement&) { return false; }

  void on_field(std::size_t depth, const XmlElement& field) override;
  void note(std::string text);
  std::string_view root() const { return xml_.root(); }

 private:
  void on_record(XmlRecord&& found) final;
  bool stopped() const final { return stopped_; }

  XmlRecords xml_;
  RecordSink* sink_ = nullptr;  // of the call at hand
  bool told_ = false;           // a record, a rejection or a note
  bool stopped_ = false;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_XML_LIST_READER_H_
