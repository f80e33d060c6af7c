// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Whatever a reader writes, a comment's HTML holds what it may and nothing else, within its bounds.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/check.h"
#include "comment_html_check.h"
#include "text/comment_html.h"
#include "text/limits.h"
#include "text/utf8.h"

namespace {

// Warm before the first input: under sanitizers that takes seconds, which are no input's fault.
broadsheet::text::Typesetter warm_typesetter() {
  broadsheet::text::Typesetter typesetter;
  typesetter.warm_up();
  return typesetter;
}
broadsheet::text::Typesetter typesetter = warm_typesetter();

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::text;
  const auto comment = comment_html({reinterpret_cast<const char*>(data), size}, typesetter);
  typesetter.rest();
  if (!comment.ok()) {
    CHECK(comment.error().code() == broadsheet::ErrorCode::kTooLarge);
    return 0;
  }
  const std::string& html = comment->html.markup();
  CHECK(html.size() <= kCommentHtmlBytesMax && is_valid_utf8(html));
  CommentHtmlCheck(html).run();
  CHECK(sanitize(html) == html);
  CHECK(comment->text.size() <= kCommentTextBytesMax && sanitize_line(comment->text) == comment->text);
  const std::set<std::string> called(comment->mentions.begin(), comment->mentions.end());
  CHECK(called.size() == comment->mentions.size() && called.size() <= kCommentMentionsMax);
  for (const std::string& name : called) {
    CHECK(html.find("<a href=\"/users/" + name + "\">") != std::string::npos);
  }
  return 0;
}
