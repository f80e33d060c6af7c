// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/dkim.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/digest.h"
#include "mail/header_text.h"
#include "mail/limits.h"

namespace broadsheet::mail {
namespace {

constexpr std::size_t kDomainBytesMax = 253;
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kSignature = "DKIM-Signature";

// When another field of the name, added on the way, breaks the signature: where readers would be shown it, or
// programs act on it, instead of ours. Forwarders and mailing lists add some in good faith.
enum class Guarded : std::uint8_t { kAlways, kWhereThere, kNever };

struct SignedField {
  std::string_view name;
  Guarded guarded;
};

constexpr SignedField kSignedFields[] = {
    {"from", Guarded::kAlways},
    {"to", Guarded::kAlways},
    {"cc", Guarded::kAlways},
    {"reply-to", Guarded::kAlways},
    {"subject", Guarded::kAlways},
    {"date", Guarded::kAlways},
    {"message-id", Guarded::kAlways},
    {"mime-version", Guarded::kWhereThere},
    {"content-type", Guarded::kWhereThere},
    {"content-transfer-encoding", Guarded::kWhereThere},
    {"list-unsubscribe", Guarded::kWhereThere},
    {"list-unsubscribe-post", Guarded::kWhereThere},
    {"list-id", Guarded::kNever},
    {"auto-submitted", Guarded::kNever},
    {"precedence", Guarded::kNever},
};

// A field of the head, as it stands there, with its folds and without the end of its last line.
struct Field {
  std::string name;  // in lower case
  std::string_view value;
};

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_blank_or_line_end(char c) {
  return is_blank(c) || c == '\r' || c == '\n';
}

bool is_dns_name(std::string_view name) {
  constexpr std::size_t kLabelBytesMax = 63;
  if (name.empty() || name.size() > kDomainBytesMax || name.ends_with('.')) return false;
  while (!name.empty()) {
    const std::string_view label = take_until(name, '.');
    const bool fine =
        std::ranges::all_of(label, [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_'; });
    if (!fine || label.empty() || label.size() > kLabelBytesMax || label.starts_with('-') ||
        label.ends_with('-'))
      return false;
  }
  return true;
}

// Takes a line off the front of `text`, and its CRLF.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find(kLineEnd), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + kLineEnd.size(), text.size()));
  return line;
}

// Takes the head off the front of `message`, and the empty line behind it.
std::vector<Field> take_head(std::string_view& message) {
  std::vector<Field> fields;
  while (!message.empty()) {
    const std::string_view line = take_line(message);
    if (line.empty()) break;
    if (is_blank(line.front()) && !fields.empty()) {
      std::string_view& value = fields.back().value;
      value = {value.data(), static_cast<std::size_t>(line.data() + line.size() - value.data())};
      continue;
    }
    const std::size_t colon = std::min(line.find(':'), line.size());
    fields.push_back(
        {ascii_lower(trimmed(line.substr(0, colon))), line.substr(std::min(colon + 1, line.size()))});
  }
  return fields;
}

// Each run of blanks as one, and none at the end.
template <typename IsBlank>
void append_relaxed(std::string& out, std::string_view text, IsBlank is_blank_char) {
  bool pending = false;
  for (const char c : text) {
    if (is_blank_char(c)) {
      pending = true;
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    out += c;
  }
}

// RFC 6376, 3.4.2.
void append_relaxed_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(":");
  append_relaxed(out, trimmed(value), is_blank_or_line_end);
}

// The names of the signed fields, and those fields as they are hashed. The last field of a name comes first
// (RFC 6376, 5.4.2), and one that is not there adds nothing.
std::pair<std::string, std::string> chosen_fields(const std::vector<Field>& head) {
  std::string names;
  std::string content;
  const auto add_name = [&names](std::string_view name) {
    if (!names.empty()) names += ": ";
    names += name;
  };
  for (const SignedField& field : kSignedFields) {
    bool there = false;
    for (auto at = head.rbegin(); at != head.rend(); ++at) {
      if (at->name != field.name) continue;
      there = true;
      add_name(field.name);
      append_relaxed_field(content, at->name, at->value);
      content += kLineEnd;
    }
    if (field.guarded == Guarded::kAlways || (there && field.guarded == Guarded::kWhereThere))
      add_name(field.name);
  }
  return {std::move(names), std::move(content)};
}

}  // namespace

std::string relaxed_body(std::string_view body) {
  std::string out;
  out.reserve(body.size() + kLineEnd.size());
  std::size_t empty_lines = 0;
  while (!body.empty()) {
    const std::string_view line = take_line(body);
    // Empty lines count only where something follows.
    if (std::ranges::all_of(line, is_blank)) {
      ++empty_lines;
      continue;
    }
    for (; empty_lines > 0; --empty_lines) out += kLineEnd;
    append_relaxed(out, line, is_blank);
    out += kLineEnd;
  }
  return out;
}

Result<DkimSigner> DkimSigner::make(std::string_view domain, std::string_view selector,
                                    std::string_view pem) {
  if (!is_dns_name(domain) || domain.find('.') == std::string_view::npos)
    return Error(ErrorCode::kInvalid, "mail is signed for a domain such as tides.example");
  if (!is_dns_name(selector))
    return Error(ErrorCode::kInvalid, "a selector is a word of letters, digits and hyphens");
  TRY(SigningKey key, SigningKey::read(pem));
  return DkimSigner(ascii_lower(domain), ascii_lower(selector), std::move(key));
}

std::string DkimSigner::signed_message(std::string_view message, Instant now) const {
  std::string_view body = message;
  const auto [names, content] = chosen_fields(take_head(body));
  const Sha256 body_digest = sha256(relaxed_body(body));
  const auto digest_text = [](const Sha256& digest) {
    return std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size());
  };
  const bool is_rsa = key_.kind() == KeyKind::kRsa;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
  const std::string value = fmt::format(
      "v=1; a={}-sha256; c=relaxed/relaxed; d={}; s={}; t={}; h={}; bh={}; b=", is_rsa ? "rsa" : "ed25519",
      domain_, selector_, std::max<std::int64_t>(seconds.count(), 0), names,
      base64_encode(digest_text(body_digest)));
  // The signature covers its own field, but for what it is itself, and without the end of the line.
  std::string hashed = content;
  append_relaxed_field(hashed, ascii_lower(kSignature), value);
  // RFC 8463, 3: Ed25519 signs the hash, RSA does that itself.
  const std::string signature =
      base64_encode(is_rsa ? key_.sign(hashed) : key_.sign(digest_text(sha256(hashed))));
  std::string whole = value;
  // In pieces, which are folded.
  constexpr std::size_t kPieceBytes = 72;
  for (std::size_t at = 0; at < signature.size(); at += kPieceBytes) {
    if (at > 0) whole += ' ';
    whole.append(signature, at, kPieceBytes);
  }
  std::string out;
  out.reserve(message.size() + 2048);
  append_header(out, kSignature, whole);
  return out.append(message);
}

std::string DkimSigner::dns_name() const {
  return selector_ + "._domainkey." + domain_;
}

std::string DkimSigner::dns_record() const {
  return fmt::format("v=DKIM1; k={}; p={}", key_.kind() == KeyKind::kRsa ? "rsa" : "ed25519",
                     base64_encode(key_.public_key()));
}

}  // namespace broadsheet::mail
