// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes are a manifest or are damaged, and what was read is written and read the same again. Numbers
// may be written longer than they need be, so that the bytes themselves may differ.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "index/limits.h"
#include "index/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace index = broadsheet::index;
  const auto manifest = index::decode_manifest({reinterpret_cast<const char*>(data), size});
  if (!manifest.ok()) {
    CHECK(manifest.error().code() == broadsheet::ErrorCode::kDamaged);
    return 0;
  }
  CHECK(manifest->segments.size() <= index::kSegmentsMax &&
        manifest->schema.fields.size() <= index::kFieldsMax);
  const std::string written = index::encode_manifest(*manifest);
  const auto again = index::decode_manifest(written);
  CHECK(again.ok());
  // Compared as bytes: a BM25 parameter that is no number does not equal itself.
  CHECK(index::encode_manifest(*again) == written);
  return 0;
}
