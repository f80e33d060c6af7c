// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes are a manifest or refused; one that is read is written and read again as it was, and names no
// file outside its folder.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/check.h"
#include "encode/model_manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::encode;
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  if (const auto model = parse_model_manifest(json); model.ok()) {
    const std::string written = write_manifest(model.value());
    CHECK(write_manifest(parse_model_manifest(written).value()) == written);
    CHECK(is_plain_name(model.value().name) && is_plain_name(model.value().weights.file));
    CHECK(is_plain_name(model.value().vocabulary.file));
  }
  if (const auto runtime = parse_runtime_manifest(json); runtime.ok()) {
    const std::string written = write_manifest(runtime.value());
    CHECK(write_manifest(parse_runtime_manifest(written).value()) == written);
    CHECK(is_plain_name(runtime.value().library.file));
  }
  return 0;
}
