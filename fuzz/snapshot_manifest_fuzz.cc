// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes are a manifest or refused. What is read names files below a folder, each once, and says why the
// others are none.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/check.h"
#include "formats/limits.h"
#include "formats/snapshot_manifest.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::formats;
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  (void)may_be_manifest(json.substr(0, kRecogniseBytes));
  const auto manifest = read_snapshot_manifest(json);
  if (!manifest.ok()) {
    CHECK(!manifest.error().message().empty());
    return 0;
  }
  CHECK(manifest->parts.size() + manifest->refused_count <= kManifestPartsMax);
  CHECK(manifest->refused.size() <= kRefusedPartsMax && manifest->refused.size() <= manifest->refused_count);
  std::set<std::string> paths;
  for (const ManifestPart& part : manifest->parts) {
    CHECK(!part.set.empty() && paths.insert(part.path).second);
    CHECK(broadsheet::text::is_valid_utf8(part.path) && part.path.size() <= kUrlBytesMax);
    const std::string path = "/" + part.path + "/";
    for (const char* bad : {"//", "/./", "/../"}) CHECK(path.find(bad) == std::string::npos);
    for (const char c : path) CHECK(static_cast<unsigned char>(c) >= 0x20);
  }
  for (const RefusedPart& part : manifest->refused) {
    CHECK(!part.reason.empty() && broadsheet::text::is_valid_utf8(part.name));
  }
  return 0;
}
