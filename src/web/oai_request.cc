// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/oai_request.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>

#include "base/ascii.h"
#include "base/digest.h"
#include "formats/whole_paper.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;
using std::chrono::seconds;

constexpr std::array<std::string_view, 6> kVerbs{"Identify",        "ListMetadataFormats", "ListSets",
                                                 "ListIdentifiers", "ListRecords",         "GetRecord"};
constexpr std::array<std::string_view, 2> kFormats{"oai_dc", formats::kWholePaperPrefix};

// Which arguments a verb takes; of an exclusive one, none beside it.
struct VerbArguments {
  std::vector<std::string_view> required;
  std::vector<std::string_view> optional;
  bool resumes = false;
};

VerbArguments arguments_of(OaiVerb verb) {
  switch (verb) {
    case OaiVerb::kIdentify:
      return {};
    case OaiVerb::kListMetadataFormats:
      return {.required = {}, .optional = {"identifier"}};
    case OaiVerb::kListSets:
      return {.required = {}, .optional = {}, .resumes = true};
    case OaiVerb::kListIdentifiers:
    case OaiVerb::kListRecords:
      return {.required = {"metadataPrefix"}, .optional = {"from", "until", "set"}, .resumes = true};
    case OaiVerb::kGetRecord:
      return {.required = {"identifier", "metadataPrefix"}, .optional = {}};
  }
  return {};
}

// ------------------------------------------------------------------------------------------ tokens

constexpr std::string_view kTokenVersion = "1";
constexpr std::string_view kNothing = "-";

template <typename Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number, base);
  // One spelling of each number: without a sign or zeroes before it.
  return error == std::errc{} && end == last && text.front() != '-' &&
         (text.size() == 1 || text.front() != '0');
}

template <typename Number>
bool read_optional(std::string_view text, std::optional<Number>& number) {
  if (text == kNothing) return true;
  Number read = 0;
  if (text.empty() || !read_number(text, read)) return false;
  number = read;
  return true;
}

std::string optional_text(const std::optional<std::uint64_t>& number) {
  return number ? std::to_string(*number) : std::string(kNothing);
}

std::optional<std::uint64_t> seconds_of(const std::optional<Instant>& instant) {
  if (!instant) return std::nullopt;
  return static_cast<std::uint64_t>(std::chrono::floor<seconds>(instant->time_since_epoch()).count());
}

std::uint32_t checksum(std::string_view text) {
  return crc32c(text.data(), text.size());
}

std::string_view take_field(std::string_view& text) {
  return take_until(text, '_');
}

bool read_kind(std::string_view text, OaiToken& token) {
  if (text.size() != 2) return false;
  if (text[0] != 'i' && text[0] != 'r') return false;
  if (text[1] != 'd' && text[1] != 'b') return false;
  token.verb = text[0] == 'i' ? OaiVerb::kListIdentifiers : OaiVerb::kListRecords;
  token.format = text[1] == 'd' ? OaiFormat::kDublinCore : OaiFormat::kWholePaper;
  return true;
}

bool read_place(std::string_view& text, OaiPlace& place) {
  std::uint64_t after = 0;
  std::uint64_t head = 0;
  for (std::uint64_t* number : {&after, &head}) {
    const std::string_view field = take_field(text);
    if (field.empty() || !read_number(field, *number)) return false;
  }
  const std::string_view stamp = take_field(text);
  const std::string_view record = take_field(text);
  if (stamp.empty() || record.empty()) return false;
  if (!read_number(stamp, place.stamp, 16) || !read_number(record, place.record, 16)) return false;
  place.after = Revision(after);
  place.head = Revision(head);
  return after <= head;
}

// ----------------------------------------------------------------------------------------- arguments

const std::string* argument(const Arguments& arguments, std::string_view name) {
  const auto found = std::ranges::find(arguments, name, &Arguments::value_type::first);
  return found == arguments.end() ? nullptr : &found->second;
}

OaiError bad_argument(std::string message) {
  return {"badArgument", std::move(message)};
}

std::optional<OaiError> check_verb(const Arguments& arguments, OaiRequest& request) {
  const auto count = std::ranges::count(arguments, "verb", &Arguments::value_type::first);
  if (count == 0) return OaiError{"badVerb", "there is no verb"};
  if (count > 1) return OaiError{"badVerb", "there are several verbs"};
  const auto* const verb = std::ranges::find(kVerbs, *argument(arguments, "verb"));
  if (verb == kVerbs.end()) return OaiError{"badVerb", "this is no verb of OAI-PMH"};
  request.verb = static_cast<OaiVerb>(verb - kVerbs.begin());
  return std::nullopt;
}

// That each argument is one of the verb's and is there once, and that none of them is missing.
std::optional<OaiError> check_names(const Arguments& arguments, OaiVerb verb) {
  const VerbArguments known = arguments_of(verb);
  const bool resumes = known.resumes && argument(arguments, "resumptionToken") != nullptr;
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    const std::string& name = at->first;
    if (name == "verb") continue;
    const bool is_known = std::ranges::find(known.required, name) != known.required.end() ||
                          std::ranges::find(known.optional, name) != known.optional.end() ||
                          (known.resumes && name == "resumptionToken");
    if (!is_known)
      return bad_argument("an argument that " + std::string(oai_verb_name(verb)) + " does not take");
    const bool repeated =
        std::any_of(arguments.begin(), at, [&](const auto& other) { return other.first == name; });
    if (repeated) return bad_argument(name + " is there more than once");
    if (resumes && name != "resumptionToken")
      return bad_argument("resumptionToken takes no other argument beside it");
  }
  if (resumes) return std::nullopt;
  for (const std::string_view name : known.required) {
    if (argument(arguments, name) == nullptr) return bad_argument(std::string(name) + " is missing");
  }
  return std::nullopt;
}

// A day, or a second of it: "2026-07-01", "2026-07-01T12:00:00Z".
struct OaiTime {
  Instant instant;
  bool is_day = false;
};
std::optional<OaiTime> read_time(const std::string& text) {
  constexpr std::size_t kDayBytes = 10;
  constexpr std::size_t kSecondBytes = 20;
  if (text.size() == kDayBytes) {
    const Result<Day> day = parse_day(text);
    if (!day.ok()) return std::nullopt;
    return OaiTime{std::chrono::time_point_cast<std::chrono::milliseconds>(*day), true};
  }
  const Result<Instant> instant = parse_instant(text);
  if (text.size() != kSecondBytes || text[kDayBytes] != 'T' || text.back() != 'Z' || !instant.ok())
    return std::nullopt;
  return OaiTime{std::chrono::floor<seconds>(*instant), false};
}

std::optional<OaiError> read_times(const Arguments& arguments, OaiRequest& request) {
  std::optional<OaiTime> from;
  std::optional<OaiTime> until;
  for (const auto& [name, time] : {std::pair("from", &from), std::pair("until", &until)}) {
    const std::string* text = argument(arguments, name);
    if (text == nullptr) continue;
    *time = read_time(*text);
    if (!*time)
      return bad_argument(std::string(name) + " is no time such as 2026-07-01 or 2026-07-01T12:00:00Z");
  }
  if (from && until && from->is_day != until->is_day)
    return bad_argument("from and until are not of one granularity");
  if (from) request.from = from->instant;
  // A day is meant to its end.
  if (until)
    request.until = until->instant + (until->is_day ? std::chrono::days(1) - seconds(1) : seconds(0));
  if (from && until && *request.from > *request.until) return bad_argument("from is later than until");
  return std::nullopt;
}

std::optional<OaiError> read_values(const Arguments& arguments, OaiRequest& request) {
  if (const std::string* token = argument(arguments, "resumptionToken")) {
    request.token = read_oai_token(*token);
    if (!request.token || request.token->verb != request.verb)
      return OaiError{"badResumptionToken", "this token is none of ours"};
    return std::nullopt;
  }
  if (const std::string* identifier = argument(arguments, "identifier")) {
    if (identifier->empty() || identifier->size() > kOaiIdentifierMax)
      return bad_argument("identifier is no identifier");
    request.identifier = *identifier;
  }
  if (auto wrong = read_times(arguments, request)) return wrong;
  if (const std::string* set = argument(arguments, "set")) {
    if (!is_set_spec(*set)) return bad_argument("set is no setSpec");
    request.set = *set;
  }
  if (const std::string* prefix = argument(arguments, "metadataPrefix")) {
    const auto* const format = std::ranges::find(kFormats, *prefix);
    if (format == kFormats.end())
      return OaiError{"cannotDisseminateFormat", "there are oai_dc and broadsheet"};
    request.format = static_cast<OaiFormat>(format - kFormats.begin());
  }
  return std::nullopt;
}

}  // namespace

std::string_view oai_verb_name(OaiVerb verb) {
  return kVerbs[static_cast<std::size_t>(verb)];
}

std::string_view oai_format_name(OaiFormat format) {
  return kFormats[static_cast<std::size_t>(format)];
}

// Fields with underscores between them; the set, which may have some itself, comes last.
std::string write_oai_token(const OaiToken& token) {
  const std::string kind = {token.verb == OaiVerb::kListIdentifiers ? 'i' : 'r',
                            token.format == OaiFormat::kDublinCore ? 'd' : 'b'};
  const OaiPlace& place = token.place;
  const std::string text =
      fmt::format("{}_{}_{}_{:x}_{:x}_{}_{}_{}_{}", kind, place.after.value(), place.head.value(),
                  place.stamp, place.record, token.cursor, optional_text(token.total),
                  optional_text(seconds_of(token.until)), token.set);
  return fmt::format("{}_{:08x}_{}", kTokenVersion, checksum(text), text);
}

std::optional<OaiToken> read_oai_token(std::string_view text) {
  const std::string_view whole = text;
  if (text.size() > kOaiTokenMax || take_field(text) != kTokenVersion) return std::nullopt;
  (void)take_field(text);  // the checksum: what is written again below is the same only with the right one
  OaiToken token;
  if (!read_kind(take_field(text), token) || !read_place(text, token.place)) return std::nullopt;
  const std::string_view cursor = take_field(text);
  if (cursor.empty() || !read_number(cursor, token.cursor)) return std::nullopt;
  if (!read_optional(take_field(text), token.total)) return std::nullopt;
  std::optional<std::uint64_t> until;
  if (!read_optional(take_field(text), until)) return std::nullopt;
  constexpr std::uint64_t kUntilMax = 253'402'300'799;  // the end of the year 9999
  if (until && *until > kUntilMax) return std::nullopt;
  if (until) token.until = Instant(seconds(*until));
  token.set = text;
  if (!token.set.empty() && !is_set_spec(token.set)) return std::nullopt;
  if (write_oai_token(token) != whole) return std::nullopt;
  return token;
}

OaiRequestRead read_oai_request(const Arguments& arguments) {
  OaiRequestRead read;
  OaiRequest& request = read.request;
  read.error = check_verb(arguments, request);
  if (!read.error) read.error = check_names(arguments, request.verb);
  if (!read.error) read.error = read_values(arguments, request);
  // What is wrong with the arguments themselves is not repeated to whoever sent them.
  const bool garbled = read.error && (read.error->code == "badVerb" || read.error->code == "badArgument");
  if (!garbled) request.arguments = arguments;
  return read;
}

bool is_set_spec(std::string_view text) {
  constexpr std::string_view kMarks = "-_.!~*'()";
  const auto allowed = [&](char c) {
    return is_ascii_alphanumeric(c) || kMarks.find(c) != std::string_view::npos;
  };
  if (text.size() > kOaiSetMax) return false;
  bool in_part = false;
  for (const char c : text) {
    if (c == ':' ? !in_part : !allowed(c)) return false;
    in_part = c != ':';
  }
  return in_part;
}

}  // namespace broadsheet::web
