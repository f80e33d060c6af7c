// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/exchange.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "base/json_writer.h"
#include "base/log.h"
#include "base/percent.h"

namespace broadsheet::web {
namespace {

std::uint16_t status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
    case ErrorCode::kTooLarge:
    case ErrorCode::kUnsupported:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kConflict:
      return 409;
    case ErrorCode::kDamaged:
    case ErrorCode::kLocked:
    case ErrorCode::kInterrupted:
      return 503;
    case ErrorCode::kIo:
      return 500;
  }
  return 500;
}

// A header is one line of visible ASCII; what is not becomes '?'.
std::string header_text(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line,
      [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte >= 0x7F;  // a header has ASCII alone
      },
      '?');
  return line;
}

http::Response led_to(std::uint16_t status, std::string path) {
  http::Response response;
  response.status = status;
  response.set("Location", std::move(path));
  return response;
}

}  // namespace

http::Response text_response(std::string body, std::string type) {
  http::Response response;
  response.body = std::move(body);
  response.set("Content-Type", std::move(type));
  return response;
}

Result<std::string_view> needed_field(const Exchange& exchange, std::string_view name) {
  const auto field = exchange.form.parameter(name);
  if (field) return *field;
  return Error(ErrorCode::kInvalid, "the body is to be JSON (Content-Type: application/json) with a text \"" +
                                        std::string(name) + "\"");
}

http::Response json_response(std::string body) {
  return text_response(std::move(body), "application/json; charset=utf-8");
}

http::Response error_response(std::uint16_t status, std::string_view message) {
  JsonWriter json;
  json.begin_object().key("error").value(message).end_object();
  http::Response response = json_response(json.take());
  response.status = status;
  response.set("X-Error-Message", header_text(message));
  if (status == 503) response.set("Retry-After", "1");
  return response;
}

http::Response error_response(const Error& error) {
  const std::uint16_t status = status_of(error.code());
  if (status < 500) return error_response(status, error.message());
  log_error("a request failed", {{"error", error.message()}, {"code", error_code_name(error.code())}});
  return status == 503 ? error_response(503, "this is being repaired; try again in a moment")
                       : error_response(500, "something went wrong here; the log of the server says what");
}

http::Response search_error(Exchange& exchange, const Error& error) {
  if (error.code() == ErrorCode::kDamaged) exchange.backend.site().index_is_damaged();
  return error_response(error);
}

http::Response answer_of(Result<http::Response> made) {
  return made.ok() ? *std::move(made) : error_response(made.error());
}

http::Response answer_of_search(Exchange& exchange, Result<http::Response> made) {
  return made.ok() ? *std::move(made) : search_error(exchange, made.error());
}

bool is_askers(const Error& error) {
  const ErrorCode code = error.code();
  return code == ErrorCode::kInvalid || code == ErrorCode::kTooLarge || code == ErrorCode::kConflict;
}

http::Response redirect(std::string path) {
  return led_to(302, std::move(path));
}

http::Response see_other(std::string path) {
  return led_to(303, std::move(path));
}

Result<std::uint64_t> number_parameter(const Target& target, std::string_view name, std::uint64_t missing,
                                       std::uint64_t min, std::uint64_t max) {
  const auto text = target.parameter(name);
  if (!text) return missing;
  std::uint64_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc{} || stop != end || number < min || number > max) {
    return Error(ErrorCode::kInvalid, fmt::format("{} must be a number from {} to {}", name, min, max));
  }
  return number;
}

std::string target_with(const Exchange& exchange, std::string_view parameter, std::string_view value) {
  std::string url;
  for (const std::string& segment : exchange.target.segments) url += "/" + percent_encode(segment);
  char separator = '?';
  const auto add = [&](std::string_view name, std::string_view said) {
    url += separator + percent_encode(name) + "=" + percent_encode(said);
    separator = '&';
  };
  for (const auto& [name, said] : exchange.target.parameters) {
    if (name != parameter) add(name, said);
  }
  add(parameter, value);
  return url;
}

std::string next_link(const Exchange& exchange, std::string_view parameter, std::string_view value) {
  return "<" + exchange.base_url + target_with(exchange, parameter, value) + ">; rel=\"next\"";
}

}  // namespace broadsheet::web
