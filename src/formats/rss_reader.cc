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
constexpr std::string_view kRss10 = "http://purl.org/rss/1.0/";
constexpr std::string_view kArxiv = "http://arxiv.org/schemas/atom";
constexpr std::string_view kContent = "http://purl.org/rss/1.0/modules/content/";

// RSS 2.0 has no namespace; RSS 1.0 and some feeds of 2.0 give their own elements one.
bool is_own(std::string_view space) {
  return space.empty() || space == kRss10 || space.starts_with("http://backend.userland.com/");
}

bool is_prism(std::string_view space) {
  return space.find("prismstandard.org/") != std::string_view::npos;
}

std::string* own_field(RssItem& item, std::string_view name) {
  if (name == "title") return &item.title;
  if (name == "link") return &item.link;
  if (name == "guid") return &item.guid;
  if (name == "description") return &item.description;
  if (name == "pubDate") return &item.pub_date;
  return nullptr;
}

// Vocabularies that publishers and arXiv add. What others call a title or a link is not the item's.
std::string* added_field(RssItem& item, const XmlElement& field) {
  const bool is_dublin_core = field.space == kDublinCore;
  if (is_prism(field.space)) {
    if (field.name == "doi") return &item.doi;
    if (field.name == "publicationName") return &item.venue;
    if (field.name == "publicationDate" || field.name == "coverDate") return &item.date;
  } else if (is_dublin_core) {
    if (field.name == "date") return &item.date;
    if (field.name == "language") return &item.language;
    if (field.name == "identifier" && item.doi.empty() && !doi_ids(field.text).empty()) return &item.doi;
  } else if (field.space == kArxiv) {
    if (field.name == "announce_type") return &item.announce_type;
    if (field.name == "DOI") return &item.doi;
    if (field.name == "journal_reference") return &item.venue;
  } else if (field.space == kContent && field.name == "encoded") {
    return &item.content;
  }
  return nullptr;
}

RssItem item_of(XmlElement&& element) {
  RssItem item;
  for (XmlElement& field : element.children) {
    std::vector<std::string>* list = nullptr;
    if (field.space == kDublinCore && field.name == "creator") {
      list = &item.creators;
    } else if (is_own(field.space) && field.name == "author") {
      list = &item.mailboxes;
    } else if (is_own(field.space) && field.name == "category") {
      list = &item.categories;
    }
    if (list != nullptr) {
      if (list->size() <= kAuthorsMax) list->push_back(std::move(field.text));
      continue;
    }
    std::string* text = is_own(field.space) ? own_field(item, field.name) : added_field(item, field);
    if (text != nullptr && !trim(field.text).empty()) *text = std::move(field.text);
  }
  if (item.guid.empty()) item.guid = element.attribute("about");
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
    // In RSS 1.0 the items stand beside the channel.
    return name == "item" && (depth == 3 || (depth == 2 && xml_.root() == "RDF"));
  }

  void on_record(XmlRecord&& found) override {
    Held held{item_of(std::move(found.element)), std::move(found.raw), found.where, found.too_long};
    if (const auto published = read_rfc822(held.item.pub_date)) newest_ = std::max(newest_, *published);
    held_bytes_ += sizeof(Held) + held.raw.size();
    held_.push_back(std::move(held));
    release_what_is_settled();
  }

  void on_field(std::size_t depth, const XmlElement& field) override {
    if (depth != 3 || !is_own(field.space)) return;
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
  return head.root == "rss" || (head.root == "RDF" && head.contains(kRss10));
}

std::unique_ptr<Reader> make_rss_reader(const ReaderOptions& options) {
  return std::make_unique<RssReader>(options);
}

}  // namespace broadsheet::formats
