// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A test collection: documents, queries, and what people judged relevant.

#ifndef BROADSHEET_EVALUATE_COLLECTION_H_
#define BROADSHEET_EVALUATE_COLLECTION_H_

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "formats/test_collection.h"

namespace broadsheet::evaluate {

// The grades of one query's judged documents, by document id; above 0 is relevant.
using Grades = std::unordered_map<std::string, int>;

struct Collection {
  std::vector<formats::CollectionEntry> documents;
  std::vector<formats::CollectionEntry> queries;  // those of the file, judged or not
  std::map<std::string, Grades> judgements;       // by query id
};

struct CollectionFiles {
  std::string corpus;
  std::string queries;
  std::string qrels;
};

// The files of a folder: corpus.jsonl, queries.jsonl and qrels.tsv, or qrels.SPLIT.tsv with a split; each
// may be packed as NAME.zst. kNotFound names what is missing; if the folder has splits and none was
// named, the message lists them.
Result<CollectionFiles> find_collection(const std::string& folder, std::string_view split);

// kInvalid with file and line if a line can't be read or an id stands twice.
Result<Collection> read_collection(const CollectionFiles& files);

// The queries that count: with at least one document of a grade above 0, in the order of the file.
std::vector<const formats::CollectionEntry*> judged_queries(const Collection& collection);

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_COLLECTION_H_
