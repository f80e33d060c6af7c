// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/rss_reader.h"

#include <algorithm>
#include <expat.h>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/rss_item.h"

namespace broadsheet::formats {

namespace {

constexpr std::string_view kDcCreator = "http://purl.org/dc/elements/1.1/|creator";

// Follows Expat's events. Channel and item fields are the direct children of their elements; what is
// nested deeper, or of another name, is passed over.
class RssReader final : public Reader {
 public:
  explicit RssReader(const ReaderOptions& options)
      : options_(options), parser_(XML_ParserCreateNS(nullptr, '|')) {
    CHECK(parser_ != nullptr);
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &RssReader::on_start, &RssReader::on_end);
    XML_SetCharacterDataHandler(parser_, &RssReader::on_text);
    XML_SetStartDoctypeDeclHandler(parser_, &RssReader::on_doctype);
  }
  ~RssReader() override { XML_ParserFree(parser_); }
  RssReader(const RssReader&) = delete;
  RssReader& operator=(const RssReader&) = delete;

  // Expat always sees pieces of the same size, however the bytes come in.
  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    while (!bytes.empty() && !stopped_) {
      const std::size_t taken = std::min(kXmlPieceBytes - piece_.size(), bytes.size());
      piece_.append(bytes.substr(0, taken));
      bytes.remove_prefix(taken);
      if (piece_.size() == kXmlPieceBytes) TRY_VOID(parse(false, sink));
    }
    return {};
  }

  Result<void> finish(RecordSink& sink) override {
    if (stopped_) return {};
    TRY_VOID(parse(true, sink));
    release(sink);
    if (count_ == 0 && !stopped_) sink.on_note("empty list");
    return {};
  }

 private:
  struct Held {
    RssItem item;
    std::string raw;
    Location where;
    bool too_long = false;
  };

  static RssReader& self(void* user) { return *static_cast<RssReader*>(user); }
  static void on_start(void* user, const XML_Char* name, const XML_Char**) { self(user).start(name); }
  static void on_end(void* user, const XML_Char*) { self(user).end(); }
  static void on_text(void* user, const XML_Char* text, int size) {
    self(user).text({text, static_cast<std::size_t>(size)});
  }
  static void on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    self(user).refuse("a DOCTYPE, which is refused");
  }

  Result<void> parse(bool is_final, RecordSink& sink) {
    fed_ += piece_.size();
    window_ += piece_;
    sink_ = &sink;
    const auto status =
        XML_Parse(parser_, piece_.data(), static_cast<int>(piece_.size()), static_cast<int>(is_final));
    sink_ = nullptr;
    piece_.clear();
    if (stopped_) return {};
    if (status != XML_STATUS_OK) {
      const std::string reason = refused_.empty() ? XML_ErrorString(XML_GetErrorCode(parser_)) : refused_;
      return fail(ErrorCode::kInvalid, reason, sink);
    }
    const std::uint64_t at = byte_index();
    if (fed_ - std::min(at, fed_) > kXmlTokenBytesMax) {
      return fail(ErrorCode::kTooLarge, fmt::format("a tag longer than {} bytes", kXmlTokenBytesMax), sink);
    }
    trim_window(in_item_ ? held_.back().where.offset.value_or(at) : at);
    return {};
  }

  // What was read before stays read; the item that was open does not count as read.
  Error fail(ErrorCode code, std::string_view reason, RecordSink& sink) {
    const std::uint64_t at = byte_index();
    if (in_item_) held_.pop_back();
    in_item_ = false;
    release(sink);
    stopped_ = true;
    return {code, fmt::format("invalid XML at byte {}: {}", at, reason)};
  }

  void refuse(std::string_view reason) {
    refused_ = reason;
    XML_StopParser(parser_, XML_FALSE);
  }

  std::uint64_t byte_index() const {
    const auto index = XML_GetCurrentByteIndex(parser_);
    return index < 0 ? fed_ : static_cast<std::uint64_t>(index);
  }

  // The window holds the bytes from window_start_ to fed_: those of the open item and of the open token.
  void trim_window(std::uint64_t from) {
    if (in_item_ && window_.size() > kRecordBytesMax) {
      held_.back().too_long = true;
      from = fed_;
    }
    if (from <= window_start_) return;
    window_.erase(0, from - window_start_);
    window_start_ = from;
  }

  void start(std::string_view name) {
    if (++depth_ > kXmlDepthMax) {
      return refuse(fmt::format("elements nested deeper than {}", kXmlDepthMax));
    }
    if (depth_ == 3 && name == "item") {
      in_item_ = true;
      held_.emplace_back();
      held_.back().where.offset = byte_index();
      item_bytes_ = 0;
    } else if (in_item_ && depth_ == 4) {
      field_ = item_field(name);
      field_depth_ = depth_;
    } else if (depth_ == 3) {
      field_ = channel_field(name);
      field_depth_ = depth_;
    }
  }

  std::string* item_field(std::string_view name) {
    RssItem& item = held_.back().item;
    if (name == "title") return &item.title;
    if (name == "link") return &item.link;
    if (name == "guid") return &item.guid;
    if (name == "description") return &item.description;
    if (name == "pubDate") return &item.pub_date;
    if (name == kDcCreator && item.creators.size() <= kAuthorsMax) return &item.creators.emplace_back();
    if (name == "category" && item.categories.size() <= kCategoriesMax)
      return &item.categories.emplace_back();
    return nullptr;
  }

  std::string* channel_field(std::string_view name) {
    if (name == "title") return &channel_.title;
    if (name == "link") return &channel_.link;
    if (name == "language") return &channel_.language;
    if (name == "lastBuildDate") return &channel_.last_build_date;
    if (name == "pubDate") return &channel_.pub_date;
    return nullptr;
  }

  void text(std::string_view text) {
    if (field_ == nullptr || depth_ != field_depth_) return;
    if (in_item_) {
      item_bytes_ += text.size();
      if (item_bytes_ > kRecordBytesMax) {
        held_.back().too_long = true;
        return;
      }
    } else if (field_->size() + text.size() > kUrlBytesMax) {
      return;
    }
    field_->append(text);
  }

  void end() {
    if (in_item_ && depth_ == 3) end_item();
    if (depth_ == field_depth_) field_ = nullptr;
    --depth_;
    // With the channel's date and link known, nothing needs to be held back.
    const bool settled = !channel_.last_build_date.empty() && !channel_.link.empty();
    if (depth_ == 2 && !in_item_ && (settled || held_bytes_ > kHeldBytesMax)) release(*sink_);
    if (stopped_) XML_StopParser(parser_, XML_FALSE);
  }

  void end_item() {
    Held& held = held_.back();
    in_item_ = false;
    const std::uint64_t from = *held.where.offset;
    const std::uint64_t to = byte_index() + static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser_));
    if (to - from > kRecordBytesMax) held.too_long = true;
    if (!held.too_long && from >= window_start_) held.raw = window_.substr(from - window_start_, to - from);
    held_bytes_ += sizeof(Held) + held.raw.size();
    if (const auto published = read_rfc822(held.item.pub_date)) newest_ = std::max(newest_, *published);
  }

  void release(RecordSink& sink) {
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
        sink.on_record(std::move(record), held.raw, held.where);
      } else {
        sink.on_reject(
            {held.where, record.ids.empty() ? std::string() : record.ids.front(), std::move(reason)});
      }
      stopped_ = sink.stopped();
    }
    held_.clear();
    held_bytes_ = 0;
  }

  ReaderOptions options_;
  XML_Parser parser_;
  std::string piece_;
  std::string window_;
  std::uint64_t window_start_ = 0;
  std::uint64_t fed_ = 0;
  RecordSink* sink_ = nullptr;  // during XML_Parse
  RssChannel channel_;
  std::vector<Held> held_;  // the last one is being read while in_item_
  std::size_t held_bytes_ = 0;
  std::size_t item_bytes_ = 0;
  std::uint32_t count_ = 0;  // items released
  Instant newest_{};
  std::string* field_ = nullptr;
  std::uint64_t depth_ = 0;
  std::uint64_t field_depth_ = 0;
  bool in_item_ = false;
  bool stopped_ = false;
  std::string refused_;
};

}  // namespace

std::unique_ptr<Reader> make_rss_reader(const ReaderOptions& options) {
  return std::make_unique<RssReader>(options);
}

}  // namespace broadsheet::formats
