// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/assets.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/digest.h"
#include "web/negotiation.h"
#include "web/site_files.h"

namespace broadsheet::web {
namespace {

constexpr std::string_view kFolder = "assets/";
constexpr std::string_view kStyleSuffix = ".css";
constexpr std::string_view kReference = "url(\"";

std::string_view type_of(std::string_view name) {
  if (name.ends_with(kStyleSuffix)) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml; charset=utf-8";
  if (name.ends_with(".woff2")) return "font/woff2";
  if (name.ends_with(".xsd")) return "application/xml; charset=utf-8";
  if (name.ends_with(".txt")) return "text/plain; charset=utf-8";
  return "application/octet-stream";
}

std::string url_of(std::string_view name, std::string_view content) {
  const std::uint64_t hash = hash64(content);
  const std::size_t dot = name.rfind('.');
  return "/site/" + std::string(name.substr(0, dot)) + "." + hex(&hash, sizeof hash).substr(0, 12) +
         std::string(name.substr(dot));
}

const Asset& named(std::span<const Asset> all, std::string_view name) {
  for (const Asset& asset : all) {
    if (asset.name == name) return asset;
  }
  CHECK(false);
}

std::string with_addresses(std::string_view style, std::span<const Asset> others) {
  std::string result;
  for (std::size_t at = style.find(kReference); at != std::string_view::npos; at = style.find(kReference)) {
    const std::size_t begin = at + kReference.size();
    const std::size_t end = style.find('"', begin);
    CHECK(end != std::string_view::npos);
    result += style.substr(0, begin);
    result += named(others, style.substr(begin, end - begin)).url;
    style.remove_prefix(end);
  }
  return result += style;
}

// Style sheets come last: their addresses depend on those of what they name.
std::vector<Asset> read_assets() {
  std::vector<Asset> all;
  for (const bool styles : {false, true}) {
    for (const SiteFile& file : site_files()) {
      if (!file.name.starts_with(kFolder) || file.name.ends_with(kStyleSuffix) != styles) continue;
      const std::string_view name = file.name.substr(kFolder.size());
      std::string content = styles ? with_addresses(file.content, all) : std::string(file.content);
      std::string url = url_of(name, content);
      all.push_back(
          {name, std::move(url), type_of(name), std::make_shared<const std::string>(std::move(content))});
    }
  }
  return all;
}

}  // namespace

std::span<const Asset> assets() {
  static const std::vector<Asset> all = read_assets();
  return all;
}

std::shared_ptr<const std::string> packed_content(const Asset& asset, ContentCoding coding) {
  using Key = std::pair<const Asset*, ContentCoding>;
  static std::mutex mutex;
  static std::map<Key, std::shared_ptr<const std::string>> packed;
  if (coding == ContentCoding::kIdentity || !is_packable(asset.type)) return nullptr;
  const std::lock_guard lock(mutex);
  const auto [known, is_new] = packed.try_emplace({&asset, coding});
  if (is_new) {
    std::string bytes = encode_content(coding, CodingEffort::kBest, *asset.content);
    if (bytes.size() < asset.content->size())
      known->second = std::make_shared<const std::string>(std::move(bytes));
  }
  return known->second;
}

const Asset& asset_named(std::string_view name) {
  return named(assets(), name);
}

const std::string& asset_url(std::string_view name) {
  return asset_named(name).url;
}

}  // namespace broadsheet::web
