// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet digest test, check and key: whether letters from here are taken and believed.

#include <memory>
#include <optional>
#include <string>

#include "app/digest_request.h"
#include "app/layout.h"
#include "app/mailing.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "base/signature.h"
#include "http/dns_text.h"
#include "http/smtp_client.h"
#include "mail/letters.h"
#include "mail/post.h"
#include "mail/sender_check.h"
#include "mail/sender_lookup.h"
#include "papers/accounts.h"
#include "papers/mail_links.h"

namespace broadsheet::app {
namespace {

using http::SmtpOutcome;
using http::SmtpResult;

std::string outcome_text(const SmtpOutcome& outcome, const std::string& server) {
  std::string said = outcome.text;
  if (!outcome.enhanced.empty()) said = outcome.enhanced + " " + said;
  if (outcome.code > 0) said = std::to_string(outcome.code) + " " + said;
  const std::string where = " (at: " + std::string(http::smtp_stage_name(outcome.stage)) + ")";
  switch (outcome.result) {
    case SmtpResult::kAccepted:
      return server + " took the letter and is now responsible for it: " + said;
    case SmtpResult::kRefusedAddress:
      return server + " refused the address: " + said + where;
    case SmtpResult::kRefusedMessage:
      return server + " refused the letter or its sender: " + said + where;
    case SmtpResult::kTryLater:
      return server + " does not take it now: " + said + where;
    case SmtpResult::kUnreachable:
      return server + " can't be reached, or does not let us in: " + said + where;
    case SmtpResult::kUnknown:
      return "the connection to " + server +
             " broke before it said whether it took the letter, which may arrive: " + said;
  }
  return {};
}

void tell(Context& context, const DigestRequest& request, const SmtpOutcome& outcome, bool is_signed) {
  const std::string& server = context.settings.mail.server;
  if (!request.json) {
    write_wrapped(context.out, {{outcome_text(outcome, server)}}, 0, context.out.width());
    if (outcome.result == SmtpResult::kAccepted)
      context.out.line(is_signed ? "signed with DKIM" : "not signed: mail.dkim_selector is not set");
    return;
  }
  JsonWriter json;
  json.begin_object().key("server").value(server).key("to").value(request.to);
  json.key("result").value(http::smtp_result_name(outcome.result));
  json.key("stage").value(http::smtp_stage_name(outcome.stage)).key("code").value(outcome.code);
  json.key("enhanced").value(outcome.enhanced).key("text").value(outcome.text);
  json.key("signed").value(is_signed).end_object();
  context.out.line(json.take());
}

// "127.0.0.1:5353"
Result<http::DnsOptions> dns_options(const std::string& server) {
  http::DnsOptions options;
  if (server.empty()) return options;
  const std::optional<MailServer> read = read_mail_server(server);
  if (!read) return Error(ErrorCode::kInvalid, "--dns: write an address and a port, like 127.0.0.1:53");
  options.server = read->host;
  options.port = read->port;
  return options;
}

void write_json(JsonWriter& json, const mail::SenderFinding& finding) {
  json.begin_object().key("about").value(finding.about).key("level");
  json.value(mail::finding_level_name(finding.level)).key("text").value(finding.text);
  json.key("record_name").value(finding.record_name).key("record").value(finding.record).end_object();
}

void write_finding(Terminal& out, const mail::SenderFinding& finding) {
  const bool wrong = finding.level == mail::FindingLevel::kWrong;
  const Style style = wrong                                      ? Style::kError
                      : finding.level == mail::FindingLevel::kOk ? Style::kNumber
                                                                 : Style::kHighlight;
  out.line(out.styled(style, pad_right(mail::finding_level_name(finding.level), 8)) +
           out.styled(Style::kBold, finding.about));
  write_wrapped(out, {{finding.text}}, 8, out.width());
  // Not wrapped: it is to be copied.
  if (!finding.record.empty()) out.line("        " + mail::zone_line(finding.record_name, finding.record));
}

// Under which a key is made that no setting names yet.
constexpr std::string_view kUsualSelector = "broadsheet";

}  // namespace

Result<ExitStatus> send_test_letter(Context& context, const DigestRequest& request) {
  if (request.to.empty()) {
    notice(context, "digest test: to whom? --to ADDRESS");
    return ExitStatus::kUsage;
  }
  TRY(const std::string to, papers::folded_address(request.to));
  TRY(const mail::Sender sender, mail_sender(context));
  TRY(const mail::MailerOptions options, mailer_options(context));
  if (options.smtp.host.empty())
    return Error(ErrorCode::kInvalid,
                 "mail.server is not set: broadsheet config set mail.server smtp.example.org:587");
  TRY(const std::unique_ptr<http::SmtpClient> client, http::SmtpClient::make(options.smtp));
  const Instant now = context.clock.now();
  const mail::Letter letter =
      mail::test_letter(sender, "from the command line, through " + context.settings.mail.server, now);
  const mail::Posting posting{.to = to,
                              .message_id = papers::new_message_name() + "@" + std::string(sender.domain()),
                              .date = now,
                              .unsubscribe = ""};
  TRY(const std::string bytes, mail::written(sender, letter, posting));
  // It is in no queue, so what comes back has no number.
  const std::string& from = sender.bounces.empty() ? sender.from.address : sender.bounces;
  const SmtpOutcome outcome = client->send({.from = from, .to = to}, bytes);
  client->close();
  tell(context, request, outcome, sender.signer.has_value());
  return outcome.result == SmtpResult::kAccepted ? ExitStatus::kDone : ExitStatus::kFailed;
}

Result<ExitStatus> check_sender(Context& context, const DigestRequest& request) {
  TRY(const mail::Sender sender, mail_sender(context));
  TRY(const http::DnsOptions options, dns_options(request.dns));
  const std::optional<MailServer> server = read_mail_server(context.settings.mail.server);
  const std::vector<mail::SenderFinding> findings =
      mail::judge_sender(mail::look_up_sender(sender, server ? server->host : "", options));
  const bool wrong = mail::worst_of(findings) == mail::FindingLevel::kWrong;
  if (request.json) {
    JsonWriter json;
    json.begin_object().key("ok").value(!wrong).key("domain").value(sender.domain());
    json.key("findings").begin_array();
    for (const mail::SenderFinding& finding : findings) write_json(json, finding);
    context.out.line(json.end_array().end_object().take());
  } else {
    for (const mail::SenderFinding& finding : findings) write_finding(context.out, finding);
  }
  return wrong ? ExitStatus::kFailed : ExitStatus::kDone;
}

Result<ExitStatus> make_dkim_key(Context& context, const DigestRequest& request) {
  const std::string path = request.word();
  const MailSettings& settings = context.settings.mail;
  const std::string selector =
      settings.dkim_selector.empty() ? std::string(kUsualSelector) : settings.dkim_selector;
  if (settings.from.empty())
    return Error(ErrorCode::kInvalid, "for which domain? broadsheet config set mail.from papers@example.org");
  const std::string domain = settings.from.substr(settings.from.rfind('@') + 1);
  const SigningKey key = SigningKey::make(request.key_type == "ed25519" ? KeyKind::kEd25519 : KeyKind::kRsa);
  const std::string pem = key.pem();
  TRY(const mail::DkimSigner signer, mail::DkimSigner::make(domain, selector, pem));
  TRY(const Fd file, create_new_file(path));
  TRY_VOID(write_all(file, pem.data(), pem.size(), path));
  TRY_VOID(sync_file(file, path));
  if (request.json) {
    JsonWriter json;
    json.begin_object().key("file").value(path).key("type").value(request.key_type);
    json.key("selector").value(selector).key("record_name").value(signer.dns_name());
    json.key("record").value(signer.dns_record()).end_object();
    context.out.line(json.take());
    return ExitStatus::kDone;
  }
  context.out.line(mail::zone_line(signer.dns_name(), signer.dns_record()));
  notice(context, "the key is in " + path +
                      "; publish the record, then: broadsheet config set "
                      "mail.dkim_key_file " +
                      path + " and broadsheet config set mail.dkim_selector " + selector);
  return ExitStatus::kDone;
}

}  // namespace broadsheet::app
