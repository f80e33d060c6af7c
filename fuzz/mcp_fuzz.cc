// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A message, or the headers of one (three lines), a NUL and a message. Whatever it is, the answer is nothing
// or one line of JSON in which every part is a response.

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/clock.h"
#include "base/file.h"
#include "mcp/message.h"
#include "mcp/server.h"
#include "store/record.h"
#include "text/utf8.h"

namespace broadsheet::mcp {
namespace {

// An empty one, made once and removed at the end.
struct Shelf {
  Shelf() : folder(make_temporary_folder("mcp_fuzz").value()) {
    record = store::Record::open(folder, store::Record::Mode::kWrite).value();
    editions = std::make_unique<papers::Editions>(*record, clock);
  }
  ~Shelf() {
    editions.reset();
    record.reset();
    (void)remove_all(folder).ok();
  }

  FakeClock clock{*parse_instant("2026-07-01T12:00:00Z")};
  std::string folder;
  std::unique_ptr<store::Record> record;
  std::unique_ptr<papers::Editions> editions;
  text::Analyzer analyzer;
};

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

void check(const Answer& answer) {
  if (answer.outcome == Outcome::kNothingToSay) {
    CHECK(answer.body.empty());
    return;
  }
  CHECK(answer.body.find('\n') == std::string::npos && text::is_valid_utf8(answer.body));
  const Document document(answer.body);
  for (const Message& message : document.messages()) CHECK(message.kind == MessageKind::kResponse);
}

}  // namespace
}  // namespace broadsheet::mcp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::mcp;
  static Shelf shelf;
  const Library library{.record = *shelf.record, .editions = *shelf.editions, .analyzer = shelf.analyzer};
  std::string_view message(reinterpret_cast<const char*>(data), size);
  const std::size_t nul = message.find('\0');
  if (nul == std::string_view::npos) {
    check(answer(library, message));
    return 0;
  }
  std::string_view headers = message.substr(0, nul);
  Envelope envelope;
  for (std::string_view* const header : std::array{&envelope.version, &envelope.method, &envelope.name})
    *header = take_line(headers);
  check(answer(library, message.substr(nul + 1), &envelope));
  return 0;
}
