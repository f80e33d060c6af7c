// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/prose.h"

#include <algorithm>

#include "text/limits.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// "```" or "~~~", which open and close blocks of code; 0 for another line.
char fence_of(std::string_view line) {
  return line.starts_with("```") || line.starts_with("~~~") ? line.front() : '\0';
}

// A rule, the line under a heading or the one between a table's head and its rows.
bool is_ornament(std::string_view line) {
  return !line.empty() && line.find_first_not_of("-=*_|: \t+") == std::string_view::npos;
}

// The line that makes a heading of the one before it.
bool is_underline(std::string_view line) {
  return !line.empty() && (line.front() == '=' || line.front() == '-') &&
         line.find_first_not_of(line.front()) == std::string_view::npos;
}

// "[name]: https://..."
bool is_link_definition(std::string_view line) {
  const std::size_t end = line.find("]:");
  return line.starts_with('[') && end != std::string_view::npos && line.find('(') > end;
}

// "1." or "12)" with a blank behind it; 0 if the line begins otherwise.
std::size_t number_mark(std::string_view line) {
  constexpr std::size_t kDigitsMax = 9;
  std::size_t at = 0;
  while (at < line.size() && at < kDigitsMax && line[at] >= '0' && line[at] <= '9') ++at;
  const bool marked = at > 0 && at + 1 < line.size() && (line[at] == '.' || line[at] == ')');
  return marked && is_blank(line[at + 1]) ? at + 2 : 0;
}

// Without the marks of headings, quotes and lists at its beginning.
std::string_view without_marks(std::string_view line) {
  constexpr std::size_t kNestedMax = 8;
  for (std::size_t nested = 0; nested < kNestedMax; ++nested) {
    line = trimmed(line);
    if (line.starts_with('#')) {
      line.remove_prefix(std::min(line.find_first_not_of('#'), line.size()));
    } else if (line.starts_with('>')) {
      line.remove_prefix(1);
    } else if (line.size() > 1 && is_blank(line[1]) && (line[0] == '-' || line[0] == '*' || line[0] == '+')) {
      line.remove_prefix(2);
    } else if (const std::size_t mark = number_mark(line); mark > 0) {
      line.remove_prefix(mark);
    } else {
      break;
    }
  }
  return line;
}

// Where an address that begins at `at` ends: at a blank or what closes it.
std::size_t end_of_address(std::string_view line, std::size_t at) {
  return std::min(line.find_first_of(" \t<>)\"]", at), line.size());
}

// Emphasis, code marks, and of links what is shown.
void add_inline(std::string_view line, std::string& to) {
  std::size_t at = 0;
  while (at < line.size()) {
    const std::string_view rest = line.substr(at);
    if (rest.starts_with("](") || rest.starts_with("][")) {
      at = end_of_address(line, at + 2);
      if (at < line.size() && (line[at] == ')' || line[at] == ']')) ++at;
      to += ' ';
    } else if (rest.starts_with("http://") || rest.starts_with("https://")) {
      at = end_of_address(line, at);
    } else if (rest.starts_with("**") || rest.starts_with("~~")) {
      at += 2;
    } else if (rest.front() == '`' || rest.front() == '*') {
      ++at;
    } else if (rest.starts_with("![")) {
      at += 2;
    } else {
      const char c = rest.front();
      to += c == '|' || c == '[' || c == ']' ? ' ' : c;
      ++at;
    }
  }
}

// What comes after a block of code; where it is never closed, what comes after the line that opened it.
std::string_view after_code(std::string_view text, char fence) {
  std::string_view rest = text;
  while (!rest.empty()) {
    if (fence_of(trimmed(take_line(rest))) == fence) return rest;
  }
  return text;
}

}  // namespace

Prose prose_of(std::string_view bytes) {
  constexpr std::size_t kTitleBytesMax = 300;
  const std::string whole = sanitize(bytes);
  std::string_view rest = whole;
  std::string title;
  std::string body;
  bool closed = true;  // blocks of code so far: after one that is not, no other is looked for
  bool began = false;
  while (!rest.empty()) {
    const std::string_view line = trimmed(take_line(rest));
    if (const char fence = fence_of(line); fence != '\0') {
      const std::string_view after = closed ? after_code(rest, fence) : rest;
      closed = closed && after.size() < rest.size();
      rest = after;
      continue;
    }
    if (line.empty() || is_ornament(line) || is_link_definition(line)) continue;
    std::string& to = began ? body : title;
    add_inline(without_marks(line), to);
    to += '\n';
    if (began) continue;
    began = true;
    std::string_view ahead = rest;
    const std::string_view next = trimmed(take_line(ahead));
    const bool heading = line.starts_with('#') || is_underline(next);
    const bool alone = next.empty() && !trimmed(ahead).empty();
    if (title.size() > kTitleBytesMax || !(heading || alone)) std::swap(title, body);
  }
  return {readable(title), readable(body)};
}

}  // namespace broadsheet::text
