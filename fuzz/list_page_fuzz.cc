// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// An address, a line end, an answer. Whatever the answer says, a list goes on at the host that was asked, and
// not at the very address that was.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "formats/fields.h"
#include "formats/list_page.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::formats;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const std::string url = "https://list.example/" + std::string(input.substr(0, line));
  for (const Format format :
       {Format::kOpenAlex, Format::kCrossref, Format::kEuropePmc, Format::kHal, Format::kSemanticScholar,
        Format::kOpenAire, Format::kDoaj, Format::kZenodo, Format::kBiorxiv, Format::kRis}) {
    const auto page = read_list_page(format, input.substr(line + 1), url);
    if (!page.ok() || !*page || (*page)->next.empty()) continue;
    if (host_of((*page)->next) != "list.example" || (*page)->next == url) std::abort();
  }
  return 0;
}
