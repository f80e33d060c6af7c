// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the readers of scholarly services share: the walk over the answers, snapshots and single records of a
// service that speaks JSON, its error answers, and how such a document is told. A service is a constant table
// (JsonService) of what only it has; its reader is that table and a function from an object to a record.
//
//   an error      {"error": "..."}, {"status": 404, "message": "..."} and the like are notes, not records
//   null          in a list: what was asked for and not found; counted in one note
//   more pages    the token of the next page is a note
//
// Within this room only.

#ifndef BROADSHEET_FORMATS_JSON_SERVICE_H_
#define BROADSHEET_FORMATS_JSON_SERVICE_H_

#include <memory>
#include <span>
#include <string_view>

#include "formats/head.h"
#include "formats/json_values.h"
#include "formats/reader.h"

namespace broadsheet::formats {

// How the next page of a list is asked for, as the service documents it.
struct JsonPaging {
  std::string_view parameter;  // of the address that takes the token; "": the token is an address itself
  std::string_view first;      // with what the parameter begins; "": without it
  std::string_view total;      // the place of the number of all records
};

struct JsonService {
  std::string_view source;  // of its records, unless they name another
  // The places of its lists ("message.items"), and of the token that says that a list goes on, the one that
  // `paging` is about first.
  std::span<const std::string_view> lists;
  std::span<const std::string_view> next_pages;
  // A record, on top or in a list, by keys that no other service has.
  bool (*is_record)(JsonObject object);
  // What is around a list, or answers without a record, likewise.
  bool (*is_answer)(JsonObject object);
  // All of these are in the head of a document whose first record is longer than the head.
  std::span<const std::string_view> marks;
  // Fills what the object says. The DOI's ids, a missing key and the rules of a record are seen to
  // afterwards.
  void (*read)(JsonObject object, SourceRecord& record);
  JsonPaging paging = {};
};

// True if the first object of the document, or what is around it, is the service's.
bool is_json_service(const Head& head, const JsonService& service);

// `service` must outlive the reader.
std::unique_ptr<Reader> make_json_service_reader(const JsonService& service);

// Predicates often ask for several keys at once; an empty list is true.
bool has_keys(JsonObject object, std::initializer_list<std::string_view> keys);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_SERVICE_H_
