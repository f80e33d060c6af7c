// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/mail_parts.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/base64.h"
#include "formats/limits.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

constexpr std::size_t kBoundaryBytesMax = 200;  // RFC 2046 has 70
constexpr std::size_t kAddressBytesMax = 320;

// Takes a line off the front of `text`, and its end.
std::string_view take_line(std::string_view& text) {
  std::string_view line = take_until(text, '\n');
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_folded(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t');
}

// Takes a line of a multipart off the front; the line end in front of a boundary belongs to that.
std::string_view without_line_end(std::string_view piece) {
  if (piece.ends_with('\n')) piece.remove_suffix(1);
  if (piece.ends_with('\r')) piece.remove_suffix(1);
  return piece;
}

enum class Boundary { kNone, kNext, kLast };

Boundary boundary_in(std::string_view line, std::string_view boundary) {
  if (!line.starts_with("--") || !line.substr(2).starts_with(boundary)) return Boundary::kNone;
  const std::string_view rest = trimmed(line.substr(2 + boundary.size()));
  if (rest.empty()) return Boundary::kNext;
  return rest == "--" ? Boundary::kLast : Boundary::kNone;
}

void add_parts(std::string_view message, std::size_t depth, std::vector<MailPart>& parts);

void add_parts_within(std::string_view body, std::string_view boundary, std::size_t depth,
                      std::vector<MailPart>& parts) {
  std::string_view rest = body;
  bool within = false;
  const char* begin = rest.data();
  while (!rest.empty() && parts.size() < kMailPartsMax) {
    const char* const line_begin = rest.data();
    const Boundary found = boundary_in(take_line(rest), boundary);
    if (found == Boundary::kNone) continue;
    if (within)
      add_parts(without_line_end({begin, static_cast<std::size_t>(line_begin - begin)}), depth, parts);
    within = found == Boundary::kNext;
    if (!within) return;
    begin = rest.data();
  }
  // A message that is cut ends without its last boundary.
  if (within) add_parts({begin, static_cast<std::size_t>(body.data() + body.size() - begin)}, depth, parts);
}

void add_parts(std::string_view message, std::size_t depth, std::vector<MailPart>& parts) {
  if (parts.size() >= kMailPartsMax) return;
  MailPart part;
  part.head = MailHead::take(message);
  part.body = message;
  const std::string type = part.head.value("content-type");
  std::string_view rest = type;
  part.type = ascii_lower(trimmed(take_until(rest, ';')));
  if (part.type.empty()) part.type = "text/plain";
  const bool is_multipart = part.type.starts_with("multipart/");
  parts.push_back(std::move(part));
  const std::string boundary = is_multipart ? mail_parameter(type, "boundary") : "";
  if (boundary.empty() || boundary.size() > kBoundaryBytesMax || depth >= kMailDepthMax) return;
  add_parts_within(message, boundary, depth + 1, parts);
}

int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded_quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.front() != '=') {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(1);
    const std::string_view line_end = text.starts_with("\r\n") ? text.substr(0, 2) : text.substr(0, 1);
    if (line_end.ends_with('\n')) {
      text.remove_prefix(line_end.size());
      continue;
    }
    const int high = text.size() >= 2 ? hex_value(text[0]) : -1;
    const int low = text.size() >= 2 ? hex_value(text[1]) : -1;
    if (high < 0 || low < 0) {
      out += '=';
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    text.remove_prefix(2);
  }
  return out;
}

// As much of it as is base64.
std::string decoded_base64(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (is_ascii_alphanumeric(c) || c == '+' || c == '/') letters += c;
  }
  letters.resize(letters.size() / 4 * 4 + (letters.size() % 4 > 1 ? letters.size() % 4 : 0));
  while (letters.size() % 4 != 0) letters += '=';
  return base64_decode(letters).value_or("");
}

}  // namespace

MailHead MailHead::take(std::string_view& message) {
  MailHead head;
  bool kept = false;
  while (!message.empty()) {
    const std::string_view line = take_line(message);
    if (line.empty()) break;
    if (is_folded(line)) {
      if (!kept) continue;
      std::string_view& value = head.fields_.back().value;
      value = {value.data(), static_cast<std::size_t>(line.data() + line.size() - value.data())};
      continue;
    }
    // What is no field (the "From " of a mailbox) is passed over, with what is folded behind it.
    const std::size_t colon = line.find(':');
    kept = colon != std::string_view::npos && head.fields_.size() < kMailFieldsMax;
    if (kept) head.fields_.push_back({trimmed(line.substr(0, colon)), line.substr(colon + 1)});
  }
  return head;
}

std::string MailHead::value(std::string_view name) const {
  for (const Field& field : fields_) {
    std::string_view rest = field.name;
    if (take_prefix(rest, name) && rest.empty())
      return text::sanitize_line(field.value.substr(0, kMailFieldBytesMax));
  }
  return "";
}

std::vector<std::string> MailHead::values(std::string_view name) const {
  std::vector<std::string> values;
  for (const Field& field : fields_) {
    std::string_view rest = field.name;
    if (take_prefix(rest, name) && rest.empty())
      values.push_back(text::sanitize_line(field.value.substr(0, kMailFieldBytesMax)));
  }
  return values;
}

std::vector<MailPart> mail_parts(std::string_view message) {
  std::vector<MailPart> parts;
  add_parts(message.substr(0, kMailBytesMax), 0, parts);
  return parts;
}

std::string decoded_body(const MailPart& part) {
  const std::string_view body = part.body.substr(0, kMailDecodedBytesMax);
  const std::string encoding = ascii_lower(part.head.value("content-transfer-encoding"));
  if (encoding == "base64") return decoded_base64(body);
  if (encoding == "quoted-printable") return decoded_quoted_printable(body);
  return std::string(body);
}

std::string mail_parameter(std::string_view value, std::string_view name) {
  take_until(value, ';');
  while (!value.empty()) {
    const std::size_t name_end = std::min(value.find_first_of("=;"), value.size());
    const bool found = ascii_lower(trimmed(value.substr(0, name_end))) == name;
    const bool has_value = name_end < value.size() && value[name_end] == '=';
    value.remove_prefix(has_value ? name_end + 1 : name_end);
    if (has_value) value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    std::string content;
    if (value.starts_with('"')) {
      std::size_t at = 1;
      for (; at < value.size() && value[at] != '"'; ++at) {
        if (value[at] == '\\' && at + 1 < value.size()) ++at;
        content += value[at];
      }
      value.remove_prefix(std::min(at + 1, value.size()));
      take_until(value, ';');
    } else {
      content = trimmed(take_until(value, ';'));
    }
    if (found && has_value) return content;
  }
  return "";
}

std::vector<std::string> mail_addresses(std::string_view value) {
  constexpr std::string_view kAround = " \t\r\n,;:<>\"()[]\\";
  std::vector<std::string> addresses;
  while (!value.empty() && addresses.size() < kMailRecipientsMax) {
    value.remove_prefix(std::min(value.find_first_not_of(kAround), value.size()));
    std::string_view token = value.substr(0, value.find_first_of(kAround));
    value.remove_prefix(token.size());
    while (token.ends_with('.')) token.remove_suffix(1);
    const std::size_t at = token.find('@');
    const bool fine = at != std::string_view::npos && at > 0 && at + 1 < token.size() &&
                      token.find('@', at + 1) == std::string_view::npos && token.size() <= kAddressBytesMax &&
                      std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
    if (fine) addresses.emplace_back(token);
  }
  return addresses;
}

}  // namespace broadsheet::formats
