// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes as the answer of a name server.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "http/dns_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view packet(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"a.test", "b.test"}) {
    const auto texts = broadsheet::http::read_text_answer(packet, name);
    if (texts.ok()) {
      std::size_t bytes = 0;
      for (const std::string& text : *texts) bytes += text.size();
      CHECK(bytes <= size);
    }
    const auto servers = broadsheet::http::read_mail_answer(packet, name);
    CHECK(!servers.ok() ||
          std::ranges::is_sorted(*servers, {}, [](const auto& one) { return one.preference; }));
  }
  return 0;
}
