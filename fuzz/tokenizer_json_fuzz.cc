// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes are a tokenizer.json or refused; one that is read gives one token a line, none of them empty.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/check.h"
#include "encode/known_models.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lines =
      broadsheet::encode::vocabulary_of_tokenizer_json({reinterpret_cast<const char*>(data), size});
  if (!lines.ok()) return 0;
  const std::string& text = lines.value();
  CHECK(text.empty() || (text.back() == '\n' && text.front() != '\n'));
  CHECK(text.find("\n\n") == std::string::npos);
  return 0;
}
