// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_service.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "formats/json_members.h"
#include "formats/json_pieces.h"
#include "formats/limits.h"

namespace broadsheet::formats {

namespace {

constexpr std::int64_t kFirstErrorStatus = 400;  // of HTTP

std::string first_text(JsonObject object, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths) {
    std::string text = text_at(object, path);
    if (!text.empty()) return text;
  }
  return {};
}

// The message of an error answer, in the shapes that services have for it; empty if the object is none. What
// has a title is a record, unless it also has a status of HTTP: problem details (RFC 9457) have both.
std::string error_of(JsonObject object) {
  std::int64_t status = 0;
  const auto value = value_at(object, "status");
  if (value && value->get(status) != simdjson::SUCCESS) status = 0;
  if (status < kFirstErrorStatus && has_key(object, "title")) return {};
  std::string text =
      first_text(object, {"error.message", "error.msg", "error", "errMsg", "message", "detail", "errors"});
  for (const std::string_view path : {std::string_view("errors"), std::string_view("message")}) {
    for_each_object(object, path, [&](JsonObject error) {
      if (text.empty()) text = text_at(error, "message");
    });
  }
  if (text.empty() && status >= kFirstErrorStatus) text = text_at(object, "title");
  return text;
}

// Fills the record and answers why it can't be one, if so.
std::string read_service_record(const JsonService& service, JsonObject object, SourceRecord& record) {
  service.read(object, record);
  if (record.source.empty()) record.source = service.source;
  add_doi_ids(record);
  if (record.key.empty() && record.ids.empty() && record.title.empty()) {
    return record.deleted ? "no id" : "no title";
  }
  if (record.key.empty()) record.key = default_key(record);
  return broken_rule(record);
}

class JsonServiceReader final : public Reader {
 public:
  explicit JsonServiceReader(const JsonService& service) : service_(service), pieces_(service.lists) {}

  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    while (!bytes.empty() && !stopped_) {
      bytes.remove_prefix(pieces_.take(bytes));
      if (pieces_.ready()) read_piece(pieces_.piece(), sink);
    }
    return {};
  }

  Result<void> finish(RecordSink& sink) override {
    if (stopped_) return {};
    const JsonPieces::End end = pieces_.finish();
    if (end == JsonPieces::End::kPiece) read_piece(pieces_.piece(), sink);
    if (missing_ > 0) {
      sink.on_note(fmt::format("{} of what was asked for is not known to the source", missing_));
    }
    if (end == JsonPieces::End::kCut) {
      return Error{ErrorCode::kInvalid,
                   fmt::format("the JSON document is cut off at byte {}", pieces_.offset())};
    }
    if (!any_ && !told_ && missing_ == 0) sink.on_note("empty list");
    return {};
  }

 private:
  void read_piece(const JsonPiece& piece, RecordSink& sink) {
    if (piece.is_element && piece.text == "null") {
      ++missing_;
      return;
    }
    std::string reason;
    SourceRecord record;
    if (piece.too_long) {
      if (piece.lists > 0) return;
      reason = fmt::format("record longer than {} bytes", kRecordBytesMax);
    } else if (piece.is_broken) {
      reason = piece.text.empty() ? "not a JSON object" : "invalid JSON: the record is cut off";
    } else if (const auto object = parser_.parse_object(piece.text, piece.readable, reason)) {
      if (piece.lists > 0) return read_around_list(*object, sink);
      reason = read_service_record(service_, *object, record);
      if (!piece.is_element && tell_answer(*object, !reason.empty(), sink)) return;
    }
    any_ = true;
    if (reason.empty()) {
      sink.on_record(std::move(record), piece.text, location_of(piece));
    } else {
      std::string id = record.ids.empty() ? record.key : record.ids.front();
      if (id.empty()) id = id_in_broken_json(piece.text);
      sink.on_reject({location_of(piece), std::move(id), std::move(reason)});
    }
    stopped_ = sink.stopped();
  }

  static Location location_of(const JsonPiece& piece) {
    Location where;
    if (piece.is_element) {
      where.offset = piece.offset;
    } else {
      where.line = piece.line;
    }
    return where;
  }

  // The object that held a list, with its fields but without its elements.
  void read_around_list(JsonObject object, RecordSink& sink) {
    for (const std::string_view path : service_.next_pages) {
      const std::string token = text_at(object, path);
      if (token.empty()) continue;
      sink.on_next_page(fmt::format("{} {}", path, quote(token)));
      told_ = true;
      return;
    }
  }

  // True if the object is an answer that is no record, and has been told as a note.
  bool tell_answer(JsonObject object, bool is_rejected, RecordSink& sink) {
    const std::string error = error_of(object);
    if (!error.empty() && (is_rejected || !service_.is_record(object))) {
      note("the source answered with an error: " + quote(error), sink);
    } else if (is_rejected && service_.is_answer(object)) {
      note("an answer without records", sink);
    } else {
      return false;
    }
    return true;
  }

  void note(std::string text, RecordSink& sink) {
    sink.on_note(std::move(text));
    told_ = true;
  }

  const JsonService& service_;
  JsonPieces pieces_;
  JsonParser parser_;
  std::uint64_t missing_ = 0;
  bool any_ = false;   // a record or a rejection was there
  bool told_ = false;  // a note about the answer was given
  bool stopped_ = false;
};

}  // namespace

bool is_json_service(const Head& head, const JsonService& service) {
  if (!head.is_json()) return false;
  JsonPieces pieces(service.lists);
  JsonParser parser;
  std::string_view rest = head.text;
  for (std::size_t seen = 0; seen < kRecogniseLinesMax && !rest.empty(); ++seen) {
    rest.remove_prefix(pieces.take(rest));
    if (!pieces.ready()) break;
    const JsonPiece& piece = pieces.piece();
    if (piece.is_broken) continue;
    std::string reason;
    const auto object = parser.parse_object(piece.text, piece.readable, reason);
    if (!object) continue;
    if (piece.is_element || piece.lists == 0) {
      return service.is_record(*object) || (!piece.is_element && service.is_answer(*object));
    }
    return service.is_answer(*object);
  }
  if (head.is_whole || service.marks.empty()) return false;
  return std::all_of(service.marks.begin(), service.marks.end(),
                     [&](std::string_view mark) { return head.contains(mark); });
}

std::unique_ptr<Reader> make_json_service_reader(const JsonService& service) {
  return std::make_unique<JsonServiceReader>(service);
}

bool has_keys(JsonObject object, std::initializer_list<std::string_view> keys) {
  return std::all_of(keys.begin(), keys.end(), [&](std::string_view key) { return has_key(object, key); });
}

}  // namespace broadsheet::formats
