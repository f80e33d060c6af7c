// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/evaluation.h"

#include <fmt/format.h>

#include "evaluate/arm.h"
#include "evaluate/limits.h"

namespace broadsheet::evaluate {
namespace {

Result<void> check_options(const EvaluationOptions& options) {
  if (options.depth == 0 || options.depth > kRunDepthMax) {
    return Error(ErrorCode::kInvalid, fmt::format("a ranking has 1 to {} hits", kRunDepthMax));
  }
  if (!options.measure.empty() && find_measure(options.measure) == nullptr)
    return Error(ErrorCode::kInvalid, fmt::format("there is no measure \"{}\"", options.measure));
  const bool is_lexical =
      options.mode == search::SearchMode::kLexical || options.mode == search::SearchMode::kHybrid;
  if (options.plain && !is_lexical) {
    return Error(ErrorCode::kInvalid, fmt::format("the plain reference has no mode \"{}\"",
                                                  search::search_mode_name(options.mode)));
  }
  const bool needs_model =
      options.baseline != Baseline::kNone || options.mode == search::SearchMode::kSemantic;
  if (needs_model && options.model == nullptr)
    return Error(ErrorCode::kUnsupported,
                 "this mode goes by meaning and needs a model: broadsheet model install FILE");
  return {};
}

}  // namespace

Result<EvaluationReport> evaluate(const Collection& collection, const EvaluationOptions& options) {
  TRY_VOID(check_options(options));
  const Numbering numbering(collection);
  const Task task = task_of(collection, numbering, options.pool_judged);
  if (task.queries.empty())
    return Error(ErrorCode::kInvalid, "no query has a document that is judged relevant");
  TRY(const auto arm,
      options.plain ? make_plain_arm(numbering, task, options) : make_product_arm(numbering, task, options));
  return evaluate_arm(collection, numbering, task, *arm, options);
}

}  // namespace broadsheet::evaluate
