// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Taking encoded vectors to another machine, which then need not encode what this one has encoded.

#ifndef BROADSHEET_APP_MOVED_VECTORS_H_
#define BROADSHEET_APP_MOVED_VECTORS_H_

#include <cstdint>
#include <string>

#include "app/context.h"
#include "base/result.h"

namespace broadsheet::app {

struct MovedVectors {
  std::string model;        // whose vectors they are
  std::uint32_t count = 0;  // written or taken
};

// Writes the vectors of the model in use into `folder`, which is made where there is none. kConflict where it
// has vectors of that model, kNotFound where nothing is encoded or no model is in use.
Result<MovedVectors> export_vectors(const Context& context, const std::string& folder);

// Takes those that are not here, each verified. kNotFound where `folder` has none of the model in use;
// kLocked while another process follows.
Result<MovedVectors> import_vectors(const Context& context, const std::string& folder);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_MOVED_VECTORS_H_
