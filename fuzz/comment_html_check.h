// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the HTML of a comment may be, read by a second pair of eyes: a list of tags written out to the last
// character, each closed in its order and only where it may stand, links of three schemes and to people, no
// character between tags that HTML could take for more than itself, and formulas that pass their own list.

#ifndef BROADSHEET_FUZZ_COMMENT_HTML_CHECK_H_
#define BROADSHEET_FUZZ_COMMENT_HTML_CHECK_H_

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/check.h"
#include "text/limits.h"
#include "text/mathml.h"

namespace broadsheet::text {

class CommentHtmlCheck {
 public:
  explicit CommentHtmlCheck(std::string_view html) : rest_(html) {}

  void run() {
    while (!rest_.empty()) {
      if (rest_.front() != '<') {
        character();
      } else if (rest_.starts_with("<math")) {
        formula();
      } else {
        tag();
      }
      // The tag in a <pre> is one that cmark does not count.
      CHECK(open_.size() <= kCommentDepthMax + 2);
    }
    CHECK(open_.empty());
  }

 private:
  static bool is_one_of(std::string_view name, std::string_view names) {
    return (" " + std::string(names) + " ").find(" " + std::string(name) + " ") != std::string::npos;
  }

  bool within(std::string_view names) const { return !open_.empty() && is_one_of(open_.back(), names); }

  void character() {
    const char c = rest_.front();
    CHECK(c != '>' && c != '"' && c != '\'' && c != '\r');
    CHECK(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20);
    // Only line ends stand between blocks.
    CHECK(c == '\n' || !within("ul ol") || open_.empty());
    CHECK(c == '\n' || !(open_.empty() || open_.back() == "blockquote"));
    if (c == '&') {
      constexpr std::array<std::string_view, 5> kEntities = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
      CHECK(std::ranges::any_of(kEntities, [&](std::string_view one) { return rest_.starts_with(one); }));
    }
    rest_.remove_prefix(1);
  }

  void formula() {
    constexpr std::string_view kEnd = "</math>";
    constexpr std::string_view kFocusable = " tabindex=\"0\"";
    const std::size_t end = rest_.find(kEnd);
    CHECK(end != std::string_view::npos);
    std::string markup(rest_.substr(0, end + kEnd.size()));
    const std::size_t focusable = markup.find(kFocusable);
    if (focusable < markup.find('>')) markup.erase(focusable, kFocusable.size());
    const auto safe = safe_mathml(markup);
    CHECK(safe && safe->markup() == markup);
    rest_.remove_prefix(end + kEnd.size());
  }

  void tag() {
    const std::size_t end = rest_.find('>');
    CHECK(end != std::string_view::npos);
    const std::string_view inside = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    if (inside.starts_with('/')) {
      CHECK(!open_.empty() && open_.back() == inside.substr(1));
      open_.pop_back();
      return;
    }
    const std::string_view name = inside.substr(0, inside.find(' '));
    attributes(name, inside.substr(name.size()));
    place(name);
    if (name != "br" && name != "hr") open_.emplace_back(name);
  }

  void place(std::string_view name) {
    constexpr std::string_view kInline = "a br code em strong";
    if (name == "li") {
      CHECK(within("ul ol"));
    } else if (is_one_of(name, "p blockquote hr pre ul ol h3 h4 h5 h6")) {
      CHECK(open_.empty() || within("blockquote li"));
    } else if (is_one_of(name, kInline)) {
      CHECK(within("p li h3 h4 h5 h6 em strong a") || (name == "code" && within("pre")));
    } else {
      CHECK(false);
    }
    if (name == "a") CHECK(std::ranges::find(open_, "a") == open_.end());
  }

  static void attributes(std::string_view name, std::string_view written) {
    if (name == "a") return link(written);
    if (name == "pre") {
      CHECK(written == " tabindex=\"0\"");
    } else if (name == "ol" && !written.empty()) {
      constexpr std::string_view kStart = " start=\"";
      CHECK(written.starts_with(kStart) && written.ends_with('"') && written.size() <= kStart.size() + 10);
      const std::string_view number = written.substr(kStart.size(), written.size() - kStart.size() - 1);
      CHECK(!number.empty() && std::ranges::all_of(number, [](char c) { return is_ascii_digit(c); }));
    } else {
      CHECK(written.empty());
    }
  }

  static void link(std::string_view written) {
    constexpr std::string_view kHref = " href=\"";
    constexpr std::string_view kPeople = "/users/";
    CHECK(written.starts_with(kHref));
    written.remove_prefix(kHref.size());
    const std::size_t end = written.find('"');
    CHECK(end != std::string_view::npos);
    const std::string_view address = written.substr(0, end);
    const std::string_view behind = written.substr(end + 1);
    for (const char c : address) CHECK(c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != '\'');
    if (address.starts_with(kPeople)) {
      CHECK(behind.empty());
      CHECK(std::ranges::all_of(address.substr(kPeople.size()), [](char c) {
        return (c >= 'a' && c <= 'z') || is_ascii_digit(c) || c == '-';
      }));
      return;
    }
    CHECK(behind == " rel=\"nofollow ugc noopener\"");
    CHECK(address.starts_with("https://") || address.starts_with("http://") ||
          address.starts_with("mailto:"));
  }

  std::string_view rest_;
  std::vector<std::string> open_;
};

}  // namespace broadsheet::text

#endif  // BROADSHEET_FUZZ_COMMENT_HTML_CHECK_H_
