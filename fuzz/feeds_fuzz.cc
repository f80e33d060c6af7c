// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Whatever a paper says, its feed is read back by our readers as one paper with that title, and is
// well-formed.

#include "any_paper.h"
#include "base/check.h"
#include "formats/test_sink.h"
#include "text/readable.h"
#include "text/utf8.h"
#include "web/feeds.h"

namespace broadsheet {
namespace {

formats::TestSink read_back(formats::Format format, const std::string& feed) {
  CHECK(text::is_valid_utf8(feed));
  return formats::read_document(format, feed);
}

// XML 1.0 cannot hold U+FFFE and U+FFFF, not even as references.
std::string without_noncharacters(std::string text) {
  for (const std::string_view mark : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.erase(at, mark.size());
  }
  return text;
}

}  // namespace
}  // namespace broadsheet

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  const store::PaperView paper = any_paper(data, size);
  web::Feed feed{.title = "Day",
                 .base_url = "http://127.0.0.1:8370",
                 .page_path = "/papers?q=a&b",
                 .self_path = "/papers.atom?q=a&b",
                 .now = Instant(),
                 .entries = {web::feed_entry("http://127.0.0.1:8370", paper, Instant())}};
  const std::string title = text::sanitize_line(without_noncharacters(text::readable(paper.title)));
  const formats::TestSink atom =
      read_back(formats::Format::kAtom, web::write_feed(web::FeedKind::kAtom, feed));
  CHECK(atom.records.size() + atom.rejects.size() == 1);
  if (!atom.records.empty()) CHECK(atom.records[0].title == title);
  if (!title.empty() && title.size() < 1000) CHECK(atom.records.size() == 1);
  const formats::TestSink rss = read_back(formats::Format::kRss, web::write_feed(web::FeedKind::kRss, feed));
  CHECK(rss.records.size() + rss.rejects.size() == 1);
  const std::string json = web::write_feed(web::FeedKind::kJson, feed);
  CHECK(text::is_valid_utf8(json) && json.starts_with("{") && json.ends_with("}"));
  return 0;
}
