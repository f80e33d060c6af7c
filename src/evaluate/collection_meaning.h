// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The vectors of a collection's documents, made as those of papers are.

#ifndef BROADSHEET_EVALUATE_COLLECTION_MEANING_H_
#define BROADSHEET_EVALUATE_COLLECTION_MEANING_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "encode/encoder.h"
#include "evaluate/arm.h"
#include "search/meaning.h"

namespace broadsheet::evaluate {

// Movable; owns a folder for as long as it is used.
class CollectionMeaning {
 public:
  // Encodes what no earlier evaluation with the same cache has encoded. kInterrupted when it was stopped;
  // what was encoded by then is kept in a cache.
  static Result<CollectionMeaning> build(const Numbering& numbering, const encode::Model& model,
                                         const EvaluationOptions& options);
  ~CollectionMeaning();
  CollectionMeaning(CollectionMeaning&& other) noexcept;
  CollectionMeaning& operator=(CollectionMeaning&& other) noexcept;

  const std::shared_ptr<const search::Meaning>& meaning() const { return meaning_; }

 private:
  CollectionMeaning() = default;

  std::string temporary_folder_;
  std::shared_ptr<const search::Meaning> meaning_;
};

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_COLLECTION_MEANING_H_
