// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /site/…, /thumbnails/….svg, /avatars/….svg: files of the program and drawn pictures, which never change.

#include <string>
#include <string_view>

#include "web/drawings.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/site_files.h"

namespace broadsheet::web {
namespace {

constexpr std::string_view kAssets = "assets/";
constexpr std::string_view kPictureSuffix = ".svg";
constexpr std::string_view kPictureType = "image/svg+xml; charset=utf-8";

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(kPictureSuffix)) return kPictureType;
  return "application/octet-stream";
}

http::Response kept_for_ever(std::string body, std::string_view type) {
  http::Response response = text_response(std::move(body), std::string(type));
  response.set("Cache-Control", "public, max-age=31536000, immutable");
  return response;
}

http::Response picture(const Exchange& exchange, std::string (*draw)(std::string_view name)) {
  std::string_view name = exchange.captured[0];
  if (!name.ends_with(kPictureSuffix)) return error_response(404, "There is nothing at this address");
  name.remove_suffix(kPictureSuffix.size());
  return kept_for_ever(draw(name), kPictureType);
}

}  // namespace

http::Response site_file(Exchange& exchange) {
  const std::string path = "/site/" + exchange.captured[0];
  for (const SiteFile& file : site_files()) {
    if (!file.name.starts_with(kAssets)) continue;
    const std::string_view name = file.name.substr(kAssets.size());
    if (asset_url(name) == path) return kept_for_ever(std::string(file.content), type_of(name));
  }
  return error_response(404, "There is nothing at this address");
}

http::Response thumbnail(Exchange& exchange) {
  return picture(exchange, draw_thumbnail);
}

http::Response avatar(Exchange& exchange) {
  return picture(exchange, draw_avatar);
}

}  // namespace broadsheet::web
