// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/tagged_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/line_reader.h"
#include "formats/tagged_format.h"
#include "formats/tagged_record.h"
#include "text/encodings.h"
#include "text/utf8.h"

namespace broadsheet::formats {

namespace {

class TaggedReader final : public LineReader {
 public:
  explicit TaggedReader(const TaggedFormat& format) : format_(format) {}

 private:
  void read_line(const Line& line, RecordSink& sink) override {
    std::string decoded;
    std::string_view text = line.text;
    if (!text::is_valid_utf8(text)) text = decoded = text::decode_windows_1252_lines(text);
    const auto tagged = format_.parse(text);
    if (tagged && begins_record(tagged->tag)) end_record(sink);
    if (sink.stopped()) return;
    if (trim(text).empty()) {
      blank_before_ = true;
      if (open_) keep(line);
      return;
    }
    if (tagged && !open_) {
      if (tagged->tag == format_.end_tag || !begins_outside(tagged->tag)) return;
      open_ = true;
      begin_line_ = line.number;
    }
    blank_before_ = false;
    if (!open_) return;
    keep(line);
    if (tagged && tagged->tag == format_.end_tag) {
      end_record(sink);
    } else if (tagged) {
      if (tagged->tag == format_.begin_tag) begun_ = true;
      add(*tagged);
    } else {
      go_on(text);
    }
  }

  void end(RecordSink& sink) override {
    end_record(sink);
    if (!any_ && !sink.stopped()) sink.on_note("empty list");
  }

  bool begins_record(std::string_view tag) const {
    if (tag == format_.begin_tag) return true;
    // In refer a blank line is all that stands between two records, but EndNote begins each with its type.
    return format_.blank_line_separates && blank_before_ && !begun_;
  }

  // A record that lacks its first line is still one, unless the format has a preface of tagged lines.
  bool begins_outside(std::string_view tag) const {
    return !format_.lines_are_names || tag == format_.begin_tag;
  }

  void keep(const Line& line) {
    if (line.too_long || raw_.size() + line.text.size() >= kRecordBytesMax) too_long_ = true;
    if (too_long_) return;
    raw_.append(line.text);
    raw_ += '\n';
  }

  void add(const TaggedLine& line) {
    if (!too_long_) values_.push_back({std::string(line.tag), std::string(line.value)});
  }

  void go_on(std::string_view text) {
    const bool indented = text.front() == ' ' || text.front() == '\t';
    if (too_long_ || values_.empty() || (format_.indented_lines_go_on && !indented)) return;
    TaggedValue& last = values_.back();
    if (format_.lines_are_names && (last.tag == "AU" || last.tag == "AF" || last.tag == "CA")) {
      values_.push_back({last.tag, std::string(trim(text))});
      return;
    }
    if (!last.value.empty()) last.value += ' ';
    last.value += trim(text);
  }

  void end_record(RecordSink& sink) {
    if (!open_) return;
    any_ = true;
    SourceRecord record;
    const Location where{begin_line_, std::nullopt};
    std::string reason = read_tagged_record(format_, values_, record);
    if (too_long_) reason = fmt::format("record longer than {} bytes", kRecordBytesMax);
    if (reason.empty()) {
      sink.on_record(std::move(record), raw_, where);
    } else {
      sink.on_reject({where, id_of(record), std::move(reason)});
    }
    values_.clear();
    raw_.clear();
    open_ = begun_ = too_long_ = false;
  }

  // What a rejected record shows; its key is no more than a hash where it has no title.
  static std::string id_of(const SourceRecord& record) {
    if (!record.ids.empty()) return record.ids.front();
    return record.key.starts_with("title:") ? std::string() : record.key.substr(0, kKeyBytesMax);
  }

  const TaggedFormat& format_;
  std::vector<TaggedValue> values_;
  std::string raw_;
  std::uint64_t begin_line_ = 0;
  bool open_ = false;          // inside a record
  bool begun_ = false;         // which began with the tag for that
  bool blank_before_ = false;  // the line before was blank
  bool too_long_ = false;
  bool any_ = false;
};

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The tagged lines of a head, in order; `look` answers false to end.
template <typename Look>
void for_each_tag(const Head& head, const TaggedFormat& format, Look&& look) {
  for_each_line(head, [&](std::string_view line) {
    const auto tagged = format.parse(line);
    return look(tagged ? *tagged : TaggedLine{});
  });
}

}  // namespace

// A type of reference, "TY  - JOUR", and another tag behind it.
bool is_ris(const Head& head) {
  bool typed = false;
  bool found = false;
  for_each_tag(head, ris_format(), [&](const TaggedLine& line) {
    if (typed) found = !line.tag.empty();
    const bool names_type =
        !line.value.empty() && line.value.size() <= 8 &&
        line.value.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
    typed = line.tag == "TY" && names_type;
    return !found;
  });
  return found;
}

bool is_medline(const Head& head) {
  bool found = false;
  for_each_tag(head, medline_format(), [&](const TaggedLine& line) {
    found = line.tag == "PMID" && is_number(line.value);
    return !found && line.tag.empty();
  });
  return found;
}

// "FN Clarivate Analytics Web of Science", "VR 1.0" and the first "PT J".
bool is_web_of_science(const Head& head) {
  if (!head.text.starts_with("FN ") && !head.text.starts_with("PT ")) return false;
  bool typed = false;
  bool found = false;
  for_each_tag(head, web_of_science_format(), [&](const TaggedLine& line) {
    if (line.tag == "PT" && line.value.size() == 1) typed = true;
    found = typed && (line.tag == "TI" || line.tag == "SO");
    return !found;
  });
  return found;
}

// A title and something else, and nothing before them that has no tag.
bool is_endnote(const Head& head) {
  bool titled = false;
  bool named = false;
  for_each_tag(head, endnote_format(), [&](const TaggedLine& line) {
    if (line.tag.empty() && !titled && !named) return false;
    titled = titled || line.tag == "%T";
    named = named || line.tag == "%0" || line.tag == "%A" || line.tag == "%J";
    return !(titled && named);
  });
  return titled && named;
}

std::unique_ptr<Reader> make_ris_reader(const ReaderOptions& /*options*/) {
  return std::make_unique<TaggedReader>(ris_format());
}

std::unique_ptr<Reader> make_medline_reader(const ReaderOptions& /*options*/) {
  return std::make_unique<TaggedReader>(medline_format());
}

std::unique_ptr<Reader> make_web_of_science_reader(const ReaderOptions& /*options*/) {
  return std::make_unique<TaggedReader>(web_of_science_format());
}

std::unique_ptr<Reader> make_endnote_reader(const ReaderOptions& /*options*/) {
  return std::make_unique<TaggedReader>(endnote_format());
}

}  // namespace broadsheet::formats
