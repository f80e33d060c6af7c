// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/spf_record.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "mail/spf_term.h"

namespace broadsheet::mail {
namespace {

constexpr std::string_view kVersion = "v=spf1";
constexpr std::size_t kTermsMax = 256;

// Of the parts of a name alone: what is in the record comes from anybody.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\'; });
}

// What lets in a server of ours; one of the same machine sends under our own name.
std::vector<std::string> usual_terms(std::string_view domain, std::string_view mail_server) {
  const bool is_own = mail_server.empty() || mail_server == "localhost" || mail_server == "::1" ||
                      mail_server.starts_with("127.") ||
                      ("." + ascii_lower(mail_server)).ends_with("." + std::string(domain));
  std::string server = "a:" + ascii_lower(mail_server);
  const bool is_name = is_plain(mail_server) && mail_server.find(':') == std::string_view::npos &&
                       read_spf_term(server).complaint.empty();
  if (is_own || !is_name) return {"a", "mx"};
  return {"mx", std::move(server)};
}

// One record that lets in whom any of `records` does, and closes the domain as the strictest of them. What
// nobody can read lets in nobody; of no record that lets in anybody, what lets in our own server.
std::string joined(std::span<const SpfRecord> records, std::string_view domain,
                   std::string_view mail_server) {
  std::vector<std::string> terms;
  bool lets_in = false;
  bool explains = false;
  bool is_strict = false;
  const auto add = [&](const std::string& term) {
    if (std::ranges::find(terms, term) == terms.end()) terms.push_back(term);
  };
  for (const SpfRecord& record : records) {
    if (!record.fault.empty()) continue;
    is_strict = is_strict || record.rest == '-';
    for (const std::string& term : record.terms) {
      const SpfTerm read = read_spf_term(term);
      if (read.name == (read.is_modifier ? "redirect" : "all")) continue;
      const bool is_explanation = read.is_modifier && read.name == "exp";
      if (is_explanation && explains) continue;  // a second one would spoil the record
      explains = explains || is_explanation;
      lets_in = lets_in || !read.is_modifier;
      add(term);
    }
    if (record.redirect.empty()) continue;
    lets_in = true;
    add("include:" + record.redirect);
  }
  if (!lets_in) std::ranges::for_each(usual_terms(domain, mail_server), add);
  std::string text(kVersion);
  for (const std::string& term : terms) text += " " + term;
  return text + (is_strict ? " -all" : " ~all");
}

SenderFinding finding(std::string_view domain, FindingLevel level, std::string text,
                      std::string record = {}) {
  return {"SPF", level, std::move(text), record.empty() ? "" : std::string(domain), std::move(record)};
}

constexpr std::string_view kFewerLookups =
    "leave out what does not send for you any more, or name its addresses (ip4:, ip6:)";

// Proposes one record in place of `records`, unless receivers would give up on that as well.
SenderFinding proposing(std::string_view domain, std::string_view mail_server,
                        std::span<const SpfRecord> records, FindingLevel level, std::string text) {
  std::string record = joined(records, domain, mail_server);
  const SpfRecord read = read_spf(record);
  if (!read.fault.empty())  // all of them can be read, but may be too much for one
    return finding(domain, FindingLevel::kWrong, text + " In one piece that is too long.");
  if (read.lookups <= kSpfLookupsMax) return finding(domain, level, std::move(text), std::move(record));
  return finding(domain, FindingLevel::kWrong,
                 text + fmt::format(" That needs {} look-ups, and receivers give up after {}: {}.",
                                    read.lookups, kSpfLookupsMax, kFewerLookups));
}

SenderFinding judge_one(std::string_view domain, std::string_view mail_server, const SpfRecord& spf) {
  if (!spf.fault.empty())
    return finding(domain, FindingLevel::kWrong,
                   "The SPF record of " + std::string(domain) + " can't be read: " + spf.fault + ".",
                   joined({}, domain, mail_server));
  if (spf.rest == '+')
    return proposing(domain, mail_server, {&spf, 1}, FindingLevel::kWrong,
                     "The SPF record allows everybody to send for " + std::string(domain) + " (+all).");
  if (spf.lookups > kSpfLookupsMax)
    return finding(domain, FindingLevel::kWrong,
                   fmt::format("The SPF record needs {} look-ups, and receivers give up after {}: {}.",
                               spf.lookups, kSpfLookupsMax, kFewerLookups));
  if (spf.rest == '?' || (spf.rest == 0 && spf.redirect.empty()))
    return proposing(domain, mail_server, {&spf, 1}, FindingLevel::kAdvice,
                     "The SPF record says nothing about who may not send: end it with ~all.");
  if (spf.has_ptr)
    return finding(
        domain, FindingLevel::kAdvice,
        "The SPF record uses ptr, which is slow and which some receivers leave out: name addresses "
        "instead.");
  const std::string_view ends = spf.rest == '-'         ? "others are refused (-all)"
                                : !spf.redirect.empty() ? "another record says about whom"
                                                        : "others are suspicious (~all)";
  return finding(domain, FindingLevel::kOk,
                 fmt::format("There is an SPF record, {}. It needs {} of {} look-ups, without what it "
                             "includes. Look that it has the server that sends your mail.",
                             ends, spf.lookups, kSpfLookupsMax));
}

// What has been seen of a record so far.
struct SpfReader {
  SpfRecord record;
  std::string redirect;
  bool redirects = false;
  bool explains = false;

  void take(std::string_view text);
};

// Takes one term into the record. Behind "all" nobody is let in any more, but the form of what stands there
// counts like that of any other.
void SpfReader::take(std::string_view text) {
  const SpfTerm term = read_spf_term(text);
  if (!term.complaint.empty()) {
    record.fault = shown_text(text) + " " + term.complaint;
    return;
  }
  const bool is_redirect = term.is_modifier && term.name == "redirect";
  if (is_redirect || (term.is_modifier && term.name == "exp")) {
    bool& seen = is_redirect ? redirects : explains;
    if (seen) record.fault = "it has " + term.name + "= twice";
    seen = true;
  }
  if (is_redirect) redirect = term.value;
  if (!term.is_modifier) {
    if (record.rest != 0) return;
    if (term.name == "all") record.rest = term.qualifier;
    if (term.name == "ptr") record.has_ptr = true;
    if (term.asks) ++record.lookups;
  }
  record.terms.emplace_back(text);
}

}  // namespace

bool is_spf(std::string_view text) {
  const std::string begin = ascii_lower(text.substr(0, kVersion.size()));
  return begin == kVersion && (text.size() == kVersion.size() || text[kVersion.size()] == ' ');
}

SpfRecord read_spf(std::string_view text) {
  SpfReader reader;
  SpfRecord& record = reader.record;
  text.remove_prefix(std::min(kVersion.size(), text.size()));
  for (std::size_t count = 0; !text.empty() && record.fault.empty();) {
    const std::string_view term = take_until(text, ' ');
    if (term.empty()) continue;
    if (!is_plain(term)) {
      record.fault = "it has signs that belong into no record";
    } else if (++count > kTermsMax) {
      record.fault = "it is too long";
    } else {
      reader.take(term);
    }
  }
  if (record.rest == 0 && reader.redirects) {
    record.redirect = reader.redirect;
    ++record.lookups;
  }
  return std::move(record);
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
        joined({}, domain, mail_server));
  if (records.size() == 1) return judge_one(domain, mail_server, records.front());
  return proposing(domain, mail_server, records, FindingLevel::kWrong,
                   "There are several SPF records for " + std::string(domain) +
                       ", which receivers take for an error: join them to one.");
}

}  // namespace broadsheet::mail
