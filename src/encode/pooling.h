// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// From the rows of a text's tokens to one vector of length 1.

#ifndef BROADSHEET_ENCODE_POOLING_H_
#define BROADSHEET_ENCODE_POOLING_H_

#include <cstddef>
#include <span>

#include "encode/model_manifest.h"

namespace broadsheet::encode {

// `rows`: tokens × out.size() floats, one row a token; tokens >= 1. False, with `out` undefined, where the
// sum has no direction: all zeros, or a component that is no number. Sums are taken in double precision, in
// the order of the tokens, so the same rows give the same bits.
bool pool(const float* rows, std::size_t tokens, Pooling pooling, std::span<float> out);

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_POOLING_H_
