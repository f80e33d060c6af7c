// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes as a mark of a library: what is read stays within the limits, and is read again as it was
// written.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "papers/library.h"
#include "papers/library_mark.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::papers;
  const LibraryMark mark = read_library_mark({reinterpret_cast<const char*>(data), size});
  CHECK(mark.note.size() <= kNoteBytesMax && mark.tags.size() <= kTagsOfPaperMax);
  CHECK(read_library_mark(write_library_mark(mark)) == mark);
  return 0;
}
