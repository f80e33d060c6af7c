// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// For tests and fuzz targets: a sink that keeps all it is told, and readings of one document in
// different pieces.

#ifndef BROADSHEET_FORMATS_TEST_SINK_H_
#define BROADSHEET_FORMATS_TEST_SINK_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/json_lines_writer.h"
#include "formats/reader.h"

namespace broadsheet::formats {

class TestSink final : public RecordSink {
 public:
  void on_record(SourceRecord&& record, std::string_view raw, Location where) override {
    records.push_back(std::move(record));
    raws.emplace_back(raw);
    places.push_back(where);
  }
  void on_votes(VoteObservation&& row, Location where) override {
    votes.push_back(std::move(row));
    places.push_back(where);
  }
  void on_reject(Reject&& reject) override { rejects.push_back(std::move(reject)); }
  void on_note(std::string&& note) override { notes.push_back(std::move(note)); }
  bool stopped() const override { return records.size() + votes.size() >= stop_after; }

  std::size_t read() const { return records.size() + votes.size() + rejects.size(); }

  // All of it as one text, so that two readings can be compared.
  std::string transcript() const {
    std::string all;
    const auto add = [&all](std::string_view text) { all.append(text).push_back('\n'); };
    const auto place = [&](const Location& where) {
      add(where.line ? "line " + std::to_string(*where.line)
                     : "offset " + std::to_string(where.offset.value_or(0)));
    };
    for (std::size_t i = 0; i < records.size(); ++i) {
      add(write_json_line(records[i]));
      add(raws[i]);
    }
    for (const Location& where : places) place(where);
    for (const VoteObservation& row : votes) {
      add(row.source + " " + row.id + " " + std::to_string(row.count.upvotes) + " " + row.feed + " " +
          format_instant(row.count.observed_at));
    }
    for (const Reject& reject : rejects) {
      place(reject.where);
      add(reject.id);
      add(reject.reason);
    }
    for (const std::string& note : notes) add(note);
    add(error);
    return all;
  }

  std::vector<SourceRecord> records;
  std::vector<std::string> raws;
  std::vector<Location> places;
  std::vector<VoteObservation> votes;
  std::vector<Reject> rejects;
  std::vector<std::string> notes;
  std::string error;  // the message of the Result that ended the reading, if it was one
  std::size_t stop_after = static_cast<std::size_t>(-1);
};

// A document of ASCII in UTF-16, low bytes first, without a mark.
inline std::string utf16_of(std::string_view ascii) {
  std::string bytes;
  for (const char c : ascii) bytes.append({c, '\0'});
  return bytes;
}

// Feeds `document` in pieces of `piece_bytes`.
inline TestSink read_document(Format format, std::string_view document, const ReaderOptions& options = {},
                              std::size_t piece_bytes = static_cast<std::size_t>(-1),
                              std::size_t stop_after = static_cast<std::size_t>(-1)) {
  TestSink sink;
  sink.stop_after = stop_after;
  const auto reader = make_reader(format, options);
  while (!document.empty()) {
    const std::size_t size = std::min(piece_bytes, document.size());
    // A copy of its own size, so that sanitizers see a reading behind the piece.
    const std::string piece(document.substr(0, size));
    document.remove_prefix(size);
    if (auto fed = reader->feed(piece, sink); !fed.ok()) {
      sink.error = fed.error().message();
      return sink;
    }
  }
  if (auto finished = reader->finish(sink); !finished.ok()) sink.error = finished.error().message();
  return sink;
}

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_TEST_SINK_H_
