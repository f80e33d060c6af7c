// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/semantic_scholar_deleted_reader.h"

#include "formats/json_members.h"
#include "formats/json_service.h"

namespace broadsheet::formats {

namespace {

constexpr std::string_view kNumber = "corpusid";

bool is_deletion(JsonObject object) {
  const std::string number = text_at(object, kNumber);
  return object.size() == 1 && !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
}

bool is_answer(JsonObject) {
  return false;
}

// The key is that of the data set's papers.
void read_deletion(JsonObject object, SourceRecord& record) {
  const std::string number = text_at(object, kNumber);
  if (!number.empty()) record.key = "CorpusId:" + number;
  record.deleted = true;
  record.notice = "deleted by Semantic Scholar";
}

constinit const JsonService kDeleted{"semantic-scholar", {}, {}, is_deletion, is_answer, {}, read_deletion};

}  // namespace

bool is_semantic_scholar_deleted(const Head& head) {
  return is_json_service(head, kDeleted);
}

std::unique_ptr<Reader> make_semantic_scholar_deleted_reader(const ReaderOptions&) {
  return make_json_service_reader(kDeleted);
}

}  // namespace broadsheet::formats
