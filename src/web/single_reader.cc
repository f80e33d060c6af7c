// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/single_reader.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "web/web.h"

namespace broadsheet::web {
namespace {

bool is_forwarding(std::string_view header) {
  constexpr std::array<std::string_view, 8> kNames{"forwarded",        "via",
                                                   "x-real-ip",        "x-client-ip",
                                                   "true-client-ip",   "cf-connecting-ip",
                                                   "fastly-client-ip", "x-cluster-client-ip"};
  return header.starts_with("x-forwarded") || std::ranges::find(kNames, header) != kNames.end();
}

bool is_loopback_address(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

// As comes_from_us() asks before something changes (web/doorkeeper.h), and here before anything is shown: no
// cookie tells a page of another site from one of ours.
bool is_sent_by_us(const http::Request& request) {
  const std::string_view origin = request.header("origin");
  if (!origin.empty() && origin != "http://" + request.host) return false;
  const std::string_view site = request.header("sec-fetch-site");
  if (site.empty() || site == "same-origin" || site == "none") return true;
  return request.method == "GET" && request.header("sec-fetch-mode") == "navigate" &&
         request.header("sec-fetch-dest") == "document";
}

}  // namespace

bool is_single_reader(const Site& site, const http::Request& request) {
  if (site.single_reader_key.empty() || !site.public_url.empty()) return false;
  if (!is_loopback_address(request.peer) || !is_loopback_host(request.host)) return false;
  // Browsers have spoken 1.1 for decades; proxies that say nothing speak 1.0.
  if (request.version == 0) return false;
  const auto forwards = [](const http::Header& header) { return is_forwarding(header.name); };
  return std::ranges::none_of(request.headers, forwards) && is_sent_by_us(request);
}

}  // namespace broadsheet::web
