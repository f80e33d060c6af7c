// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// An arm is one way to rank the documents of a collection for its queries. Internal to this room.

#ifndef BROADSHEET_EVALUATE_ARM_H_
#define BROADSHEET_EVALUATE_ARM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "evaluate/collection.h"
#include "evaluate/evaluation.h"

namespace broadsheet::evaluate {

struct ScoredDocument {
  std::uint32_t number = 0;  // in Numbering
  double score = 0;
};

// Numbers for the documents, from 1, in descending order of their ids: the engine puts the smaller
// number first where scores are equal, trec_eval the greater id, and so both agree.
class Numbering {
 public:
  explicit Numbering(const Collection& collection);

  std::size_t size() const { return documents_.size(); }
  const formats::CollectionEntry& document(std::uint32_t number) const { return *documents_[number - 1]; }

 private:
  std::vector<const formats::CollectionEntry*> documents_;
};

// The queries to run, and for each the numbers of the documents to rank: all of them, or with
// `pool_judged` the judged ones that the collection has, ascending.
struct Task {
  std::vector<const formats::CollectionEntry*> queries;
  std::vector<std::vector<std::uint32_t>> pools;  // empty without pool_judged
};
Task task_of(const Collection& collection, const Numbering& numbering, bool pool_judged);

// Confined to one thread.
class Arm {
 public:
  virtual ~Arm() = default;
  // The best documents for a query of the task, best first, ties by number; at most `depth`.
  virtual Result<std::vector<ScoredDocument>> rank(std::size_t query, std::size_t depth) = 0;
};

// Both build an index first; the task and numbering outlive the arm.
Result<std::unique_ptr<Arm>> make_plain_arm(const Numbering& numbering, const Task& task,
                                            const EvaluationOptions& options);
Result<std::unique_ptr<Arm>> make_product_arm(const Numbering& numbering, const Task& task,
                                              const EvaluationOptions& options);

// What evaluate() does once there is an arm.
Result<EvaluationReport> evaluate_arm(const Collection& collection, const Numbering& numbering,
                                      const Task& task, Arm& arm, const EvaluationOptions& options);

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_ARM_H_
