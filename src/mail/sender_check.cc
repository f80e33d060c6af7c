// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/sender_check.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "base/ascii.h"
#include "mail/spf_record.h"

namespace broadsheet::mail {
namespace {

constexpr std::size_t kShownBytesMax = 200;
// RFC 1035, 3.3: of one string of a record.
constexpr std::size_t kStringBytesMax = 255;
// Of an RSA key of 2048 bits in base64, less a few: shorter ones are weak.
constexpr std::size_t kRsaTextBytesMin = 360;

bool is_printable(char c) {
  return c >= ' ' && c < 0x7F;
}

// "a=1; b=2" (RFC 6376, 3.2). False for what is no such list. Blanks within values are kept.
using Tags = std::vector<std::pair<std::string, std::string>>;
bool read_tags(std::string_view text, Tags& tags) {
  while (!trimmed(text).empty()) {
    const std::string_view one = trimmed(take_until(text, ';'));
    const std::size_t equals = one.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string name = ascii_lower(trimmed(one.substr(0, equals)));
    if (name.empty()) return false;
    for (const auto& [known, value] : tags) {
      if (known == name) return false;
    }
    tags.emplace_back(name, trimmed(one.substr(equals + 1)));
  }
  return !tags.empty();
}

std::optional<std::string> tag(const Tags& tags, std::string_view name) {
  for (const auto& [known, value] : tags) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::string without_blanks(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') kept += c;
  }
  return kept;
}

// Whether one of the names of a list with colons is there; a list that is missing has them all.
bool lists(const std::optional<std::string>& list, std::string_view name, std::string_view all) {
  if (!list) return true;
  std::string_view rest = *list;
  while (!rest.empty()) {
    const std::string one = ascii_lower(trimmed(take_until(rest, ':')));
    if (one == name || one == all) return true;
  }
  return false;
}

bool is_within(std::string_view name, std::string_view domain) {
  return name == domain || (name.size() > domain.size() && name.ends_with(domain) &&
                            name[name.size() - domain.size() - 1] == '.');
}

// `error` names what was asked for.
SenderFinding not_asked(std::string about, const std::string& error) {
  return {.about = std::move(about),
          .level = FindingLevel::kWrong,
          .text = "It could not be looked up: " + error + ".",
          .record_name = "",
          .record = ""};
}

// What DMARC says about letters of ours.
struct Policy {
  SenderFinding finding;
  std::string domain;  // where the record is; empty: there is none
  std::string asks;    // "none", "quarantine", "reject"; empty: nothing that can be read
  bool strict_dkim = false;
  bool strict_spf = false;
};

SenderFinding wrong_key(const SenderFacts& facts, std::string text) {
  return {"DKIM", FindingLevel::kWrong, std::move(text), facts.dkim.name, facts.signing->record};
}

SenderFinding judge_key(const SenderFacts& facts, std::string_view record) {
  Tags theirs;
  Tags ours;
  if (!read_tags(record, theirs)) return wrong_key(facts, "The DKIM record can't be read.");
  (void)read_tags(facts.signing->record, ours);
  if (theirs.front().first != "v" && tag(theirs, "v"))
    return wrong_key(facts, "The DKIM record must begin with v=DKIM1.");
  if (tag(theirs, "v").value_or("DKIM1") != "DKIM1")
    return wrong_key(facts, "The DKIM record is of a version that nobody reads.");
  const std::optional<std::string> key = tag(theirs, "p");
  if (!key) return wrong_key(facts, "The DKIM record has no key (p=).");
  if (key->empty())
    return wrong_key(facts, "The DKIM key is revoked (p= is empty): every signature counts as broken.");
  const std::string kind = ascii_lower(tag(theirs, "k").value_or("rsa"));
  if (kind != tag(ours, "k") || without_blanks(*key) != tag(ours, "p"))
    return wrong_key(facts, "The DKIM key in the DNS is another than the one that letters are signed with.");
  if (!lists(tag(theirs, "h"), "sha256", "sha256"))
    return wrong_key(facts, "The DKIM record does not allow SHA-256, which letters are signed with.");
  if (!lists(tag(theirs, "s"), "email", "*"))
    return wrong_key(facts, "The DKIM record is not meant for mail (s=).");
  if (lists(tag(theirs, "t").value_or(""), "y", "y")) {
    return {"DKIM", FindingLevel::kAdvice,
            "The DKIM key is there, for testing (t=y): receivers treat letters as if they were not signed.",
            facts.dkim.name, facts.signing->record};
  }
  if (kind == "ed25519") {
    return {"DKIM", FindingLevel::kAdvice,
            "The DKIM key is there. Large receivers don't read Ed25519 yet: an RSA key is understood by all.",
            "", ""};
  }
  if (without_blanks(*key).size() < kRsaTextBytesMin) {
    return {"DKIM", FindingLevel::kAdvice,
            "The DKIM key is there, and has fewer than 2048 bits: make a new one under another selector.", "",
            ""};
  }
  return {"DKIM", FindingLevel::kOk, "The DKIM key is there, and is the one that letters are signed with.",
          "", ""};
}

SenderFinding judge_dkim(const SenderFacts& facts) {
  if (!facts.signing) {
    return {"DKIM", FindingLevel::kAdvice,
            "Letters are not signed by us. If the mail server does not sign them either, make a key: "
            "broadsheet digest key.",
            "", ""};
  }
  if (!facts.dkim.error.empty()) return not_asked("DKIM", facts.dkim.error);
  if (facts.dkim.texts.empty()) return wrong_key(facts, "There is no DKIM key at " + facts.dkim.name + ".");
  if (facts.dkim.texts.size() > 1)
    return wrong_key(facts, "There are several records at " + facts.dkim.name +
                                ", and receivers take any of them: leave one.");
  return judge_key(facts, facts.dkim.texts.front());
}

bool is_policy(std::string_view asks) {
  return asks == "none" || asks == "quarantine" || asks == "reject";
}

// Whether receivers find a policy in it, and a terminal or a zone file can have it as it came.
bool can_be_proposed(const std::string& record) {
  Tags tags;
  if (!std::ranges::all_of(record, is_printable) || !read_tags(record, tags)) return false;
  const std::string asks = tag(tags, "p").value_or("");
  return is_policy(ascii_lower(asks)) && is_policy(ascii_lower(tag(tags, "sp").value_or(asks)));
}

// There is more than one of `records`, which lie at `name`.
SenderFinding judge_several(const std::string& name, const std::vector<std::string>& records) {
  SenderFinding finding{"DMARC", FindingLevel::kWrong,
                        "There are several DMARC records at " + name + ", which count as none: leave one.",
                        name, ""};
  const auto one = std::ranges::find_if(records, can_be_proposed);
  if (one != records.end()) {
    finding.record = *one;
  } else {
    finding.text += " As they are, none of them can be read as a policy in printable ASCII.";
    finding.record_name.clear();
  }
  return finding;
}

void judge_policy(Policy& policy, const SenderFacts& facts, const std::string& record) {
  SenderFinding& finding = policy.finding;
  const std::string name = "_dmarc." + facts.from_domain;
  Tags tags;
  const bool read = read_tags(record, tags);
  const bool is_above = policy.domain != facts.from_domain;
  std::optional<std::string> asks = tag(tags, "p");
  const bool has_policy = asks.has_value();
  if (is_above && tag(tags, "sp")) asks = tag(tags, "sp");
  policy.asks = ascii_lower(asks.value_or(""));
  policy.strict_dkim = ascii_lower(tag(tags, "adkim").value_or("r")) == "s";
  policy.strict_spf = ascii_lower(tag(tags, "aspf").value_or("r")) == "s";
  if (!read || !has_policy || !is_policy(policy.asks)) {
    policy.asks.clear();
    finding = {"DMARC", FindingLevel::kWrong, "The DMARC record can't be read: " + shown_text(record) + ".",
               name, "v=DMARC1; p=none"};
    return;
  }
  const std::string where = is_above ? " (from " + policy.domain + ")" : "";
  if (policy.asks == "none") {
    finding = {"DMARC", FindingLevel::kAdvice,
               "The DMARC policy is none" + where +
                   ": nobody is asked to refuse letters that others send in our name. Once our own arrive "
                   "well, ask for more.",
               name, "v=DMARC1; p=quarantine"};
    return;
  }
  finding = {"DMARC", FindingLevel::kOk, "The DMARC policy is " + policy.asks + where + ".", "", ""};
}

Policy judge_dmarc(const SenderFacts& facts) {
  Policy policy;
  const std::string name = "_dmarc." + facts.from_domain;
  for (const DnsTexts& asked : facts.dmarc) {
    if (!asked.error.empty()) {
      policy.finding = not_asked("DMARC", asked.error);
      return policy;
    }
    const std::vector<std::string> records = dmarc_records(asked);
    if (records.empty()) continue;
    policy.domain = asked.name.substr(asked.name.find('.') + 1);
    if (records.size() > 1) {
      policy.finding = judge_several(asked.name, records);
      return policy;
    }
    judge_policy(policy, facts, records.front());
    return policy;
  }
  policy.finding = {"DMARC", FindingLevel::kWrong,
                    "There is no DMARC record: large receivers refuse mail to many readers without one.",
                    name, "v=DMARC1; p=none"};
  return policy;
}

// Whether two domains are one for DMARC. Which names belong to one owner nobody can tell from the names
// alone: what lies below one another does, and what lies below the domain that has the DMARC record.
bool is_aligned(std::string_view one, std::string_view other, bool strict, std::string_view common) {
  if (one == other) return true;
  if (strict) return false;
  if (!common.empty() && is_within(one, common) && is_within(other, common)) return true;
  const std::string_view shorter = one.size() < other.size() ? one : other;
  return shorter.find('.') != std::string_view::npos && (is_within(one, other) || is_within(other, one));
}

SenderFinding judge_alignment(const SenderFacts& facts, const Policy& policy) {
  const bool by_dkim = facts.signing && is_aligned(facts.signing->domain, facts.from_domain,
                                                   policy.strict_dkim, policy.domain);
  const bool by_spf = is_aligned(facts.envelope_domain, facts.from_domain, policy.strict_spf, policy.domain);
  if (by_dkim && by_spf) {
    return {"alignment", FindingLevel::kOk,
            "Signature and envelope are of the domain that readers see, " + facts.from_domain + ".", "", ""};
  }
  if (by_dkim) {
    return {"alignment", FindingLevel::kOk,
            "The signature is of the domain that readers see, " + facts.from_domain +
                "; the envelope is of " + facts.envelope_domain + ".",
            "", ""};
  }
  const std::string signature =
      facts.signing ? "The signature is of " + facts.signing->domain : "We sign no letters";
  if (by_spf) {
    return {"alignment", FindingLevel::kAdvice,
            signature + ": DMARC rests on SPF alone, which breaks where mail is forwarded.", "", ""};
  }
  const bool refused = policy.asks == "quarantine" || policy.asks == "reject";
  return {"alignment", refused ? FindingLevel::kWrong : FindingLevel::kAdvice,
          signature + " and the envelope is of " + facts.envelope_domain + ", but readers see " +
              facts.from_domain + ": DMARC counts neither" +
              (refused ? ", and letters are refused or put aside." : "."),
          "", ""};
}

SenderFinding judge_returned(const SenderFacts& facts) {
  const DnsMailServers& asked = facts.bounces;
  const std::string& domain = facts.envelope_domain;
  const auto finding = [](FindingLevel level, std::string text) {
    return SenderFinding{"returned mail", level, std::move(text), "", ""};
  };
  if (!asked.error.empty()) return not_asked("returned mail", asked.error);
  if (!asked.exists)
    return finding(FindingLevel::kWrong, "There is no domain " + domain +
                                             ": mail can't come back, and many receivers refuse letters from "
                                             "there.");
  const bool refuses =
      std::ranges::any_of(asked.servers, [](const http::MailServer& server) { return server.host.empty(); });
  if (refuses)
    return finding(FindingLevel::kWrong,
                   domain + " says that it takes no mail (a null MX): nothing can come back.");
  if (asked.servers.empty())
    return finding(FindingLevel::kAdvice, "No server is named for mail to " + domain +
                                              " (MX): it goes to the machine of that name, if there is one.");
  if (!facts.takes_bounces)
    return finding(FindingLevel::kAdvice,
                   "Mail that can't be delivered comes back to mail.from, where nobody reads it by machine: "
                   "set mail.bounces.");
  return finding(FindingLevel::kOk, "Mail comes back to " + shown_text(asked.servers.front().host) + ".");
}

}  // namespace

std::string shown_text(std::string_view text) {
  std::string plain;
  for (const char c : text.substr(0, kShownBytesMax)) plain += is_printable(c) ? c : '?';
  return "\"" + plain + (text.size() > kShownBytesMax ? "…" : "") + "\"";
}

std::vector<std::string> dmarc_records(const DnsTexts& asked) {
  const auto is_dmarc = [](std::string_view text) {
    return without_blanks(trimmed(take_until(text, ';'))) == "v=DMARC1";
  };
  std::vector<std::string> records;
  std::ranges::copy_if(asked.texts, std::back_inserter(records), is_dmarc);
  return records;
}

std::string_view finding_level_name(FindingLevel level) {
  constexpr std::array<std::string_view, 3> kNames{"ok", "advice", "wrong"};
  return kNames.at(static_cast<std::size_t>(level));
}

std::vector<SenderFinding> judge_sender(const SenderFacts& facts) {
  std::vector<SenderFinding> findings;
  findings.push_back(facts.spf.error.empty()
                         ? judge_spf(facts.envelope_domain, facts.mail_server, facts.spf.texts)
                         : not_asked("SPF", facts.spf.error));
  findings.push_back(judge_dkim(facts));
  Policy policy = judge_dmarc(facts);
  findings.push_back(policy.finding);
  findings.push_back(judge_alignment(facts, policy));
  findings.push_back(judge_returned(facts));
  return findings;
}

FindingLevel worst_of(std::span<const SenderFinding> findings) {
  FindingLevel worst = FindingLevel::kOk;
  for (const SenderFinding& finding : findings) worst = std::max(worst, finding.level);
  return worst;
}

std::string zone_line(std::string_view name, std::string_view record) {
  std::string line = std::string(name) + ". IN TXT (";
  while (!record.empty()) {
    line += " \"";
    for (const char c : record.substr(0, kStringBytesMax)) {
      if (!is_printable(c)) {
        line += fmt::format("\\{:03}", static_cast<unsigned char>(c));
        continue;
      }
      if (c == '"' || c == '\\') line += '\\';
      line += c;
    }
    line += '"';
    record.remove_prefix(std::min(kStringBytesMax, record.size()));
  }
  return line + " )";
}

}  // namespace broadsheet::mail
