// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /site/…, /thumbnails/….svg, /avatars/….svg: files of the program and drawn pictures, which never change.

#include <string>
#include <string_view>
#include <utility>

#include "web/assets.h"
#include "web/drawings.h"
#include "web/handlers.h"
#include "web/negotiation.h"

namespace broadsheet::web {
namespace {

constexpr std::string_view kPictureSuffix = ".svg";
constexpr std::string_view kPictureType = "image/svg+xml; charset=utf-8";

http::Response kept_for_ever(http::Response response) {
  response.set("Cache-Control", "public, max-age=31536000, immutable");
  return response;
}

http::Response picture(const Exchange& exchange, std::string (*draw)(std::string_view name)) {
  std::string_view name = exchange.captured[0];
  if (!name.ends_with(kPictureSuffix)) return error_response(404, "There is nothing at this address");
  name.remove_suffix(kPictureSuffix.size());
  return kept_for_ever(text_response(draw(name), std::string(kPictureType)));
}

}  // namespace

http::Response site_file(Exchange& exchange) {
  const std::string path = "/site/" + exchange.captured[0];
  for (const Asset& asset : assets()) {
    if (asset.url != path) continue;
    http::Response response = text_response("", std::string(asset.type));
    const ContentCoding coding =
        choose_coding(exchange.request.header("accept-encoding"), codings_of_files());
    response.shared_body = packed_content(asset, coding);
    if (response.shared_body != nullptr) {
      response.set("Content-Encoding", std::string(content_coding_name(coding)));
    } else {
      response.shared_body = asset.content;
    }
    if (is_packable(asset.type)) vary_by(response, "Accept-Encoding");
    return kept_for_ever(std::move(response));
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
