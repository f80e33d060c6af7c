// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/webhook.h"

#include <fmt/format.h>
#include <optional>

#include "base/base64.h"
#include "base/json_writer.h"
#include "base/secrets.h"
#include "text/html_template.h"
#include "text/utf8.h"

namespace broadsheet::mail {
namespace {

using store::Webhook;
using store::WebhookShape;

// In bytes, below what each receiver takes in characters.
constexpr std::size_t kSlackBytesMax = 2900;  // of one block; there are at most 50
constexpr std::size_t kSlackBlocksMax = 45;
constexpr std::size_t kDiscordBytesMax = 3900;
constexpr std::size_t kMattermostBytesMax = 15'000;
constexpr std::size_t kTelegramBytesMax = 3900;

// How a receiver writes a link, words in bold, and words that mean nothing to it.
struct Dialect {
  std::string (*escape)(std::string_view);
  std::string (*link)(const std::string& label, const std::string& url);
  std::string (*bold)(const std::string& words);
};

// `text` with each of `special` replaced by what `with` gives.
template <class With>
std::string replaced(std::string_view text, const With& with) {
  std::string to;
  for (const char c : text) {
    const std::string_view other = with(c);
    if (other.empty()) {
      to += c;
    } else {
      to += other;
    }
  }
  return to;
}

// Slack's three (api.slack.com, "Formatting text").
std::string escape_slack(std::string_view text) {
  return replaced(text, [](char c) -> std::string_view {
    return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "";
  });
}

// What Markdown takes for its own, and @ before a name, which would call people.
std::string escape_markdown(std::string_view text) {
  std::string to;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]()#+-.!|<>~@").find(c) != std::string_view::npos) to += '\\';
    to += c;
    if (c == '@') to += "\xE2\x80\x8B";  // a blank without width
  }
  return to;
}

const Dialect& dialect_of(WebhookShape shape) {
  static const Dialect kSlackDialect{
      escape_slack,
      [](const std::string& label, const std::string& url) {
        return "<" + url + "|" + replaced(label, [](char c) { return c == '|' ? "/" : ""; }) + ">";
      },
      [](const std::string& words) { return "*" + words + "*"; }};
  static const Dialect kMarkdownDialect{
      escape_markdown,
      [](const std::string& label, const std::string& url) { return "[" + label + "](" + url + ")"; },
      [](const std::string& words) { return "**" + words + "**"; }};
  static const Dialect kHtmlDialect{text::escape_html,
                                    [](const std::string& label, const std::string& url) {
                                      return "<a href=\"" + text::escape_html(url) + "\">" + label + "</a>";
                                    },
                                    [](const std::string& words) { return "<b>" + words + "</b>"; }};
  if (shape == WebhookShape::kSlack) return kSlackDialect;
  return shape == WebhookShape::kTelegram ? kHtmlDialect : kMarkdownDialect;
}

// One a paper and notice, with headings between.
std::vector<std::string> lines_of(const Letter& letter, const Dialect& dialect) {
  std::vector<std::string> lines;
  for (const std::string& paragraph : letter.paragraphs) lines.push_back(dialect.escape(paragraph));
  for (const LetterSection& section : letter.sections) {
    lines.push_back(dialect.bold(dialect.escape(section.heading)));
    for (const LetterPaper& paper : section.papers) {
      std::string line = "\xE2\x80\xA2 " + dialect.link(dialect.escape(paper.title), paper.url);
      if (!paper.authors.empty()) line += " \xE2\x80\x94 " + dialect.escape(paper.authors);
      lines.push_back(std::move(line));
    }
  }
  for (const LetterNotice& notice : letter.notices)
    lines.push_back("\xE2\x80\xA2 " +
                    dialect.link(dialect.escape(notice.text + " " + notice.paper.label), notice.url));
  return lines;
}

// As many lines as fit, and how many are left out.
std::string joined(const std::vector<std::string>& lines, std::size_t bytes_max) {
  std::string to;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (to.size() + lines[i].size() + 1 > bytes_max) {
      to += fmt::format("and {} more", lines.size() - i);
      break;
    }
    to += lines[i] + "\n";
  }
  return to;
}

std::string slack_body(const Letter& letter, const Dialect& dialect) {
  JsonWriter json;
  json.begin_object().key("text").value(dialect.escape(letter.subject)).key("blocks").begin_array();
  const auto section = [&](const std::string& text) {
    json.begin_object().key("type").value("section").key("text").begin_object();
    json.key("type").value("mrkdwn").key("text").value(text).end_object().end_object();
  };
  section(dialect.bold(dialect.escape(letter.heading)));
  std::string block;
  std::size_t blocks = 1;
  for (const std::string& line : lines_of(letter, dialect)) {
    if (line.size() > kSlackBytesMax) continue;
    if (block.size() + line.size() + 1 > kSlackBytesMax) {
      section(block);
      block.clear();
      if (++blocks == kSlackBlocksMax) break;
    }
    block += line + "\n";
  }
  if (!block.empty()) section(block);
  json.end_array().end_object();
  return json.take();
}

std::string discord_body(const Letter& letter, const Dialect& dialect) {
  JsonWriter json;
  // Nobody is called by a title that has an @ in it.
  json.begin_object().key("allowed_mentions").begin_object().key("parse").begin_array().end_array();
  json.end_object().key("embeds").begin_array().begin_object().key("title").value(letter.heading);
  json.key("description").value(joined(lines_of(letter, dialect), kDiscordBytesMax));
  json.end_object().end_array().end_object();
  return json.take();
}

std::string mattermost_body(const Letter& letter, const Dialect& dialect) {
  JsonWriter json;
  json.begin_object().key("text").value("#### " + dialect.escape(letter.heading) + "\n" +
                                        joined(lines_of(letter, dialect), kMattermostBytesMax));
  json.end_object();
  return json.take();
}

std::string telegram_body(const Webhook& webhook, const Letter& letter, const Dialect& dialect) {
  JsonWriter json;
  json.begin_object().key("chat_id").value(webhook.secret).key("parse_mode").value("HTML");
  json.key("text").value(dialect.bold(dialect.escape(letter.heading)) + "\n" +
                         joined(lines_of(letter, dialect), kTelegramBytesMax));
  json.key("link_preview_options").begin_object().key("is_disabled").value(true).end_object().end_object();
  return json.take();
}

std::string json_body(const Letter& letter, const store::Digest& digest) {
  JsonWriter json;
  json.begin_object().key("type").value("digest").key("edition").value(format_day(digest.edition));
  json.key("chosenAt").value(format_instant(digest.chosen_at)).key("sections").begin_array();
  for (const LetterSection& section : letter.sections) {
    json.begin_object().key("heading").value(section.heading).key("papers").begin_array();
    for (const LetterPaper& paper : section.papers) {
      json.begin_object().key("title").value(paper.title).key("url").value(paper.url);
      json.key("authors").value(paper.authors).key("about").value(paper.about);
      json.key("summary").value(paper.summary).key("reasons").begin_array();
      for (const std::string& reason : paper.reasons) json.value(reason);
      json.end_array().end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().key("notices").begin_array();
  for (const LetterNotice& notice : letter.notices) {
    json.begin_object().key("text").value(notice.text).key("url").value(notice.url);
    json.key("paper").value(notice.paper.label).key("paperUrl").value(notice.paper.url).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

// The key of a secret: the bytes that stand behind "whsec_" in Base64, as programs for these signatures make
// them (standardwebhooks.com); else the text itself.
std::string signing_key(std::string_view secret) {
  constexpr std::string_view kPrefix = "whsec_";
  if (!secret.starts_with(kPrefix)) return std::string(secret);
  const std::optional<std::string> key = base64_decode(secret.substr(kPrefix.size()));
  return key && !key->empty() ? *key : std::string(secret);
}

}  // namespace

WebhookRequest webhook_request(const Webhook& webhook, const Letter& letter, const store::Digest& digest,
                               Instant now) {
  WebhookRequest request{.url = webhook.url, .body = {}, .headers = {}};
  const Dialect& dialect = dialect_of(webhook.shape);
  switch (webhook.shape) {
    case WebhookShape::kNone:
      break;
    case WebhookShape::kSlack:
      request.body = slack_body(letter, dialect);
      break;
    case WebhookShape::kDiscord:
      request.body = discord_body(letter, dialect);
      break;
    case WebhookShape::kMattermost:
      request.body = mattermost_body(letter, dialect);
      break;
    case WebhookShape::kTelegram:
      request.body = telegram_body(webhook, letter, dialect);
      break;
    case WebhookShape::kJson: {
      request.body = json_body(letter, digest);
      const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
      const std::string id = digest.message_id.substr(0, digest.message_id.find('@'));
      const std::string meant = fmt::format("{}.{}.{}", id, seconds, request.body);
      request.headers = {{"webhook-id", id},
                         {"webhook-timestamp", std::to_string(seconds)},
                         {"webhook-signature",
                          "v1," + base64_encode(keyed_digest_bytes(signing_key(webhook.secret), meant))}};
      break;
    }
  }
  return request;
}

}  // namespace broadsheet::mail
