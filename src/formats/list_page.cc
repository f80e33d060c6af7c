// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/list_page.h"

#include <algorithm>
#include <charconv>

#include "base/percent.h"
#include "formats/fields.h"
#include "formats/json_members.h"
#include "formats/json_pieces.h"
#include "formats/registry.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;

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

// bioRxiv has no token and counts in the last part of the path: ".../2026-01-01/2026-01-31/100".
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

Result<void> read_way(const JsonService& service, JsonObject answer, const std::string& url, ListPage& page) {
  if (service.next_pages.empty()) {
    read_biorxiv_way(answer, url, page);
    return {};
  }
  const JsonPaging& paging = service.paging;
  page.total = number_of(text_at(answer, paging.total));
  const std::string token = text_at(answer, service.next_pages.front());
  if (page.records == 0) return {};
  if (paging.parameter.empty()) {
    if (!token.empty() && host_of(token) != host_of(url))
      return Error(ErrorCode::kInvalid, "the list goes on at another host, " + quote(host_of(token)));
    page.next = token;
  } else if (!token.empty()) {
    page.next = with_parameter(url, paging.parameter, token);
  } else if (!paging.first.empty() && !find_parameter(url, paging.parameter)) {
    page.next = with_parameter(url, paging.parameter, paging.first);
  }
  return {};
}

const JsonService* service_of(Format format) {
  const auto* const entry = std::ranges::find(kFormats, format, &FormatEntry::format);
  return entry == kFormats.end() ? nullptr : entry->lists;
}

}  // namespace

Result<std::optional<ListPage>> read_list_page(Format format, std::string_view body, const std::string& url) {
  const JsonService* const service = service_of(format);
  if (service == nullptr) return std::optional<ListPage>();
  ListPage page;
  JsonPieces pieces(service->lists);
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
      TRY_VOID(read_way(*service, *answer, url, page));
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
