// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The reader of requests: what it makes of a stream must not depend on the pieces in which it came, and
// a request that it lets through holds what handlers rely on.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/check.h"
#include "http/limits.h"
#include "http/request_reader.h"

namespace {

using broadsheet::http::Request;
using broadsheet::http::RequestReader;

struct Outcome {
  std::vector<Request> requests;
  std::size_t taken = 0;
  std::uint16_t refused = 0;
};

constexpr std::size_t kBodyMax = 4096;

Outcome read(std::string_view bytes, std::size_t piece) {
  Outcome outcome;
  RequestReader reader(kBodyMax);
  while (outcome.taken < bytes.size() && !reader.refused()) {
    outcome.taken += reader.feed(bytes.substr(outcome.taken, piece));
    if (reader.done()) outcome.requests.push_back(reader.take());
  }
  if (reader.refused()) outcome.refused = reader.refusal().status;
  return outcome;
}

void check_request(const Request& request) {
  CHECK(request.target.starts_with('/') && request.target.size() <= broadsheet::http::kRequestLineBytesMax);
  CHECK(std::ranges::all_of(request.target, [](char c) { return c > 0x20 && c < 0x7F && c != '#'; }));
  CHECK(!request.host.empty());
  CHECK(request.body.size() <= kBodyMax);
  CHECK(request.headers.size() <= broadsheet::http::kHeaderLinesMax);
  for (const auto& header : request.headers) {
    CHECK(!header.name.empty());
    CHECK(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Outcome whole = read(bytes, size + 1);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    const Outcome pieces = read(bytes, piece);
    CHECK(whole.taken == pieces.taken && whole.refused == pieces.refused);
    CHECK(whole.requests.size() == pieces.requests.size());
    for (std::size_t i = 0; i < whole.requests.size(); ++i) {
      CHECK(whole.requests[i].target == pieces.requests[i].target);
      CHECK(whole.requests[i].headers == pieces.requests[i].headers);
      CHECK(whole.requests[i].body == pieces.requests[i].body);
    }
  }
  for (const Request& request : whole.requests) check_request(request);
  return 0;
}
