// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/list_page.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "base/percent.h"
#include "formats/fields.h"
#include "formats/json_members.h"
#include "formats/json_pieces.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;

// Where a service says how its list goes on.
struct ListWay {
  Format format;
  std::array<std::string_view, 1> list;  // the place of the list
  std::string_view next;                 // the place of what leads on
  std::string_view parameter;            // of the address that takes it; "": it is an address itself
  std::string_view first;                // with what the parameter begins; "": without it
  std::string_view total;
};

// As their documentation has it: OpenAlex "cursor paging", Crossref "deep paging with cursors", Europe PMC
// and HAL (Solr) cursorMark, Semantic Scholar "bulk search", OpenAIRE Graph "cursor", DOAJ and Zenodo links.
constexpr ListWay kWays[] = {
    {Format::kOpenAlex, {"results"}, "meta.next_cursor", "cursor", "*", "meta.count"},
    {Format::kCrossref, {"message.items"}, "message.next-cursor", "cursor", "*", "message.total-results"},
    {Format::kEuropePmc, {"resultList.result"}, "nextCursorMark", "cursorMark", "", "hitCount"},
    {Format::kHal, {"response.docs"}, "nextCursorMark", "cursorMark", "", "response.numFound"},
    {Format::kSemanticScholar, {"data"}, "token", "token", "", "total"},
    {Format::kOpenAire, {"results"}, "header.nextCursor", "cursor", "*", "header.numFound"},
    {Format::kDoaj, {"results"}, "next", "", "", "total"},
    {Format::kZenodo, {"hits.hits"}, "links.next", "", "", "hits.total"},
    {Format::kBiorxiv, {"collection"}, "", "", "", ""},
};

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Where the value of a parameter of the query lies in the address; none where it is not there.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::optional<Range> find_parameter(std::string_view url, std::string_view name) {
  std::size_t at = url.find('?');
  while (at != kNone) {
    const std::size_t begin = at + 1;
    const std::size_t end = std::min(url.find('&', begin), url.size());
    const std::string_view pair = url.substr(begin, end - begin);
    if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
      return Range{begin + name.size() + 1, end};
    at = end < url.size() ? end : kNone;
  }
  return std::nullopt;
}

std::string with_parameter(std::string url, std::string_view name, std::string_view value) {
  const std::string encoded = percent_encode(value);
  if (const auto range = find_parameter(url, name))
    return url.replace(range->begin, range->end - range->begin, encoded);
  url += url.find('?') == kNone ? '?' : '&';
  return url.append(name).append("=").append(encoded);
}

// bioRxiv counts in the last part of the path: ".../2026-01-01/2026-01-31/100".
void read_biorxiv_way(JsonObject answer, const std::string& url, ListPage& page) {
  for_each_object(answer, "messages", [&](JsonObject message) {
    const auto cursor = number_of(text_at(message, "cursor"));
    page.total = number_of(text_at(message, "total"));
    if (!cursor || !page.total || page.records == 0 || *cursor + page.records >= *page.total) return;
    std::string_view base = url;
    const std::size_t host = base.find("://");
    const std::size_t slash = base.rfind('/');
    const bool has_path = host != kNone && slash != kNone && slash > host + 2;
    if (has_path && number_of(base.substr(slash + 1))) base = base.substr(0, slash);
    if (has_path && base.ends_with('/')) base.remove_suffix(1);
    page.next = std::string(base) + "/" + std::to_string(*cursor + page.records);
  });
}

Result<void> read_way(const ListWay& way, JsonObject answer, const std::string& url, ListPage& page) {
  if (way.format == Format::kBiorxiv) {
    read_biorxiv_way(answer, url, page);
    return {};
  }
  page.total = number_of(text_at(answer, way.total));
  const std::string leads = text_at(answer, way.next);
  if (page.records == 0) return {};
  if (way.parameter.empty()) {
    if (!leads.empty() && host_of(leads) != host_of(url))
      return Error(ErrorCode::kInvalid, "the list goes on at another host, " + quote(host_of(leads)));
    page.next = leads;
    return {};
  }
  const auto asked = find_parameter(url, way.parameter);
  if (leads.empty() && !asked && !way.first.empty()) {
    page.next = with_parameter(url, way.parameter, way.first);
  } else if (!leads.empty()) {
    page.next = with_parameter(url, way.parameter, leads);
  }
  return {};
}

}  // namespace

Result<std::optional<ListPage>> read_list_page(Format format, std::string_view body, const std::string& url) {
  const auto* const way = std::find_if(std::begin(kWays), std::end(kWays),
                                       [&](const ListWay& one) { return one.format == format; });
  if (way == std::end(kWays)) return std::optional<ListPage>();
  ListPage page;
  JsonPieces pieces(way->list);
  JsonParser parser;
  bool is_list = false;
  while (!body.empty()) {
    body.remove_prefix(pieces.take(body));
    if (!pieces.ready()) continue;
    const JsonPiece& piece = pieces.piece();
    if (piece.is_element) {
      ++page.records;
    } else if (piece.lists > 0 && !piece.too_long && !piece.is_broken) {
      std::string reason;
      const auto answer = parser.parse_object(piece.text, piece.readable, reason);
      if (!answer) return Error(ErrorCode::kDamaged, std::move(reason));
      TRY_VOID(read_way(*way, *answer, url, page));
      // Solr says that its list has ended by the mark with which it was asked for; others go in a circle.
      if (page.next == url) page.next.clear();
      is_list = true;
    }
  }
  if (pieces.finish() == JsonPieces::End::kCut)
    return Error(ErrorCode::kDamaged, "the JSON document is cut off");
  return is_list ? std::optional<ListPage>(std::move(page)) : std::optional<ListPage>();
}

}  // namespace broadsheet::formats
