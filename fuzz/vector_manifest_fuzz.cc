// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes are a manifest of vectors or are damaged, and what was read is written and read the same again.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "index/limits.h"
#include "index/vector_manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace index = broadsheet::index;
  const auto manifest = index::decode_vector_manifest({reinterpret_cast<const char*>(data), size});
  if (!manifest.ok()) {
    CHECK(manifest.error().code() == broadsheet::ErrorCode::kDamaged);
    return 0;
  }
  CHECK(manifest->segments.size() <= index::kSegmentsMax);
  const auto again = index::decode_vector_manifest(index::encode_vector_manifest(*manifest));
  CHECK(again.ok() && *again == *manifest);
  return 0;
}
