// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/rss_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/rss_item.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {

namespace {

constexpr std::string_view kDublinCore = "http://purl.org/dc/elements/1.1/";

RssItem item_of(XmlElement&& element) {
  RssItem item;
  for (XmlElement& field : element.children) {
    if (field.space == kDublinCore && field.name == "creator") {
      if (item.creators.size() <= kAuthorsMax) item.creators.push_back(std::move(field.text));
    } else if (!field.space.empty()) {
      continue;  // other vocabularies have titles and links of their own
    } else if (field.name == "title") {
      item.title = std::move(field.text);
    } else if (field.name == "link") {
      item.link = std::move(field.text);
    } else if (field.name == "guid") {
      item.guid = std::move(field.text);
    } else if (field.name == "description") {
      item.description = std::move(field.text);
    } else if (field.name == "pubDate") {
      item.pub_date = std::move(field.text);
    } else if (field.name == "category" && item.categories.size() <= kCategoriesMax) {
      item.categories.push_back(std::move(field.text));
    }
  }
  return item;
}

class RssReader final : public Reader, private XmlRecords::Handler {
 public:
  explicit RssReader(const ReaderOptions& options) : options_(options), xml_(*this) {}

  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    sink_ = &sink;
    Result<void> fed = xml_.feed(bytes);
    // What was read before stays read.
    if (!fed.ok()) release();
    return fed;
  }

  Result<void> finish(RecordSink& sink) override {
    sink_ = &sink;
    Result<void> finished = xml_.finish();
    release();
    if (finished.ok() && count_ == 0 && !stopped_) sink.on_note("empty list");
    return finished;
  }

 private:
  struct Held {
    RssItem item;
    std::string raw;
    Location where;
    bool too_long = false;
  };

  bool is_record(std::size_t depth, std::string_view name) const override {
    return depth == 3 && name == "item";
  }

  void on_record(XmlRecord&& found) override {
    Held held{item_of(std::move(found.element)), std::move(found.raw), found.where, found.too_long};
    if (const auto published = read_rfc822(held.item.pub_date)) newest_ = std::max(newest_, *published);
    held_bytes_ += sizeof(Held) + held.raw.size();
    held_.push_back(std::move(held));
    release_what_is_settled();
  }

  void on_field(std::size_t depth, const XmlElement& field) override {
    if (depth != 3 || !field.space.empty()) return;
    if (std::string* known = channel_field(field.name)) known->append(field.text);
    release_what_is_settled();
  }

  bool stopped() const override { return stopped_; }

  std::string* channel_field(std::string_view name) {
    if (name == "title") return &channel_.title;
    if (name == "link") return &channel_.link;
    if (name == "language") return &channel_.language;
    if (name == "lastBuildDate") return &channel_.last_build_date;
    if (name == "pubDate") return &channel_.pub_date;
    return nullptr;
  }

  // With the channel's date and link known, nothing needs to be held back.
  void release_what_is_settled() {
    const bool settled = !channel_.last_build_date.empty() && !channel_.link.empty();
    if (settled || held_bytes_ > kHeldBytesMax) release();
  }

  void release() {
    for (Held& held : held_) {
      if (stopped_) break;
      SourceRecord record;
      std::string reason;
      if (held.too_long) {
        reason = fmt::format("record longer than {} bytes", kRecordBytesMax);
      } else {
        reason = read_rss_item(channel_, held.item, options_, newest_, count_, record);
      }
      ++count_;
      if (reason.empty()) {
        sink_->on_record(std::move(record), held.raw, held.where);
      } else {
        sink_->on_reject(
            {held.where, record.ids.empty() ? std::string() : record.ids.front(), std::move(reason)});
      }
      stopped_ = sink_->stopped();
    }
    held_.clear();
    held_bytes_ = 0;
  }

  ReaderOptions options_;
  XmlRecords xml_;
  RecordSink* sink_ = nullptr;  // of the call at hand
  RssChannel channel_;
  std::vector<Held> held_;
  std::size_t held_bytes_ = 0;
  std::uint32_t count_ = 0;  // items released
  Instant newest_{};
  bool stopped_ = false;
};

}  // namespace

bool is_rss(const Head& head) {
  return head.root == "rss";
}

std::unique_ptr<Reader> make_rss_reader(const ReaderOptions& options) {
  return std::make_unique<RssReader>(options);
}

}  // namespace broadsheet::formats
