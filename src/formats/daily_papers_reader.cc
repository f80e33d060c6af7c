// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/daily_papers_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <vector>

#include "formats/daily_papers_item.h"
#include "formats/json_elements.h"
#include "formats/json_values.h"
#include "formats/limits.h"

namespace broadsheet::formats {

namespace {

class DailyPapersReader final : public Reader {
 public:
  explicit DailyPapersReader(const ReaderOptions& options) : options_(options) {}

  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    for (const char byte : bytes) {
      if (stopped_) return {};
      if (elements_.push(byte)) read_element(elements_.element(), sink);
      if (elements_.broken()) return fail("unexpected text in the JSON document", sink);
    }
    return {};
  }

  Result<void> finish(RecordSink& sink) override {
    if (stopped_ || elements_.broken()) return {};
    if (!elements_.complete()) return fail("the JSON document is cut off", sink);
    release(sink);
    if (!any_ && !stopped_) sink.on_note("empty list");
    return {};
  }

 private:
  struct Held {
    SourceRecord record;
    std::string raw;
    Location where;
    std::string reason;  // why it is rejected, if it is
  };

  // What was read before stays read.
  Error fail(std::string_view what, RecordSink& sink) {
    release(sink);
    stopped_ = true;
    return {ErrorCode::kInvalid, fmt::format("{} at byte {}", what, elements_.offset())};
  }

  void read_element(const JsonElement& element, RecordSink& sink) {
    any_ = true;
    Held held;
    held.where.offset = element.offset;
    if (element.too_long) {
      held.reason = fmt::format("record longer than {} bytes", kRecordBytesMax);
    } else if (const auto object = parser_.parse_object(element.text, element.readable, held.reason)) {
      if (const std::string error = daily_papers_error(*object); !error.empty()) {
        release(sink);
        if (!stopped_) sink.on_note(fmt::format("the source answered with an error: {}", quote(error)));
        return;
      }
      held.reason = read_daily_papers_item(*object, held.record, newest_);
      if (held.reason.empty()) place(held.record);
    }
    held.raw = element.text.substr(0, held.reason.empty() ? element.text.size() : kTitleBytesMax);
    held_bytes_ += sizeof(Held) + held.raw.size();
    held_.push_back(std::move(held));
    if (held_bytes_ > kHeldBytesMax) release(sink);
  }

  void place(SourceRecord& record) {
    if (record.featured) record.feed_place = places_[*record.featured]++;
  }

  // Hands out what was held back, with the newest time stamp as the moment of its votes.
  void release(RecordSink& sink) {
    for (Held& held : held_) {
      if (stopped_) break;
      if (held.reason.empty()) {
        auto& votes = held.record.votes;
        if (votes) votes->observed_at = options_.as_of ? start_of(*options_.as_of) : newest_;
        sink.on_record(std::move(held.record), held.raw, held.where);
      } else {
        std::string id = held.record.ids.empty() ? id_in_broken_json(held.raw) : held.record.ids.front();
        sink.on_reject({held.where, std::move(id), std::move(held.reason)});
      }
      stopped_ = sink.stopped();
    }
    held_.clear();
    held_bytes_ = 0;
  }

  ReaderOptions options_;
  JsonElements elements_;
  JsonParser parser_;
  std::vector<Held> held_;
  std::size_t held_bytes_ = 0;
  std::map<Day, std::uint32_t> places_;  // per featured day, how many items it has so far
  Instant newest_{};
  bool any_ = false;
  bool stopped_ = false;
};

bool is_daily_papers_item(JsonObject object) {
  JsonObject paper;
  if (object.at_key("paper").get(paper) == simdjson::SUCCESS)
    return has_key(paper, "id") || has_key(paper, "title");
  return has_key(object, "id") && has_key(object, "title") && has_key(object, "publishedAt") &&
         (has_key(object, "summary") || has_key(object, "upvotes"));
}

bool looks_like_daily_papers(std::string_view json) {
  return json.find("\"publishedAt\"") != std::string_view::npos &&
         (json.find("\"paper\"") != std::string_view::npos ||
          json.find("\"upvotes\"") != std::string_view::npos);
}

}  // namespace

// The first element of a list, or the first object, decides. An empty list and an error answer are
// answers of a protocol too: they hold nothing, and that is what the reader says.
bool is_daily_papers(const Head& head) {
  if (!head.is_json()) return false;
  JsonElements elements;
  JsonParser parser;
  std::string reason;
  bool any = false;
  for (const char byte : head.text) {
    const bool ended = elements.push(byte);
    if (elements.broken()) return false;
    if (!ended) continue;
    any = true;
    const auto object = parser.parse_object(elements.element().text, elements.element().readable, reason);
    if (!object) continue;
    if (is_daily_papers_item(*object)) return true;
    JsonValue error;
    return head.is_whole && object->at_key("error").get(error) == simdjson::SUCCESS && error.is_string() &&
           object->size() == 1;
  }
  if (head.is_whole && elements.complete()) return elements.lists() > 0 && !any;
  return !head.is_whole && looks_like_daily_papers(head.text);
}

std::unique_ptr<Reader> make_daily_papers_reader(const ReaderOptions& options) {
  return std::make_unique<DailyPapersReader>(options);
}

}  // namespace broadsheet::formats
