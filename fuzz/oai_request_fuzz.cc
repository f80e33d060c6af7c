// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Whatever is asked of OAI-PMH is understood or refused with an error of the protocol; a token is read only
// if it is one that we write, and a set or identifier only in its one spelling.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "web/oai_names.h"
#include "web/oai_request.h"
#include "web/target.h"

namespace broadsheet::web {
namespace {

void check_token(std::string_view text) {
  const auto token = read_oai_token(text);
  if (!token) return;
  CHECK(write_oai_token(*token) == text);
  CHECK(token->place.after <= token->place.head);
  CHECK(token->set.empty() || is_set_spec(token->set));
}

void check_names(std::string_view text) {
  if (is_set_spec(text)) (void)query_of_set(text);
  if (const auto id = id_of_oai_identifier("papers.example", text))
    CHECK(oai_identifier("papers.example", *id) == text);
  CHECK(is_set_spec(category_set("a" + std::string(text))) || text.size() > 100);
  CHECK(is_set_spec(source_set("a" + std::string(text))) || text.size() > 100);
}

void check_request(std::string_view query) {
  const auto target = parse_target("/oai?" + std::string(query));
  if (!target.ok()) return;
  const OaiRequestRead read = read_oai_request(target->parameters);
  for (const auto& [name, value] : target->parameters) {
    check_token(value);
    check_names(value);
  }
  if (read.error) {
    CHECK(!read.error->code.empty() && !read.error->message.empty());
    return;
  }
  const OaiRequest& request = read.request;
  if (request.token) check_token(write_oai_token(*request.token));
  if (request.from && request.until) CHECK(*request.from <= *request.until);
  const bool lists = request.verb == OaiVerb::kListRecords || request.verb == OaiVerb::kListIdentifiers;
  if (lists) CHECK(request.token || request.format);
  if (request.verb == OaiVerb::kGetRecord) CHECK(request.format && !request.identifier.empty());
}

}  // namespace
}  // namespace broadsheet::web

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  broadsheet::web::check_token(text);
  broadsheet::web::check_names(text);
  broadsheet::web::check_request(text);
  return 0;
}
