// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/feed_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Dropped with all that is in them.
constexpr std::array<std::string_view, 8> kHidden{"script", "style", "nav",   "iframe",
                                                  "figure", "form",  "table", "svg"};
// Dropped, their text stays. Others either say something about the text or are no HTML at all.
constexpr std::array<std::string_view, 20> kDropped{
    "a",   "img", "hr",     "h1",     "h2", "h3",      "h4",     "h5",         "h6",   "section",
    "pre", "dl",  "header", "footer", "dd", "article", "center", "blockquote", "abbr", "cite"};

// The name of the tag at the beginning, lower case, with '/' if it closes; "" if it is none.
std::string tag_name(std::string_view html) {
  std::size_t end = 1;
  if (end < html.size() && html[end] == '/') ++end;
  const std::size_t first = end;
  constexpr std::size_t kNameBytesMaxOfTags = 16;
  while (end < html.size() && end - first < kNameBytesMaxOfTags &&
         (is_ascii_letter(html[end]) || (end > first && html[end] >= '0' && html[end] <= '9')))
    ++end;
  return end == first ? std::string() : ascii_lower(html.substr(1, end - 1));
}

// Copies text and tags, and leaves out what kHidden and kDropped name. Each byte is looked at a bounded
// number of times: a tag ends within kTagBytesMax, and an element that never closes ends the search for its
// like.
class FeedText {
 public:
  explicit FeedText(std::string_view html) : html_(html) {}

  std::string read() {
    while (!html_.empty()) {
      const std::size_t open = std::min(html_.find('<'), html_.size());
      out_.append(html_.substr(0, open));
      html_.remove_prefix(open);
      if (!html_.empty()) read_tag();
    }
    return clean(out_);
  }

 private:
  static constexpr std::size_t kTagBytesMax = 4096;

  void read_tag() {
    if (html_.starts_with("<!--")) return skip_past("-->");
    const std::string name = tag_name(html_);
    const std::string_view bare = std::string_view(name).substr(name.starts_with('/') ? 1 : 0);
    const bool hides = is_one_of(kHidden, bare);
    if (!hides && !is_one_of(kDropped, bare)) return take(1);
    const std::size_t end = html_.substr(0, kTagBytesMax).find('>');
    if (end == kNone) return take(1);
    const bool is_empty = html_[end - 1] == '/';
    html_.remove_prefix(end + 1);
    if (bare != "a") out_ += ' ';
    if (hides && !name.starts_with('/') && !is_empty) skip_element(name);
  }

  // Without an end the rest is text.
  void skip_past(std::string_view mark) {
    const std::size_t at = unclosed_comment_ ? kNone : html_.find(mark);
    unclosed_comment_ = at == kNone;
    if (unclosed_comment_) return take(1);
    html_.remove_prefix(at + mark.size());
  }

  void skip_element(const std::string& name) {
    const std::string mark = "</" + name;
    if (std::find(unclosed_.begin(), unclosed_.end(), name) != unclosed_.end()) return;
    const std::size_t at = html_.find(mark);
    if (at == kNone) {
      unclosed_.push_back(name);
    } else {
      html_.remove_prefix(at);
    }
  }

  void take(std::size_t bytes) {
    out_.append(html_.substr(0, bytes));
    html_.remove_prefix(bytes);
  }

  std::string_view html_;
  std::string out_;
  bool unclosed_comment_ = false;
  std::vector<std::string> unclosed_;  // at most one of each of kHidden
};

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  while (parts.size() <= kAuthorsMax) {
    const std::size_t at = text.find(separator);
    add_text(parts, clean(text.substr(0, at)), kAuthorsMax);
    if (at == kNone) break;
    text.remove_prefix(at + separator.size());
  }
  return parts;
}

// "J. T.", "M", "A.-B.": what stands behind a family name.
bool is_initials(std::string_view text) {
  constexpr std::size_t kInitialsBytesMax = 12;
  if (text.empty() || text.size() > kInitialsBytesMax || text.front() < 'A' || text.front() > 'Z')
    return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool are_pairs(const std::vector<std::string>& parts) {
  if (parts.size() % 2 != 0) return false;
  for (std::size_t i = 1; i < parts.size(); i += 2) {
    if (!is_initials(parts[i])) return false;
  }
  return true;
}

std::vector<std::string> split_list(std::string_view text) {
  if (text.find(';') != kNone) {
    std::vector<std::string> names = split(text, ";");
    for (std::string& name : names) name = name_in_order(name);
    return names;
  }
  std::string commas(text);
  constexpr std::string_view kAnd = " and ";
  for (std::size_t at = commas.find(kAnd); at != kNone; at = commas.find(kAnd, at))
    commas.replace(at, kAnd.size(), ",    ");
  std::vector<std::string> parts = split(commas, ",");
  if (are_pairs(parts)) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < parts.size(); i += 2) names.push_back(name_of_parts(parts[i + 1], parts[i]));
    return names;
  }
  // "Okafor, Mina": a single word before the only comma is a family name.
  if (parts.size() == 2 && parts[0].find(' ') == std::string::npos && text.find(kAnd) == kNone)
    return {name_in_order(text)};
  return parts;
}

}  // namespace

std::string feed_abstract(std::string_view html) {
  return FeedText(html).read();
}

std::vector<std::string> feed_authors(const std::vector<std::string>& creators) {
  if (creators.size() == 1) return split_list(creators.front());
  std::vector<std::string> names;
  for (const std::string& creator : creators) add_text(names, name_in_order(creator), kAuthorsMax);
  return names;
}

std::string name_of_mailbox(std::string_view text) {
  text = trim(text);
  if (text.find('@') == kNone) return clean(text);
  const std::size_t open = text.find('(');
  if (open == kNone || !text.ends_with(')')) return {};
  return clean(text.substr(open + 1, text.size() - open - 2));
}

}  // namespace broadsheet::formats
