// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// XmlRecords: the elements of an XML document that are records, one at a time, with the bytes that they
// were read from. What all XML readers of this room stand on; within this room only.
//
// A DOCTYPE may name a DTD, which is never loaded, but it may declare nothing: there are no entities but
// XML's own five and, where a DTD is named, those of HTML. Memory is that of one record and one token,
// whatever the document's size.

#ifndef BROADSHEET_FORMATS_XML_RECORDS_H_
#define BROADSHEET_FORMATS_XML_RECORDS_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "formats/reader.h"

namespace broadsheet::formats {

// An element with all that is in it. Names are without their prefix.
struct XmlElement {
  std::string name;
  std::string space;  // the URI of its namespace, "" for none and for a prefix that was never declared
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;             // the characters between its children, not those within them
  std::size_t text_before = 0;  // bytes of its parent's text that stand before it
  std::vector<XmlElement> children;

  // The first of that name; null if there is none.
  const XmlElement* child(std::string_view wanted) const;
  // The text of the first child of that name; "" if there is none.
  std::string_view child_text(std::string_view wanted) const;
  // "" if there is none.
  std::string_view attribute(std::string_view wanted) const;
  // Its text and that of all within it, in the order of the document; a blank sets paragraphs apart.
  std::string all_text() const;
};

struct XmlRecord {
  XmlElement element;
  std::string raw;  // empty if it is too long
  Location where;
  bool too_long = false;  // more than kRecordBytesMax bytes or kXmlElementsMax elements
};

class XmlRecords {
 public:
  // Called from within feed() and finish(). The root's depth is 1.
  class Handler {
   public:
    virtual ~Handler() = default;
    virtual bool is_record(std::size_t depth, std::string_view name) const = 0;
    virtual void on_record(XmlRecord&& record) = 0;
    // An element outside of records, at its start: its name and attributes.
    virtual void on_start(std::size_t depth, const XmlElement& element) {
      (void)depth;
      (void)element;
    }
    // An element outside of records that has no children, at its end; of its text the first kUrlBytesMax
    // bytes.
    virtual void on_field(std::size_t depth, const XmlElement& field) = 0;
    // Asked after each record; true ends the reading.
    virtual bool stopped() const = 0;
  };

  explicit XmlRecords(Handler& handler);
  ~XmlRecords();
  XmlRecords(const XmlRecords&) = delete;
  XmlRecords& operator=(const XmlRecords&) = delete;

  // kInvalid with the place for what is no XML, kTooLarge for a tag that is too long; nothing further can be
  // read then, and a record that was open was not read.
  Result<void> feed(std::string_view bytes);
  Result<void> finish();
  // The name of the root element; "" before it was read.
  std::string_view root() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_XML_RECORDS_H_
