// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/negotiation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "base/ascii.h"

namespace broadsheet::web {
namespace {

constexpr std::array kPages = {ContentCoding::kZstd, ContentCoding::kBrotli, ContentCoding::kGzip};
constexpr std::array kFiles = {ContentCoding::kBrotli, ContentCoding::kZstd, ContentCoding::kGzip};

constexpr std::size_t kAcceptBytesMax = 512;
// A packet holds so much anyway.
constexpr std::size_t kPackedBytesMin = 1024;

// "0.8" in thousandths; what is no quality counts as none, so that nobody is sent what he did not ask for.
int quality(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return 0;
  int thousandths = (text[0] - '0') * 1000;
  int digit = 100;
  for (std::size_t i = 2; i < text.size() && i < 5; ++i, digit /= 10) {
    if (!is_ascii_digit(text[i])) return 0;
    thousandths += (text[i] - '0') * digit;
  }
  return std::min(thousandths, 1000);
}

bool is_name(std::string_view text, std::string_view name) {
  return take_prefix(text, name) && text.empty();
}

// In thousandths; 0 if the coding is not welcome. A coding that is named outweighs "*".
int welcome(std::string_view accept, std::string_view coding) {
  int any = 0;
  while (!accept.empty()) {
    std::string_view one = take_until(accept, ',');
    const std::string_view name = trimmed(take_until(one, ';'));
    int weight = 1000;
    while (!one.empty()) {
      std::string_view parameter = take_until(one, ';');
      if (is_name(trimmed(take_until(parameter, '=')), "q")) weight = quality(trimmed(parameter));
    }
    if (is_name(name, coding)) return weight;
    if (name == "*") any = weight;
  }
  return any;
}

}  // namespace

std::span<const ContentCoding> codings_of_pages() {
  return kPages;
}

std::span<const ContentCoding> codings_of_files() {
  return kFiles;
}

ContentCoding choose_coding(std::string_view accept_encoding, std::span<const ContentCoding> codings) {
  if (accept_encoding.size() > kAcceptBytesMax) return ContentCoding::kIdentity;
  ContentCoding best = ContentCoding::kIdentity;
  int best_weight = 0;
  for (const ContentCoding coding : codings) {
    const int weight = welcome(accept_encoding, content_coding_name(coding));
    if (weight <= best_weight) continue;
    best = coding;
    best_weight = weight;
  }
  return best;
}

std::string media_type(std::string_view content_type) {
  return ascii_lower(trimmed(take_until(content_type, ';')));
}

bool is_packable(std::string_view content_type) {
  const std::string type = media_type(content_type);
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
         type.ends_with("javascript") || type == "application/jsonl" ||
         type == "application/x-research-info-systems" || type == "application/x-bibtex";
}

void vary_by(http::Response& response, std::string_view header) {
  const auto known = std::ranges::find(response.headers, "Vary", &http::Header::name);
  if (known == response.headers.end()) {
    response.set("Vary", std::string(header));
  } else if (known->value.find(header) == std::string::npos) {
    known->value.append(", ").append(header);
  }
}

void pack_body(const http::Request& request, http::Response& response) {
  const std::string_view content = response.content();
  if (content.size() < kPackedBytesMin || !response.header("Content-Encoding").empty() ||
      !is_packable(response.header("Content-Type"))) {
    return;
  }
  vary_by(response, "Accept-Encoding");
  const ContentCoding coding = choose_coding(request.header("accept-encoding"), codings_of_pages());
  if (coding == ContentCoding::kIdentity) return;
  response.body = encode_content(coding, CodingEffort::kFast, content);
  response.shared_body.reset();
  response.set("Content-Encoding", std::string(content_coding_name(coding)));
}

}  // namespace broadsheet::web
