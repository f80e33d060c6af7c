// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/spf_record.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "base/ascii.h"

namespace broadsheet::mail {
namespace {

constexpr std::string_view kVersion = "v=spf1";
constexpr std::size_t kTermsMax = 256;

struct Mechanism {
  std::string_view name;
  bool asks;         // the DNS
  bool needs_value;  // behind a colon
};
constexpr std::array<Mechanism, 8> kMechanisms{{
    {"all", false, false},
    {"include", true, true},
    {"a", true, false},
    {"mx", true, false},
    {"ptr", true, false},
    {"ip4", false, true},
    {"ip6", false, true},
    {"exists", true, true},
}};

bool is_qualifier(char c) {
  return c == '+' || c == '-' || c == '~' || c == '?';
}

// "redirect=…": a name, then an equals sign before any colon or slash.
bool is_modifier(std::string_view term) {
  const std::size_t end = term.find_first_of("=:/");
  return end != std::string_view::npos && end > 0 && term[end] == '=' && is_ascii_letter(term.front());
}

// Why the term can't be read; empty if it can.
std::string read_mechanism(std::string_view term, SpfRecord& record, bool& is_over) {
  const char qualifier = is_qualifier(term.front()) ? term.front() : '+';
  const std::string_view mechanism = is_qualifier(term.front()) ? term.substr(1) : term;
  const std::size_t end = std::min(mechanism.find_first_of(":/"), mechanism.size());
  const auto* const known = std::ranges::find(kMechanisms, mechanism.substr(0, end), &Mechanism::name);
  if (known == kMechanisms.end()) return "\"" + std::string(term) + "\" is no word of SPF";
  const bool has_value = end < mechanism.size() && mechanism[end] == ':' && end + 1 < mechanism.size();
  if (known->needs_value && !has_value) return "\"" + std::string(term) + "\" lacks a value";
  if (known->name == "all") {
    if (end < mechanism.size()) return "\"" + std::string(term) + "\" is no word of SPF";
    record.rest = qualifier;
    is_over = true;
    return {};
  }
  if (known->asks) ++record.lookups;
  if (known->name == "ptr") record.has_ptr = true;
  return {};
}

// Of the parts of a name alone: what is in the record comes from anybody.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\'; });
}

// A server of the same machine sends under our own name.
std::string usual_record(std::string_view domain, std::string_view mail_server) {
  const bool is_own = mail_server.empty() || mail_server == "localhost" || mail_server == "::1" ||
                      mail_server.starts_with("127.") ||
                      ("." + ascii_lower(mail_server)).ends_with("." + std::string(domain));
  const bool is_name =
      std::ranges::any_of(mail_server, is_ascii_letter) && mail_server.find(':') == std::string_view::npos;
  if (is_own || !is_name) return "v=spf1 a mx ~all";
  return "v=spf1 mx a:" + ascii_lower(mail_server) + " ~all";
}

std::string with_rest(const std::vector<std::string>& terms) {
  std::string record(kVersion);
  for (const std::string& term : terms) {
    const std::string low = ascii_lower(term);
    const std::string_view mechanism = is_qualifier(low.front()) ? std::string_view(low).substr(1) : low;
    if (mechanism != "all" && !mechanism.starts_with("redirect=")) record += " " + term;
  }
  return record + " ~all";
}

SenderFinding finding(std::string_view domain, FindingLevel level, std::string text,
                      std::string record = {}) {
  return {"SPF", level, std::move(text), record.empty() ? "" : std::string(domain), std::move(record)};
}

SenderFinding judge_one(std::string_view domain, std::string_view mail_server, const SpfRecord& spf) {
  if (!spf.fault.empty())
    return finding(domain, FindingLevel::kWrong,
                   "The SPF record of " + std::string(domain) + " can't be read: " + spf.fault + ".",
                   usual_record(domain, mail_server));
  if (spf.rest == '+')
    return finding(domain, FindingLevel::kWrong,
                   "The SPF record allows everybody to send for " + std::string(domain) + " (+all).",
                   with_rest(spf.terms));
  if (spf.lookups > kSpfLookupsMax)
    return finding(domain, FindingLevel::kWrong,
                   fmt::format("The SPF record needs {} look-ups, and receivers give up after {}: leave out "
                               "what does not send for you any more, or name its addresses (ip4:, ip6:).",
                               spf.lookups, kSpfLookupsMax));
  if (spf.rest == '?' || (spf.rest == 0 && !spf.redirects))
    return finding(domain, FindingLevel::kAdvice,
                   "The SPF record says nothing about who may not send: end it with ~all.",
                   with_rest(spf.terms));
  if (spf.has_ptr)
    return finding(
        domain, FindingLevel::kAdvice,
        "The SPF record uses ptr, which is slow and which some receivers leave out: name addresses "
        "instead.");
  const std::string_view ends = spf.rest == '-' ? "others are refused (-all)"
                                : spf.redirects ? "another record says about whom"
                                                : "others are suspicious (~all)";
  return finding(domain, FindingLevel::kOk,
                 fmt::format("There is an SPF record, {}. It needs {} of {} look-ups, without what it "
                             "includes. Look that it has the server that sends your mail.",
                             ends, spf.lookups, kSpfLookupsMax));
}

}  // namespace

bool is_spf(std::string_view text) {
  const std::string begin = ascii_lower(text.substr(0, kVersion.size()));
  return begin == kVersion && (text.size() == kVersion.size() || text[kVersion.size()] == ' ');
}

SpfRecord read_spf(std::string_view text) {
  SpfRecord record;
  std::string_view rest = text;
  rest.remove_prefix(std::min(kVersion.size(), rest.size()));
  bool is_over = false;
  bool redirects = false;
  while (!rest.empty() && record.fault.empty()) {
    const std::string_view term = take_until(rest, ' ');
    if (term.empty()) continue;
    if (!is_plain(term)) {
      record.fault = "it has other signs than those of ASCII";
    } else if (record.terms.size() == kTermsMax) {
      record.fault = "it is too long";
    } else {
      const std::string low = ascii_lower(term);
      if (is_modifier(low)) {
        redirects = redirects || low.starts_with("redirect=");
      } else if (is_over) {  // what comes behind "all" is never looked at
        continue;
      } else {
        record.fault = read_mechanism(low, record, is_over);
      }
      record.terms.emplace_back(term);
    }
  }
  if (redirects && record.rest == 0) {
    record.redirects = true;
    ++record.lookups;
  }
  return record;
}

SenderFinding judge_spf(std::string_view domain, std::string_view mail_server,
                        const std::vector<std::string>& texts) {
  std::vector<SpfRecord> records;
  for (const std::string& text : texts) {
    if (is_spf(text)) records.push_back(read_spf(text));
  }
  if (records.empty())
    return finding(
        domain, FindingLevel::kWrong,
        "There is no SPF record for " + std::string(domain) +
            ": many receivers refuse its mail. If your mail service names an include:, put that in "
            "place of what stands between v=spf1 and ~all.",
        usual_record(domain, mail_server));
  if (records.size() == 1) return judge_one(domain, mail_server, records.front());
  std::vector<std::string> terms;
  for (const SpfRecord& record : records) {
    for (const std::string& term : record.terms) {
      if (std::ranges::find(terms, term) == terms.end() && record.fault.empty()) terms.push_back(term);
    }
  }
  return finding(domain, FindingLevel::kWrong,
                 "There are several SPF records for " + std::string(domain) +
                     ", which receivers take for an error: join them to one.",
                 with_rest(terms));
}

}  // namespace broadsheet::mail
