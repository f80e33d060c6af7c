// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Recognition by content: file names and media types lie, and standard input has none. Each format
// is told by something that only it has; what is merely similar (another API's JSON, a bibliography,
// an HTML page) stays unknown, because a wrong guess would store nonsense.

#include <algorithm>

#include "formats/fields.h"
#include "formats/json_elements.h"
#include "formats/json_lines_record.h"
#include "formats/json_values.h"
#include "formats/limits.h"
#include "formats/line_splitter.h"
#include "formats/reader.h"
#include "formats/saved_page_reader.h"
#include "formats/vote_history_reader.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;

std::string_view without_leading_blanks(std::string_view head) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.substr(0, kByteOrderMark.size()) == kByteOrderMark) head.remove_prefix(kByteOrderMark.size());
  const std::size_t first = head.find_first_not_of(" \t\r\n\v\f");
  return first == kNone ? std::string_view() : head.substr(first);
}

// The name of the document's first element, without its prefix.
std::string_view root_element(std::string_view xml) {
  const auto skip_to = [&](std::string_view end) {
    const std::size_t at = xml.find(end);
    xml.remove_prefix(at == kNone ? xml.size() : at + end.size());
  };
  while (!xml.empty()) {
    const std::size_t open = xml.find_first_not_of(" \t\r\n");
    if (open == kNone || xml[open] != '<') return {};
    xml.remove_prefix(open);
    if (xml.substr(0, 4) == "<!--") {
      skip_to("-->");
    } else if (xml.substr(0, 2) == "<?") {
      skip_to("?>");
    } else if (xml.substr(0, 2) == "<!") {
      skip_to(">");
    } else {
      const std::string_view name = xml.substr(1, xml.find_first_of(" \t\r\n/>") - 1);
      const std::size_t colon = name.find(':');
      return colon == kNone ? name : name.substr(colon + 1);
    }
  }
  return {};
}

bool has_key(JsonObject object, std::string_view key) {
  return object.at_key(key).error() == simdjson::SUCCESS;
}

// Our JSON Lines have a title, or an id that is deleted, and mostly keys that we know: other services'
// objects have a title too, but name most things differently.
bool is_json_lines_record(JsonObject object) {
  if (has_key(object, "_id") || has_key(object, "paper") || has_key(object, "publishedAt")) return false;
  JsonValue title;
  const bool has_title = object.at_key("title").get(title) == simdjson::SUCCESS && title.is_string();
  if (!has_title && !(has_key(object, "id") && has_key(object, "deleted"))) return false;
  std::size_t known = 0;
  for (const auto field : object) known += is_json_lines_key(field.key) ? 1 : 0;
  return 2 * known >= object.size();
}

bool is_daily_papers_item(JsonObject object) {
  JsonObject paper;
  if (object.at_key("paper").get(paper) == simdjson::SUCCESS)
    return has_key(paper, "id") || has_key(paper, "title");
  return has_key(object, "id") && has_key(object, "title") && has_key(object, "publishedAt") &&
         (has_key(object, "summary") || has_key(object, "upvotes"));
}

// A record that is longer than the head, told without a parser: its first key is one of ours.
bool looks_like_json_lines(std::string_view line) {
  if (line.substr(0, 1) != "{") return false;
  const std::string_view rest = trim(line.substr(1));
  const std::size_t end = rest.find('"', 1);
  if (rest.substr(0, 1) != "\"" || end == kNone || !is_json_lines_key(rest.substr(1, end - 1))) return false;
  return line.find("\"title\":") != kNone && line.find("\"paper\":") == kNone &&
         line.find("\"publishedAt\":") == kNone;
}

bool looks_like_daily_papers(std::string_view json) {
  return json.find("\"publishedAt\"") != kNone &&
         (json.find("\"paper\"") != kNone || json.find("\"upvotes\"") != kNone);
}

// The first element of a list, or the first object, decides. An empty list and an error answer are
// answers of a protocol too: they hold nothing, and that is what the reader says.
bool is_daily_papers(std::string_view head, bool is_whole) {
  JsonElements elements;
  JsonParser parser;
  std::string reason;
  bool any = false;
  for (const char byte : head) {
    const bool ended = elements.push(byte);
    if (elements.broken()) return false;
    if (!ended) continue;
    any = true;
    const auto object = parser.parse_object(elements.element().text, elements.element().readable, reason);
    if (!object) continue;
    if (is_daily_papers_item(*object)) return true;
    JsonValue error;
    return is_whole && object->at_key("error").get(error) == simdjson::SUCCESS && error.is_string() &&
           object->size() == 1;
  }
  if (is_whole && elements.complete()) return elements.lists() > 0 && !any;
  return !is_whole && looks_like_daily_papers(head);
}

bool is_json_lines(std::string_view head, bool is_whole) {
  LineSplitter lines;
  JsonParser parser;
  bool found = false;
  std::size_t seen = 0;
  const auto look = [&](const Line& line) {
    const std::string_view text = trim(line.text);
    if (text.empty()) return true;
    std::string reason;
    if (text.front() == '{') {
      // A copy, since the trimmed view may end anywhere within the head.
      const auto object = parser.parse_object(text, text.size(), reason);
      found = object && is_json_lines_record(*object);
    }
    return !found && ++seen < kRecogniseLinesMax;
  };
  lines.feed(head, look);
  if (!found && seen < kRecogniseLinesMax && is_whole) lines.finish(look);
  if (found) return true;
  const std::size_t last = head.rfind('\n');
  return !is_whole && looks_like_json_lines(trim(head.substr(last == kNone ? 0 : last + 1)));
}

bool is_vote_history(std::string_view head) {
  LineSplitter lines;
  bool found = false;
  std::size_t seen = 0;
  lines.feed(head, [&](const Line& line) {
    if (trim(line.text).empty()) return true;
    std::string reason;
    found = (seen == 0 && is_vote_heading(line.text)) || read_vote_row(line.text, reason).has_value();
    return !found && ++seen < kRecogniseLinesMax;
  });
  if (!found && seen == 0) {
    std::string reason;
    found = is_vote_heading(head) || read_vote_row(head, reason).has_value();
  }
  return found;
}

// A separator with a date behind it and a count of authors or an organisation before it, or the
// banner of the page.
bool is_saved_page(std::string_view head) {
  bool title_seen = false;
  bool separator_before = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    const std::string_view line = trim(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.empty()) continue;
    if (separator_before && read_page_date(line)) return true;
    separator_before = is_page_separator(line);
    if (title_seen && line.find("and the research community") != kNone) return true;
    title_seen = line == "Daily Papers";
  }
  return false;
}

Format recognise_xml(std::string_view head) {
  const std::string_view root = root_element(head);
  if (root == "rss") return Format::kRss;
  if (root == "feed" || root == "entry") return Format::kAtom;
  if (root == "OAI-PMH") return Format::kOaiPmh;
  // A record of its own, as tools for OAI-PMH keep them.
  const bool is_oai_record =
      root == "record" && head.find("<header") != kNone && head.find("<identifier>oai:") != kNone;
  return is_oai_record ? Format::kOaiPmh : Format::kUnknown;
}

}  // namespace

Format recognise(std::string_view head) {
  const bool is_whole = head.size() < kRecogniseBytes;
  head = without_leading_blanks(head.substr(0, kRecogniseBytes));
  if (head.empty()) return Format::kUnknown;
  if (head.front() == '<') return recognise_xml(head);
  if ((head.front() == '[' || head.front() == '{') && is_daily_papers(head, is_whole)) {
    return Format::kDailyPapersJson;
  }
  if (is_json_lines(head, is_whole)) return Format::kJsonLines;
  if (is_vote_history(head)) return Format::kVoteHistory;
  if (is_saved_page(head)) return Format::kSavedPage;
  return Format::kUnknown;
}

}  // namespace broadsheet::formats
